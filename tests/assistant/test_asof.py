from datetime import date

import pytest

from assistant.asof import AsOf, AsOfInFutureError, choose_as_of
from assistant.bootstrap import Books
from tools.ledger.scope import Scope

END = date(2026, 10, 31)
ALL = Scope("priya@example.com", "finance", END, everything=True)


def test_without_a_day_it_is_the_newest_extracts(sample: Books) -> None:
    with sample.engines.transaction() as connection:
        day = choose_as_of(connection, ALL, None, date(2026, 11, 20))

    assert (day.day, day.requested) == (END, False)


def test_it_is_never_after_today(sample: Books) -> None:
    with sample.engines.transaction() as connection:
        day = choose_as_of(connection, ALL, None, date(2026, 10, 1))

    assert day.day == date(2026, 10, 1)


def test_nobody_knows_tomorrow(sample: Books) -> None:
    with sample.engines.transaction() as connection, pytest.raises(AsOfInFutureError, match="in the future"):
        choose_as_of(connection, ALL, date(2026, 11, 1), END)


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (AsOf(END, END, False, END), "x\n\nAs of 31 Oct 2026."),
        (AsOf(date(2026, 10, 3), END, True, END), "x\n\nAs of 3 Oct 2026."),
        (
            AsOf(END, END, False, date(2026, 11, 20)),
            "The books end on 31 Oct 2026, 20 days ago; this is as of that day.\n\nx",
        ),
        (
            AsOf(date(2026, 11, 5), END, True, date(2026, 11, 20)),
            "The books end on 31 Oct 2026: this is as of that day.\n\nx",
        ),
        (AsOf(END, None, False, END), "x"),
    ],
    ids=["today", "a past day", "old books", "a day after the books", "no books"],
)
def test_an_answer_says_of_which_day_it_is(day: AsOf, said: str) -> None:
    assert day.stated("x") == said
