"""Disputes: open ones of several owners and ages, resolved ones and one that was rejected."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tools.money import round_half_up
from tools.sample_business.books import Books
from tools.sample_business.rows import DisputeCase

DAYS_TO_ANSWER = 14


@dataclass(frozen=True, slots=True)
class DisputeSpec:
    """A case; without an amount the whole balance is disputed."""

    number: str
    trx_number: str
    opened_on: date
    owner: str
    status: str
    claimed_reason: str
    amount: str | None = None
    line_no: str | None = None
    channel: str = "EMAIL"
    closed_on: date | None = None
    resolution: str | None = None
    credit_memo: str | None = None
    """What it was resolved with."""


DISPUTES = (
    DisputeSpec("DSP-2041", "INV-104101", date(2026, 6, 18), "Priya Raman", "OPEN",
                "Logo was missing from the page for two weeks", channel="PHONE"),
    DisputeSpec("DSP-2042", "INV-104166", date(2026, 8, 24), "Jonas Feld", "INVESTIGATING",
                "Ordered for June only in part", "2100", "1"),
    DisputeSpec("DSP-2043", "INV-104222", date(2026, 9, 21), "Priya Raman", "INVESTIGATING",
                "Third-party views are lower than billed", "1850.40", "2", "PORTAL"),
    DisputeSpec("DSP-2044", "INV-104233", date(2026, 10, 12), "Jonas Feld", "OPEN",
                "Viewable impressions do not match our report", "1240", "2"),
    DisputeSpec("DSP-2045", "INV-104228", date(2026, 10, 20), "Camille Dufour", "WAITING",
                "Asks for the delivery report by day", "3150.75", "1", "CRM"),
    DisputeSpec("DSP-2046", "INV-104201", date(2026, 8, 10), "Priya Raman", "RESOLVED",
                "Invalid traffic in July", "400", "1", closed_on=date(2026, 8, 28), credit_memo="CM-881"),
    DisputeSpec("DSP-2047", "INV-104212", date(2026, 8, 31), "Jonas Feld", "RESOLVED",
                "Invalid traffic in July", "15000", "1", closed_on=date(2026, 9, 10), credit_memo="CM-885"),
    DisputeSpec("DSP-2048", "INV-104226", date(2026, 9, 18), "Camille Dufour", "REJECTED",
                "Takeover ran on fewer days than billed", "1105", "2", closed_on=date(2026, 10, 9),
                resolution="EXPLAINED: delivery shows every day that was billed"),
    DisputeSpec("DSP-2049", "INV-104236", date(2026, 9, 28), "Camille Dufour", "OPEN",
                "Saturday Matinee spot did not air", "233.75", "3"),
)  # fmt: skip


def add_disputes(books: Books) -> None:
    """Adds the cases; that an invoice is disputed is for the cases to say, which have dates."""
    for spec in DISPUTES:
        invoice = books.invoice(spec.trx_number)
        amount = round_half_up(Decimal(spec.amount), invoice.currency) if spec.amount else books.open_amount(invoice)
        resolved = round_half_up(Decimal(0), invoice.currency) if spec.closed_on else None
        books.add(
            DisputeCase(
                case_id=spec.number,
                account_number=invoice.account_number,
                case_number=spec.number,
                invoice_id=invoice.invoice_id,
                line_no=spec.line_no,
                currency=invoice.currency,
                disputed_amount=amount,
                opened_on=spec.opened_on,
                channel=spec.channel,
                claimed_reason=spec.claimed_reason,
                owner=spec.owner,
                due_on=spec.opened_on + timedelta(DAYS_TO_ANSWER),
                status=spec.status,
                closed_on=spec.closed_on,
                resolution="CREDIT" if spec.credit_memo else spec.resolution,
                resolved_amount=-books.invoice(spec.credit_memo).total if spec.credit_memo else resolved,
            )
        )
