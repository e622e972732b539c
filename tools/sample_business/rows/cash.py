"""Rows of what was paid."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.sample_business.rows.row import Row


@dataclass(slots=True)
class Payment(Row):
    """A receipt; without an account nobody knows yet who paid."""

    table = "payment"
    payment_id: str
    account_number: str | None
    receipt_number: str
    receipt_date: date
    currency: str
    amount: Decimal
    method: str
    status: str
    remittance_text: str | None
    bank_ref: str
    io_id: str | None = None


@dataclass(slots=True)
class Application(Row):
    """One movement of a receipt or a credit memo; a reversal is a row of its own, negative."""

    table = "application"
    application_id: str
    account_number: str | None
    payer_account_number: str | None
    payment_id: str | None
    cm_invoice_id: str | None
    target_invoice_id: str | None
    currency: str
    amount: Decimal
    apply_date: date
    gl_date: date
    status: str = "APP"
    reverses_id: str | None = None
