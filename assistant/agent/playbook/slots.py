"""Reads from a question what is no name: periods, dates, amounts, numbers of days, lines."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.agent.playbook import ages, amounts, periods
from assistant.agent.playbook.rule import Values, rule


@dataclass(frozen=True)
class Slot:
    """One thing read from the text and where it stood."""

    name: str
    values: Values
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with this stretch of the text (`end` exclusive)."""
        return start < self.end and self.start < end


def read_slots(text: str, today: date) -> list[Slot]:
    """All slots, none overlapping; the earlier rule in the list wins. `today` settles "last month" and bare months."""
    found: list[Slot] = []
    for each in RULES:
        for match in each.pattern.finditer(text):
            if any(slot.overlaps(match.start(), match.end()) for slot in found):
                continue
            values = each.read(match, today)
            if values is not None:
                found.append(Slot(each.name, values, match.start(), match.end()))
    return sorted(found, key=lambda slot: slot.start)


def _line(match: re.Match[str], _: date) -> Values:
    return {"line": match["number"]}


LINE = rule(
    "line",
    r"\b (?: (?:invoice|order|io) [ ] )? line \s* (?: no\.? | number | \# | item )? \s* (?P<number> \d{1,4} ) \b",
    _line,
)
RULES = (*periods.RULES, *ages.RULES, amounts.PERCENT, LINE, amounts.AMOUNT, periods.NAMED_MONTH)
"""A bare month comes last: what has a day, a number of days or an amount beside it is more than a month."""
