"""Reads ages: "over 30 days", "90+", "older than two weeks"."""

import re
from datetime import date

from assistant.agent.playbook.rule import Values, rule

DAYS = {"day": 1, "d": 1, "week": 7, "month": 30}
"""Days in a unit; a month of age is 30 days, as in the ageing report."""
LONGEST = 36_500
"""Days that no invoice is past due: a longer age asked for finds nothing, as it should."""
NUMBERS = {
    **{
        word: number
        for number, word in enumerate(
            ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
        )
    },
    "fifteen": 15,
    "thirty": 30,
    "forty-five": 45,
    "sixty": 60,
    "ninety": 90,
}


def _over_days(match: re.Match[str], _: date) -> Values | None:
    written, unit = match["n"].casefold(), match.groupdict().get("unit") or "day"
    number = int(written) if written.lstrip("-").isdigit() else NUMBERS.get(written)
    return None if number is None else {"over_days": min(number * DAYS[unit.casefold().rstrip("s")], LONGEST)}


RULES = (
    rule(
        "days",
        r"""
        (?: \b (?: over | more\ than | older\ than | longer\ than | beyond | past | above | exceeding | at\ least ) \s+
          | > \s*
        )
        (?P<n> -?\d{1,12} | [a-z-]+ ) \s* (?: \+ \s* )?
        (?P<unit> days? | d | weeks? | months? ) \b
        """,
        _over_days,
    ),
    rule("days", r"\b (?P<n> \d{1,4} ) \s* \+ \s* (?P<unit> days? )? (?!\w)", _over_days),
    rule(
        "days",
        r"""
        \b (?: past\ due\ over | overdue\ (?: by\ )? (?: over | more\ than )
            | (?: over | more\ than | older\ than | beyond | exceeding | past ) (?= \s+ \d{2} ) ) \s+
        (?P<n> \d{1,3} ) \b
        (?! [,.]?\d | \s* (?: usd | eur | gbp | k\b | % | percent ) )       # an amount or a share is no age
        """,
        _over_days,
    ),
    rule(
        "days",
        r"\b (?P<n> \d{1,4} ) \s+ (?P<unit> days? ) (?= \s+ (?: past | over | old | late | or\ more | and\ over ) )",
        _over_days,
    ),
)
