from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.money import (
    currency_digits,
    plain_amount,
    print_money,
    print_number,
    round_half_up,
    split_by_largest_remainder,
)

CURRENCIES = st.sampled_from(["JPY", "USD", "KWD"])


def amounts(currency: str) -> st.SearchStrategy[Decimal]:
    units = st.integers(-(10**12), 10**12)
    return units.map(lambda n: Decimal(n).scaleb(-currency_digits(currency)))


@given(st.data(), CURRENCIES)
def test_the_parts_of_an_amount_sum_to_it(data: st.DataObject, currency: str) -> None:
    whole = data.draw(amounts(currency))
    weights = data.draw(st.lists(st.decimals(0, 10**6, places=4), min_size=1, max_size=40).filter(any))

    parts = split_by_largest_remainder(whole, weights, currency)

    assert sum(parts) == whole
    assert all(part == round_half_up(part, currency) for part in parts)


@given(st.data(), CURRENCIES)
def test_no_part_is_a_unit_or_more_away_from_its_share(data: st.DataObject, currency: str) -> None:
    whole = data.draw(amounts(currency))
    weights = data.draw(st.lists(st.integers(0, 1000).map(Decimal), min_size=1, max_size=20).filter(any))
    unit = Decimal(1).scaleb(-currency_digits(currency))

    parts = split_by_largest_remainder(whole, weights, currency)

    shares = [whole * weight / sum(weights) for weight in weights]
    assert all(abs(part - share) < unit for part, share in zip(parts, shares, strict=True))


def test_ties_go_to_the_earlier_part() -> None:
    parts = split_by_largest_remainder(Decimal("0.05"), [Decimal(1)] * 3, "USD")

    assert parts == [Decimal("0.02"), Decimal("0.02"), Decimal("0.01")]


@pytest.mark.parametrize(
    ("amount", "currency", "rounded"),
    [("2.345", "USD", "2.35"), ("-2.345", "USD", "-2.35"), ("2.5", "JPY", "3"), ("1.0005", "KWD", "1.001")],
)
def test_half_a_unit_goes_away_from_zero(amount: str, currency: str, rounded: str) -> None:
    assert round_half_up(Decimal(amount), currency) == Decimal(rounded)


@pytest.mark.parametrize(
    ("amount", "currency", "printed"),
    [
        ("12340.5", "USD", "12,340.50 USD"),
        ("-7.1", "EUR", "-7.10 EUR"),
        ("1112964", "JPY", "1,112,964 JPY"),
        ("2.5", "KWD", "2.500 KWD"),
        ("0", "USD", "0.00 USD"),
    ],
)
def test_amounts_are_printed_with_their_currencys_decimals(amount: str, currency: str, printed: str) -> None:
    assert print_money(Decimal(amount), currency) == printed


@given(st.decimals(-(10**12), 10**12, places=4), CURRENCIES)
def test_programs_read_an_amount_back_as_it_was(amount: Decimal, currency: str) -> None:
    assert Decimal(plain_amount(amount, currency)) == amount


@given(st.decimals(-(10**9), 10**9, places=8))
def test_nothing_of_a_number_is_rounded_away(value: Decimal) -> None:
    assert Decimal(print_number(value).replace(",", "")) == value
