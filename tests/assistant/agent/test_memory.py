from datetime import date

import pytest

from assistant.agent.memory import REMEMBERED, SOMEBODY_ELSE, PastTurn, remembered
from tools.ledger.scope import Scope

DAY = date(2026, 10, 31)
RUTH = Scope("ruth@example.com", "sales", DAY, frozenset({1}))
PRIYA = Scope("priya@example.com", "finance", DAY, everything=True)


def a_turn(
    person: str = "priya@example.com", accounts: tuple[int, ...] = (1,), *, everything: bool = False
) -> PastTurn:
    return PastTurn(person, "a question", "an answer", frozenset(accounts), everything, {"invoice": "INV-1"})


def answer(turn: PastTurn, scope: Scope) -> str:
    return remembered([turn], scope)[1].text


@pytest.mark.parametrize(
    ("turn", "scope", "seen"),
    [
        (a_turn(accounts=(1,)), RUTH, True),
        (a_turn(accounts=(1, 2)), RUTH, False),
        (a_turn(accounts=(), everything=True), RUTH, False),
        (a_turn(accounts=()), RUTH, False),
        (a_turn("ruth@example.com", accounts=()), RUTH, True),
        (a_turn("ruth@example.com", accounts=(2,)), RUTH, False),
        (a_turn("ruth@example.com", accounts=(2,)), PRIYA, True),
        (a_turn("ruth@example.com", accounts=(), everything=True), PRIYA, True),
    ],
    ids=[
        "another's answer about one's own account",
        "an answer that is about more",
        "a total over everything",
        "another's answer without rows",
        "one's own answer without rows",
        "one's own answer from before the scope was narrowed",
        "whoever sees everything",
        "whoever sees everything, of a total",
    ],
)
def test_an_answer_is_remembered_for_who_may_see_its_rows_now(turn: PastTurn, scope: Scope, seen: bool) -> None:
    assert answer(turn, scope) == ("an answer" if seen else SOMEBODY_ELSE)


def test_what_is_not_seen_leaves_no_focus_either() -> None:
    _, hidden = remembered([a_turn(accounts=(2,))], RUTH)

    assert hidden.additional_kwargs == {}


def test_only_the_last_turns_are_held() -> None:
    assert len(remembered([a_turn()] * 20, RUTH)) == 2 * REMEMBERED
