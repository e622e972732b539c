"""What the timed answers come to: by kind of question, by scope, and over all."""

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any

from evals.bench.figures import Spread
from evals.bench.machine import Machine

ADDS_MEDIAN_MS = 150.0
ADDS_P95_MS = 300.0
"""The target: what an answer may add to its own SQL."""


@dataclass(frozen=True)
class Timed:
    """One answer's times, in seconds."""

    scope: str
    kind: str
    status: str
    total: float
    sql: float
    """Within the typed queries, on the reader's connection."""
    peer: float
    """Within the same SQL, sent bare."""

    @property
    def adds(self) -> float:
        """What the answer takes beside its own SQL."""
        return self.total - self.sql


@dataclass(frozen=True)
class Group:
    """Answers of one kind or one scope."""

    name: str
    answers: int
    answered: int
    """How many were no refusal and no question back: a fast refusal is no speed."""
    total: Spread
    sql: Spread
    adds: Spread
    peer: Spread

    @classmethod
    def of(cls, name: str, timed: list[Timed]) -> "Group":
        """The figures of at least one answer."""
        return cls(
            name,
            len(timed),
            sum(one.status == "answered" for one in timed),
            Spread.of([one.total for one in timed]),
            Spread.of([one.sql for one in timed]),
            Spread.of([one.adds for one in timed]),
            Spread.of([one.peer for one in timed]),
        )


@dataclass(frozen=True)
class AnswerSpeed:
    """What was measured."""

    machine: Machine
    lines: int
    """Invoice lines."""
    first: list[Timed]
    """Each asker's first answer: names of the scope are read, prepared statements and pages are not there yet."""
    timed: list[Timed]

    @property
    def overall(self) -> Group:
        """All answers."""
        return Group.of("overall", self.timed)

    @property
    def is_met(self) -> bool:
        """Whether the target is."""
        adds = self.overall.adds
        return adds.median <= ADDS_MEDIAN_MS and adds.p95 <= ADDS_P95_MS

    def by(self, key: Callable[[Timed], str]) -> list[Group]:
        """The answers in groups, in the order of their first answers."""
        names = dict.fromkeys(key(one) for one in self.timed)
        return [Group.of(name, [one for one in self.timed if key(one) == name]) for name in names]

    def as_json(self) -> dict[str, Any]:
        """One object; times in milliseconds."""
        return {
            "bench": "answers",
            "machine": asdict(self.machine),
            "lines": self.lines,
            "overall": asdict(self.overall),
            "kinds": _listed(self.by(lambda one: one.kind)),
            "scopes": _listed(self.by(lambda one: one.scope)),
            "kinds_and_scopes": _listed(self.by(lambda one: f"{one.kind}; {one.scope}")),
            "first_answers": _listed(Group.of(one.scope, [one]) for one in self.first),
            "target": {"adds_median": ADDS_MEDIAN_MS, "adds_p95": ADDS_P95_MS, "met": self.is_met},
        }


def _listed(groups: Iterable[Group]) -> list[dict[str, Any]]:
    return [asdict(group) for group in groups]
