"""The sample as anybody gets it: read back from its CSVs."""

import csv
from decimal import Decimal
from pathlib import Path

Rows = list[dict[str, str]]


class Sample:
    """The files of one sample, read once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._tables: dict[str, Rows] = {}

    def __getitem__(self, table: str) -> Rows:
        if table not in self._tables:
            with (self.folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
                self._tables[table] = list(csv.DictReader(file))
        return self._tables[table]

    def keyed(self, table: str, key: str) -> dict[str, dict[str, str]]:
        return {row[key]: row for row in self[table]}

    def balance(self, trx_number: str) -> Decimal:
        """Total less cash and credits, plus what a credit memo was used for, plus posted adjustments."""
        left = amount(self.keyed("invoice", "trx_number")[trx_number]["total"])
        for row in self["application"]:
            if row["status"] == "APP" and row["target_invoice_id"] == trx_number:
                left -= amount(row["amount"])
            if row["cm_invoice_id"] == trx_number:
                left += amount(row["amount"])
        posted = (row for row in self["erp_adjustment"] if row["status"] == "APPROVED")
        return left + sum((amount(row["amount"]) for row in posted if row["invoice_id"] == trx_number), Decimal(0))


def amount(cell: str) -> Decimal:
    return Decimal(cell or 0)
