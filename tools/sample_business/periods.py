"""Months of the business and parts of flights. Broadcast months are whole weeks that end on the last Sunday."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

AS_OF = datetime(2026, 10, 31, 12, tzinfo=UTC)
"""When the books were extracted; at noon, so that nearly everywhere it is the same day."""

FIRST_MONTH = (2026, 7)
MONTHS = 3


@dataclass(frozen=True, slots=True)
class Span:
    """A range of days, both ends inclusive."""

    start: date
    end: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def overlap(self, other: "Span") -> "Span | None":
        """The days that both have."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return Span(start, end) if start <= end else None

    def dates(self) -> list[date]:
        """Every day of it."""
        return [self.start + timedelta(days) for days in range(self.days)]


def calendar_month(year: int, month: int) -> Span:
    """A month as everybody has it."""
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def broadcast_month(year: int, month: int) -> Span:
    """The weeks from Monday to Sunday that end in the month."""

    def last_sunday(of: Span) -> date:
        return of.end - timedelta((of.end.weekday() + 1) % 7)

    this = calendar_month(year, month)
    before = this.start - timedelta(1)
    return Span(
        last_sunday(calendar_month(before.year, before.month)) + timedelta(1),
        last_sunday(this),
    )


def months() -> list[tuple[int, int]]:
    """The months that the business bills, as year and month."""
    year, first = FIRST_MONTH
    return [(year + (first - 1 + i) // 12, (first - 1 + i) % 12 + 1) for i in range(MONTHS)]


def business_day_after(day: date) -> date:
    """The next day from Monday to Friday."""
    return day + timedelta({4: 3, 5: 2}.get(day.weekday(), 1))


def weeks(span: Span) -> list[Span]:
    """A broadcast month's weeks."""
    return [
        Span(span.start + timedelta(7 * week), span.start + timedelta(7 * week + 6)) for week in range(span.days // 7)
    ]
