"""Brings an extract into the books in one transaction, or not at all. Not here: each part of that."""

import errno
import re
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

import duckdb
from sqlalchemy import Connection, Engine

from tools.ledger.imports.batches import ImportReport
from tools.ledger.imports.errors import (
    ImportRefusedError,
    MissingFileError,
    NoRoomError,
    SourceNameError,
    UnexpectedFileError,
)
from tools.ledger.imports.extract import find_files, readable_files
from tools.ledger.imports.headers import accept_headers, known_headers, refuse_wrong_profile
from tools.ledger.imports.profile import Profile
from tools.ledger.imports.run import Extract, Progress, Run
from tools.ledger.imports.scanning import scan
from tools.ledger.imports.snapshot import place_in_time, take_snapshot
from tools.ledger.imports.statements import literal

_SOURCE = re.compile(r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,62}$")

_MEMORY = "512MB"
"""What DuckDB may hold before it writes to the temporary folder."""


def import_extract(  # noqa: PLR0913  one call brings everything that an import needs
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
        stack.enter_context(_room_in(folder))
        work = stack.enter_context(_open_work(folder, source))
        report = Run(connection, work, folder, extract, tell).carry_out(placed, imported_by, clock)
        record(connection, report)
        return report


def _open(profile: Profile, paths: Sequence[Path]) -> Extract:
    try:
        files = find_files(profile, paths)
    except (MissingFileError, UnexpectedFileError):
        refuse_wrong_profile(profile, known_headers(readable_files(paths)))
        raise
    scans = {file: scan(file.path, file.name) for file in files}
    return Extract(profile, scans, accept_headers(profile, files))


@contextmanager
def _room_in(folder: Path) -> Iterator[None]:
    """Say in a sentence that memory or the temporary folder is full, wherever that is found out."""
    try:
        yield
    except (ImportRefusedError, duckdb.Error, OSError) as error:
        cause = error.__cause__ if isinstance(error, ImportRefusedError) else error
        full = isinstance(cause, duckdb.OutOfMemoryException | duckdb.IOException)
        if full or (isinstance(cause, OSError) and cause.errno in {errno.ENOSPC, errno.EDQUOT}):
            raise NoRoomError(folder.parent) from error
        raise


def _open_work(folder: Path, source: str) -> duckdb.DuckDBPyConnection:
    work = duckdb.connect(
        ":memory:",
        config={
            "memory_limit": _MEMORY,
            "temp_directory": str(folder / "spill"),
            "autoinstall_known_extensions": "false",
        },
    )
    work.execute(f"set variable source = {literal(source)}")
    return work
