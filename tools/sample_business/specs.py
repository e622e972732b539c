"""How an order is written down in the catalogue."""

from dataclasses import dataclass
from datetime import date

from tools.sample_business.periods import Span

SUMMER = Span(date(2026, 7, 1), date(2026, 9, 30))


@dataclass(frozen=True, slots=True)
class LineSpec:
    """A line as sold."""

    product: str
    rate_type: str
    rate: str
    """Per 1,000 for CPM and VCPM, else per unit; for FLAT the price of the whole flight."""
    units: int
    """Booked over the flight."""
    pace: str = "0.97"
    """Delivered share of what was booked."""
    flight: Span | None = None
    """None: the order's."""
    guaranteed: bool = False
    added_value: bool = False
    capped: bool = False
    """Never billed above the booked amount."""
    makegood_of: int | None = None
    """Line number whose shortfall it delivers."""
    daypart: str | None = None
    spot_length: str | None = None


@dataclass(frozen=True, slots=True)
class OrderSpec:
    """An insertion order as signed."""

    io_number: str
    account_number: str
    lines: tuple[LineSpec, ...]
    po_number: str | None = None
    po_amount: str | None = None
    third_party: str | None = None
    """Name of the server that also counted."""
    billing_source: str = "FIRST_PARTY"
    flight: Span = SUMMER
    revision_no: int = 1
    split: tuple[tuple[int, int], ...] = ()
    """(month, first line number) from which on the month's lines go to an invoice of their own, suffixed -2."""
