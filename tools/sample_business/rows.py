"""One class a ledger table: a row of its canonical CSV, columns in order. Not here: where values come from."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import ClassVar


@dataclass(slots=True)
class Row:
    """A row of the books; `table` names the ledger table and so the file."""

    table: ClassVar[str]


@dataclass(slots=True)
class Party(Row):
    """An advertiser, an agency or a holding."""

    table = "party"
    party_id: str
    name: str
    legal_name: str | None
    roles: tuple[str, ...]
    parent_party_id: str | None
    country: str | None
    tax_id: str | None


@dataclass(slots=True)
class Terms(Row):
    """Terms of payment."""

    table = "terms"
    terms_id: str
    name: str
    days: int


@dataclass(slots=True)
class Account(Row):
    """A bill-to account."""

    table = "account"
    account_number: str
    name: str
    party_id: str
    advertiser_id: str
    agency_id: str | None
    property: str | None
    country: str
    currency: str
    terms_id: str
    billing_model: str
    credit_limit: Decimal
    credit_hold: bool
    credit_hold_reason: str | None
    collector: str
    status: str


@dataclass(slots=True)
class Io(Row):
    """An insertion order; `commission_pct` is in per cent: 15 means 15 %."""

    table = "io"
    io_id: str
    account_number: str
    io_number: str
    revision_no: int
    status: str
    currency: str
    terms_id: str
    po_number: str | None
    po_amount: Decimal | None
    commission_pct: Decimal
    billing_source: str
    billing_schedule: str
    flight_start: date
    flight_end: date
    signed_on: date


@dataclass(slots=True)
class IoLine(Row):
    """A line of an insertion order; the rate of CPM and VCPM is per 1,000."""

    table = "io_line"
    io_line_id: str
    account_number: str
    io_id: str
    line_no: str
    product: str
    daypart: str | None
    rate_type: str
    rate: Decimal
    currency: str
    booked_units: Decimal
    booked_amount: Decimal
    cap_amount: Decimal | None
    cap_rule: str
    flight_start: date
    flight_end: date
    spot_length: str | None
    spots_per_week: int | None
    guaranteed: bool
    added_value: bool
    makegood_of_line_id: str | None
    status: str


@dataclass(slots=True)
class DeliveryDaily(Row):
    """What one server counted for one line on one day."""

    table = "delivery_daily"
    delivery_id: str
    account_number: str
    io_line_id: str
    delivered_on: date
    counted_by: str
    impressions: int
    viewable_impressions: int
    clicks: int
    views: int
    conversions: int
    givt_units: int
    sivt_units: int
    billable_units: int | None
    is_final: bool


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
    disputed: bool = False
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


@dataclass(slots=True)
class Spot(Row):
    """A broadcast spot as printed on its bill; only what ran is charged."""

    table = "spot"
    spot_id: str
    account_number: str
    invoice_id: str
    line_no: str
    spot_no: str
    aired_on: date
    aired_at: time | None
    program: str
    spot_length: str
    currency: str
    rate: Decimal
    original_rate: Decimal | None
    ran: bool
    outcome: str
    is_makegood: bool
    rate_type: str
    note: str | None


@dataclass(slots=True)
class MakegoodLink(Row):
    """Which missed spot is made good by which."""

    table = "makegood_link"
    link_id: str
    account_number: str
    invoice_id: str
    missed_spot_id: str | None
    makegood_spot_id: str | None
    missed_printed: str | None
    makegood_printed: str | None


@dataclass(slots=True)
class WeekOrdered(Row):
    """Spots ordered for one week on one line."""

    table = "week_ordered"
    week_id: str
    account_number: str
    invoice_id: str
    line_no: str
    week_start: date
    week_end: date
    spots: int
    rate: Decimal


TABLES: tuple[type[Row], ...] = (
    Party,
    Terms,
    Account,
    Io,
    IoLine,
    DeliveryDaily,
    Invoice,
    InvoiceLine,
    Payment,
    Application,
    ErpAdjustment,
    DisputeCase,
    Makegood,
    Spot,
    MakegoodLink,
    WeekOrdered,
)
