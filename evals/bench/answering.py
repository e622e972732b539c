"""`billing bench answers`: what an answer adds to its own SQL, in a warm process, beside the same SQL sent bare."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from assistant.bootstrap import Books, build
from assistant.clock import system_clock
from assistant.desk.identity import NOT_PROVED, Actor
from assistant.desk.people import get_person, scope_of
from assistant.service import Assistant
from evals.bench.askers import Asker, add_askers
from evals.bench.ground import (
    NOW,
    count_lines,
    empty_books,
    fixed_clock,
    load_books,
    load_people,
    sample_files,
    server_version,
    temporary_home,
)
from evals.bench.machine import Machine
from evals.bench.peer import Peer, plain_peer
from evals.bench.questions import Question, Subjects, wide_questions
from evals.bench.speed import AnswerSpeed, Timed
from evals.bench.stopwatch import Stopwatch, watching
from tools.ledger.scope import Scope

WIDE_RUNS = 3
"""How often at most a question over all accounts is asked: it takes seconds, and what it adds hardly changes."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Round:
    """One asker, their scope and their questions."""

    asker: Asker
    scope: Scope
    questions: list[Question]
    wide: list[Question]


def measure_answers(lines: int, questions: int, tell: Tell) -> AnswerSpeed:
    """Ask a mix of questions and time each answer.

    Args:
        lines: invoice lines, at least.
        questions: of each kind by each asker.
        tell: told what is being done.
    """
    tell("making the sample")
    with temporary_home() as settings, sample_files(lines) as files, empty_books(settings) as books:
        askers = add_askers(files)
        load_people(books, files)
        tell("importing it")
        load_books(books, files)
        with build(settings, books=books, clock=fixed_clock) as assistant, _timing(books, assistant) as timing:
            rounds = [_round(books, asker, questions) for asker in askers]
            first = [timing.ask(one, one.questions[0]) for one in rounds]
            tell("asking each kind once, not counted")
            for one in rounds:
                for question in [*one.questions[: _kinds(one)], *one.wide]:
                    timing.ask(one, question)
            timed = []
            wide_runs = min(WIDE_RUNS, questions)
            for one in rounds:
                tell(f"asking with {one.asker.scope}")
                timed += [timing.ask(one, question) for question in [*one.questions, *one.wide * wide_runs]]
        machine = Machine.here(server_version(books), system_clock())
        return AnswerSpeed(machine, count_lines(books), first, timed)


@dataclass(frozen=True)
class _Timing:
    assistant: Assistant
    watch: Stopwatch
    peer: Peer

    def ask(self, one: Round, question: Question) -> Timed:
        """Ask, then send what was executed once more, bare."""
        self.watch.reset()
        started = time.perf_counter()
        answer = self.assistant.ask(question.text, Actor(one.asker.email, NOT_PROVED))
        total = time.perf_counter() - started
        accounts = None if one.scope.everything else one.scope.accounts
        peer = self.peer.seconds(self.watch.statements, accounts)
        return Timed(one.asker.scope, question.kind, answer.status, total, self.watch.seconds, peer)


@contextmanager
def _timing(books: Books, assistant: Assistant) -> Iterator[_Timing]:
    with watching(books.engines) as watch, plain_peer(books, NOW.date()) as peer:
        yield _Timing(assistant, watch, peer)


def _round(books: Books, asker: Asker, count: int) -> Round:
    with books.engines.transaction() as connection:
        scope = scope_of(connection, get_person(connection, asker.email, NOW.date()), as_of=NOW.date())
    subjects = Subjects.of(books, scope.accounts, everything=scope.everything, count=count)
    return Round(asker, scope, list(subjects.questions(count)), list(wide_questions()))


def _kinds(one: Round) -> int:
    return len({question.kind for question in one.questions})
