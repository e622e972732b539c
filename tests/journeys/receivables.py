"""What an accounts-receivable history says on a day, computed from its CSV alone: the other side of the comparison."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

BUCKETS = {
    "current": (-100_000, 0),
    "days_1_30": (1, 30),
    "days_31_60": (31, 60),
    "days_61_90": (61, 90),
    "days_91_120": (91, 120),
    "over_120": (121, 100_000),
}
"""First and last day past due, both inclusive."""

Row = dict[str, str]


@dataclass(frozen=True)
class Item:
    """One invoice of the history."""

    customer: str
    number: str
    invoiced_on: date
    due_on: date
    amount: Decimal
    is_disputed: bool
    settled_on: date | None

    def is_open(self, day: date) -> bool:
        """Issued and not yet settled at the end of the day."""
        return self.invoiced_on <= day and (self.settled_on is None or self.settled_on > day)

    def overdue(self, day: date) -> int:
        """Days past due, negative before."""
        return (day - self.due_on).days


@dataclass(frozen=True)
class Standing:
    """What is open of some items on a day."""

    day: date
    items: tuple[Item, ...]

    @property
    def total(self) -> Decimal:
        """Everything open."""
        return _sum(self.items)

    def over(self, days: int) -> "Standing":
        """What is more than so many days past due."""
        return Standing(self.day, tuple(item for item in self.items if item.overdue(self.day) > days))

    @property
    def disputed(self) -> "Standing":
        """What is open of invoices that are marked as disputed."""
        return Standing(self.day, tuple(item for item in self.items if item.is_disputed))

    def of(self, customer: str) -> "Standing":
        """One customer's."""
        return Standing(self.day, tuple(item for item in self.items if item.customer == customer))

    @property
    def buckets(self) -> dict[str, Decimal]:
        """The total by days past due."""
        days = {name: range(first, last + 1) for name, (first, last) in BUCKETS.items()}
        return {n: _sum(i for i in self.items if i.overdue(self.day) in span) for n, span in days.items()}

    @property
    def largest(self) -> list[str]:
        """Customers by what they owe, the largest first."""
        return sorted({item.customer for item in self.items}, key=lambda customer: -self.of(customer).total)


def standing(items: Iterable[Item], day: date) -> Standing:
    """What is open on the day (inclusive)."""
    return Standing(day, tuple(item for item in items if item.is_open(day)))


def read_rows(file: Path) -> list[Row]:
    """The rows as text."""
    with file.open(newline="") as lines:
        return list(csv.DictReader(lines))


def write_rows(file: Path, rows: list[Row]) -> None:
    """The rows as a file of the same kind."""
    with file.open("w", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def as_items(rows: Iterable[Row]) -> list[Item]:
    """The rows as invoices."""
    return [
        Item(
            customer=row["customerID"],
            number=row["invoiceNumber"],
            invoiced_on=_day(row["InvoiceDate"]),
            due_on=_day(row["DueDate"]),
            amount=Decimal(row["InvoiceAmount"]),
            is_disputed=row["Disputed"] == "Yes",
            settled_on=_day(row["SettledDate"]) if row["SettledDate"] else None,
        )
        for row in rows
    ]


def _day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007  a day, not a moment


def _sum(items: Iterable[Item]) -> Decimal:
    return sum((item.amount for item in items), Decimal(0))
