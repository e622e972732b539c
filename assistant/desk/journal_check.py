"""Finds out whether the journal is as it was written: what was changed, taken out, moved or put in.

Not here: a tail that was cut off, and a chain that was computed anew from some entry to its end. Neither leaves a
trace within the database.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Final, Literal, TypeAlias

from sqlalchemy import Connection, text

from assistant.desk.journal import FIRST_PREVIOUS, JournalEntry, canonical, digest

Kind: TypeAlias = Literal["changed", "missing", "reordered", "inserted"]

_AT_ONCE: Final = 500
"""Entries that are held in memory."""


@dataclass(frozen=True)
class JournalProblem:
    """A place where the chain does not hold."""

    entry: int
    kind: Kind
    sentence: str


def verify(connection: Connection) -> list[JournalProblem]:
    """What is wrong with the journal, in its order; empty when nothing is found."""
    statement = text("select * from desk.journal order by entry").execution_options(yield_per=_AT_ONCE)
    entries = (JournalEntry(**row) for row in connection.execute(statement).mappings())
    return [*_Walk(connection).problems(entries)]


class _Walk:
    """Goes along the chain, entry by entry."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._ends = {FIRST_PREVIOUS}
        """Hashes that the next entry may name as the one before it."""
        self._before: JournalEntry | None = None
        self._expected = 1

    def problems(self, entries: Iterable[JournalEntry]) -> Iterator[JournalProblem]:
        for entry, following in pairwise(chain(entries, [None])):
            if entry is None:
                return
            linked = entry.previous in self._ends
            if entry.digest != entry.hash:
                if entry.entry > self._expected and not linked:
                    yield self._missing(entry)
                yield _changed(entry) if linked or self._belongs(entry, following) else _inserted(entry)
            elif not linked:
                yield self._out_of_place(entry, following)
            elif entry.entry != self._expected:
                yield _reordered(entry.entry)
            # What follows an entry that was put in or moved links to it, or past it.
            self._ends = {entry.hash, entry.digest} | (set() if linked else self._ends)
            self._before, self._expected = entry, entry.entry + 1

    def _belongs(self, entry: JournalEntry, following: JournalEntry | None) -> bool:
        """Whether a changed entry has its place here: what follows says so, or only its link is wrong."""
        if following is not None and following.previous == entry.hash:
            return True
        return any(digest(end, canonical(entry)) == entry.hash for end in self._ends)

    def _out_of_place(self, entry: JournalEntry, following: JournalEntry | None) -> JournalProblem:
        """What is wrong with an entry that is as it was written and does not follow the one before it."""
        forked = self._before is not None and entry.previous == self._before.previous
        if forked or len(self._places(entry.hash)) > 1:
            return _inserted(entry)
        before = [0] if entry.previous == FIRST_PREVIOUS else self._places(entry.previous)
        if entry.entry > self._expected:
            if not before:
                return self._missing(entry)
            # Its predecessor stands behind it: that one was moved, not this.
            return _reordered(max(before[0], entry.entry))
        if before:
            return _reordered(entry.entry)
        if following is None or following.previous in self._ends:
            return _inserted(entry)
        return JournalProblem(entry.entry, "missing", f"An entry is missing before entry {entry.entry}.")

    def _missing(self, entry: JournalEntry) -> JournalProblem:
        first, last = self._expected, entry.entry - 1
        sentence = f"Entry {first} is missing." if first == last else f"Entries {first} to {last} are missing."
        return JournalProblem(first, "missing", sentence)

    def _places(self, hash_: str) -> list[int]:
        statement = text("select entry from desk.journal where hash = :hash order by entry")
        return list(self._connection.scalars(statement, {"hash": hash_}))


def _changed(entry: JournalEntry) -> JournalProblem:
    return JournalProblem(entry.entry, "changed", f"Entry {entry.entry} was changed after it was written.")


def _inserted(entry: JournalEntry) -> JournalProblem:
    return JournalProblem(entry.entry, "inserted", f"Entry {entry.entry} was put in beside the chain's own entries.")


def _reordered(number: int) -> JournalProblem:
    return JournalProblem(number, "reordered", f"Entry {number} is not in the place where it was written.")
