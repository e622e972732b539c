"""Rows between DuckDB and PostgreSQL, in blocks. Not here: which rows.

PostgreSQL takes no COPY FROM into a table under row security. So a block of rows is sent as one array a column, which
DuckDB writes and PostgreSQL unnests: measured, that is as quick, and it keeps the queue of foreign keys short.
"""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
        count, constants, varying = self._columns(columns)
        insert = _insert(table, columns, constants, varying)
        for arrays in self._blocks([_array(name, columns[name]) for name in varying], count):
            self._books.execute(insert, [*constants.values(), *arrays], prepare=False)
        self._work.execute("drop table outgoing")
        return count

    def _columns(self, columns: Mapping[str, str]) -> tuple[int, dict[str, str], list[str]]:
        """The number of outgoing rows, the columns with one value for all of them, and those with several.

        Columns without any value are neither: the database knows what to put there.
        """
        names = list(columns)
        looks = [f"[min({name})::varchar, max({name})::varchar, count({name})::varchar]" for name in map(quoted, names)]
        row = self._work.execute(statement("look_at_outgoing", looks=listed(looks))).fetchone()
        count, *looked = row or (0,)
        constants, varying = {}, []
        for name, (lowest, highest, filled) in zip(names, looked, strict=False):
            # One column at least has to say how many rows there are.
            if name == names[0] or int(filled) not in {0, count} or lowest != highest:
                varying.append(name)
            elif int(filled):
                constants[name] = str(lowest)
        return int(count), constants, varying

    def _blocks(self, arrays: Sequence[str], count: int) -> Iterator[tuple[str, ...]]:
        """The outgoing rows; DuckDB writes the next block while PostgreSQL takes in this one."""

        def write(start: int) -> tuple[str, ...]:
            block = statement("outgoing_block", arrays=listed(arrays), start=str(start), end=str(start + _BLOCK))
            return cast("tuple[str, ...]", cursor.execute(block).fetchone())

        with self._work.cursor() as cursor, ThreadPoolExecutor(max_workers=1) as ahead:
            pending = deque(ahead.submit(write, start) for start in range(0, min(count, _BLOCK), _BLOCK))
            for start in range(_BLOCK, count + _BLOCK, _BLOCK):
                block = pending.popleft().result()
                if start < count:
                    pending.append(ahead.submit(write, start))
                yield block


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


def _insert(table: str, columns: Mapping[str, str], constants: Iterable[str], varying: Sequence[str]) -> sql.SQL:
    """The statement for a block: constants as they are, then an array a column."""
    sent = {name: "text" if kind.endswith("[]") else kind for name, kind in columns.items()}
    values = [_whole(f"%s::{sent[name]}", columns[name]) for name in constants]
    values += [_whole(f"block.{quoted(name)}", columns[name]) for name in varying]
    return _own(
        statement(
            "insert_block",
            table=table,
            columns=", ".join(quoted(name) for name in [*constants, *varying]),
            values=", ".join(values),
            names=", ".join(quoted(name) for name in varying),
            arrays=", ".join(f"%s::{sent[name]}[]" for name in varying),
        )
    )


def _whole(value: str, kind: str) -> str:
    return f"string_to_array({value}, ';')" if kind.endswith("[]") else value
