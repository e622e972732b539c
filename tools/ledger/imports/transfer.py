"""Rows between DuckDB and PostgreSQL, in blocks. Not here: which rows.

PostgreSQL takes no COPY FROM into a table under row security. So a block of rows is sent as one array a column, which
DuckDB writes and PostgreSQL unnests: measured, that is as quick, and it keeps the queue of foreign keys short.
"""

from collections import deque
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import duckdb
from psycopg import Connection as PsycopgConnection
from psycopg import sql
from sqlalchemy import Connection

from tools.ledger.imports.statements import listed, quoted, statement

_BLOCK = 20_000
"""Rows of one INSERT: a few megabytes."""


class Transfer:
    """Carries rows within one import."""

    def __init__(self, connection: Connection, work: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Between these two; what comes from the books passes through a file in the folder."""
        self._books = cast("PsycopgConnection[Any]", connection.connection.dbapi_connection)
        self._work = work
        self._folder = folder

    @contextmanager
    def rows_of(self, copy: str) -> Iterator[Path]:
        """The rows of a COPY … TO STDOUT as a CSV file, which is gone after the block."""
        path = self._folder / "from_books.csv"
        with path.open("wb") as file, self._books.cursor() as cursor, cursor.copy(_own(copy)) as rows:
            for block in rows:
                file.write(block)
        try:
            yield path
        finally:
            path.unlink()

    def append(self, table: str, columns: Mapping[str, str], query: str) -> int:
        """Append the rows of a DuckDB query to a table of the books.

        Args:
            table: of schema `ledger`.
            columns: their PostgreSQL types by name; an array is given as text with `;` between its elements.
            query: returns columns of these names.

        Returns:
            How many there are.
        """
        self._work.execute(statement("outgoing", query=query))
        arrays = listed(_array(name, kind) for name, kind in columns.items())
        insert = statement(
            "insert_block",
            table=table,
            columns=", ".join(quoted(name) for name in columns),
            values=", ".join(_value(name, kind) for name, kind in columns.items()),
            arrays=", ".join(f"%s::{'text' if kind.endswith('[]') else kind}[]" for kind in columns.values()),
        )
        count = self._count()
        for block in self._blocks(arrays, count):
            self._books.execute(_own(insert), block, prepare=False)
        self._work.execute("drop table outgoing")
        return count

    def _blocks(self, arrays: str, count: int) -> Iterator[tuple[str, ...]]:
        """The outgoing rows; DuckDB writes the next block while PostgreSQL takes in this one."""

        def write(start: int) -> tuple[str, ...]:
            block = statement("outgoing_block", arrays=arrays, start=str(start), end=str(start + _BLOCK))
            return cast("tuple[str, ...]", cursor.execute(block).fetchone())

        with self._work.cursor() as cursor, ThreadPoolExecutor(max_workers=1) as ahead:
            pending = deque(ahead.submit(write, start) for start in range(0, min(count, _BLOCK), _BLOCK))
            for start in range(_BLOCK, count + _BLOCK, _BLOCK):
                block = pending.popleft().result()
                if start < count:
                    pending.append(ahead.submit(write, start))
                yield block

    def _count(self) -> int:
        row = self._work.execute("select count(*) from outgoing").fetchone()
        return int(row[0]) if row else 0


def _own(text: str) -> sql.SQL:
    """A statement that this package wrote."""
    return sql.SQL(cast("Any", text))


def _array(name: str, kind: str) -> str:
    """All values of a column as one of PostgreSQL's array literals."""
    element = f"cast(r.{quoted(name)} as varchar)"
    if kind in {"text", "text[]", "character(2)", "ledger.currency"}:
        escaped = f"replace(replace({element}, '\\', '\\\\'), '\"', '\\\"')"
        element = f"'\"' || {escaped} || '\"'"
    elements = f"list_transform(rows, lambda r: coalesce({element}, 'NULL'))"
    return f"'{{' || array_to_string({elements}, ',') || '}}' as {quoted(name)}"


def _value(name: str, kind: str) -> str:
    return f"string_to_array({quoted(name)}, ';')" if kind.endswith("[]") else quoted(name)
