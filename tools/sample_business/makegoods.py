"""Makegoods of guaranteed lines that fell short: delivered, agreed, expired."""

from datetime import date
from decimal import Decimal

from tools.sample_business.books import Books
from tools.sample_business.orders import charge
from tools.sample_business.rows import DeliveryDaily, IoLine, Makegood

Fixed = tuple[str, str, str | None, str, date, date, str]

MAKEGOODS: tuple[Fixed, ...] = (
    ("MG-301", "IO-7701/4", "IO-7701/5", "Ruth Adeyemi", date(2026, 8, 12), date(2026, 9, 30), "DELIVERED"),
    ("MG-302", "IO-7730/2", None, "Leo Marchetti", date(2026, 8, 20), date(2026, 12, 31), "AGREED"),
    ("MG-303", "IO-7738/4", None, "Leo Marchetti", date(2026, 8, 14), date(2026, 10, 15), "EXPIRED"),
)
"""Number, short line, line that makes good, who agreed for us, when, until when, and how it stands."""


def add_makegoods(books: Books) -> None:
    """Adds the makegoods; units are those that our own server counted."""
    lines = {line.io_line_id: line for line in books.of(IoLine)}
    counted = dict.fromkeys(lines, 0)
    for day in books.of(DeliveryDaily):
        if day.counted_by == "FIRST_PARTY":
            counted[day.io_line_id] += day.billable_units or 0
    for number, short, makegood, agreed_by, agreed_on, expires_on, status in MAKEGOODS:
        line = lines[short]
        units = line.booked_units - counted[short]
        books.add(
            Makegood(
                makegood_id=number,
                account_number=line.account_number,
                short_line_id=short,
                makegood_line_id=makegood,
                short_units=units,
                currency=line.currency,
                short_value=charge(units, line.rate, line.rate_type, line.currency),
                agreed_by=agreed_by,
                agreed_on=agreed_on,
                delivered_units=Decimal(counted[makegood] if makegood else 0),
                expires_on=expires_on,
                status=status,
            )
        )
