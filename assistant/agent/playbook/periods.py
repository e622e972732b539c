"""Reads days and stretches of time: "2026-09-30", "3rd of March", "Q3", "last month", "September"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from assistant.agent.playbook.rule import Values, rule

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = r"\d{1,2}"
_ORDINAL = r"(?: st | nd | rd | th )?"


def _span(first: date, last: date) -> Values:
    """Both days inclusive."""
    return {"date_from": first, "date_to": last}


def _months(year: int, first: int, last: int) -> Values:
    return _span(date(year, first, 1), date(year, last, monthrange(year, last)[1]))


def _quarter(year: int, quarter: int) -> Values:
    return _months(year, quarter * 3 - 2, quarter * 3)


def _day(year: int, month: int, day: int) -> Values | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return _span(found, found)


def _year(written: str | None, month: int, today: date) -> int:
    """The year as written; without one, the last time that this month began."""
    if written:
        return int(written) + (2000 if len(written) == 2 else 0)
    return today.year if month <= today.month else today.year - 1


def _iso_day(match: re.Match[str], _: date) -> Values | None:
    return _day(int(match["year"]), int(match["month"]), int(match["day"]))


def _written_day(match: re.Match[str], today: date) -> Values | None:
    month = MONTHS[(match["month"] or match["month_first"]).casefold()]
    year = _year(match["year"] or match["year_after"], month, today)
    return _day(year, month, int(match["day"] or match["day_second"]))


def _slashed_day(match: re.Match[str], today: date) -> Values | None:
    """27/8 and 8/27 are one day; 5/6 can be two, so it is none."""
    first, second = int(match["first"]), int(match["second"])
    if max(first, second) <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    return _day(_year(match["year"], month, today), month, day)


def _iso_month(match: re.Match[str], _: date) -> Values | None:
    year, month = int(match["year"]), int(match["month"])
    return _months(year, month, month) if 1 <= month <= 12 else None


def _named_month(match: re.Match[str], today: date) -> Values:
    month = MONTHS[match["month"].casefold()]
    return _months(_year(match["year"], month, today), month, month)


def _named_quarter(match: re.Match[str], today: date) -> Values:
    quarter = int(match["quarter"])
    return _quarter(_year(match["year"], quarter * 3 - 2, today), quarter)


def _relative(match: re.Match[str], today: date) -> Values:
    """The week, month, quarter or year that today is in, or the one before."""
    back = 1 if match["which"].casefold() in ("last", "previous", "prior") else 0
    match match["unit"].casefold():
        case "year":
            return _months(today.year - back, 1, 12)
        case "quarter":
            year, quarter = divmod(today.year * 4 + (today.month - 1) // 3 - back, 4)
            return _quarter(year, quarter + 1)
        case "month":
            year, month = divmod(today.year * 12 + today.month - 1 - back, 12)
            return _months(year, month + 1, month + 1)
        case _:
            monday = today - timedelta(days=today.weekday() + 7 * back)
            return _span(monday, monday + timedelta(days=6))


def _whole_year(match: re.Match[str], _: date) -> Values:
    return _months(int(match["year"]), 1, 12)


def _yesterday(_: re.Match[str], today: date) -> Values:
    day = today - timedelta(days=1)
    return _span(day, day)


RULES = (
    rule("date", r"\b (?P<year> \d{4} ) - (?P<month> \d{2} ) - (?P<day> \d{2} ) \b", _iso_day),
    rule(
        "date",
        rf"""
          \b (?: the \s+ )? (?P<day> {_DAY} ) {_ORDINAL} \s+ (?: of \s+ )? (?P<month> {_MONTH} ) \b \.?
          (?: ,? \s+ (?P<year> 20\d\d ) )?
        | \b (?P<month_first> {_MONTH} ) \b \.? \s+ (?P<day_second> {_DAY} ) {_ORDINAL} \b (?!\d)
          (?: ,? \s+ (?P<year_after> 20\d\d ) )?
        """,
        _written_day,
    ),
    rule(
        "date", r"\b (?P<first> \d{1,2} ) / (?P<second> \d{1,2} ) (?: / (?P<year> 20\d\d | \d\d ) )? \b", _slashed_day
    ),
    rule("period", r"\b (?P<year> 20\d\d ) - (?P<month> \d{2} ) \b", _iso_month),
    rule("period", r"\b q (?P<quarter> [1-4] ) \b (?: \s* /? \s* (?P<year> 20\d\d | \d\d\b ) )?", _named_quarter),
    rule(
        "period",
        r"\b (?P<which> last | previous | prior | this | current ) \s+ (?P<unit> month | quarter | year | week ) \b",
        _relative,
    ),
    rule("period", r"\b (?: in | for | during ) \s+ (?P<year> 20\d\d ) \b (?! [-/] )", _whole_year),
    rule("date", r"\b yesterday \b", _yesterday),
)
NAMED_MONTH = rule(
    "period",
    rf"\b (?P<month> {_MONTH} ) \b \.? (?: \s+ '? (?P<year> 20\d\d | \d\d ) \b (?! \s* days ) )?",
    _named_month,
)
