"""Rows of bills, and of what is said and decided about them."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.sample_business.rows.row import Row


@dataclass(slots=True)
class Invoice(Row):
    """An invoice, or a credit memo with negative amounts."""

    table = "invoice"
    invoice_id: str
    account_number: str
    trx_number: str
    class_: str
    trx_date: date
    gl_date: date
    due_date: date | None
    period_start: date
    period_end: date
    calendar: str
    io_id: str | None
    terms_id: str | None
    po_number: str | None
    currency: str
    gross: Decimal
    commission: Decimal
    net: Decimal
    tax: Decimal
    total: Decimal
    printed_balance: Decimal | None = None
    printed_spot_count: int | None = None
    status: str = "COMPLETE"
    is_reprint: bool = False
    disputed: bool | None = None
    corrected_invoice_id: str | None = None
    replaces_invoice_id: str | None = None
    reason_code: str | None = None
    memo: str | None = None
    external_reference: str | None = None


@dataclass(slots=True)
class InvoiceLine(Row):
    """A line of an invoice. A TAX row's `net` and `tax` are both the tax; it points to its line by `parent_line_id`."""

    table = "invoice_line"
    invoice_line_id: str
    account_number: str
    invoice_id: str
    line_no: str
    line_type: str
    io_line_id: str | None
    description: str
    service_start: date
    service_end: date
    uom: str | None
    units: Decimal | None
    unit_price: Decimal | None
    currency: str
    gross: Decimal | None
    commission: Decimal | None
    net: Decimal
    tax: Decimal | None = None
    tax_code: str | None = None
    tax_rate: Decimal | None = None
    parent_line_id: str | None = None
    credited_line_id: str | None = None


@dataclass(slots=True)
class ErpAdjustment(Row):
    """An adjustment that was posted in the billing system; negative lowers the balance."""

    table = "erp_adjustment"
    adjustment_id: str
    account_number: str
    invoice_id: str
    number: str
    kind: str
    currency: str
    amount: Decimal
    reason_code: str
    activity: str
    status: str
    created_by: str
    approved_by: str | None
    gl_date: date
    comments: str


@dataclass(slots=True)
class DisputeCase(Row):
    """A payer's objection to an invoice."""

    table = "dispute_case"
    case_id: str
    account_number: str
    case_number: str
    invoice_id: str
    line_no: str | None
    currency: str
    disputed_amount: Decimal
    opened_on: date
    channel: str
    claimed_reason: str
    owner: str
    due_on: date
    status: str
    closed_on: date | None = None
    resolution: str | None = None
    resolved_amount: Decimal | None = None


@dataclass(slots=True)
class Makegood(Row):
    """Inventory given for guaranteed units that fell short."""

    table = "makegood"
    makegood_id: str
    account_number: str
    short_line_id: str
    makegood_line_id: str | None
    short_units: Decimal
    currency: str
    short_value: Decimal
    agreed_by: str
    agreed_on: date
    delivered_units: Decimal
    expires_on: date
    status: str
