"""Entries are added, chained, and part of the act that they tell about."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from assistant.desk import journal
from assistant.desk.journal import FIRST_PREVIOUS, find_entries
from assistant.desk.journal_check import verify
from tests.assistant.desk.conftest import NOW


def ask(connection: Connection, subject: str = "INV-1", **detail: object) -> int:
    return journal.append(
        connection, at=NOW, actor="ann@x.org", proved_by="token", tag="question:asked", subject=subject, detail=detail
    )


def test_each_entry_carries_the_hash_of_the_one_before(connection: Connection) -> None:
    ask(connection)
    ask(connection)

    first, second = find_entries(connection, last=10)

    assert [first.previous, second.previous] == [FIRST_PREVIOUS, first.hash]


def test_entries_are_numbered_without_gaps_from_one(connection: Connection) -> None:
    assert [ask(connection), ask(connection), ask(connection)] == [1, 2, 3]


def test_amounts_days_and_times_are_kept_as_text(connection: Connection) -> None:
    noon = datetime(2026, 7, 1, 12, tzinfo=timezone(timedelta(hours=2)))

    ask(connection, amount=Decimal("12.50"), on=date(2026, 6, 30), at=noon, accounts={3, 1}, more={"b": [True, None]})

    assert find_entries(connection, last=1)[0].detail == {
        "amount": "12.50",
        "on": "2026-06-30",
        "at": "2026-07-01T10:00:00.000000+00:00",
        "accounts": [1, 3],
        "more": {"b": [True, None]},
    }


def test_an_entry_cannot_hold_a_float(connection: Connection) -> None:
    with pytest.raises(TypeError, match="cannot hold a float"):
        ask(connection, amount=0.1)


def test_an_entry_needs_a_time_with_a_zone(connection: Connection) -> None:
    with pytest.raises(ValueError, match="time zone"):
        journal.append(
            connection, at=NOW.replace(tzinfo=None), actor="a", proved_by="token", tag="a:b", subject="", detail={}
        )


def test_an_entry_needs_a_tag_of_two_words(connection: Connection) -> None:
    with pytest.raises(ValueError, match="subject:action"):
        journal.append(connection, at=NOW, actor="a", proved_by="token", tag="asked", subject="", detail={})


def test_text_that_postgres_cannot_keep_is_kept_with_marks(connection: Connection) -> None:
    ask(connection, "a\0b", question="lone \ud800 half")

    entry = find_entries(connection, last=1)[0]

    assert (entry.subject, entry.detail, verify(connection)) == ("a\ufffdb", {"question": "lone ? half"}, [])


def test_what_is_rolled_back_leaves_no_entry_and_no_gap(app: Engine) -> None:
    with app.connect() as connection:
        ask(connection)
        connection.rollback()
    with app.begin() as connection:
        ask(connection)

        assert (find_entries(connection, last=9)[0].entry, verify(connection)) == (1, [])


def test_ten_threads_that_append_at_once_keep_one_chain(app: Engine) -> None:
    def twenty(thread: int) -> None:
        for question in range(20):
            with app.begin() as connection:
                ask(connection, f"{thread}.{question}")

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(twenty, range(10)))

    with app.begin() as connection:
        subjects = {entry.subject for entry in find_entries(connection, last=1000)}
        assert (len(subjects), verify(connection)) == (200, [])


@pytest.mark.parametrize(
    "statement", ["update desk.journal set actor = 'x'", "delete from desk.journal", "truncate desk.journal"]
)
def test_the_program_itself_cannot_rewrite_the_journal(app: Engine, statement: str) -> None:
    with app.begin() as connection:
        ask(connection)

    with app.connect() as connection, pytest.raises(ProgrammingError, match="permission denied"):
        connection.execute(text(statement))


def test_entries_are_found_by_tag_and_subject(connection: Connection) -> None:
    for subject in ("INV-1", "INV-2", "INV-1"):
        ask(connection, subject)

    found = find_entries(connection, last=5, tag="question:asked", subject="INV-1")

    assert ([entry.entry for entry in found], find_entries(connection, last=5, tag="access:denied")) == ([1, 3], [])


def test_the_time_of_an_entry_does_not_depend_on_its_zone(connection: Connection) -> None:
    ask(connection)
    connection.execute(text("set local timezone = 'Asia/Tokyo'"))

    assert (verify(connection), find_entries(connection, last=1)[0].at.astimezone(UTC)) == ([], NOW)
