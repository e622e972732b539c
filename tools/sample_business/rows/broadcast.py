"""Rows of broadcast bills."""

from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from tools.sample_business.rows.row import Row


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
