"""The one door for every face: ask a question as a person. What people decide is in `assistant.desk`."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langchain_core.messages import AIMessage, HumanMessage, ToolMessage
from langgraph.errors import GraphRecursionError
from sqlalchemy import text

from assistant.agent.memory import remembered
from assistant.agent.references import Printed, print_references
from assistant.answers import Answer, Status
from assistant.asof import AsOf, choose_as_of
from assistant.clock import Clock
from assistant.conversations import Turn, begin_turn, end_turn
from assistant.desk import journal
from assistant.desk.errors import PersonNotActiveError, UnknownPersonError
from assistant.desk.identity import Actor
from assistant.desk.people import Person, get_person, scope_of
from assistant.incidents import new_incident
from assistant.namebooks import NameBooks
from tools.context import ToolContext
from tools.evidence import Row
from tools.evidence_store import KeptEvidence, keep, open_evidence
from tools.ledger.engines import Engines
from tools.ledger.errors import DatabaseUnavailableError
from tools.ledger.scope import OpenScope, Scope, open_scope
from tools.reader import Reader

logger = logging.getLogger(__name__)

LONGEST_QUESTION = 4_000
"""Characters; a longer text is a document, not a question."""
NO_AMOUNTS = "You see people and settings but no amounts. Ask an administrator for a role with accounts."
FAILED = "Something went wrong on our side; nothing was lost. Ask again, and name incident {incident} if it stays."


@dataclass(frozen=True)
class Assistant:
    """Everything that the faces call. Made by `assistant.bootstrap.build`."""

    engines: Engines
    graph: Any
    """The agent (LangGraph's compiled graph)."""
    names: NameBooks
    clock: Clock
    new_id: Callable[[], str]
    model: str

    def ask(
        self, question: str, actor: Actor, *, conversation: str | None = None, as_of: date | None = None, via: str = "cli"
    ) -> Answer:
        """Answer a question as a person, in their scope, on the record.

        Args:
            conversation: an earlier one to go on with.
            as_of: the day that the answer is about (inclusive); the newest extract's day when not given.
            via: the face that asks, for the evidence.

        Raises:
            UnknownPersonError, PersonNotActiveError: journalled as a denial.
            UnknownConversationError: nothing was asked.
            AsOfInFutureError: nobody knows that day yet.
        """
        started = time.perf_counter()
        try:
            person, scope, day = self._admit(actor, as_of)
            if (said := _unfit(question, person)) is not None:
                return Answer("refused", said, conversation or "", day.day, reason="unfit_question", model=self.model)
            turn = self._begin(actor, question, conversation)
            return self._answer(turn, actor, question, scope, day, via, started)
        except DatabaseUnavailableError as error:
            today = as_of or self.clock().date()
            return Answer("unavailable", str(error), conversation or "", today, reason="database", model=self.model)

    def open_evidence(self, actor: Actor, conversation: str, turn: int, label: str) -> KeptEvidence | None:
        """Evidence, checked against whoever opens it at this moment; opening and refusal are journalled."""
        _, scope, _ = self._admit(actor, None)
        with open_scope(self.engines, scope) as opened:
            found = open_evidence(self.engines, opened, conversation, turn, label)
        subject = f"{conversation}/{turn}/{label}"
        self._record(actor, "evidence:opened" if found else "access:denied", subject, {"opened": found is not None})
        return found

    def accounts(self, actor: Actor) -> Sequence[Row]:
        """Every account that the person may see."""
        _, scope, _ = self._admit(actor, None)
        with open_scope(self.engines, scope) as opened:
            return Reader(self.engines, opened, self.clock).glance("accounts", accounts=None)

    def _admit(self, actor: Actor, requested: date | None) -> tuple[Person, Scope, AsOf]:
        today = self.clock().date()
        try:
            with self.engines.transaction() as connection:
                person = get_person(connection, actor.email, today)
                scope = scope_of(connection, person, as_of=today)
                day = choose_as_of(connection, scope, requested, today)
        except (UnknownPersonError, PersonNotActiveError) as error:
            self._record(actor, "access:denied", actor.email, {"why": error.code})
            raise
        return person, Scope(scope.person, scope.role, day.day, scope.accounts, scope.everything), day

    def _begin(self, actor: Actor, question: str, conversation: str | None) -> Turn:
        at = self.clock()
        with self.engines.transaction() as connection:
            turn = begin_turn(connection, conversation, self.new_id(), actor.email, question, at)
            self._append(connection, actor, "question:asked", turn.conversation, {"turn": turn.number, "question": question})
        return turn

    def _answer(
        self, turn: Turn, actor: Actor, question: str, scope: Scope, day: AsOf, via: str, started: float
    ) -> Answer:
        with open_scope(self.engines, scope) as opened:
            reader = Reader(self.engines, opened, self.clock)
            messages = self._run(turn, question, scope, opened, reader)
        final = messages[-1] if messages else AIMessage("")
        printed = print_references(final.text, reader.evidence)
        status, reason = _outcome(messages, printed)
        answer = Answer(
            status,
            day.stated(printed.text) if status == "answered" else printed.text,
            turn.conversation,
            day.day,
            printed.figures,
            tuple(reader.evidence),
            self.model,
            time.perf_counter() - started,
            reason,
            turn.number,
            _usage(messages),
        )
        self._end(turn, actor, answer, _focus(messages, final), via)
        return answer

    def _run(self, turn: Turn, question: str, scope: Scope, opened: OpenScope, reader: Reader) -> list[Any]:
        context = ToolContext(
            person=scope.person,
            reader=reader,
            names=lambda: self.names.of(opened, reader),
            as_of=scope.as_of,
            clock=self.clock,
        )
        asked = HumanMessage(question, additional_kwargs={"as_of": scope.as_of.isoformat()})
        before = remembered(turn.before, scope)
        config = {"configurable": {"thread_id": f"{turn.conversation}/{turn.number}"}}
        try:
            state = self.graph.invoke(
                {"messages": [*before, asked]}, config=config, context=context, durability="exit"
            )
        except (DatabaseUnavailableError, GraphRecursionError):
            raise
        except Exception:
            incident = new_incident()
            logger.exception("incident %s: turn %s/%s", incident, turn.conversation, turn.number)
            failed = AIMessage(FAILED.format(incident=incident), response_metadata={"status": "unavailable", "reason": f"incident {incident}"})
            return [asked, failed]
        return list(state["messages"][len(before) :])

    def _end(self, turn: Turn, actor: Actor, answer: Answer, focus: dict[str, Any], via: str) -> None:
        with self.engines.transaction() as connection:
            ids = keep(connection, answer.evidence, turn.conversation, turn.number, via)
            end_turn(connection, turn, answer, focus, self.clock())
            detail = {
                "turn": turn.number,
                "status": answer.status,
                "reason": answer.reason or "",
                "model": answer.model,
                "answer": answer.text,
                "evidence": [
                    {"id": i, "query": e.query.name, "version": e.query.version, "sha256": e.sha256()}
                    for i, e in zip(ids, answer.evidence, strict=True)
                ],
            }
            tag = "access:denied" if answer.reason == "not_found" else "answer:given"
            self._append(connection, actor, tag, turn.conversation, detail)

    def _record(self, actor: Actor, tag: str, subject: str, detail: dict[str, Any]) -> None:
        with self.engines.transaction() as connection:
            self._append(connection, actor, tag, subject, detail)

    def _append(self, connection: Any, actor: Actor, tag: str, subject: str, detail: dict[str, Any]) -> None:
        journal.append(
            connection, at=self.clock(), actor=actor.email, proved_by=actor.proved_by, tag=tag, subject=subject, detail=detail
        )

    def is_reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engines.transaction() as connection:
                return connection.scalar(text("select true")) is True
        except DatabaseUnavailableError:
            return False


def _unfit(question: str, person: Person) -> str | None:
    if not question.strip():
        return "The question is empty: write what you would like to know, for example “Is INV-104233 paid?”."
    if len(question) > LONGEST_QUESTION:
        return f"The question has {len(question):,} characters; keep it under {LONGEST_QUESTION:,} and leave documents out."
    return None if person.sees_amounts else NO_AMOUNTS


def _outcome(messages: list[Any], printed: Printed) -> tuple[Status, str | None]:
    """What the model says of its answer, else what the tools' results make of it."""
    said = messages[-1].response_metadata.get("status") if messages else None
    if said:
        return said, messages[-1].response_metadata.get("reason")
    refused = [m.artifact["refused"] for m in messages if isinstance(m, ToolMessage) and m.artifact and m.artifact["refused"]]
    if printed.figures or not refused:
        return "answered", None
    return ("clarify" if refused[-1] == "ambiguous" else "refused"), refused[-1]


def _focus(messages: list[Any], final: AIMessage) -> dict[str, Any]:
    focus: dict[str, Any] = {}
    for message in messages:
        if isinstance(message, ToolMessage) and message.artifact:
            focus |= message.artifact["focus"]
    if play := final.response_metadata.get("play"):
        focus |= {"play": play, "slots": final.response_metadata.get("slots", {})}
    return focus


def _usage(messages: list[Any]) -> dict[str, int]:
    used = [m.usage_metadata for m in messages if isinstance(m, AIMessage) and m.usage_metadata]
    return {
        "prompt_tokens": sum(u["input_tokens"] for u in used),
        "completion_tokens": sum(u["output_tokens"] for u in used),
    }
