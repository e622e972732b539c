"""Whatever the owner of the tables does to one entry is found and named."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, text

from assistant.desk import journal
from assistant.desk.journal import JournalEntry, find_entries
from assistant.desk.journal_check import JournalProblem, verify
from tests.assistant.desk.conftest import NOW, Books
from tools.ledger.cluster import Cluster

LENGTH = 7

CHANGES = {
    "at": "at + interval '1 microsecond'",
    "actor": "actor || 'x'",
    "proved_by": "'not proved'",
    "tag": "'answer:given'",
    "subject": "subject || ' '",
    "detail": """detail || '{"amount": "13.50"}'""",
    "previous": "md5(previous) || md5(hash)",
    "hash": "md5(previous) || md5(hash)",
}

places = st.integers(1, LENGTH)


@pytest.fixture(scope="module")
def chain(cluster: Cluster) -> Engine:
    """The owner's connections to a journal of seven entries."""
    cluster.ensure_database("chained", template="migrated")
    books = Books(cluster, "chained")
    with books.app.begin() as connection:
        for number in range(1, LENGTH + 1):
            detail = {"amount": "12.50", "lines": number}
            journal.append(
                connection, at=NOW, actor="ann@x.org", proved_by="token", tag="a:b", subject="INV-1", detail=detail
            )
    return books.owner


@contextmanager
def tampering(chain: Engine) -> Iterator[Connection]:
    """The owner's transaction, undone afterwards."""
    with chain.connect() as connection:
        yield connection
        connection.rollback()


def entries(connection: Connection) -> list[JournalEntry]:
    return find_entries(connection, last=100)


def kinds(problems: list[JournalProblem]) -> set[str]:
    return {problem.kind for problem in problems}


def renumber(connection: Connection, numbers: dict[int, int]) -> None:
    for old, new in numbers.items():
        connection.execute(
            text("update desk.journal set entry = :to where entry = :old"), {"to": -new - 100, "old": old}
        )
    connection.execute(text("update desk.journal set entry = -entry - 100 where entry < -99"))


def insert(connection: Connection, entry: int, like: JournalEntry, *, previous: str, hash_: str) -> None:
    connection.execute(
        text("""insert into desk.journal (entry, at, actor, proved_by, tag, subject, detail, previous, hash)
            select :entry, at, actor, proved_by, tag, subject, detail, :previous, :hash
            from desk.journal where hash = :like"""),
        {"entry": entry, "previous": previous, "hash": hash_, "like": like.hash},
    )


def test_an_untouched_journal_has_no_problems(chain: Engine) -> None:
    with tampering(chain) as connection:
        assert verify(connection) == []


def test_an_empty_journal_has_no_problems(connection: Connection) -> None:
    assert verify(connection) == []


@given(place=places, column=st.sampled_from(sorted(CHANGES)))
def test_a_changed_entry_is_named(chain: Engine, place: int, column: str) -> None:
    with tampering(chain) as connection:
        connection.execute(
            text(f"update desk.journal set {column} = {CHANGES[column]} where entry = :place"), {"place": place}
        )

        found = verify(connection)

    sentence = f"Entry {place} was changed after it was written."
    assert found == [JournalProblem(place, "changed", sentence)]


@given(place=places)
def test_an_amount_that_becomes_a_number_is_a_change(chain: Engine, place: int) -> None:
    with tampering(chain) as connection:
        connection.execute(
            text("""update desk.journal set detail = detail || '{"amount": 12.50}' where entry = :place"""),
            {"place": place},
        )

        assert [problem.entry for problem in verify(connection)] == [place]


@given(first=st.integers(1, LENGTH - 1), count=st.integers(1, LENGTH - 1))
def test_entries_taken_out_before_the_last_are_named(chain: Engine, first: int, count: int) -> None:
    last = min(first + count - 1, LENGTH - 1)
    with tampering(chain) as connection:
        connection.execute(
            text("delete from desk.journal where entry between :first and :last"), {"first": first, "last": last}
        )

        (problem,) = verify(connection)

    sentence = f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."
    assert problem == JournalProblem(first, "missing", sentence)


@given(place=st.integers(1, LENGTH - 2))
def test_an_entry_taken_out_with_the_gap_closed_is_named(chain: Engine, place: int) -> None:
    with tampering(chain) as connection:
        connection.execute(text("delete from desk.journal where entry = :place"), {"place": place})
        renumber(connection, {number: number - 1 for number in range(place + 1, LENGTH + 1)})

        (problem,) = verify(connection)

    assert problem == JournalProblem(place, "missing", f"An entry is missing before entry {place}.")


@given(pair=st.lists(places, min_size=2, max_size=2, unique=True))
def test_two_entries_that_changed_places_are_named(chain: Engine, pair: list[int]) -> None:
    first, second = sorted(pair)
    with tampering(chain) as connection:
        renumber(connection, {first: second, second: first})

        found = verify(connection)

    assert (kinds(found), found[0].entry) == ({"reordered"}, first)


@given(place=places, to=st.integers(-5, 40).filter(lambda to: not 1 <= to <= LENGTH))
def test_an_entry_with_another_number_is_named(chain: Engine, place: int, to: int) -> None:
    with tampering(chain) as connection:
        connection.execute(text("update desk.journal set entry = :to where entry = :place"), {"to": to, "place": place})

        found = verify(connection)

    # The first entry under another number in front of all others leaves its own place empty.
    assert {"reordered"} <= kinds(found) <= {"reordered", "missing"}
    assert {place, to} & {problem.entry for problem in found}


@given(
    place=st.integers(1, LENGTH + 1),
    like=st.integers(0, LENGTH - 1),
    links=st.booleans(),
    sound=st.booleans(),
)
def test_an_entry_put_in_is_found(chain: Engine, place: int, like: int, links: bool, sound: bool) -> None:
    with tampering(chain) as connection:
        before = entries(connection)
        previous = before[place - 1].previous if links and place <= LENGTH else "a" * 64
        content = journal.canonical(before[like])
        hash_ = journal.digest(previous, content) if sound else "b" * 64
        renumber(connection, {number: number + 1 for number in range(place, LENGTH + 1)})
        insert(connection, place, before[like], previous=previous, hash_=hash_)

        found = verify(connection)

    assert kinds(found) <= {"inserted", "changed", "reordered"}
    assert found
    assert found[0].entry in {place, place + 1}


@given(like=places)
def test_a_copy_at_the_end_is_named(chain: Engine, like: int) -> None:
    with tampering(chain) as connection:
        entry = entries(connection)[like - 1]
        insert(connection, LENGTH + 1, entry, previous=entry.previous, hash_=entry.hash)

        (problem,) = verify(connection)

    assert (problem.entry, problem.kind) == (LENGTH + 1, "inserted")


def test_a_gap_before_a_changed_entry_is_named_too(chain: Engine) -> None:
    with tampering(chain) as connection:
        connection.execute(text("delete from desk.journal where entry = 3"))
        connection.execute(text("update desk.journal set actor = 'x' where entry = 4"))

        assert [(problem.entry, problem.kind) for problem in verify(connection)] == [(3, "missing"), (4, "changed")]


def test_a_last_entry_with_a_higher_number_is_named(chain: Engine) -> None:
    with tampering(chain) as connection:
        renumber(connection, {LENGTH: LENGTH + 5})

        (problem,) = verify(connection)

    assert (problem.entry, problem.kind) == (LENGTH + 5, "reordered")


def test_a_long_journal_is_read_in_parts(chain: Engine) -> None:
    with tampering(chain) as connection:
        for _ in range(1200):
            journal.append(connection, at=NOW, actor="a", proved_by="token", tag="a:b", subject="", detail={})
        connection.execute(text("update desk.journal set actor = 'b' where entry = 1100"))

        assert [problem.entry for problem in verify(connection)] == [1100]
