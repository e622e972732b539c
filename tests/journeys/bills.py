"""What a folder of printed invoices says, computed from its CSVs alone: the other side of the comparison."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

CENT = Decimal("0.01")
Row = dict[str, str]


@dataclass
class Bill:
    """One printed invoice and what follows from its spots."""

    number: str
    station: str
    gross: Decimal
    commission: Decimal
    net: Decimal
    invoiced_on: date | None
    terms: str
    printed_balance: Decimal | None
    is_reprint: bool
    ran: int = 0
    outcomes: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    """Of the missed spots: how many were credited, made_good, unresolved, or have nothing_on_record."""
    makegoods_ran: int = 0
    rate_lowered: int = 0
    ordered: int | None = None
    line_gross: dict[str, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    """What the spots that ran cost, by line, in the order of the lines' numbers."""

    @property
    def missed(self) -> int:
        """Spots that did not run."""
        return sum(self.outcomes.values())

    @property
    def due_on(self) -> date | None:
        """The invoice date and the days of the terms, where both are printed."""
        days = re.search(r"\d+", self.terms)
        return self.invoiced_on + timedelta(int(days[0])) if self.invoiced_on and days else None

    def spots(self) -> dict[str, str]:
        """What an answer about its spots prints."""
        of_missed = {name: str(self.outcomes[name]) for name in ("credited", "made_good", "unresolved")}
        return {
            "ran": str(self.ran),
            "missed": str(self.missed),
            "makegoods_ran": str(self.makegoods_ran),
            **({"ordered": str(self.ordered)} if self.ordered is not None else {}),
            **(of_missed if self.missed else {}),
            **({"nothing_on_record": str(count)} if (count := self.outcomes["nothing_on_record"]) else {}),
            **({"rate_lowered": str(self.rate_lowered)} if self.rate_lowered else {}),
        }

    def shares(self, whole: Decimal) -> dict[str, Decimal]:
        """An amount of the header divided by the lines' gross: largest remainder, then the earlier line."""
        lines = sorted(self.line_gross, key=int)
        weight = sum(self.line_gross.values()) or Decimal(1)
        exact = {line: whole * self.line_gross[line] / weight for line in lines}
        parts = {line: share // CENT * CENT for line, share in exact.items()}
        left = int((whole - sum(parts.values())) / CENT)
        for line in sorted(lines, key=lambda line: parts[line] - exact[line])[:left]:
            parts[line] += CENT
        return parts


def read_bills(folder: Path) -> list[Bill]:
    """The folder's invoices in the order of the file."""
    bills = {row["file_id"]: _header(row) for row in rows_of(folder, "invoices")}
    for row in rows_of(folder, "spots"):
        _add_spot(bills[row["file_id"]], row)
    for row in rows_of(folder, "weeks_ordered"):
        bill = bills[row["file_id"]]
        bill.ordered = (bill.ordered or 0) + int(row["spots"])
    return list(bills.values())


def rows_of(folder: Path, name: str) -> list[Row]:
    """One CSV's rows."""
    with (folder / f"{name}.csv").open(newline="") as file:
        return list(csv.DictReader(file))


def _header(row: Row) -> Bill:
    return Bill(
        number=row["invoice_no"],
        station=row["property"],
        gross=Decimal(row["gross"]),
        commission=Decimal(row["agency_commission"]),
        net=Decimal(row["net_due"]),
        invoiced_on=datetime.strptime(row["invoice_date"], "%m/%d/%y").date() if row["invoice_date"] else None,  # noqa: DTZ007
        terms=row["payment_terms"],
        printed_balance=Decimal(row["invoice_balance"]) if row["invoice_balance"] else None,
        is_reprint=row["stamp"] == "DUPLICATE",
    )


def _add_spot(bill: Bill, row: Row) -> None:
    note = row["note"].lower()
    bill.line_gross[row["line"]] += Decimal(row["rate"]) if row["ran"] == "Y" else 0
    if row["ran"] == "Y":
        bill.ran += 1
        bill.makegoods_ran += "mg for" in note
    else:
        bill.outcomes[_outcome(note)] += 1
    bill.rate_lowered += "original rate" in note


def _outcome(note: str) -> str:
    for words, outcome in (("credited", "credited"), ("see mg", "made_good"), ("unresolved", "unresolved")):
        if words in note:
            return outcome
    return "nothing_on_record"
