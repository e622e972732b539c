"""Documents that look wrong: loaded as they are, and listed."""

from pathlib import Path

import pytest

from tests.tools.ledger.imports.extracts import (
    APRIL,
    Books,
    Row,
    a_line,
    a_payment,
    an_application,
    an_invoice,
    write_canonical,
)

ORDER: dict[str, object] = {
    "io_id": "O-1",
    "account_number": "A-1",
    "io_number": "O-1",
    "commission_pct": "15",
    "currency": "USD",
}
SPOT: dict[str, object] = {
    "spot_id": "S-1",
    "invoice_id": "INV-1",
    "line_no": "1",
    "currency": "USD",
    "rate": "100.00",
    "ran": "Y",
}

LISTED: dict[str, tuple[dict[str, list[Row]], str, str]] = {
    "lines that do not sum to the gross": (
        {"invoice_line": [a_line(gross="90.00", commission="", net="85.00")]},
        "lines_gross",
        "The lines of INV-1 sum to a gross of USD 90.00, its header says 100.00.",
    ),
    "lines that do not sum to the net": (
        {"invoice_line": [a_line(gross="", commission="", net="80.00")]},
        "lines_net",
        "The lines of INV-1 sum to a net of USD 80.00, its header says 85.00.",
    ),
    "lines that do not sum to the commission": (
        {"invoice_line": [a_line(gross="100.00", commission="10.00", net="85.00")]},
        "lines_commission",
        "sum to a commission of USD 10.00, its header says 15.00.",
    ),
    "lines that do not sum to the tax": (
        {
            "invoice": [an_invoice(tax="5.00", total="90.00")],
            "invoice_line": [a_line(), a_line("INV-1/2", line_type="TAX", gross="", commission="", net="4.00")],
        },
        "lines_tax",
        "sum to a tax of USD 4.00, its header says 5.00.",
    ),
    "lines in another currency": (
        {"invoice_line": [a_line(currency="EUR")]},
        "lines_currency",
        "INV-1 is in USD, and some of its lines are in EUR.",
    ),
    "a net that is not gross less commission": (
        {"invoice": [an_invoice(commission="14.00")]},
        "header_net",
        "INV-1: gross 100.00 less commission 14.00 is not net 85.00.",
    ),
    "a total that is not net and tax": (
        {"invoice": [an_invoice(tax="5.00")]},
        "header_total",
        "INV-1: net 85.00 and tax 5.00 are not the total 85.00.",
    ),
    "a commission that is not the order's": (
        {"io": [ORDER], "invoice": [an_invoice(io_id="O-1", commission="10.00", net="90.00", total="90.00")]},
        "commission",
        "INV-1: the commission is 10.00; 15 % of gross 100.00 is 15.00.",
    ),
    "an invoice that gives money back": (
        {"invoice": [an_invoice(total="-85.00")]},
        "sign",
        "INV-1 is an invoice of USD -85.00.",
    ),
    "a credit memo that asks for money": (
        {"invoice": [an_invoice(**{"class": "CM"})]},
        "sign",
        "INV-1 is a credit memo",
    ),
    "a receipt that takes money": ({"payment": [a_payment(amount="-40.00")]}, "sign", "Receipt P-1 is of USD -40.00."),
    "an invoice without a date": ({"invoice": [an_invoice(trx_date="")]}, "no_date", "INV-1 has no invoice date."),
    "an invoice that is due before its date": (
        {"invoice": [an_invoice(due_date="2026-01-01")]},
        "due_before_date",
        "INV-1 is due on 2026-01-01, before its date 2026-01-31.",
    ),
    "a period that ends before it starts": (
        {"invoice": [an_invoice(period_start="2026-01-31", period_end="2026-01-01")]},
        "period",
        "The period of INV-1 ends on 2026-01-01, before it starts on 2026-01-31.",
    ),
    "a flight that ends before it starts": (
        {"io": [ORDER | {"flight_start": "2026-02-01", "flight_end": "2026-01-01"}]},
        "flight",
        "The flight of order O-1 ends on 2026-01-01",
    ),
    "a service that ends before it starts": (
        {"invoice_line": [a_line(service_start="2026-02-01", service_end="2026-01-01")]},
        "service",
        "The service of line 1 ends on 2026-01-01",
    ),
    "spots that do not cost the gross": (
        {"spot": [SPOT | {"rate": "90.00"}]},
        "spots_gross",
        "The spots of INV-1 that ran cost USD 90.00, its gross is 100.00.",
    ),
    "a printed count that is not that of the spots": (
        {"spot": [SPOT], "invoice": [an_invoice(printed_spot_count="2")]},
        "spots_count",
        "INV-1 prints 2 spots, and 1 ran.",
    ),
    "a line that charges another rate": (
        {"invoice_line": [a_line(units="10", unit_price="4.00")]},
        "line_rate",
        "Line 1 charges USD 50.00 for 10 units at 4.",
    ),
    "a line whose net is wrong": (
        {"invoice_line": [a_line(commission="7.00")]},
        "line_net",
        "Line 1: gross 50.00 less commission 7.00 is not net 42.50.",
    ),
    "a line whose tax is wrong": (
        {"invoice_line": [a_line(tax="4.00", tax_rate="7.875")]},
        "line_tax",
        "Line 1 taxes USD 42.50 by 4.00 at 7.875 %.",
    ),
    "a receipt that is applied beyond its amount": (
        {"application": [an_application(amount="50.00")]},
        "over_applied",
        "Of receipt P-1, USD 50.00 is applied; it brought 40.00.",
    ),
    "an application before the receipt": (
        {"application": [an_application(apply_date="2026-02-01")]},
        "applied_before_receipt",
        "is applied on 2026-02-01, before it came on 2026-02-10.",
    ),
    "an application in another currency": (
        {"application": [an_application(currency="EUR")]},
        "applied_currency",
        "EUR 40.00 is applied to INV-1, which is in USD.",
    ),
}


@pytest.mark.parametrize("case", LISTED)
def test_a_document_that_looks_wrong_is_loaded_and_listed(books: Books, tmp_path: Path, case: str) -> None:
    tables, rule, detail = LISTED[case]

    report = books.load("canonical", write_canonical(tmp_path, **tables))

    found = [exception.detail for exception in books.exceptions(report) if exception.rule == rule]
    assert report.rows_rejected == 0
    assert len(found) == 1
    assert detail in found[0]


def test_right_documents_are_not_listed(books: Books, canonical: Path) -> None:
    report = books.load("canonical", canonical)

    assert books.exceptions(report) == ()


@pytest.mark.parametrize(
    "line",
    [
        a_line(uom="IMPRESSIONS", units="10000", unit_price="5.00"),
        a_line(uom="SPOT", units="2", unit_price="25.00"),
        a_line(units="3", unit_price="16.6667"),
        a_line(tax="3.35", tax_rate="7.875"),
    ],
)
def test_rounding_and_units_of_a_thousand_are_right(books: Books, tmp_path: Path, line: Row) -> None:
    report = books.load("canonical", write_canonical(tmp_path, invoice_line=[line, a_line("INV-1/2")]))

    assert [exception for exception in books.exceptions(report) if exception.table_name == "invoice_line"] == []


def test_a_commission_that_is_rounded_by_line_is_right(books: Books, tmp_path: Path) -> None:
    lines = [a_line(f"INV-1/{number}", gross="10.03", commission="1.50", net="8.53") for number in range(3)]
    invoice = an_invoice(io_id="O-1", gross="30.09", commission="4.50", net="25.59", total="25.59")

    report = books.load("canonical", write_canonical(tmp_path, io=[ORDER], invoice=[invoice], invoice_line=lines))

    assert books.exceptions(report) == ()


def test_a_changed_line_has_its_invoice_looked_at_again(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical)

    later = [a_line("INV-1/1"), a_line("INV-1/2", gross="60.00", commission="9.00", net="51.00")]
    report = books.load("canonical", write_canonical(tmp_path / "april", invoice_line=later), as_of=APRIL)

    assert [(exception.row_id, exception.rule) for exception in books.exceptions(report)] == [
        ("canonical:INV-1", "lines_commission"),
        ("canonical:INV-1", "lines_gross"),
        ("canonical:INV-1", "lines_net"),
    ]


def test_what_did_not_change_is_not_listed_again(books: Books, tmp_path: Path) -> None:
    wrong = [an_invoice(tax="5.00")]
    books.load("canonical", write_canonical(tmp_path / "march", invoice=wrong))

    later = write_canonical(tmp_path / "april", invoice=[*wrong, an_invoice("INV-2")])
    report = books.load("canonical", later, as_of=APRIL)

    assert books.exceptions(report) == ()
