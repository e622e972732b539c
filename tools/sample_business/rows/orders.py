"""Rows of who is billed and of what was ordered and delivered."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.sample_business.rows.row import Row


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
