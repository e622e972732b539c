"""Rows that have no place: each rule, what is kept of the row, and what hangs on it."""

import json
from pathlib import Path

import pytest

from tests.tools.ledger.imports.extracts import (
    Books,
    Row,
    a_line,
    a_payment,
    an_account,
    an_application,
    an_invoice,
    write_canonical,
)

REFUSED: dict[str, tuple[str, list[Row], str, str]] = {
    "an amount that is no number": (
        "invoice",
        [an_invoice(total="85,00")],
        "unparsable",
        'total is "85,00", which is not a number.',
    ),
    "a day that is not on the calendar": (
        "invoice",
        [an_invoice(due_date="2026-02-30")],
        "unparsable",
        'due_date is "2026-02-30", which is not a day',
    ),
    "neither yes nor no": ("invoice", [an_invoice(disputed="maybe")], "unparsable", "which is not yes or no."),
    "a value that is missing": ("invoice", [an_invoice(total="")], "required", "total is missing."),
    "a key that is missing": ("invoice", [an_invoice(invoice_id="")], "required", "invoice_id is missing."),
    "an account that is missing": (
        "invoice",
        [an_invoice(account_number="")],
        "required",
        "account_number is missing.",
    ),
    "a currency that does not exist": (
        "invoice",
        [an_invoice(currency="USX")],
        "currency",
        'currency is "USX", which is no currency.',
    ),
    "more decimals than the currency has": (
        "invoice",
        [an_invoice(currency="JPY", total="85.50")],
        "decimals",
        "with more than 0 decimals.",
    ),
    "more decimals than a rate can have": (
        "invoice_line",
        [a_line(unit_price="0.1234567891")],
        "decimals",
        "more than 8 decimals.",
    ),
    "an amount that is too large": (
        "invoice",
        [an_invoice(total="1" + "0" * 20)],
        "unparsable",
        "which is not a number.",
    ),
    "a class that does not exist": (
        "invoice",
        [an_invoice(**{"class": "BILL"})],
        "domain",
        "not one of INV, CM, DM, CB.",
    ),
    "a status that does not exist": ("payment", [a_payment(status="LOST")], "domain", 'status is "LOST", not one of'),
    "an account that does not exist": (
        "invoice",
        [an_invoice(account_number="A-9")],
        "orphan",
        'account_number is "A-9"',
    ),
    "an invoice that does not exist": ("invoice_line", [a_line("INV-9/1")], "orphan", 'invoice_id is "INV-9"'),
    "a corrected invoice that does not exist": (
        "invoice",
        [an_invoice(corrected_invoice_id="INV-0")],
        "orphan",
        'corrected_invoice_id is "INV-0"',
    ),
    "a line of somebody else's invoice": (
        "invoice_line",
        [a_line(account_number="A-2")],
        "account",
        "something of another account.",
    ),
    "an application of nothing": (
        "application",
        [an_application(payment_id="")],
        "application",
        "either a payment or a credit memo.",
    ),
    "an application to nothing": (
        "application",
        [an_application(target_invoice_id="")],
        "application",
        "needs a target_invoice_id.",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_row_without_a_place_is_refused(books: Books, tmp_path: Path, case: str) -> None:
    table, rows, rule, detail = REFUSED[case]
    extract = write_canonical(tmp_path, **{"account": [an_account(), an_account("A-2")], table: rows})

    report = books.load("canonical", extract)

    reject = next(reject for reject in books.rejects(report) if reject.file == f"{table}.csv")
    assert (reject.rule, reject.line) == (rule, 2)
    assert detail in reject.detail


def test_a_reject_keeps_the_row_as_it_came(books: Books, tmp_path: Path) -> None:
    report = books.load("canonical", write_canonical(tmp_path, payment=[a_payment(amount="forty")]))

    reject, _orphan = books.rejects(report)
    assert json.loads(reject.content) == a_payment(amount="forty")


def test_a_reject_knows_its_account(books: Books, tmp_path: Path) -> None:
    report = books.load("canonical", write_canonical(tmp_path, invoice=[an_invoice(total="x")]))

    account = books.one("select account_id from ledger.account")
    assert {reject.account_id for reject in books.rejects(report) if reject.file == "invoice.csv"} == {account}


def test_what_hangs_on_a_refused_row_is_refused(books: Books, tmp_path: Path) -> None:
    report = books.load("canonical", write_canonical(tmp_path, invoice=[an_invoice(total="x"), an_invoice("INV-2")]))

    assert [(reject.file, reject.rule) for reject in books.rejects(report)] == [
        ("invoice.csv", "unparsable"),
        ("invoice_line.csv", "orphan"),
        ("invoice_line.csv", "orphan"),
        ("application.csv", "orphan"),
    ]
    assert books.rows("select trx_number from ledger.invoice") == [("INV-2",)]


def test_a_chain_of_corrections_falls_with_its_first(books: Books, tmp_path: Path) -> None:
    chain = [
        an_invoice("INV-1", total="x"),
        an_invoice("INV-2", corrected_invoice_id="INV-1"),
        an_invoice("INV-3", corrected_invoice_id="INV-2"),
        an_invoice("INV-4"),
    ]

    books.load("canonical", write_canonical(tmp_path, invoice=chain))

    assert books.rows("select trx_number from ledger.invoice") == [("INV-4",)]


def test_of_the_same_row_twice_the_first_is_taken(books: Books, tmp_path: Path) -> None:
    report = books.load(
        "canonical", write_canonical(tmp_path, invoice=[an_invoice(), an_invoice("INV-2"), an_invoice()])
    )

    (reject,) = books.rejects(report)
    assert (reject.rule, reject.line) == ("same_row_twice", 4)
    assert "the first, in invoice.csv line 2, is taken" in reject.detail
    assert books.one("select count(*) from ledger.invoice") == 2


def test_of_a_key_with_two_meanings_none_is_taken(books: Books, tmp_path: Path) -> None:
    report = books.load("canonical", write_canonical(tmp_path, payment=[a_payment(), a_payment(amount="41.00")]))

    assert [(reject.file, reject.line, reject.rule) for reject in books.rejects(report)] == [
        ("payment.csv", 2, "same_key_twice"),
        ("payment.csv", 3, "same_key_twice"),
        ("application.csv", 2, "orphan"),
    ]


def test_a_line_takes_the_account_of_its_invoice(books: Books, tmp_path: Path) -> None:
    books.load("canonical", write_canonical(tmp_path, invoice_line=[a_line(account_number="")]))

    assert books.one(
        "select l.account_id = i.account_id from ledger.invoice_line l join ledger.invoice i using (invoice_id)"
    )


def test_an_application_knows_who_pays(books: Books, tmp_path: Path) -> None:
    accounts = [an_account(), an_account("A-2")]
    books.load("canonical", write_canonical(tmp_path, account=accounts, payment=[a_payment(account_number="A-2")]))

    assert books.rows(
        """select t.account_number, p.account_number from ledger.application x
           join ledger.account t using (account_id) join ledger.account p on p.account_id = x.payer_account_id"""
    ) == [("A-1", "A-2")]


def test_a_reject_says_the_line_below_a_note_of_several_lines(books: Books, tmp_path: Path) -> None:
    rows = [an_invoice(memo="first\nsecond\n\nthird"), an_invoice("INV-2", total="x")]

    report = books.load("canonical", write_canonical(tmp_path, invoice=rows))

    assert [(reject.line, reject.rule) for reject in books.rejects(report)] == [(6, "unparsable")]
    assert books.one("select memo from ledger.invoice") == "first\nsecond\n\nthird"


def test_a_row_may_refer_to_what_only_the_books_have(books: Books, tmp_path: Path) -> None:
    terms = write_canonical(tmp_path / "march", terms=[{"terms_id": "N30", "name": "Net 30", "days": 30}])
    books.load("canonical", terms)

    later = write_canonical(tmp_path / "april", invoice=[an_invoice(terms_id="N30")])
    report = books.load("canonical", later, as_of=books.one("select now()"))

    assert report.rows_rejected == 0
