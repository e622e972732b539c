"""Reads amounts ("12,340.50 USD", "$5k", "1.234,50 EUR") and percentages."""

import re
from datetime import date
from decimal import Decimal

from assistant.agent.playbook.rule import Values, rule

SCALES = {"k": 1_000, "m": 1_000_000}

_CURRENCY = r"(?: usd | eur | gbp | jpy | kwd | inr | aud | cad | chf | us\$ | \$ | € | £ | ¥ )"
_CONTINENTAL = r"\d{1,3} (?: \.\d{3} )+ ,\d{2}"


def _amount(match: re.Match[str], _: date) -> Values:
    written = match["after_currency"] or match["bare"]
    is_continental = re.fullmatch(_CONTINENTAL, written, re.VERBOSE)
    digits = written.replace(".", "").replace(",", ".") if is_continental else written.replace(",", "")
    return {"amount": Decimal(digits) * SCALES.get((match["scale"] or "").casefold(), 1)}


def _percent(match: re.Match[str], _: date) -> Values:
    return {"percent": match[0]}


PERCENT = rule("percent", r"\b \d{1,2} (?: \.\d+ )? \s? (?: % | percent\b | pct\b )", _percent)
AMOUNT = rule(
    "amount",
    rf"""
    (?: {_CURRENCY} \s* (?P<after_currency> \d[\d,]* (?: \.\d+ )? )
      | (?<! [\w.-] )
        (?P<bare> {_CONTINENTAL}                                    # 12.340,50
                | \d{{1,3}} (?: ,\d{{3}} )+ (?: \.\d+ )?            # 12,340.50
                | \d+ \.\d{{2,3}}                                   # 340.50
                | \d+ (?: \.\d+ )? (?= \s* [km]\b )                 # 12.5k
                | \d{{3,}} (?= \s* {_CURRENCY} )                    # 340 EUR
                | \d{{3,}} (?! [\w,.-]* \w )                        # 12340, when it is no part of a number
        )
    )
    \s* (?P<scale> [km]\b )?
    (?: \s* {_CURRENCY} )?
    """,
    _amount,
)
