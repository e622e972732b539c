"""`billing bench import`: the import against plain COPY of the same rows, in turns, each into a fresh database."""

import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from statistics import median
from typing import Any

from psycopg import sql

from assistant.agent.checkpoints import make_tables
from assistant.bootstrap import Books
from assistant.clock import system_clock
from evals.bench.copying import save_rows, time_copy
from evals.bench.ground import count_lines, empty_books, load_books, sample_files, server_version, temporary_home
from evals.bench.machine import Machine
from tools.ledger.engines import Engines
from tools.ledger.schema import migrate

TARGET = 0.5
"""The import's speed as a share of COPY's."""

Tell = Callable[[str], None]


@dataclass(frozen=True)
class ImportSpeed:
    """What the runs took. Seconds."""

    machine: Machine
    lines: int
    """Invoice lines."""
    rows: int
    """Rows of all tables."""
    import_seconds: list[float]
    copy_seconds: list[float]

    @property
    def ratio(self) -> float:
        """The import's speed as a share of COPY's, by the medians."""
        return median(self.copy_seconds) / median(self.import_seconds)

    def as_json(self) -> dict[str, Any]:
        """One object, with the medians and the target."""
        return {
            "bench": "import",
            "machine": asdict(self.machine),
            "lines": self.lines,
            "rows": self.rows,
            "import": _seconds(self.import_seconds),
            "copy": _seconds(self.copy_seconds),
            "ratio": round(self.ratio, 3),
            "target": {"ratio": TARGET, "met": self.ratio >= TARGET},
        }


def measure_import(lines: int, runs: int, tell: Tell) -> ImportSpeed:
    """Import and copy in turns, so that what else the machine does meets both.

    Args:
        lines: invoice lines, at least.
        runs: of each.
        tell: told what is being done.
    """
    imported: list[float] = []
    copied: list[float] = []
    tell("making the sample")
    with (
        temporary_home() as settings,
        sample_files(lines) as files,
        empty_books(settings) as books,
        tempfile.TemporaryDirectory(prefix="billing.copy.") as folder,
    ):
        # A run that is not counted: the files are read once and the server has its memory.
        tell("import, not counted")
        first = _fresh(books, "rows")
        _time_import(first, files)
        saved, rows = save_rows(books.cluster, first.database, Path(folder))
        found, server = count_lines(first), server_version(first)
        _drop(first)
        for run in range(1, runs + 1):
            tell(f"import {run} of {runs}")
            into = _fresh(books, "imported")
            imported.append(_time_import(into, files))
            _drop(into)
            tell(f"copy {run} of {runs}")
            into = _fresh(books, "copied")
            copied.append(_time_copy(into, saved))
            _drop(into)
        return ImportSpeed(Machine.here(server, system_clock()), found, rows, imported, copied)


def _fresh(books: Books, database: str) -> Books:
    """A database of the same server with the schema and nothing in it."""
    books.cluster.ensure_database(database)
    migrate(books.cluster, database, checkpoints=make_tables)
    return replace(books, database=database, engines=Engines.open(books.cluster, database))


def _time_import(into: Books, files: Path) -> float:
    _settle(into)
    started = time.perf_counter()
    load_books(into, files)
    return time.perf_counter() - started


def _time_copy(into: Books, saved: dict[str, Path]) -> float:
    _settle(into)
    return time_copy(into.cluster, into.database, saved)


def _settle(books: Books) -> None:
    """Let the server write what is left of the run before, so that nobody pays for another's pages."""
    with books.cluster.as_admin() as admin:
        admin.execute("checkpoint")


def _drop(books: Books) -> None:
    books.engines.close()
    with books.cluster.as_admin() as admin:
        admin.execute(sql.SQL("drop database {}").format(sql.Identifier(books.database)))


def _seconds(runs: list[float]) -> dict[str, Any]:
    return {"median_s": round(median(runs), 2), "runs_s": [round(run, 2) for run in runs]}
