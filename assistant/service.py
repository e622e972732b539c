"""The one door for every face: ask a question as a person. What people decide is in `assistant.desk`."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, text

from assistant.agent.graph import Agent
from assistant.answers import Answer
from assistant.asof import AsOf, choose_as_of
from assistant.clock import Clock
from assistant.desk.errors import PersonNotActiveError, UnknownPersonError
from assistant.desk.identity import Actor
from assistant.desk.people import Person, get_person, scope_of
from assistant.errors import UNAVAILABLE
from assistant.exports import Listing, kept_listing, listing
from assistant.namebooks import NameBooks
from assistant.outcomes import DENIED, unfit
from assistant.record import Record
from assistant.turns import Asked, Turns
from tools.evidence import Row
from tools.evidence_store import KeptEvidence, open_evidence, rerun
from tools.ledger.engines import Engines
from tools.ledger.errors import DatabaseUnavailableError, LedgerError
from tools.ledger.scope import Scope, open_scope
from tools.plain_text import as_asked, one_line
from tools.reader import Reader


@dataclass(frozen=True)
class Assistant:
    """Everything that the faces call. Made by `assistant.bootstrap.build`."""

    engines: Engines
    graph: Agent
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
            asked = Asked(question, actor, person, scope, day, via, started)
            return self._turns.run(asked, conversation)
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
        tag = "evidence:opened" if found else "access:denied"
        self._record.add(actor, tag, f"{conversation}/{turn}/{label}", {"opened": found is not None})
        return found

    def accounts(self, actor: Actor) -> Sequence[Row]:
        """Every account that the person may see."""
        _, scope, _ = self._admit(_plain(actor), None)
        with self._reader(scope) as reader:
            return reader.glance("accounts", accounts=None)

    @contextmanager
    def whole_lists(self, actor: Actor, answer: Answer) -> Iterator[list[Listing]]:
        """The lists behind an answer with all their rows, in the scope of this moment; journalled first."""
        _, scope, _ = self._admit(_plain(actor), answer.as_of)
        lists = [item for item in answer.evidence if item.rows]
        turn, labels = f"{answer.conversation}/{answer.turn}", ", ".join(item.label for item in lists)
        self._record.add(_plain(actor), "evidence:exported", turn, {"evidence": labels})
        with self._reader(scope) as reader:
            yield [listing(item, reader.stream(item) if item.truncated else item.rows) for item in lists]

    @contextmanager
    def whole_evidence(self, actor: Actor, kept: KeptEvidence) -> Iterator[Listing]:
        """Opened evidence with all its rows; only those that were kept when the books now say something else."""
        _, scope, _ = self._admit(_plain(actor), kept.as_of)
        self._record.add(_plain(actor), "evidence:exported", kept.place, {"evidence": kept.label})
        with self._reader(scope) as reader:
            again = rerun(reader, kept) if kept.truncated else None
            yield listing(again, reader.stream(again)) if again else kept_listing(kept)

    @property
    def _record(self) -> Record:
        return Record(self.engines, self.clock)

    @property
    def _turns(self) -> Turns:
        return Turns(
            engines=self.engines,
            agent=self.graph,
            names=self.names,
            is_ordinary_word=self.is_ordinary_word,
            clock=self.clock,
            new_id=self.new_id,
            model=self.model,
            record=self._record,
        )

    def _admit(self, actor: Actor, requested: date | None) -> tuple[Person, Scope, AsOf]:
        today = self.clock().date()
        try:
            with self._awake() as connection:
                person = get_person(connection, actor.email, today)
                scope = scope_of(connection, person, as_of=today)
                day = choose_as_of(connection, scope, requested, today)
        except (UnknownPersonError, PersonNotActiveError) as error:
            self._record.add(actor, "access:denied", actor.email, {"why": error.code})
            raise
        return person, replace(scope, as_of=day.day), day

    @contextmanager
    def _awake(self) -> Iterator[Connection]:
        """A turn's first transaction: nothing was done yet, so a database that had died is started and tried again."""
        if not self.is_reachable():
            self.wake()
        with self.engines.transaction() as connection:
            yield connection

    @contextmanager
    def _reader(self, scope: Scope) -> Iterator[Reader]:
        with open_scope(self.engines, scope) as opened:
            yield Reader(self.engines, opened, self.clock)

    def _turn_away(self, actor: Actor, conversation: str, day: date, said: str, reason: str) -> Answer:
        if reason in DENIED:
            self._record.add(actor, "access:denied", actor.email, {"why": reason})
        return Answer("refused", said, conversation, day, reason=reason, model=self.model)

    def is_reachable(self) -> bool:
        """Whether the database answers."""
        try:
            with self.engines.transaction() as connection:
                return connection.scalar(text("select true")) is True
        except DatabaseUnavailableError:
            return False


def _plain(actor: Actor) -> Actor:
    return replace(actor, email=one_line(actor.email).strip())
