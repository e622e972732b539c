"""Where each row belongs: keys that occur twice, references to other rows, the account. Not here: values."""

from collections.abc import Iterator

import duckdb

from tools.ledger.imports.statements import listed, literal, quoted, statement
from tools.ledger.imports.tables import ACCOUNT_OF_PARENT, Column, Table
from tools.ledger.imports.transfer import Transfer

_PAYERS = ("payment_id", "cm_invoice_id")
"""Whose account pays an application: the receipt's or the credit memo's."""


class Placer:
    """Places the staged rows of one table after the other, parents first."""

    def __init__(self, work: duckdb.DuckDBPyConnection, transfer: Transfer) -> None:
        """Numbers of new accounts come from the books."""
        self._work = work
        self._transfer = transfer

    def place(self, table: Table) -> None:
        """Make `placed_<table>`: the staged rows with ids and, in `_problem`, why a row has no place.

        Afterwards `keys_<table>` has the keys that other rows may refer to, with their accounts.
        """
        name = table.name
        columns = ", ".join(quoted(column.given_as) for column in table.given)
        self._work.execute(statement("find_twice", table=name, key=quoted(table.given_key), columns=columns))
        self._work.execute(statement("place", table=name, key=quoted(table.given_key), **self._parts(table)))
        if table.is_account:
            _number_accounts(self._transfer, self._work)
        self._work.execute(statement("keys_of_extract", table=name, account=_account_of(table)))
        self._work.execute(statement("forget_staged", table=name))
        for column in table.own_references:
            self._refuse_own_orphans(table, column)

    def keep_keys(self, table: Table) -> None:
        """Make `keys_<table>` of a table that the extract does not carry: the books' keys alone."""
        self._work.execute(statement("keys_of_books", table=table.name, account=_account_of(table)))

    def _parts(self, table: Table) -> dict[str, str]:
        joins, problems = [], []
        columns = [f"s.{quoted(column.name)}" for column in table.given if column.refers_to != "account"]
        for column in table.parents:
            parent = f"p_{column.name}"
            joins.append(f"left join keys_{column.refers_to} as {parent} on {parent}._id = s.{quoted(column.name)}")
            problems.append(_orphan(column, f"{parent}._id is null"))
        for column in (column for column in table.given if column.refers_to == "account"):
            alias, inherited = f"a_{column.name}", self._inherited(table, column)
            joins.append(f"left join keys_account as {alias} on {alias}._id = s.{quoted(column.given_as)}")
            columns.append(f"coalesce({inherited}, {alias}.account_id) as {column.name}")
            problems += _account_problems(column, inherited, alias)
        if table.name == "application":
            problems += _application_problems()
        branches = [
            f"when {condition} then {{'rule': '{rule}', 'detail': {detail}}}" for condition, rule, detail in problems
        ]
        return {"columns": listed(columns), "joins": "\n".join(joins), "problems": "\n        ".join(branches)}

    def _inherited(self, table: Table, column: Column) -> str:
        if column.name == "payer_account_id":
            return f"coalesce({', '.join(f'p_{name}.account_id' for name in _PAYERS)})"
        parent = ACCOUNT_OF_PARENT.get(table.name)
        return f"p_{parent}.account_id" if parent else "cast(null as integer)"

    def _refuse_own_orphans(self, table: Table, column: Column) -> None:
        """A row that is refused makes those that refer to it orphans, and so on until none is left."""
        found = True
        while found:
            rule, detail = _orphan(column, "")[1:]
            parts = {"table": table.name, "column": quoted(column.name), "rule": rule, "detail": detail}
            refused = self._work.execute(statement("refuse_own_orphans", **parts)).fetchone()
            found = bool(refused and refused[0])
            if found:
                self._work.execute(statement("keys_without_refused", table=table.name))


def _number_accounts(transfer: Transfer, work: duckdb.DuckDBPyConnection) -> None:
    """Give each new account of the extract the next number of the books."""
    row = work.execute(statement("count_new_accounts")).fetchone()
    with transfer.rows_of(statement("next_account_ids", count=str(row[0] if row else 0))) as path:
        work.execute(statement("number_accounts", file=literal(str(path))))


def _account_of(table: Table) -> str:
    if table.name == "account" or "account_id" in table.account_columns:
        return "account_id"
    return "cast(null as integer)"


def _orphan(column: Column, condition: str) -> tuple[str, str, str]:
    name = f"s.{quoted(column.name)}"
    shown = f"substr({name}, length(getvariable('source')) + 2)"
    nowhere = f"and there is no such {column.refers_to} in the extract or the books."
    return f"{name} is not null and {condition}", "orphan", f"'{column.name} is \"' || {shown} || '\", {nowhere}'"


def _account_problems(column: Column, inherited: str, alias: str) -> Iterator[tuple[str, str, str]]:
    stated = f"s.{quoted(column.given_as)}"
    shown = f"'{column.given_as} is \"' || {stated} || '\", "
    nowhere = "and there is no such account in the extract or the books."
    yield f"{stated} is not null and {alias}._id is null", "orphan", f"{shown}{nowhere}'"
    yield f"{alias}.account_id <> {inherited}", "account", f"{shown}but it belongs to something of another account.'"
    if column.required:
        nobody = f"coalesce({inherited}, {alias}.account_id) is null"
        yield nobody, "required", f"'{column.given_as} is missing.'"


def _application_problems() -> Iterator[tuple[str, str, str]]:
    both = "(s.payment_id is null) = (s.cm_invoice_id is null)"
    yield both, "application", "'An application is of either a payment or a credit memo.'"
    no_target = "s.status = 'APP' and s.target_invoice_id is null"
    yield no_target, "application", "'What is applied needs a target_invoice_id.'"
