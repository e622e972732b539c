"""A person's scope, tried through the assistant: questions, tools, threads, evidence, names, and every view."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.agent.results import as_text
from assistant.answers import Answer
from assistant.bootstrap import build, open_books
from assistant.config import Settings
from assistant.desk.identity import NOT_PROVED, Actor
from tests.conftest import fixed_clock, load_sample
from tests.journeys.scopes import DAY, Office, add_rows, expected, rows, shown
from tests.tools.ledger.secrets_of_books import Secrets, secrets_of
from tools.catalogue import CATALOGUE
from tools.context import ToolContext
from tools.ledger.scope import Scope, open_scope
from tools.reader import Reader

# Ruth has Acme UK only. The first of each pair is somebody else's, the second nobody's; both are as far from hers.
INVOICE, RECEIPT = ("INV-104166", "INV-104177"), ("RCT-69950", "RCT-69777")
DISPUTE, ORDER, MAKEGOOD = ("DSP-2049", "DSP-2040"), ("IO-7655", "IO-7656"), ("MG-302", "MG-309")
ACCOUNT, NUMBER = ("Kaverani Foods", "Quibbler Foods"), ("A-1005", "A-1000")

QUESTIONS = {
    "is {} paid?": INVOICE,
    "why is {} so high, what is it made of?": INVOICE,
    "when is {} due": INVOICE,
    "what commission is on {}": INVOICE,
    "how many impressions were billed on {}": INVOICE,
    "is 10 % of {} disputed": INVOICE,
    "is invoice {} paid?": ("104166", "104177"),
    "is the invoice {} still open?": ("INV-104206", "INV-104200"),
    "what did {} pay": RECEIPT,
    "what is the status of dispute {}": DISPUTE,
    "makegoods for {}": ORDER,
    "what happened with makegood {}": MAKEGOOD,
    "what does {} owe us?": ACCOUNT,
    "ageing of {}": ACCOUNT,
    "unapplied cash of {}": NUMBER,
    "which open disputes has {}": ACCOUNT,
    "what are the terms of {}": ACCOUNT,
    "what does Hoshikage's neighbour {} owe": ("Dalmanah Telecom", "Quarrymen Telecom"),
}
NOT_UNDERSTOOD = {"why is {} so high, what is it made of?", "is 10 % of {} disputed"}
"""Questions that the playbook need not understand; what it says must be the same all the same."""

CALLS: dict[str, list[tuple[dict[str, str], tuple[str, str]]]] = {
    "look_up": [({"text": "is {} paid"}, INVOICE), ({"text": "{} owes"}, ACCOUNT), ({"text": "receipt {}"}, RECEIPT)],
    "find_account": [({"name": "{}"}, ACCOUNT), ({"name": "{}"}, NUMBER)],
    "invoice_status": [({"number": "{}"}, INVOICE), ({"account": "{}"}, ACCOUNT)],
    "invoice_amounts": [({"number": "{}"}, INVOICE), ({"account": "{}"}, ACCOUNT)],
    "invoice_spots": [({"number": "{}"}, ("INV-104236", "INV-104239"))],
    "account_balance": [({"account": "{}"}, ACCOUNT)],
    "ageing": [({"account": "{}"}, ACCOUNT)],
    "payment_use": [
        ({"receipt": "{}"}, RECEIPT),
        ({"account": "{}"}, ACCOUNT),
        ({"amount": "{}"}, ("6500.00", "6501.00")),
    ],
    "unapplied_cash": [({"account": "{}"}, ACCOUNT)],
    "delivered_units": [({"invoice": "{}"}, INVOICE), ({"order": "{}"}, ORDER), ({"account": "{}"}, ACCOUNT)],
    "makegoods": [({"makegood": "{}"}, MAKEGOOD), ({"order": "{}"}, ORDER), ({"account": "{}"}, ACCOUNT)],
    "order_terms": [({"order": "{}"}, ORDER), ({"account": "{}"}, ACCOUNT)],
    "billed_totals": [({"account": "{}"}, ACCOUNT)],
    "list_disputes": [({"dispute": "{}"}, DISPUTE), ({"invoice": "{}"}, INVOICE), ({"account": "{}"}, ACCOUNT)],
}


@pytest.fixture(scope="module")
def office(home_folder: Path, sample_files: Path) -> Iterator[Office]:
    with open_books(Settings(home=home_folder / "scope")) as books:
        load_sample(books, sample_files)
        add_rows(books.engines)
        with build(Settings(), books=books, clock=fixed_clock) as assistant:
            yield Office(books, assistant)


@pytest.fixture(scope="module")
def secrets(office: Office) -> Secrets:
    return secrets_of(office.engines, {1})


@pytest.fixture(scope="module")
def ruths(office: Office) -> Iterator[ToolContext]:
    """What tools are given on Ruth's behalf."""
    scope = Scope("ruth@example.com", "sales", DAY, frozenset({1}))
    with open_scope(office.engines, scope) as opened:
        yield office.context(scope, Reader(office.engines, opened, fixed_clock))


@pytest.mark.parametrize(("question", "pair"), QUESTIONS.items(), ids=QUESTIONS)
def test_a_question_about_what_is_not_yours_is_answered_as_one_about_nothing(
    office: Office, question: str, pair: tuple[str, str]
) -> None:
    answers = [office.ask("ruth", question.format(name)) for name in pair]

    hidden, unknown = (told(answer, name) for answer, name in zip(answers, pair, strict=True))
    assert hidden == unknown
    if question not in NOT_UNDERSTOOD:
        assert (hidden["status"], hidden["reason"]) == ("refused", "not_found")
        assert {office.journal(answer.conversation)[-1] for answer in answers} == {"access:denied"}


def told(answer: Answer, name: str) -> dict[str, Any]:
    """All that an answer tells, without the name that was asked for and without what differs by chance."""
    return {
        "status": answer.status,
        "reason": answer.reason,
        "text": answer.text.replace(name, "…"),
        "figures": [figure.text for figure in answer.figures],
        "evidence": [(item.label, item.query.name, list(item.rows), item.total_rows) for item in answer.evidence],
        "as_of": answer.as_of,
    }


@pytest.mark.parametrize(
    ("tool", "arguments", "pair"),
    [
        pytest.param(tool, arguments, pair, id=f"{tool} by {' and '.join(arguments)} {pair[0]}")
        for tool, calls in CALLS.items()
        for arguments, pair in calls
    ],
)
def test_a_tool_says_the_same_of_what_is_not_yours_and_of_nothing(
    ruths: ToolContext, tool: str, arguments: dict[str, str], pair: tuple[str, str]
) -> None:
    function = next(entry.function for entry in CATALOGUE if entry.name == tool)

    said = []
    for name in pair:
        ruths.reader.evidence.clear()
        result = function(ruths, **{key: value.format(name) for key, value in arguments.items()})
        said.append(as_text(result).replace(name, "…"))

    assert said[0] == said[1]


def test_every_tool_is_tried() -> None:
    assert set(CALLS) == {tool.name for tool in CATALOGUE}


def misspelt(name: str) -> list[str]:
    half = len(name) // 2
    return [
        name,
        name[:-1],
        name[1:],
        name[:half] + name[half + 1 :],
        name.replace("e", "i", 1),
        name.lower(),
        name.partition(" ")[0],
    ]


def test_no_name_out_of_scope_is_offered_however_it_is_misspelt(ruths: ToolContext, secrets: Secrets) -> None:
    names = ["Acme DE", "Northwind", "Solvane via Tindrel", "Zürnfeld Möbel", "O'Dwyer's Outdoor", "Hoshikage Denki"]
    look_up = next(entry.function for entry in CATALOGUE if entry.name == "look_up")
    find_account = next(entry.function for entry in CATALOGUE if entry.name == "find_account")

    for written in (variant for name in names for variant in misspelt(name)):
        said = as_text(look_up(ruths, f"what does {written} owe")) + as_text(find_account(ruths, written))
        assert secrets.found_in(said, besides=written) == []


@pytest.mark.parametrize("number", ["INV-104206", "INV-104216", "RCT-70012", "DSP-2045", "IO-7780", "CM-882", "MG-311"])
def test_no_number_out_of_scope_is_offered_one_keystroke_away(
    ruths: ToolContext, secrets: Secrets, number: str
) -> None:
    look_up = next(entry.function for entry in CATALOGUE if entry.name == "look_up")

    for written in (number, number[:-1], number + "0", number[:-1] + "9", number[:-2] + number[-1] + number[-2]):
        assert secrets.found_in(as_text(look_up(ruths, f"invoice {written}")), besides=written) == []


FOLLOW_UPS = (
    "and when is it due?",
    "what about it?",
    "is it disputed?",
    "how much is still open on it?",
    "same for that one",
)


@pytest.mark.parametrize("follow_up", FOLLOW_UPS)
def test_a_follow_up_in_a_specialists_thread_tells_nothing(office: Office, secrets: Secrets, follow_up: str) -> None:
    begun = office.ask("priya", "Is INV-104166 paid?")
    assert "5,440.00" in begun.text

    answer = office.ask("ruth", follow_up, begun.conversation)

    assert secrets.found_in(answer.text, besides="INV-104166") == []
    assert "INV-104166" not in answer.text
    assert all(item.accounts <= {1} and not item.everything for item in answer.evidence)


def test_a_specialist_goes_on_in_a_sales_persons_thread(office: Office) -> None:
    begun = office.ask("ruth", "Is INV-104233 paid?")

    answer = office.ask("priya", "and when is it due?", begun.conversation)

    assert "INV-104233" in answer.text
    assert "30 Sep 2026" in answer.text


def test_a_sales_person_comes_back_to_a_thread_in_which_others_asked(office: Office, secrets: Secrets) -> None:
    begun = office.ask("ruth", "Is INV-104233 paid?")
    office.ask("priya", "Is INV-104166 paid?", begun.conversation)
    office.ask("leo", "and what did RCT-70008 pay?", begun.conversation)

    answer = office.ask("ruth", "and when is it due?", begun.conversation)

    assert secrets.found_in(answer.text) == []
    assert "INV-104233" in answer.text or answer.status == "clarify"


def test_a_scope_that_was_narrowed_holds_for_the_next_turn(office: Office) -> None:
    office.see("anneke", "A-1002", "A-1007")
    before = office.ask("anneke", "Is INV-104166 paid?")
    assert before.status == "answered"
    assert office.opens("anneke", before, "E1")

    office.see("anneke", "A-1002")
    after = [office.ask("anneke", follow_up, before.conversation) for follow_up in FOLLOW_UPS]

    kept = secrets_of(office.engines, {2})
    assert [kept.found_in(answer.text, besides="INV-104166") for answer in after] == [[]] * len(after)
    assert after[0].status in ("refused", "clarify")
    assert not office.opens("anneke", before, "E1")
    assert office.journal(before.conversation)[-1] == "access:denied"
    assert office.ask("anneke", "what does Zürnfeld Möbel owe?").reason == "not_found"


def test_a_scope_that_was_widened_shows_what_came_before(office: Office) -> None:
    begun = office.ask("priya", "Is INV-104206 paid?")
    office.see("talia")
    assert not office.opens("talia", begun, "E1")

    office.see("talia", "A-1005")

    assert office.opens("talia", begun, "E1")
    assert "INV-104206" in office.ask("talia", "and when is it due?", begun.conversation).text


def test_evidence_opens_for_whoever_sees_all_accounts_in_it(office: Office) -> None:
    answer = office.ask("priya", "Is INV-104206 paid?")

    opened = {who: office.opens(who, answer, "E1") for who in ("priya", "jonas", "iris", "leo", "ines", "ruth", "owen")}

    assert opened == {
        "priya": True, "jonas": True, "iris": True, "leo": True, "ines": True, "ruth": False, "owen": False,
    }  # fmt: skip
    assert office.journal(f"{answer.conversation}/")[-7:] == ["evidence:opened"] * 5 + ["access:denied"] * 2


def test_evidence_without_rows_opens_for_who_asked_only(office: Office) -> None:
    """It names no account, but its parameters name what was asked for."""
    answer = office.ask("priya", "Is INV-104206 paid?")
    empty = next(item.label for item in answer.evidence if not item.rows)

    assert [office.opens(who, answer, empty) for who in ("priya", "leo", "ruth")] == [True, False, False]


@pytest.mark.parametrize(("turn", "label"), [(1, "E99"), (99, "E1"), (0, "E1"), (1, ""), (1, "E1' or true --")])
def test_evidence_that_is_not_there_is_refused_like_hidden_evidence(office: Office, turn: int, label: str) -> None:
    begun = office.ask("priya", "Is INV-104206 paid?")

    for conversation in (begun.conversation, "no such conversation"):
        assert office.assistant.open_evidence(Actor("ruth@example.com", NOT_PROVED), conversation, turn, label) is None


def test_evidence_of_a_payment_from_another_account_needs_both(office: Office) -> None:
    answer = office.ask("priya", "Is INV-104216 paid?")
    paid = next(item.label for item in answer.evidence if item.query.name == "invoice_applications")

    assert [office.opens(who, answer, paid) for who in ("ines", "owen", "leo")] == [True, False, False]


def test_a_movement_between_accounts_tells_each_end_only_of_itself(office: Office) -> None:
    """RCT-70008 of O'Dwyer's Outdoor (8) also paid INV-104216 of Garrick Tyre Barn (12)."""
    query = """select application_id, account_id, payer_account_id, receipt, invoice
        from applications where amount = 12962.50"""

    assert rows(office.engines, {8}, query) == [(None, None, 8, "RCT-70008", None)]
    assert rows(office.engines, {12}, query) == [(None, 12, None, None, "INV-104216")]
    assert rows(office.engines, {8, 12}, query) == [("sample:RCT-70008>INV-104216", 12, 8, "RCT-70008", "INV-104216")]


def test_former_values_are_masked_like_present_ones(office: Office) -> None:
    query = "select former ->> 'bank_ref' from changes where row_id = 'sample:RCT-70001'"

    assert rows(office.engines, {1}, query, role="sales") == [(None,)]
    assert rows(office.engines, {1}, query, role="finance") != [(None,)]


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    accounts=st.frozensets(st.sampled_from(range(1, 13))),
    role=st.sampled_from(["sales", "finance"]),
    as_of=st.sampled_from([DAY, date(2026, 8, 31)]),
    person=st.sampled_from(["priya@example.com", "ruth@example.com"]),
)
def test_every_view_shows_the_rows_of_the_scopes_accounts_and_no_others(
    office: Office, accounts: frozenset[int], role: Literal["sales", "finance"], as_of: date, person: str
) -> None:
    scope = Scope(person, role, as_of, accounts)

    assert shown(office.engines, scope) == expected(office.engines, scope)


def test_every_view_of_the_office_has_rows_to_compare(office: Office) -> None:
    views = shown(office.engines, Scope("priya@example.com", "finance", DAY, frozenset(range(1, 13))))

    assert [view for view, found in views.items() if not found] == []
