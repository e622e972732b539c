"""Amounts: rounding, splitting and printing by currency. Arithmetic over the books is done in SQL, not here."""

from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache

from babel.core import get_global
from babel.numbers import format_decimal

LOCALE = "en_US"


@cache
def currency_digits(currency: str) -> int:
    """Decimal places of an ISO 4217 currency: JPY 0, USD 2, KWD 3."""
    fractions = get_global("currency_fractions")
    return int(fractions.get(currency, fractions["DEFAULT"])[0])


def round_half_up(amount: Decimal, currency: str) -> Decimal:
    """`R2` of the trade: half a unit goes away from zero."""
    return amount.quantize(Decimal(1).scaleb(-currency_digits(currency)), ROUND_HALF_UP)


def split_by_largest_remainder(whole: Decimal, weights: Sequence[Decimal], currency: str) -> list[Decimal]:
    """Parts of `whole` in proportion to `weights` (not all zero) that sum to it; ties go to the earlier part."""
    unit = Decimal(1).scaleb(-currency_digits(currency))
    total = sum(weights, Decimal(0))
    exact = [whole * weight / total for weight in weights]
    parts = [share.quantize(unit, ROUND_DOWN) for share in exact]
    left = whole - sum(parts, Decimal(0))
    step = unit if left >= 0 else -unit
    by_remainder = sorted(range(len(parts)), key=lambda i: -abs(exact[i] - parts[i]))
    for i in by_remainder[: int(abs(left) / unit)]:
        parts[i] += step
    return parts


def print_money(amount: Decimal, currency: str) -> str:
    """`12,340.50 USD`; a negative amount keeps its sign in front."""
    digits = currency_digits(currency)
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return f"{format_decimal(amount, pattern, locale=LOCALE)} {currency}"


def plain_amount(amount: Decimal, currency: str) -> str:
    """`12340.50`: for other programs, with the currency's decimals and no more unless the amount has more."""
    digits = max(currency_digits(currency), -int(amount.normalize().as_tuple().exponent))
    return f"{amount:.{digits}f}"


def print_number(value: Decimal | int) -> str:
    """`1,234,567` or `7.5`: no trailing zeros, nothing rounded away."""
    text = f"{Decimal(value).normalize():,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
