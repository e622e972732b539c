"""Rows that have no place in the books, written down with why. Not here: documents that are merely wrong."""

from collections.abc import Mapping

import duckdb

from tools.ledger.imports.statements import statement
from tools.ledger.imports.tables import Table
from tools.ledger.imports.transfer import Transfer

_COLUMNS = {
    "batch_id": "integer", "file": "text", "line": "bigint", "rule": "text", "detail": "text", "content": "text",
    "account_id": "integer",
}  # fmt: skip


def write_rejects(
    work: duckdb.DuckDBPyConnection, transfer: Transfer, tables: Mapping[str, Table], inputs: list[str], batch_id: int
) -> int:
    """Fill `ledger.import_reject` with the placed rows that have a problem, each with its row of the extract.

    Returns:
        How many there are.
    """
    parts = [
        statement("rejects_of_table", table=name, order=str(order), account=_account(table), number=_number(table))
        for order, (name, table) in enumerate(tables.items())
    ]
    work.execute(statement("collect_rejects", parts="\nunion all\n".join(parts)))
    contents = "\nunion all\n".join(statement("contents_of_input", input=name) for name in inputs)
    query = statement("reject_rows", batch=str(batch_id), contents=contents)
    return transfer.append("import_reject", _COLUMNS, query)


def _account(table: Table) -> str:
    return "account_id" if table.is_account or "account_id" in table.account_columns else "null"


def _number(table: Table) -> str:
    """The number of the account that the row names, for an account that is not taken either."""
    return "account_number" if table.is_account else "null"
