"""Runs one turn: writes the question, has the agent answer it in the person's scope, writes the answer."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import psycopg
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from psycopg_pool import PoolTimeout
from sqlalchemy import text

from assistant.agent.graph import Agent
from assistant.agent.memory import remembered
from assistant.agent.references import print_references
from assistant.answers import Answer
from assistant.asof import AsOf
from assistant.clock import Clock
from assistant.conversations import Turn, begin_turn, end_turn
from assistant.desk.identity import Actor
from assistant.desk.people import Person
from assistant.incidents import new_incident
from assistant.namebooks import NameBooks
from assistant.outcomes import DENIED, NO_ACCOUNTS, focus, outcome, usage
from assistant.record import Record
from tools.context import ToolContext
from tools.evidence_store import keep
from tools.ledger.engines import Engines
from tools.ledger.errors import DatabaseUnavailableError
from tools.ledger.scope import OpenScope, Scope, open_scope
from tools.reader import Reader

logger = logging.getLogger(__name__)

FAILED = "Something went wrong on our side; nothing was lost. Ask again, and name incident {incident} if it stays."


@dataclass(frozen=True)
class Asked:
    """A question from somebody who may ask it."""

    question: str
    actor: Actor
    person: Person
    scope: Scope
    day: AsOf
    via: str
    """The face that asks."""
    started: float
    """When it came in, on the clock that durations are taken with."""


@dataclass(frozen=True)
class Turns:
    """What a turn takes."""

    engines: Engines
    agent: Agent
    names: NameBooks
    is_ordinary_word: Callable[[str], bool]
    clock: Clock
    new_id: Callable[[], str]
    model: str
    record: Record

    def run(self, asked: Asked, conversation: str | None) -> Answer:
        """Answer the question as the conversation's next turn, on the record.

        Raises: UnknownConversationError: nothing was written.
        """
        turn = self._begin(asked, conversation)
        with open_scope(self.engines, asked.scope) as opened:
            reader = Reader(self.engines, opened, self.clock)
            messages = self._messages(turn, asked, opened, reader)
        answer = self._answer(turn, asked, messages, reader)
        self._end(turn, asked, answer, focus(messages))
        return answer

    def _begin(self, asked: Asked, conversation: str | None) -> Turn:
        actor, question, at = asked.actor, asked.question, self.clock()
        with self.engines.transaction() as connection:
            turn = begin_turn(connection, conversation, self.new_id(), actor.email, question, at)
            detail = {"turn": turn.number, "question": question}
            self.record.add_within(connection, actor, "question:asked", turn.conversation, detail)
        return turn

    def _messages(self, turn: Turn, asked: Asked, opened: OpenScope, reader: Reader) -> list[BaseMessage]:
        """The question and all that the agent made of it; a failure is an incident, told without its details."""
        scope = asked.scope
        context = ToolContext(
            person=scope.person,
            person_name=asked.person.name,
            reader=reader,
            names=lambda: self.names.of(opened, reader),
            is_ordinary_word=self.is_ordinary_word,
            as_of=scope.as_of,
            clock=self.clock,
        )
        question = HumanMessage(asked.question, additional_kwargs={"as_of": scope.as_of.isoformat()})
        before = remembered(turn.before, scope)
        thread = f"{turn.conversation}/{turn.number}"
        config = RunnableConfig(configurable={"thread_id": thread}, max_concurrency=1)
        try:
            state = self.agent.invoke(
                {"messages": [*before, question]}, config=config, context=context, durability="exit"
            )
        except DatabaseUnavailableError:
            raise
        except (psycopg.OperationalError, psycopg.InterfaceError, PoolTimeout) as error:
            # The checkpointer speaks to the database by itself.
            raise DatabaseUnavailableError from error
        except Exception:
            incident = new_incident()
            logger.exception("incident %s: turn %s", incident, thread)
            return [question, _failed(incident)]
        return list(state["messages"][len(before) :])

    def _answer(self, turn: Turn, asked: Asked, messages: list[BaseMessage], reader: Reader) -> Answer:
        printed = print_references(messages[-1].text if messages else "", reader.evidence)
        status, reason = outcome(messages, printed, asked.scope)
        said = NO_ACCOUNTS if reason == "no_accounts" else printed.text
        if any(figure.currency for figure in printed.figures):
            said += self._stated(reader)
        return Answer(
            status,
            asked.day.stated(said, reader.evidence) if status == "answered" else asked.day.asked(said),
            turn.conversation,
            asked.day.day,
            printed.figures,
            tuple(reader.evidence),
            self.model,
            time.perf_counter() - asked.started,
            reason,
            turn.number,
            usage(messages),
        )

    def _stated(self, reader: Reader) -> str:
        """What the books do not print and who imported them stated: said with the figures that rest on it."""
        batches = sorted({batch for item in reader.evidence for batch in item.batches})
        with self.engines.transaction() as connection:
            currencies = connection.scalars(_STATED, {"batches": batches}).all()
        sentence = "The extract prints no currency: {} was stated when it was imported."
        return "".join(f"\n\n{sentence.format(currency)}" for currency in currencies)

    def _end(self, turn: Turn, asked: Asked, answer: Answer, about: dict[str, Any]) -> None:
        with self.engines.transaction() as connection:
            ids = keep(connection, answer.evidence, turn.conversation, turn.number, asked.via)
            end_turn(connection, turn, answer, asked.scope, about, self.clock())
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
            self.record.add_within(connection, asked.actor, tag, turn.conversation, detail)


_STATED = text("""select distinct stated ->> 'currency' from ledger.import_batch
    where batch_id = any (:batches) and stated ->> 'currency' is not null""")


def _failed(incident: str) -> AIMessage:
    said = {"status": "unavailable", "reason": f"incident {incident}"}
    return AIMessage(FAILED.format(incident=incident), response_metadata=said)
