"""The division of a header's cents among lines: by largest remainder, exact for any amounts."""

from collections.abc import Iterator
from fractions import Fraction

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.ledger.imports.staging import load_macros

CENTS = st.integers(-(10**13), 10**13)

DIVIDE = """
    select whole_cents(?, weight, weights) + cast(
               row_number() over (order by left_over(?, weight, weights) desc, position)
               <= ? - sum(whole_cents(?, weight, weights)) over () as int)
    from (
        select unnest(?::hugeint[]) as weight, generate_subscripts(?::hugeint[], 1) as position, ?::hugeint as weights)
    order by position
"""


@pytest.fixture(scope="module")
def work() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as work:
        load_macros(work)
        yield work


def divided(work: duckdb.DuckDBPyConnection, whole: int, weights: list[int]) -> list[int]:
    rows = work.execute(DIVIDE, [whole, whole, whole, whole, weights, weights, sum(weights)]).fetchall()
    return [int(row[0]) for row in rows]


@given(CENTS, st.lists(CENTS, min_size=1, max_size=12).filter(lambda weights: sum(weights) != 0))
def test_the_shares_sum_to_the_whole(work: duckdb.DuckDBPyConnection, whole: int, weights: list[int]) -> None:
    assert sum(divided(work, whole, weights)) == whole


@given(CENTS, st.lists(CENTS, min_size=1, max_size=12).filter(lambda weights: sum(weights) != 0))
def test_no_share_is_a_cent_off(work: duckdb.DuckDBPyConnection, whole: int, weights: list[int]) -> None:
    shares = divided(work, whole, weights)

    assert all(
        abs(share - Fraction(whole * weight, sum(weights))) < 1 for share, weight in zip(shares, weights, strict=True)
    )


def test_the_odd_cent_goes_to_the_largest_remainder_then_to_the_first_line(work: duckdb.DuckDBPyConnection) -> None:
    assert divided(work, 100, [1, 1, 1]) == [34, 33, 33]
    assert divided(work, 100, [1, 3, 3]) == [14, 43, 43]
    assert divided(work, -100, [1, 1, 1]) == [-33, -33, -34]
