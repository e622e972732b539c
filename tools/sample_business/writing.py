"""Rows to CSV files, streamed: UTF-8, `;` between the parts of an array, empty for null."""

import csv
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import fields
from datetime import date, time
from decimal import Decimal
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tools.sample_business.books import Books
from tools.sample_business.rows import TABLES, Row


def columns(kind: type[Row]) -> list[str]:
    """The CSV's header for one table."""
    return [field.name.rstrip("_") for field in fields(kind)]


def cell(value: object) -> str:
    """A value as the canonical CSV has it."""
    match value:
        case None:
            return ""
        case str():
            return value
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case date() | time():
            return value.isoformat()
        case tuple():
            return ";".join(value)
        case _:
            return str(value)


class Writer:
    """The folder of CSVs, open for as long as rows come; each table has its file, rows or not."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = ExitStack()
        self._writers: dict[type[Row], Any] = {}
        self._values = {kind: attrgetter(*(field.name for field in fields(kind))) for kind in TABLES}

    def __enter__(self) -> Self:
        self.folder.mkdir(parents=True, exist_ok=True)
        for kind in TABLES:
            path = self.folder / f"{kind.table}.csv"
            file = self._files.enter_context(path.open("w", encoding="utf-8", newline=""))
            self._writers[kind] = csv.writer(file, lineterminator="\n")
            self._writers[kind].writerow(columns(kind))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._files.close()

    def write(self, books: Books) -> None:
        """Appends the books' rows to the files."""
        for kind in TABLES:
            self.write_rows(kind, books.of(kind))

    def write_rows(self, kind: type[Row], rows: Iterable[Row]) -> None:
        """Appends rows of one table."""
        values = self._values[kind]
        self._writers[kind].writerows([cell(value) for value in values(row)] for row in rows)
