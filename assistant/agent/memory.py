"""A conversation's memory for one person: all its questions, and those answers whose accounts they may see now."""

from collections.abc import Sequence
from dataclasses import dataclass

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from tools.ledger.scope import Scope

SOMEBODY_ELSE = "(an answer for somebody else)"
REMEMBERED = 6
"""Earlier turns that a prompt holds."""


@dataclass(frozen=True)
class PastTurn:
    """One question and its answer, with the accounts in the rows behind it."""

    person: str
    question: str
    answer: str
    accounts: frozenset[int]
    everything: bool
    focus: dict[str, str]


def remembered(turns: Sequence[PastTurn], scope: Scope) -> list[BaseMessage]:
    """Messages of the last turns, as this scope may see them at this moment."""
    messages: list[BaseMessage] = []
    for turn in turns[-REMEMBERED:]:
        messages.append(HumanMessage(turn.question))
        if _visible(turn, scope):
            messages.append(AIMessage(turn.answer, additional_kwargs={"focus": turn.focus}))
        else:
            messages.append(AIMessage(SOMEBODY_ELSE))
    return messages


def _visible(turn: PastTurn, scope: Scope) -> bool:
    """Somebody's own answer without rows is theirs; another's must rest on rows that are covered."""
    if not turn.accounts and not turn.everything:
        return turn.person == scope.person
    return scope.covers(turn.accounts, everything=turn.everything)
