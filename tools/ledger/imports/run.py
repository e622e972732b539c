"""One import from the files to the report, within its transaction. Not here: whether it may begin."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import duckdb
from sqlalchemy import Connection, text

from tools.ledger.imports.batches import FileRead, ImportReport, get_batch
from tools.ledger.imports.books import read_books
from tools.ledger.imports.changes import Batch, Counts, apply_changes
from tools.ledger.imports.currencies import load_currencies
from tools.ledger.imports.exceptions import write_exceptions
from tools.ledger.imports.extract import ExtractFile
from tools.ledger.imports.placing import Placer
from tools.ledger.imports.profile import Profile
from tools.ledger.imports.reading import Reader
from tools.ledger.imports.rejects import write_rejects
from tools.ledger.imports.scanning import Scan
from tools.ledger.imports.snapshot import Snapshot
from tools.ledger.imports.staging import carried_tables, load_macros, run_steps, stage
from tools.ledger.imports.statements import literal, statement
from tools.ledger.imports.tables import Table, read_tables
from tools.ledger.imports.totals import control_totals
from tools.ledger.imports.transfer import Transfer

Progress = Callable[[str, float], None]
"""Told what is being done, and the share that is done."""


@dataclass(frozen=True)
class Extract:
    """An extract that can be read."""

    profile: Profile
    scans: Mapping[ExtractFile, Scan]
    headers: Mapping[ExtractFile, Sequence[str]]


class Run:
    """One import, from the files to the report, within its transaction."""

    def __init__(
        self, connection: Connection, work: duckdb.DuckDBPyConnection, folder: Path, extract: Extract, tell: Progress
    ) -> None:
        """Of this extract, within the connection's transaction."""
        self._connection = connection
        self._work = work
        self._folder = folder
        self._extract = extract
        self._tell = tell
        self._transfer = Transfer(connection, work, folder)

    def carry_out(self, snapshot: Snapshot, imported_by: str, clock: Callable[[], datetime]) -> ImportReport:
        """Everything between the lock and the record."""
        started_at = clock()
        counts = self._read()
        tables = read_tables(self._connection)
        inputs = list(dict.fromkeys(file.input for file in self._extract.scans))
        carried = {name: tables[name] for name in carried_tables(self._extract.profile, tables, inputs)}
        self._stage(carried)
        self._place(tables, carried, snapshot.source)
        batch = self._begin_batch(snapshot, carried, imported_by, started_at)
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
        return get_batch(self._connection, batch.batch_id)

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

    def _place(self, tables: Mapping[str, Table], carried: Mapping[str, Table], source: str) -> None:
        self._tell("comparing with the books", 0.3)
        placer = Placer(self._work, self._transfer)
        for name, table in tables.items():
            read_books(self._transfer, self._work, table, source, whole=name in carried)
            if name in carried:
                placer.place(table)
            else:
                placer.keep_keys(table)

    def _begin_batch(
        self, snapshot: Snapshot, carried: Mapping[str, Table], imported_by: str, started_at: datetime
    ) -> Batch:
        profile = self._extract.profile
        title = profile.title if snapshot.source == profile.name else snapshot.source
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
            common | {"batch": batch_id, "title": title, "carries": sorted(carried), "notes": list(profile.notes)},
        )
        return Batch(int(batch_id), snapshot.source, snapshot.as_of)

    def _load(self, carried: Mapping[str, Table], batch: Batch) -> list[Counts]:
        touched = []
        for number, table in enumerate(carried.values()):
            self._tell(f"loading {table.name}", 0.4 + 0.5 * number / len(carried))
            touched.append(apply_changes(self._connection, self._work, self._transfer, table, batch))
        return touched
