"""The one door for every face: ask a question as a person. What people decide is in `assistant.desk`."""

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import psycopg
from langchain_core.messages import AIMessage, HumanMessage
from psycopg_pool import PoolTimeout
from sqlalchemy import Connection, text

from assistant.agent.memory import remembered
from assistant.agent.references import print_references
from assistant.answers import Answer
from assistant.asof import AsOf, choose_as_of
from assistant.clock import Clock
from assistant.conversations import Turn, begin_turn, end_turn
from assistant.desk import journal
from assistant.desk.errors import PersonNotActiveError, UnknownPersonError
from assistant.desk.identity import Actor
from assistant.desk.people import Person, get_person, scope_of
from assistant.errors import UNAVAILABLE
from assistant.exports import Listing, kept_listing, listing
from assistant.incidents import new_incident
from assistant.namebooks import NameBooks
from assistant.outcomes import DENIED, NO_ACCOUNTS, focus, outcome, unfit, usage
from tools.context import ToolContext
from tools.evidence import Row
from tools.evidence_store import KeptEvidence, keep, open_evidence, rerun
from tools.ledger.engines import Engines
from tools.ledger.errors import DatabaseUnavailableError, LedgerError
from tools.ledger.scope import OpenScope, Scope, open_scope
from tools.plain_text import as_asked, one_line
from tools.reader import Reader

logger = logging.getLogger(__name__)

FAILED = "Something went wrong on our side; nothing was lost. Ask again, and name incident {incident} if it stays."


@dataclass(frozen=True)
class Assistant:
    """Everything that the faces call. Made by `assistant.bootstrap.build`."""

    engines: Engines
    graph: Any
    """The agent (LangGraph's compiled graph)."""
    names: NameBooks
    is_ordinary_word: Callable[[str], bool]
    clock: Clock
    new_id: Callable[[], str]
    model: str
    wake: Callable[[], None]
    """Starts the database again if it is ours and died."""

    def ask(
        self,
        question: str,
        actor: Actor,
        *,
        conversation: str | None = None,
        as_of: date | None = None,
        via: str = "cli",
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
        question, actor = as_asked(question), _plain(actor)
        conversation = one_line(conversation) if conversation is not None else None
        try:
            person, scope, day = self._admit(actor, as_of)
            if said := unfit(question, person):
                return self._turn_away(actor, conversation or "", day.day, *said)
            turn = self._begin(actor, question, conversation)
            return self._answer(turn, actor, question, person, scope, day, via, started)
        except UNAVAILABLE as error:
            with suppress(LedgerError):
                self.wake()
            today = as_of or self.clock().date()
            return Answer("unavailable", str(error), conversation or "", today, reason="database", model=self.model)

    def open_evidence(self, actor: Actor, conversation: str, turn: int, label: str) -> KeptEvidence | None:
        """Evidence, checked against whoever opens it at this moment; opening and refusal are journalled."""
        actor, conversation, label = _plain(actor), one_line(conversation), one_line(label)
        _, scope, _ = self._admit(actor, None)
        with open_scope(self.engines, scope) as opened:
            found = open_evidence(self.engines, opened, conversation, turn, label)
        subject = f"{conversation}/{turn}/{label}"
        self._record(actor, "evidence:opened" if found else "access:denied", subject, {"opened": found is not None})
        return found

    def accounts(self, actor: Actor) -> Sequence[Row]:
        """Every account that the person may see."""
        _, scope, _ = self._admit(_plain(actor), None)
        with open_scope(self.engines, scope) as opened:
            return Reader(self.engines, opened, self.clock).glance("accounts", accounts=None)

    @contextmanager
    def whole_lists(self, actor: Actor, answer: Answer) -> Iterator[list[Listing]]:
        """The lists behind an answer with all their rows, in the scope of this moment; journalled first."""
        _, scope, _ = self._admit(_plain(actor), answer.as_of)
        lists = [item for item in answer.evidence if item.rows]
        labels = ", ".join(item.label for item in lists)
        self._record(_plain(actor), "evidence:exported", f"{answer.conversation}/{answer.turn}", {"evidence": labels})
        with open_scope(self.engines, scope) as opened:
            reader = Reader(self.engines, opened, self.clock)
            yield [listing(item, reader.stream(item) if item.truncated else item.rows) for item in lists]

    @contextmanager
    def whole_evidence(self, actor: Actor, kept: KeptEvidence) -> Iterator[Listing]:
        """Opened evidence with all its rows; only those that were kept when the books now say something else."""
        _, scope, _ = self._admit(_plain(actor), kept.as_of)
        self._record(_plain(actor), "evidence:exported", kept.place, {"evidence": kept.label})
        with open_scope(self.engines, scope) as opened:
            reader = Reader(self.engines, opened, self.clock)
            again = rerun(reader, kept) if kept.truncated else None
            yield listing(again, reader.stream(again)) if again else kept_listing(kept)

    def _admit(self, actor: Actor, requested: date | None) -> tuple[Person, Scope, AsOf]:
        today = self.clock().date()
        try:
            with self._awake() as connection:
                person = get_person(connection, actor.email, today)
                scope = scope_of(connection, person, as_of=today)
                day = choose_as_of(connection, scope, requested, today)
        except (UnknownPersonError, PersonNotActiveError) as error:
            self._record(actor, "access:denied", actor.email, {"why": error.code})
            raise
        return person, Scope(scope.person, scope.role, day.day, scope.accounts, scope.everything), day

    @contextmanager
    def _awake(self) -> Iterator[Connection]:
        """A turn's first transaction: nothing was done yet, so a database that had died is started and tried again."""
        if not self.is_reachable():
            self.wake()
        with self.engines.transaction() as connection:
            yield connection

    def _turn_away(self, actor: Actor, conversation: str, day: date, said: str, reason: str) -> Answer:
        if reason in DENIED:
            self._record(actor, "access:denied", actor.email, {"why": reason})
        return Answer("refused", said, conversation, day, reason=reason, model=self.model)

    def _begin(self, actor: Actor, question: str, conversation: str | None) -> Turn:
        at = self.clock()
        with self.engines.transaction() as connection:
            turn = begin_turn(connection, conversation, self.new_id(), actor.email, question, at)
            self._append(
                connection, actor, "question:asked", turn.conversation, {"turn": turn.number, "question": question}
            )
        return turn

    def _answer(
        self, turn: Turn, actor: Actor, question: str, person: Person, scope: Scope, day: AsOf, via: str, started: float
    ) -> Answer:
        with open_scope(self.engines, scope) as opened:
            reader = Reader(self.engines, opened, self.clock)
            messages = self._run(turn, question, person, opened, reader)
        printed = print_references(messages[-1].text if messages else "", reader.evidence)
        status, reason = outcome(messages, printed, scope)
        said = NO_ACCOUNTS if reason == "no_accounts" else printed.text
        answer = Answer(
            status,
            day.stated(said, reader.evidence) if status == "answered" else day.asked(said),
            turn.conversation,
            day.day,
            printed.figures,
            tuple(reader.evidence),
            self.model,
            time.perf_counter() - started,
            reason,
            turn.number,
            usage(messages),
        )
        self._end(turn, actor, answer, focus(messages), via)
        return answer

    def _run(self, turn: Turn, question: str, person: Person, opened: OpenScope, reader: Reader) -> list[Any]:
        scope = opened.scope
        context = ToolContext(
            person=scope.person,
            person_name=person.name,
            reader=reader,
            names=lambda: self.names.of(opened, reader),
            is_ordinary_word=self.is_ordinary_word,
            as_of=scope.as_of,
            clock=self.clock,
        )
        asked = HumanMessage(question, additional_kwargs={"as_of": scope.as_of.isoformat()})
        before = remembered(turn.before, scope)
        config = {"configurable": {"thread_id": f"{turn.conversation}/{turn.number}"}, "max_concurrency": 1}
        try:
            state = self.graph.invoke({"messages": [*before, asked]}, config=config, context=context, durability="exit")
        except DatabaseUnavailableError:
            raise
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            # The checkpointer speaks to the database by itself.
            raise DatabaseUnavailableError from error
        except Exception:
            incident = new_incident()
            logger.exception("incident %s: turn %s/%s", incident, turn.conversation, turn.number)
            failed = AIMessage(
                FAILED.format(incident=incident),
                response_metadata={"status": "unavailable", "reason": f"incident {incident}"},
            )
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
            tag = "access:denied" if answer.reason in DENIED else "answer:given"
            self._append(connection, actor, tag, turn.conversation, detail)

    def _record(self, actor: Actor, tag: str, subject: str, detail: dict[str, Any]) -> None:
        with self.engines.transaction() as connection:
            self._append(connection, actor, tag, subject, detail)

    def _append(self, connection: Connection, actor: Actor, tag: str, subject: str, detail: dict[str, Any]) -> None:
        journal.append(
            connection,
            at=self.clock(),
            actor=actor.email,
            proved_by=actor.proved_by,
            tag=tag,
            subject=subject,
            detail=detail,
        )

    def is_reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engines.transaction() as connection:
                return connection.scalar(text("select true")) is True
        except DatabaseUnavailableError:
            return False


def _plain(actor: Actor) -> Actor:
    return replace(actor, email=one_line(actor.email).strip())
