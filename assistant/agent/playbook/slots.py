"""Reads from a question what is no name: periods, dates, amounts, numbers of days, lines, owners."""

import re
from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
            "september sept sep", "october oct", "november nov", "december dec",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(\d{1,2})(?:st|nd|rd|th)?"
_UNITS = {"day": 1, "d": 1, "week": 7, "month": 30}
_WORDS = {w: n for n, w in enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])} | {
    "fifteen": 15, "thirty": 30, "forty-five": 45, "sixty": 60, "ninety": 90,
}  # fmt: skip
_CONTINENTAL = re.compile(r"\d{1,3}(?:\.\d{3})+,\d{2}")
_CURRENCY = r"(?:usd|eur|gbp|jpy|kwd|inr|aud|cad|chf|us\$|\$|€|£|¥)"


@dataclass(frozen=True)
class Slot:
    """One thing read from the text and where it stood."""

    name: str
    values: dict[str, object]
    start: int
    end: int


def read_slots(text: str, today: date) -> list[Slot]:
    """All slots, none overlapping; the earlier rule in the list wins. `today` settles "last month" and bare months."""
    found: list[Slot] = []
    for name, pattern, read in _RULES:
        for match in pattern.finditer(text):
            if any(match.start() < slot.end and slot.start < match.end() for slot in found):
                continue
            values = read(match, today)
            if values is not None:
                found.append(Slot(name, values, match.start(), match.end()))
    return sorted(found, key=lambda slot: slot.start)


def _span(first: date, last: date) -> dict[str, object]:
    return {"date_from": first, "date_to": last}


def _month(year: int, month: int) -> dict[str, object]:
    return _span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def _year(written: str | None, month: int, today: date) -> int:
    """The year as written; without one, the last time that this month began."""
    if written:
        return int(written) + (2000 if len(written) == 2 else 0)
    return today.year if month <= today.month else today.year - 1


def _iso_day(match: re.Match[str], _: date) -> dict[str, object] | None:
    try:
        day = date.fromisoformat(match[0])
    except ValueError:
        return None
    return _span(day, day)


def _slashed(match: re.Match[str], today: date) -> dict[str, object] | None:
    """27/8 and 8/27 are one day; 5/6 can be two, so it is none."""
    first, second = int(match[1]), int(match[2])
    if max(first, second) <= 12 and first != second:
        return None
    day, month = (first, second) if first > 12 else (second, first)
    try:
        found = date(_year(match[3], month, today), month, day)
    except ValueError:
        return None
    return _span(found, found)


def _iso_month(match: re.Match[str], _: date) -> dict[str, object] | None:
    year, month = int(match[1]), int(match[2])
    return _month(year, month) if 1 <= month <= 12 else None


def _written_day(match: re.Match[str], today: date) -> dict[str, object] | None:
    groups = match.groupdict()
    month = _MONTHS[(groups.get("m1") or groups["m2"]).casefold()]
    number = int(groups.get("d1") or groups["d2"])
    try:
        day = date(_year(groups.get("y1") or groups.get("y2"), month, today), month, number)
    except ValueError:
        return None
    return _span(day, day)


def _named_month(match: re.Match[str], today: date) -> dict[str, object] | None:
    month = _MONTHS[match["month"].casefold()]
    return _month(_year(match["year"], month, today), month)


def _quarter(match: re.Match[str], today: date) -> dict[str, object]:
    number = int(match[1])
    year = _year(match[2], number * 3 - 2, today)
    last = number * 3
    return _span(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]))


def _relative(match: re.Match[str], today: date) -> dict[str, object]:
    which, unit = match[1].casefold(), match[2].casefold()
    back = 1 if which in ("last", "previous", "prior") else 0
    if unit == "month":
        first = today.replace(day=1)
        for _ in range(back):
            first = (first - timedelta(days=1)).replace(day=1)
        return _month(first.year, first.month)
    if unit == "year":
        return _span(date(today.year - back, 1, 1), date(today.year - back, 12, 31))
    if unit == "quarter":
        index = today.year * 4 + (today.month - 1) // 3 - back
        year, quarter = divmod(index, 4)
        return _span(date(year, quarter * 3 + 1, 1), date(year, quarter * 3 + 3, monthrange(year, quarter * 3 + 3)[1]))
    monday = today - timedelta(days=today.weekday() + 7 * back)
    return _span(monday, monday + timedelta(days=6))


def _one_day(match: re.Match[str], today: date) -> dict[str, object]:
    day = today - timedelta(days=1 if match[0].casefold() == "yesterday" else 0)
    return _span(day, day)


def _days(match: re.Match[str], _: date) -> dict[str, object] | None:
    written = match["n"].casefold()
    number = int(written) if written.isdigit() else _WORDS.get(written)
    if number is None:
        return None
    return {"over_days": number * _UNITS[(match["unit"] or "day").casefold().rstrip("s")]}


def _amount(match: re.Match[str], _: date) -> dict[str, object]:
    written = (match["n"] or match["m"]).replace("\u202f", "")
    digits = written.replace(".", "").replace(",", ".") if _CONTINENTAL.fullmatch(written) else written.replace(",", "")
    factor = {"k": 1000, "m": 1_000_000}.get((match["scale"] or "").casefold(), 1)
    return {"amount": Decimal(digits) * factor}


def _percent(match: re.Match[str], _: date) -> dict[str, object]:
    return {"percent": match[0]}


def _line(match: re.Match[str], _: date) -> dict[str, object]:
    return {"line": match[1]}


Rule = tuple[str, re.Pattern[str], Callable[[re.Match[str], date], dict[str, object] | None]]


def _rule(name: str, pattern: str, read: Callable[[re.Match[str], date], dict[str, object] | None]) -> Rule:
    return name, re.compile(pattern, re.IGNORECASE), read


_RULES: tuple[Rule, ...] = (
    _rule("date", r"\b\d{4}-\d{2}-\d{2}\b", _iso_day),
    _rule(
        "date",
        rf"\b(?:the\s+)?{_DAY.replace('(', '(?P<d1>', 1)}\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?(?:,?\s+(?P<y1>20\d\d))?"
        rf"|\b(?P<m2>{_MONTH})\b\.?\s+{_DAY.replace('(', '(?P<d2>', 1)}\b(?!\d)(?:,?\s+(?P<y2>20\d\d))?",
        _written_day,
    ),
    _rule("date", r"\b(\d{1,2})/(\d{1,2})(?:/(20\d\d|\d\d))?\b", _slashed),
    _rule("period", r"\b(20\d\d)-(\d{2})\b", _iso_month),
    _rule("period", r"\bq([1-4])\b(?:\s*/?\s*(20\d\d|\d\d\b))?", _quarter),
    _rule("period", r"\b(last|previous|prior|this|current)\s+(month|quarter|year|week)\b", _relative),
    _rule("date", r"\b(?:yesterday|today)\b", _one_day),
    _rule("days", r"(?:\b(?:over|more than|older than|longer than|beyond|past|above|exceeding|at least)\s+|>\s*)(?P<n>\d{1,4}|[a-z-]+)\s*(?:\+\s*)?(?P<unit>days?|d|weeks?|months?)\b", _days),
    _rule("days", r"\b(?P<n>\d{1,4})\s*\+\s*(?P<unit>days?)?(?!\w)", _days),
    _rule("days", r"\b(?:over|more than|older than|beyond|exceeding|past due over|past)\s+(?P<n>\d{2,3})\b(?![,.]?\d|\s*(?:usd|eur|gbp|k\b|%|percent))(?P<unit>)", _days),
    _rule("days", r"\b(?P<n>\d{1,4})\s+(?P<unit>days?)(?=\s+(?:past|over|old|late|or more|and over))", _days),
    _rule("percent", r"\b\d{1,2}(?:\.\d+)?\s?(?:%|percent\b|pct\b)", _percent),
    _rule("line", r"\b(?:invoice |order |io )?line\s*(?:no\.?|number|#|item)?\s*(\d{1,4})\b", _line),
    _rule(
        "amount",
        rf"(?:{_CURRENCY}\s*(?P<n>\d[\d,]*(?:\.\d+)?)|(?<![\w.-])(?P<m>\d{{1,3}}(?:\.\d{{3}})+,\d{{2}}|\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+\.\d{{2,3}}|\d+(?:\.\d+)?(?=\s*[km]\b)|\d{{3,}}(?=\s*{_CURRENCY})|\d{{3,}}(?![\w,.-]*\w)))\s*(?P<scale>[km]\b)?(?:\s*{_CURRENCY})?",
        _amount,
    ),
    _rule("period", rf"\b(?P<month>{_MONTH})\b\.?(?:\s+'?(?P<year>20\d\d|\d\d)\b(?!\s*days))?", _named_month),
)  # fmt: skip
