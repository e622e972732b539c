"""The real receivables, against a computation of the test's own."""

import csv
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.ledger.imports.extracts import Books

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def printed(real_data: Path) -> list[dict[str, str]]:
    (path,) = (real_data / "ibm_ar").glob("*.csv")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def day(text: str) -> date:
    return datetime.strptime(text, "%m/%d/%Y").date()  # noqa: DTZ007


def test_invoices_are_as_printed(real_books: Books, printed: list[dict[str, str]]) -> None:
    found = real_books.rows(
        """select i.trx_number, a.name, i.trx_date, i.due_date, i.total, i.disputed
           from ledger.invoice i join ledger.account a using (account_id) where i.source = 'ibm_ar'"""
    )

    assert set(found) == {
        (
            row["invoiceNumber"],
            row["customerID"],
            day(row["InvoiceDate"]),
            day(row["DueDate"]),
            Decimal(row["InvoiceAmount"]),
            row["Disputed"] == "Yes",
        )
        for row in printed
    }


@pytest.mark.parametrize("as_of", [date(2012, 6, 30), date(2012, 12, 31), date(2013, 7, 4)])
def test_what_was_open_on_a_day_agrees(real_books: Books, printed: list[dict[str, str]], as_of: date) -> None:
    found = real_books.one(
        """select sum(i.total - coalesce(x.paid, 0)) from ledger.invoice i left join (
               select target_invoice_id, sum(amount) as paid from ledger.application
               where apply_date <= :as_of group by 1
           ) x on x.target_invoice_id = i.invoice_id where i.source = 'ibm_ar' and i.trx_date <= :as_of""",
        as_of=as_of,
    )

    assert found == sum(
        Decimal(row["InvoiceAmount"])
        for row in printed
        if day(row["InvoiceDate"]) <= as_of and not (row["SettledDate"] and day(row["SettledDate"]) <= as_of)
    )


def test_control_totals_tie_to_the_file(real_books: Books, printed: list[dict[str, str]]) -> None:
    totals = real_books.one("select control_totals from ledger.import_batch where source = 'ibm_ar'")

    amount = str(sum(Decimal(row["InvoiceAmount"]) for row in printed))
    assert totals["USD"]["invoice"] == {"count": len(printed), "net": amount, "total": amount}


def test_the_currency_is_stated(real_books: Books) -> None:
    stated = real_books.one("select stated from ledger.import_batch where source = 'ibm_ar'")
    notes = real_books.one("select notes from ledger.source where source = 'ibm_ar'")

    assert stated == {"currency": "USD"}
    assert any("US dollars" in note for note in notes)
