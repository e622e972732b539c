"""The record of each import, and what it refused or found wrong. Not here: importing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, text

from tools.ledger.imports.errors import BatchNotFoundError
from tools.ledger.imports.statements import statement
from tools.ledger.imports.totals import Totals


@dataclass(frozen=True)
class FileRead:
    """A file of an extract."""

    name: str
    sha256: str
    rows: int


@dataclass(frozen=True)
class ImportReport:
    """What an import read and did."""

    batch_id: int
    source: str
    as_of: datetime
    content_sha256: str
    """Of the files, the profile and the source together."""
    files: tuple[FileRead, ...]
    stated: Mapping[str, str]
    imported_by: str
    started_at: datetime
    ended_at: datetime | None
    rows_read: int
    """Rows of the files; the other numbers count rows of the ledger."""
    rows_loaded: int
    rows_changed: int
    rows_missing: int
    rows_rejected: int
    exceptions: int
    control_totals: Totals
    unchanged: bool = False
    """Whether the same content was imported before: then this is that import's report, and nothing was done."""


@dataclass(frozen=True)
class Reject:
    """A row that has no place in the books."""

    file: str
    line: int | None
    rule: str
    detail: str
    content: str
    """The row of the extract as a JSON object of texts."""
    account_id: int | None


@dataclass(frozen=True)
class DocumentException:
    """A document that is in the books as it came and looks wrong."""

    table_name: str
    row_id: str
    rule: str
    detail: str
    account_id: int | None


def find_batches(connection: Connection) -> tuple[ImportReport, ...]:
    """Every import, the newest first."""
    rows = connection.execute(text(statement("find_batches", condition="true"))).mappings()
    return tuple(_report(row) for row in rows)


def get_batch(connection: Connection, batch_id: int) -> ImportReport:
    """One import.

    Raises:
        BatchNotFoundError: there is none of that number.
    """
    sql = statement("find_batches", condition="b.batch_id = :batch")
    row = connection.execute(text(sql), {"batch": batch_id}).mappings().first()
    if row is None:
        raise BatchNotFoundError(batch_id)
    return _report(row)


def find_rejects(connection: Connection, batch_id: int) -> tuple[Reject, ...]:
    """The rows that an import refused, by table, file and line."""
    rows = connection.execute(text(statement("find_rejects")), {"batch": batch_id}).mappings()
    return tuple(Reject(**row) for row in rows)


def find_exceptions(connection: Connection, batch_id: int) -> tuple[DocumentException, ...]:
    """What an import found wrong in the documents that it touched, by document."""
    rows = connection.execute(text(statement("find_exceptions")), {"batch": batch_id}).mappings()
    return tuple(DocumentException(**row) for row in rows)


def _report(row: RowMapping) -> ImportReport:
    fields: dict[str, Any] = dict(row)
    fields["files"] = tuple(FileRead(**file) for file in fields["files"])
    return ImportReport(**fields)
