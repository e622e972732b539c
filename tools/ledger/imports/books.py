"""What the books have of a source, brought to DuckDB to be compared. Not here: comparing."""

import duckdb

from tools.ledger.imports.statements import listed, literal, quoted, statement
from tools.ledger.imports.tables import Column, Table
from tools.ledger.imports.transfer import Transfer
from tools.ledger.imports.values import kind_of


def read_books(transfer: Transfer, work: duckdb.DuckDBPyConnection, table: Table, source: str, *, whole: bool) -> None:
    """Make `books_<table>`: `_id`, the key, the account, `_missing`; with `whole` every column."""
    columns = [
        column for column in table.columns if whole or column.is_key or column.name in {"account_id", "account_number"}
    ]
    asked = ", ".join([*(_asked(column) for column in columns), "missing_since is not null"])
    copy = statement("copy_books", columns=asked, table=table.name, source=literal(source))
    values = [f"cast({quoted(c.name)} as {kind_of(c).duckdb}) as {quoted(c.name)}" for c in columns]
    values += [f"{quoted(table.given_key)} as _id", "cast(_missing as boolean) as _missing"]
    types = ", ".join(f"{literal(name)}: 'VARCHAR'" for name in [*(c.name for c in columns), "_missing"])
    with transfer.rows_of(copy) as path:
        work.execute(
            statement("read_books", table=table.name, values=listed(values), types=types, file=literal(str(path)))
        )


def _asked(column: Column) -> str:
    if column.type == "text[]":
        return f"array_to_string({quoted(column.name)}, ';')"
    return quoted(column.name)
