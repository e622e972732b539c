"""Evidence: what a query returned, with all that an auditor asks of it (domain: the IPE record)."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from decimal import Decimal

from tools.money import print_money, print_number
from tools.plain_text import one_line
from tools.query import Kind, Query

Value = str | int | Decimal | date | time | bool | list[str] | None
Row = Mapping[str, Value]
Parameter = Value | list[int]
"""What a query takes."""


@dataclass(frozen=True)
class Evidence:
    """One query's result. `label` (E1, E2 …) is its name within a turn."""

    label: str
    query: Query
    parameters: Mapping[str, Parameter]
    rows: Sequence[Row]
    total_rows: int
    accounts: frozenset[int]
    everything: bool
    """The rows name no account (a total over all): only who sees everything may open it."""
    as_of: date
    batches: frozenset[int]
    started_at: datetime
    ended_at: datetime
    run_by: str

    @property
    def truncated(self) -> bool:
        """More rows exist than are held here: no total may be stated from them."""
        return self.total_rows > len(self.rows)

    @property
    def columns(self) -> list[str]:
        """The columns that may be shown, in the query's order."""
        return [name for name in (self.rows[0] if self.rows else {}) if name not in self.query.hidden]

    def value(self, row: int, column: str) -> Value:
        """A cell; rows count from 1. Raises IndexError or KeyError when there is no such cell."""
        if row < 1 or column in self.query.hidden:
            raise KeyError(column)
        return self.rows[row - 1][column]

    def kind(self, column: str) -> Kind:
        """How the column is printed."""
        if column in self.query.kinds:
            return self.query.kinds[column]
        sample = next((row[column] for row in self.rows if row.get(column) is not None), None)
        return kind_of(sample)

    def printed(self, row: int, column: str) -> str:
        """The cell as it stands in an answer, with its currency."""
        currency = self.rows[row - 1].get("currency") if self.rows else None
        return print_value(self.value(row, column), self.kind(column), str(currency or ""))

    def control_totals(self) -> dict[str, dict[str, str]]:
        """Sums of money columns per currency and the row count: what an auditor ties the rows to."""
        totals: dict[str, dict[str, Decimal]] = {}
        for row in self.rows:
            of_currency = totals.setdefault(str(row.get("currency") or "none"), {"rows": Decimal(0)})
            of_currency["rows"] += 1
            for column, kind in self.query.kinds.items():
                amount = row.get(column)
                if kind == "money" and isinstance(amount, Decimal):
                    of_currency[column] = of_currency.get(column, Decimal(0)) + amount
        return {currency: {k: str(v) for k, v in sums.items()} for currency, sums in totals.items()}

    def rows_json(self) -> str:
        """The rows as canonical JSON; its digest is the result's."""
        return json.dumps([dict(row) for row in self.rows], default=_plain, sort_keys=True)

    def sha256(self) -> str:
        """Digest of the result."""
        return hashlib.sha256(self.rows_json().encode()).hexdigest()

    def labelled(self, label: str) -> "Evidence":
        """The same evidence under another label."""
        return replace(self, label=label)


def kind_of(value: Value) -> Kind:
    """The kind that a value's own type tells."""
    match value:
        case bool():
            return "flag"
        case int() | Decimal():
            return "number"
        case date():
            return "date"
        case time():
            return "time"
        case _:
            return "text"


def print_value(value: Value, kind: Kind, currency: str) -> str:
    """A value as it stands in an answer; a missing one is said to be missing."""
    match value:
        case None:
            return "not on record"
        case bool():
            return "yes" if value else "no"
        case Decimal():
            return _print_decimal(value, kind, currency)
        case int():
            return print_number(value)
        case date():
            return f"{value.day} {value:%b %Y}"
        case time():
            return f"{value:%H:%M}"
        case list():
            return one_line(", ".join(value))
        case _:
            return one_line(value)


def _print_decimal(value: Decimal, kind: Kind, currency: str) -> str:
    match kind:
        case "money":
            return print_money(value, currency)
        case "percent":
            return f"{print_number(value)} %"
        case "rate":
            return f"{print_number(value)} {currency}".strip()
        case _:
            return print_number(value)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return str(value)
