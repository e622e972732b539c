"""Brings an extract into the books in one transaction, or not at all. Not here: each part of that."""

import json
import re
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from sqlalchemy import Connection, Engine, text

from tools.ledger.imports.batches import FileRead, ImportReport, get_batch
from tools.ledger.imports.books import read_books
from tools.ledger.imports.changes import Batch, Counts, apply_changes
from tools.ledger.imports.currencies import load_currencies
from tools.ledger.imports.errors import ImportRefusedError, MissingFileError, SourceNameError, UnexpectedFileError
from tools.ledger.imports.exceptions import write_exceptions
from tools.ledger.imports.extract import ExtractFile, find_files, readable_files
from tools.ledger.imports.headers import accept_headers, known_headers, refuse_wrong_profile
from tools.ledger.imports.placing import Placer
from tools.ledger.imports.profile import Profile
from tools.ledger.imports.reading import Reader
from tools.ledger.imports.rejects import write_rejects
from tools.ledger.imports.scanning import Scan, scan
from tools.ledger.imports.snapshot import Snapshot, place_in_time, take_snapshot
from tools.ledger.imports.staging import carried_tables, load_macros, run_steps, stage
from tools.ledger.imports.statements import literal, statement
from tools.ledger.imports.tables import Table, read_tables
from tools.ledger.imports.totals import control_totals
from tools.ledger.imports.transfer import Transfer

Progress = Callable[[str, float], None]
"""Told what is being done, and the share that is done."""

_SOURCE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$")

_MEMORY = "1GB"
"""What DuckDB may hold before it writes to the temporary folder."""


@dataclass(frozen=True)
class _Extract:
    """An extract that can be read."""

    profile: Profile
    scans: Mapping[ExtractFile, Scan]
    headers: Mapping[ExtractFile, Sequence[str]]


def import_extract(
    engine: Engine,
    profile: Profile,
    paths: Sequence[Path],
    *,
    as_of: datetime | None,
    imported_by: str,
    source: str | None = None,
    clock: Callable[[], datetime],
    progress: Progress | None = None,
    record: Callable[[Connection, ImportReport], None] = lambda _connection, _report: None,
) -> ImportReport:
    """Bring the books of a source to what an extract says. Everything happens in one transaction or not at all.

    Args:
        engine: connects as `billing_app`.
        profile: how the files are read.
        paths: files, or folders that have them.
        as_of: when the extract was taken; `None` for the time of its newest file.
        imported_by: the person.
        source: whose books these are; the profile's name unless said otherwise.
        clock: the time now, UTC.
        progress: told what is being done, and the share that is done.
        record: called last within the transaction; when it raises, nothing is imported.

    Raises:
        ImportRefusedError: the extract cannot be imported; the sentence says what to do.
    """
    tell = progress or (lambda _doing, _share: None)
    source = source or profile.name
    if not _SOURCE.match(source):
        raise SourceNameError(source)
    tell("reading the files", 0.0)
    extract = _open(profile, paths)
    snapshot = take_snapshot(profile, source, extract.scans, as_of)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="billing-import-")))
        connection = stack.enter_context(engine.connect()).execution_options(isolation_level="READ COMMITTED")
        stack.enter_context(connection.begin())
        placed = place_in_time(connection, snapshot)
        if isinstance(placed, ImportReport):
            return placed
        work = stack.enter_context(_open_work(folder, source))
        started_at = clock()
        run = _Run(connection, work, folder, extract, placed, tell)
        report = run.carry_out(imported_by, started_at, clock)
        record(connection, report)
        return report


def _open(profile: Profile, paths: Sequence[Path]) -> _Extract:
    try:
        files = find_files(profile, paths)
    except (MissingFileError, UnexpectedFileError):
        refuse_wrong_profile(profile, known_headers(readable_files(paths)))
        raise
    scans = {file: scan(file.path, file.name) for file in files}
    return _Extract(profile, scans, accept_headers(profile, files))


def _open_work(folder: Path, source: str) -> duckdb.DuckDBPyConnection:
    work = duckdb.connect(
        str(folder / "work.duckdb"),
        config={
            "memory_limit": _MEMORY,
            "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": "false",
        },
    )
    work.execute(f"set variable source = {literal(source)}")
    return work


class _Run:
    """One import, from the files to the report, within its transaction."""

    def __init__(
        self, connection: Connection, work: duckdb.DuckDBPyConnection, folder: Path, extract: _Extract, snapshot: Snapshot,
        tell: Progress,
    ) -> None:  # fmt: skip
        self._connection = connection
        self._work = work
        self._folder = folder
        self._extract = extract
        self._snapshot = snapshot
        self._tell = tell
        self._transfer = Transfer(connection, work, folder)

    def carry_out(self, imported_by: str, started_at: datetime, clock: Callable[[], datetime]) -> ImportReport:
        """Everything between the lock and the record."""
        counts = self._read()
        tables = read_tables(self._connection)
        inputs = list(dict.fromkeys(file.input for file in self._extract.scans))
        carried = {name: tables[name] for name in carried_tables(self._extract.profile, tables, inputs)}
        self._stage(carried)
        self._place(tables, carried)
        batch = self._begin_batch(carried, imported_by, started_at)
        touched = self._load(carried, batch)
        rejected = write_rejects(self._work, self._transfer, carried, inputs, batch.batch_id)
        self._tell("looking for exceptions", 0.9)
        write_exceptions(self._connection, batch.source, batch.batch_id)
        files = [FileRead(file.name, self._extract.scans[file].sha256, rows) for file, rows in counts.items()]
        self._connection.execute(
            text(statement("close_batch")),
            {
                "batch": batch.batch_id,
                "ended_at": clock(),
                "files": json.dumps([asdict(file) for file in files]),
                "rows_read": sum(counts.values()),
                "rows_loaded": sum(count.loaded for count in touched),
                "rows_changed": sum(count.changed for count in touched),
                "rows_missing": sum(count.missing for count in touched),
                "rows_rejected": rejected,
                "control_totals": json.dumps(control_totals(self._work, carried)),
            },
        )
        self._tell("done", 1.0)
        report = get_batch(self._connection, batch.batch_id)
        if report is None:
            raise ImportRefusedError
        return report

    def _read(self) -> dict[ExtractFile, int]:
        self._tell("reading the rows", 0.05)
        load_macros(self._work)
        load_currencies(self._connection, self._work)
        extract = self._extract
        counts = Reader(self._work, self._folder).read(extract.profile, extract.headers, extract.scans)
        # From here a profile's SQL can neither read nor write any other file.
        self._work.execute(f"set allowed_directories = [{literal(str(self._folder))}]")
        self._work.execute("set enable_external_access = false")
        return counts

    def _stage(self, carried: Mapping[str, Table]) -> None:
        self._tell("checking the rows", 0.15)
        run_steps(self._work, self._extract.profile)
        for table in carried.values():
            stage(self._work, self._extract.profile, table)

    def _place(self, tables: Mapping[str, Table], carried: Mapping[str, Table]) -> None:
        self._tell("comparing with the books", 0.3)
        placer = Placer(self._work, self._transfer)
        for name, table in tables.items():
            read_books(self._transfer, self._work, table, self._snapshot.source, whole=name in carried)
            if name in carried:
                placer.place(table)
            else:
                placer.keep_keys(table)

    def _begin_batch(self, carried: Mapping[str, Table], imported_by: str, started_at: datetime) -> Batch:
        snapshot, profile = self._snapshot, self._extract.profile
        common = {"source": snapshot.source, "as_of": snapshot.as_of}
        batch_id = self._connection.scalar(
            text(statement("open_batch")),
            common
            | {
                "content": snapshot.content,
                "stated": json.dumps(dict(profile.stated)),
                "imported_by": imported_by,
                "started_at": started_at,
            },
        )
        self._connection.execute(
            text(statement("keep_source")),
            common
            | {"batch": batch_id, "title": profile.title, "carries": sorted(carried), "notes": list(profile.notes)},
        )
        return Batch(int(batch_id), snapshot.source, snapshot.as_of)

    def _load(self, carried: Mapping[str, Table], batch: Batch) -> list[Counts]:
        touched = []
        for number, table in enumerate(carried.values()):
            self._tell(f"loading {table.name}", 0.4 + 0.5 * number / len(carried))
            touched.append(apply_changes(self._connection, self._work, self._transfer, table, batch))
        return touched
