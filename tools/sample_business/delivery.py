"""Daily counts: ours, and those of a third party's server where the order has one, a few per cent lower."""

from datetime import date
from decimal import Decimal
from random import Random

from tools.sample_business.books import Books
from tools.sample_business.periods import AS_OF, Span
from tools.sample_business.rows import DeliveryDaily, IoLine
from tools.sample_business.specs import LineSpec, OrderSpec

UNCOUNTED = {"FLAT", "SPOT"}
WEEKEND = {5, 6}
CLICKS_PER_10_000 = 35
DAYS_UNTIL_FINAL = 3

Counts = dict[tuple[str, date], int]
"""Billable units by line and day, of the server that controls."""


def add_delivery(books: Books, spec: OrderSpec, lines: list[IoLine], random: Random) -> Counts:
    """Adds the days of an order's lines.

    Returns: the billable units that the order is billed on.
    """
    billed: Counts = {}
    for line, sold in zip(lines, spec.lines, strict=True):
        if sold.rate_type in UNCOUNTED:
            continue
        for day, units in daily_units(line, sold, random).items():
            if day >= AS_OF.date():
                break
            ours = books.add(counted(line, day, "FIRST_PARTY", units, random))
            billed[line.io_line_id, day] = ours.billable_units or 0
            if spec.third_party:
                share = 95 + random.randrange(4) if units > 100 else 100
                theirs = books.add(counted(line, day, spec.third_party, units * share // 100, random))
                if spec.billing_source == "THIRD_PARTY":
                    billed[line.io_line_id, day] = theirs.billable_units or 0
    return billed


def daily_units(line: IoLine, sold: LineSpec, random: Random) -> dict[date, int]:
    """The line's units over its flight, which sum to about `pace` of what was booked; fewer at weekends."""
    days = Span(line.flight_start, line.flight_end).dates()
    if sold.rate_type == "CPD":
        step = len(days) / sold.units
        return {days[int(place * step)]: 1 for place in range(sold.units)}
    weights = [random.randrange(85, 116) * (7 if day.weekday() in WEEKEND else 10) for day in days]
    wanted = int(sold.units * Decimal(sold.pace))
    return {day: wanted * weight // sum(weights) for day, weight in zip(days, weights, strict=True)}


def counted(line: IoLine, day: date, by: str, units: int, random: Random) -> DeliveryDaily:
    """A day's row whose billable units are `units`, with the other counts that go with them."""
    kind = line.rate_type
    served = units if kind in {"CPM", "VCPM"} else units * (4 if kind == "CPV" else 250)
    if kind == "CPD":
        served = 40_000 * units
    viewable = units if kind == "VCPM" else served * 7 // 10
    served = viewable * 10 // 7 if kind == "VCPM" else served
    general, sophisticated = served * random.randrange(4, 9) // 1000, served * random.randrange(2, 6) // 1000
    return DeliveryDaily(
        delivery_id=f"{line.io_line_id}/{day:%Y%m%d}/{by}",
        account_number=line.account_number,
        io_line_id=line.io_line_id,
        delivered_on=day,
        counted_by=by,
        impressions=served + general + sophisticated,
        viewable_impressions=viewable,
        clicks=units if kind == "CPC" else served * CLICKS_PER_10_000 // 10_000,
        views=units if kind == "CPV" else 0,
        conversions=units if kind in {"CPA", "CPL"} else 0,
        givt_units=general,
        sivt_units=sophisticated,
        billable_units=units,
        is_final=(AS_OF.date() - day).days >= DAYS_UNTIL_FINAL,
    )
