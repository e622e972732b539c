"""How one kind of slot is found in a text: a pattern, and what a match of it says."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

Values = dict[str, object]
"""What a slot gives to a play: `date_from`, `amount`, `over_days` …"""
Reader = Callable[[re.Match[str], date], Values | None]
"""From a match and today to values; nothing when it only looked like one."""


@dataclass(frozen=True)
class Rule:
    """Finds slots of one name."""

    name: str
    pattern: re.Pattern[str]
    read: Reader


def rule(name: str, pattern: str, read: Reader) -> Rule:
    """A rule for a verbose pattern (blanks and comments in it do not count); capitals do not matter."""
    return Rule(name, re.compile(pattern, re.IGNORECASE | re.VERBOSE), read)
