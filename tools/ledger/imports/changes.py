"""What an extract says otherwise than the books: new rows, changed ones, missing ones. Not here: judging rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import duckdb
from sqlalchemy import Connection, text

from tools.ledger.imports.statements import listed, literal, quoted, statement
from tools.ledger.imports.tables import Column, Table
from tools.ledger.imports.transfer import Transfer

_BLOCK = 2_000
"""Rows of a statement that changes rows: enough to hide the round trip, few enough to stay small in memory."""


@dataclass(frozen=True)
class Counts:
    """Rows of one table that an import touched."""

    loaded: int
    changed: int
    missing: int


@dataclass(frozen=True)
class Batch:
    """What the rows of this import have in common."""

    batch_id: int
    source: str
    as_of: datetime


def apply_changes(
    connection: Connection, work: duckdb.DuckDBPyConnection, transfer: Transfer, table: Table, batch: Batch
) -> Counts:
    """Bring one table of the books to what the extract says; former values go to the history."""
    loaded = _load_new(transfer, table, batch)
    changed = missing = 0
    if _some(work, "has_books", table):
        _compare(work, table)
        for rows in _blocks(work, f"changed_{table.name}"):
            _keep_former(connection, table, batch, rows)
            _update(connection, table, batch, rows)
            changed += len(rows)
        for rows in _blocks(work, f"missing_{table.name}"):
            _keep_former(connection, table, batch, rows)
            _mark_missing(connection, table, batch, rows)
            missing += len(rows)
    return Counts(loaded, changed, missing)


def _load_new(transfer: Transfer, table: Table, batch: Batch) -> int:
    query = statement(
        "new_rows",
        table=table.name,
        columns=listed(f"p.{quoted(column.name)}" for column in table.columns),
        source=literal(batch.source),
        batch=str(batch.batch_id),
    )
    types = {column.name: column.type for column in table.columns} | {"source": "text", "batch_id": "integer"}
    return transfer.append(table.name, types, query)


def _compare(work: duckdb.DuckDBPyConnection, table: Table) -> None:
    compared = [column for column in table.columns if not column.is_key and column.name != table.given_key]
    differing = [f"case when p.{n} is distinct from b.{n} then {literal(c.name)} end"
                 for c in compared if (n := quoted(c.name))]  # fmt: skip
    differing.append("case when b._missing then 'missing_since' end")
    fields = [f"{literal(column.name)}: {_as_json(column)}" for column in table.columns]
    parts = {"differing": listed(differing, " " * 8), "fields": listed(fields, " " * 8)}
    work.execute(statement("find_changed", table=table.name, **parts))
    work.execute(statement("find_missing", table=table.name, key=quoted(table.key), name=table.key))


def _keep_former(connection: Connection, table: Table, batch: Batch, rows: list[str]) -> None:
    account = "t.account_id" if table.is_account or "account_id" in table.account_columns else "null"
    sql = statement("keep_former", table=table.name, key=table.key, type=_key_type(table), account=account)
    connection.execute(text(sql), _parameters(batch, rows))


def _update(connection: Connection, table: Table, batch: Batch, rows: list[str]) -> None:
    names = [quoted(column.name) for column in table.columns if not column.is_key]
    assignments = listed(f"{name} = n.{name}" for name in names)
    sql = statement("update_rows", table=table.name, key=table.key, assignments=assignments)
    connection.execute(text(sql), _parameters(batch, rows))


def _mark_missing(connection: Connection, table: Table, batch: Batch, rows: list[str]) -> None:
    sql = statement("mark_missing", table=table.name, key=table.key, type=_key_type(table))
    connection.execute(text(sql), _parameters(batch, rows))


def _parameters(batch: Batch, rows: list[str]) -> dict[str, object]:
    return {"rows": f"[{','.join(rows)}]", "batch": batch.batch_id, "as_of": batch.as_of}


def _blocks(work: duckdb.DuckDBPyConnection, table: str) -> Iterator[list[str]]:
    """The rows of a table of changes as JSON objects; the table is gone after the last."""
    start = 0
    while rows := work.execute(statement("changes_as_json", table=table), [start, start + _BLOCK]).fetchall():
        yield [str(row[0]) for row in rows]
        start += _BLOCK
    work.execute(statement("forget_changes", table=table))


def _some(work: duckdb.DuckDBPyConnection, name: str, table: Table) -> bool:
    return bool(work.execute(statement(name, table=table.name)).fetchall())


def _key_type(table: Table) -> str:
    return "int" if table.is_account else "text"


def _as_json(column: Column) -> str:
    """Every value as text, so that no number passes through a float."""
    if column.type == "text[]":
        name = f"p.{quoted(column.name)}"
        return f"case when {name} = '' then [] else string_split({name}, ';') end"
    return f"cast(p.{quoted(column.name)} as varchar)"
