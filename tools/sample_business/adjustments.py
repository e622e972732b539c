"""Adjustments that the billing system posted: a small balance, a write-off, and one that waits for approval."""

from datetime import date

from tools.sample_business.books import Books
from tools.sample_business.rows import ErpAdjustment


def add_adjustments(books: Books) -> None:
    """Adds the adjustments; each takes what its invoice has left."""
    adjust(books, "ARADJ-5101", "INV-104143", "WRITE_OFF", "BAD_DEBT", date(2026, 9, 15), "Payer cannot pay more")
    adjust(books, "ARADJ-5102", "INV-104234", "SMALL_BALANCE", "BANK_FEE", date(2026, 10, 28), "Bank charge")
    adjust(books, "ARADJ-5103", "INV-104235", "SMALL_BALANCE", "BANK_FEE", date(2026, 10, 30), "Bank charge", None)


def adjust(
    books: Books, number: str, trx_number: str, kind: str, reason: str, on: date, comments: str,
    approved_by: str | None = "Helena Brandt",
) -> None:  # fmt: skip
    """Adds one adjustment, pending where nobody has approved it."""
    invoice = books.invoice(trx_number)
    books.add(
        ErpAdjustment(
            adjustment_id=number,
            account_number=invoice.account_number,
            invoice_id=invoice.invoice_id,
            number=number,
            kind=kind,
            currency=invoice.currency,
            amount=-books.open_amount(invoice),
            reason_code=reason,
            activity="Bad debt" if kind == "WRITE_OFF" else "Small balance",
            status="APPROVED" if approved_by else "PENDING",
            created_by="Ines Ferreira" if kind == "WRITE_OFF" else "Mei Tanigawa",
            approved_by=approved_by,
            gl_date=on,
            comments=comments,
        )
    )
