"""Conversations and their turns, as rows: who asked what, what was answered, whose accounts were in it."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, text

from assistant.agent.memory import PastTurn
from assistant.answers import Answer
from assistant.errors import AssistantError
from tools.ledger.scope import Scope
from tools.plain_text import shortened

_NEXT_TURN = text("""
    insert into desk.turn (conversation, turn, person, asked_at, question)
    select :c, coalesce(max(turn), 0) + 1, :p, :at, :q from desk.turn where conversation = :c
    on conflict do nothing returning turn""")


class UnknownConversationError(AssistantError):
    """There is no such conversation."""

    code = "unknown_conversation"

    def __init__(self, conversation: str) -> None:
        self.conversation = conversation
        super().__init__(f"There is no conversation {shortened(conversation)}: leave it out to begin a new one.")


@dataclass(frozen=True)
class Turn:
    """A turn that was begun: its place in the conversation and what was said before."""

    conversation: str
    number: int
    before: list[PastTurn]


def begin_turn(
    connection: Connection, conversation: str | None, new_id: str, person: str, question: str, at: datetime
) -> Turn:
    """Write the question as the next turn; a new conversation when none is named.

    Raises: UnknownConversationError: the named one does not exist.
    """
    if conversation is None:
        connection.execute(
            text("insert into desk.conversation (conversation, begun_by, begun_at) values (:c, :p, :at)"),
            {"c": new_id, "p": person, "at": at},
        )
    elif (
        connection.scalar(text("select 1 from desk.conversation where conversation = :c"), {"c": conversation}) is None
    ):
        raise UnknownConversationError(conversation)
    key = conversation or new_id
    before = _past(connection, key)
    number = None
    while number is None:
        # Nothing comes back when somebody else asked in this conversation just now: then theirs is counted too.
        number = connection.scalar(_NEXT_TURN, {"c": key, "p": person, "at": at, "q": question})
    return Turn(key, number, before)


def end_turn(
    connection: Connection, turn: Turn, answer: Answer, scope: Scope, focus: dict[str, Any], at: datetime
) -> None:
    """Write the answer, with the accounts that were in the rows behind it.

    An answer without rows may still name what the asker sees (a pick-list): it belongs to their whole scope.
    """
    rests_on_rows = any(item.rows for item in answer.evidence)
    accounts = {account for item in answer.evidence for account in item.accounts} if rests_on_rows else scope.accounts
    everything = any(item.everything for item in answer.evidence) if rests_on_rows else scope.everything
    connection.execute(
        text("""update desk.turn set answered_at = :at, status = :status, answer = :answer, focus = :focus,
            accounts = :accounts, everything = :everything, model = :model, usage = :usage, seconds = :seconds
            where conversation = :c and turn = :n"""),
        {
            "at": at,
            "status": answer.status,
            "answer": answer.text,
            "focus": json.dumps(focus),
            "accounts": sorted(accounts),
            "everything": everything,
            "model": answer.model,
            "usage": json.dumps(answer.usage),
            "seconds": answer.seconds,
            "c": turn.conversation,
            "n": turn.number,
        },
    )


def _past(connection: Connection, conversation: str) -> list[PastTurn]:
    rows = connection.execute(
        text("""select person, question, answer, accounts, everything, focus from desk.turn
            where conversation = :c and answered_at is not null order by turn"""),
        {"c": conversation},
    ).mappings()
    return [
        PastTurn(r["person"], r["question"], r["answer"], frozenset(r["accounts"]), r["everything"], dict(r["focus"]))
        for r in rows
    ]
