"""What the ledger's tables ask of a row, read from the database's own catalogue. Not here: judging rows."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from graphlib import TopologicalSorter

from sqlalchemy import Connection, RowMapping, text

from tools.ledger.imports.statements import statement

BATCH_COLUMNS = ("source", "batch_id", "known_from", "missing_since")
"""Columns that the import itself fills."""

CARRIED = (
    "party", "terms", "account", "io", "io_line", "delivery_daily", "invoice", "invoice_line", "payment", "application",
    "erp_adjustment", "dispute_case", "makegood", "spot", "makegood_link", "week_ordered",
)  # fmt: skip
"""Tables that an extract may carry."""

ACCOUNT_OF_PARENT: Mapping[str, str] = {
    "io_line": "io_id",
    "delivery_daily": "io_line_id",
    "invoice_line": "invoice_id",
    "application": "target_invoice_id",
    "erp_adjustment": "invoice_id",
    "dispute_case": "invoice_id",
    "makegood": "short_line_id",
    "spot": "invoice_id",
    "makegood_link": "invoice_id",
    "week_ordered": "invoice_id",
}
"""Rows that are of the account of what they belong to, so that nobody sees a line of an invoice that is not theirs."""

_SAME_SOURCE = {"makegood_of_line_id", "parent_line_id", "credited_line_id", "reverses_id"}
"""Columns with a key of the same source that the database does not check."""


@dataclass(frozen=True)
class Column:
    """A column that an extract fills."""

    name: str
    type: str
    """As PostgreSQL writes it, such as `ledger.money` or `numeric(20,2)`."""
    required: bool
    default: str | None
    """Taken where the extract says nothing."""
    allowed: tuple[str, ...] = ()
    fits_currency: bool = False
    """Whether it may have no more decimals than the row's currency."""
    refers_to: str | None = None
    is_key: bool = False

    @property
    def is_reference(self) -> bool:
        """Whether it holds a key, which gets the source's name before it."""
        return self.is_key or self.refers_to is not None or self.name in _SAME_SOURCE

    @property
    def given_as(self) -> str:
        """The extract's name for it: accounts are named by their number."""
        return self.name.replace("account_id", "account_number")


@dataclass(frozen=True)
class Table:
    """A table of the books."""

    name: str
    key: str
    columns: tuple[Column, ...]

    @property
    def is_account(self) -> bool:
        """Accounts alone have a number of ours, and the source's own number as their key."""
        return self.name == "account"

    @property
    def given(self) -> tuple[Column, ...]:
        """Columns that an extract gives."""
        return tuple(column for column in self.columns if not (self.is_account and column.name == "account_id"))

    @property
    def given_key(self) -> str:
        """The extract's name for the key."""
        return "account_number" if self.is_account else self.key

    @property
    def has_currency(self) -> bool:
        """Whether its rows name a currency."""
        return any(column.name == "currency" for column in self.columns)

    @property
    def account_columns(self) -> tuple[str, ...]:
        """Columns that name an account of the row."""
        return tuple(column.name for column in self.given if column.refers_to == "account")

    @property
    def parents(self) -> tuple[Column, ...]:
        """Columns that refer to another table; accounts apart."""
        return tuple(c for c in self.columns if c.refers_to and c.refers_to not in {"account", self.name})

    @property
    def own_references(self) -> tuple[Column, ...]:
        """Columns that refer to a row of the same table."""
        return tuple(column for column in self.columns if column.refers_to == self.name and not column.is_key)


def read_tables(connection: Connection) -> dict[str, Table]:
    """The tables in the order in which they are loaded: what is referred to comes first."""
    described: dict[str, list[Column]] = {name: [] for name in CARRIED}
    for row in connection.execute(text(statement("describe_tables")), {"tables": list(CARRIED)}).mappings():
        if row["name"] not in BATCH_COLUMNS:
            described[row["table"]].append(_column(row))
    tables = {name: Table(name, _key(columns), tuple(columns)) for name, columns in described.items()}
    needs = {name: {str(column.refers_to) for column in table.parents} for name, table in tables.items()}
    for name, table in tables.items():
        if table.account_columns:
            needs[name].add("account")
    return {name: tables[name] for name in TopologicalSorter(needs).static_order()}


def _column(row: RowMapping) -> Column:
    default = re.match(r"^'(.*?)'::|^(true|false)$", str(row["default"] or ""))
    checks = str(row["checks"] or "")
    return Column(
        name=str(row["name"]),
        type=str(row["type"]),
        required=bool(row["not_null"]) and default is None,
        default=(default[1] if default[1] is not None else default[2]) if default else None,
        allowed=tuple(re.findall(r"'([^']+)'::text", checks)) if "ANY" in checks else (),
        fits_currency="currency_scale" in checks and row["name"] != "currency",
        refers_to=str(row["refers_to"]) if row["refers_to"] in CARRIED else None,
        is_key=bool(row["is_key"]),
    )


def _key(columns: list[Column]) -> str:
    return next(column.name for column in columns if column.is_key)
