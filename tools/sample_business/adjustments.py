"""Adjustments that the billing system posted: a small balance, a write-off, and one that waits for approval."""

from dataclasses import dataclass
from datetime import date

from tools.sample_business.books import Books
from tools.sample_business.rows import ErpAdjustment


@dataclass(frozen=True, slots=True)
class AdjustmentSpec:
    """An adjustment that takes all that its invoice has left; pending where nobody has approved it."""

    number: str
    trx_number: str
    on: date
    kind: str
    reason_code: str
    created_by: str
    approved_by: str | None
    comments: str


ADJUSTMENTS = (
    AdjustmentSpec("ARADJ-5101", "INV-104143", date(2026, 9, 15), "WRITE_OFF", "BAD_DEBT",
                   "Ines Ferreira", "Marcus Ellery", "Payer cannot pay more"),
    AdjustmentSpec("ARADJ-5102", "INV-104234", date(2026, 10, 28), "SMALL_BALANCE", "BANK_FEE",
                   "Mei Tanigawa", "Helena Brandt", "Bank charge"),
    AdjustmentSpec("ARADJ-5103", "INV-104235", date(2026, 10, 30), "SMALL_BALANCE", "BANK_FEE",
                   "Mei Tanigawa", None, "Bank charge"),
)  # fmt: skip


def add_adjustments(books: Books) -> None:
    """Adds the adjustments."""
    for spec in ADJUSTMENTS:
        invoice = books.invoice(spec.trx_number)
        books.add(
            ErpAdjustment(
                adjustment_id=spec.number,
                account_number=invoice.account_number,
                invoice_id=invoice.invoice_id,
                number=spec.number,
                kind=spec.kind,
                currency=invoice.currency,
                amount=-books.open_amount(invoice),
                reason_code=spec.reason_code,
                activity="Bad debt" if spec.kind == "WRITE_OFF" else "Small balance",
                status="APPROVED" if spec.approved_by else "PENDING",
                created_by=spec.created_by,
                approved_by=spec.approved_by,
                gl_date=spec.on,
                comments=spec.comments,
            )
        )
