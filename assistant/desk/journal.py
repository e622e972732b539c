"""The journal: what was asked, answered, refused and done. Entries are added and never changed.

Each entry's hash covers its content and the hash before it. Not here: finding out whether that still holds
(journal_check.py).
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, Protocol, TypeAlias

from sqlalchemy import Connection, text

Json: TypeAlias = bool | int | str | list["Json"] | dict[str, "Json"] | None

FIRST_PREVIOUS: Final = "0" * 64
"""What the first entry has for the hash before it."""

_LOCK: Final = 0x6A6F7572
"""Number of the advisory lock under which entries are added ("jour")."""

_TAG: Final = re.compile(r"[a-z_]+:[a-z_]+")


class Acting(Protocol):
    """Whoever does something."""

    @property
    def name(self) -> str:
        """What the journal calls them."""

    @property
    def proved_by(self) -> str:
        """How it was proved who they are."""


@dataclass(frozen=True)
class JournalEntry:
    """One fact, as it is kept."""

    entry: int
    """Its place in the chain, from 1."""
    at: datetime
    actor: str
    proved_by: str
    tag: str
    """`subject:action`, such as `question:asked`."""
    subject: str
    """What it is about: an invoice, a conversation, an address."""
    detail: Mapping[str, Any]
    previous: str
    hash: str

    @property
    def digest(self) -> str:
        """The hash that its content and `previous` ask for."""
        return digest(self.previous, canonical(self))


def append(
    connection: Connection,
    *,
    at: datetime,
    actor: str,
    proved_by: str,
    tag: str,
    subject: str,
    detail: Mapping[str, object],
) -> int:
    """Add an entry, in the transaction of the act that it tells about: neither is kept without the other.

    Make it the transaction's last statement: from here to its end nobody else can add one. The transaction must be
    READ COMMITTED, which is the default; in a snapshot taken before the lock the end of the chain is not seen.

    Args:
        connection: the program's own, in a transaction.
        at: when it happened.
        actor: an address, or the `name` of an actor.
        proved_by: the actor's.
        tag: `subject:action`, in lower case.
        subject: what it is about.
        detail: strings, whole numbers, booleans, dates, times, Decimals, and lists and mappings of them; no floats.

    Returns:
        The entry's number.
    """
    if not _TAG.fullmatch(tag):
        raise ValueError(f"{tag} is not of the form subject:action.")
    if at.tzinfo is None:
        raise ValueError("An entry's time needs a time zone.")
    connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    last = connection.execute(text("select entry, hash from desk.journal order by entry desc limit 1")).one_or_none()
    number, previous = (last.entry + 1, last.hash) if last else (1, FIRST_PREVIOUS)
    kept = {name: _plain(value) for name, value in detail.items()}
    entry = JournalEntry(
        number, at, _storable(actor), _storable(proved_by), tag, _storable(subject), kept, previous, ""
    )
    connection.execute(
        text("""insert into desk.journal (entry, at, actor, proved_by, tag, subject, detail, previous, hash)
            values (:entry, :at, :actor, :proved_by, :tag, :subject, cast(:detail as jsonb), :previous, :hash)"""),
        {**vars(entry), "detail": json.dumps(kept), "hash": entry.digest},
    )
    return number


def append_by(
    connection: Connection, by: Acting, at: datetime, tag: str, subject: str, detail: Mapping[str, object]
) -> int:
    """Add an entry about what somebody does, as `append` does."""
    return append(connection, at=at, actor=by.name, proved_by=by.proved_by, tag=tag, subject=subject, detail=detail)


def digest(previous: str, content: str) -> str:
    """The hash of an entry: the only place that says how.

    Args:
        previous: the hash before it.
        content: its canonical JSON.
    """
    return hashlib.sha256((previous + content).encode()).hexdigest()


def canonical(entry: JournalEntry) -> str:
    """The content of an entry as JSON with sorted keys, no spaces and times in UTC.

    Its number is not part of it: its place is where the chain of hashes puts it.
    """
    content = {
        "at": _utc(entry.at),
        "actor": entry.actor,
        "proved_by": entry.proved_by,
        "tag": entry.tag,
        "subject": entry.subject,
        "detail": entry.detail,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def find_entries(
    connection: Connection, *, last: int, tag: str | None = None, subject: str | None = None
) -> list[JournalEntry]:
    """The last entries of a tag and a subject, or of any; oldest first."""
    rows = connection.execute(
        text("""select * from (select * from desk.journal
            where (cast(:tag as text) is null or tag = :tag) and (cast(:subject as text) is null or subject = :subject)
            order by entry desc limit :last) newest order by entry"""),
        {"tag": tag, "subject": subject, "last": last},
    )
    return [JournalEntry(**row) for row in rows.mappings()]


def count_entries(connection: Connection) -> int:
    """How many entries there are."""
    return int(connection.scalar(text("select count(*) from desk.journal")) or 0)


def _plain(value: object) -> Json:
    """The value as JSON has it and PostgreSQL gives it back."""
    match value:
        case None | bool() | int():
            return value
        case str():
            return _storable(value)
        case Decimal():
            return format(value, "f")
        case datetime():
            return _utc(value)
        case date():
            return value.isoformat()
        case Mapping():
            return {_storable(str(name)): _plain(part) for name, part in value.items()}
        case Sequence() if not isinstance(value, bytes):
            return [_plain(part) for part in value]
        case set() | frozenset():
            return sorted((_plain(part) for part in value), key=json.dumps)
        case _:
            raise TypeError(f"A journal entry cannot hold a {type(value).__name__}.")


def _storable(value: str) -> str:
    """The text without what PostgreSQL cannot keep: NUL and halves of surrogate pairs."""
    return str(value).replace("\0", "\ufffd").encode(errors="replace").decode()


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")
