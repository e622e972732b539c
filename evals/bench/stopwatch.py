"""Times what a reader's connections execute, and remembers it for the peer."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from sqlalchemy import Connection, event

from tools.ledger.engines import Engines


@dataclass(frozen=True)
class Statement:
    """One statement as it was sent."""

    sql: str
    parameters: Mapping[str, Any]
    seconds: float


@dataclass
class Stopwatch:
    """What the readers executed since the last reset; tools may run on several threads."""

    statements: list[Statement] = field(default_factory=list)
    _lock: Lock = field(default_factory=Lock)

    @property
    def seconds(self) -> float:
        """Time within the statements, from sending to the last row's arrival."""
        return sum(statement.seconds for statement in self.statements)

    def reset(self) -> None:
        """Forget what was executed."""
        self.statements = []

    def before(self, connection: Connection, *_: object) -> None:
        """A statement is about to be sent."""
        connection.info["bench_started"] = time.perf_counter()

    def after(
        self, connection: Connection, _cursor: object, sql: str, parameters: Mapping[str, Any], *_: object
    ) -> None:
        """Its rows are here."""
        taken = Statement(sql, parameters, time.perf_counter() - connection.info["bench_started"])
        with self._lock:
            self.statements.append(taken)


@contextmanager
def watching(engines: Engines) -> Iterator[Stopwatch]:
    """A stopwatch on both readers; taken off at the end."""
    watch = Stopwatch()
    readers = (engines.reader, engines.reader_all)
    for reader in readers:
        event.listen(reader, "before_cursor_execute", watch.before)
        event.listen(reader, "after_cursor_execute", watch.after)
    try:
        yield watch
    finally:
        for reader in readers:
            event.remove(reader, "before_cursor_execute", watch.before)
            event.remove(reader, "after_cursor_execute", watch.after)
