"""Changes of people that wait for a second person. Not here: who proposes them (people_import.py)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from assistant.desk import journal
from assistant.desk.admins import require_admin_person
from assistant.desk.errors import (
    ChangeDecidedError,
    ChangeOutdatedError,
    ChangeUnknownError,
    SelfConfirmationError,
)
from assistant.desk.identity import Actor, HomeMaker
from assistant.desk.people_record import as_record, differences, from_record, store
from assistant.desk.person import Person, find_person
from assistant.desk.tokens import drop_tokens

_LOCK: Final = 0x70656F70
"""Number of the advisory lock under which people change ("peop")."""


@dataclass(frozen=True)
class PeopleChange:
    """A new person, or another record for one."""

    change_id: int
    before: Person | None
    """The record when the change was proposed; None for a new address."""
    after: Person
    proposed_by: str
    proposed_at: datetime
    confirmed_by: str | None
    superseded_at: datetime | None

    @property
    def email(self) -> str:
        """The address concerned."""
        return self.after.email

    @property
    def differences(self) -> list[str]:
        """Names of what changes; of everything for a new address."""
        return differences(self.before, self.after) if self.before else [*as_record(self.after)]


def lock_people(connection: Connection) -> None:
    """Let one transaction at a time change people, so that each sees what the one before it left."""
    connection.execute(text("select pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def find_waiting(connection: Connection) -> list[PeopleChange]:
    """The changes that wait, oldest first."""
    rows = connection.execute(
        text("""select * from desk.people_change where confirmed_at is null and superseded_at is null
            order by change_id""")
    )
    return [_as_change(row) for row in rows.mappings()]


def propose(
    connection: Connection,
    before: Person | None,
    after: Person,
    *,
    by: Actor | HomeMaker,
    at: datetime,
    instead_of: PeopleChange | None,
) -> None:
    """Let a change wait, instead of one of the same address; one that says the same goes on waiting as it is."""
    if instead_of:
        if (instead_of.before, instead_of.after) == (before, after):
            return
        supersede(connection, after.email, at)
    change_id: int = connection.execute(
        text("""insert into desk.people_change (email, before, after, proposed_by, proposed_at)
            values (:email, cast(:before as jsonb), cast(:after as jsonb), :by, :at) returning change_id"""),
        {
            "email": after.email,
            "before": json.dumps(as_record(before)) if before else None,
            "after": json.dumps(as_record(after)),
            "by": by.name,
            "at": at,
        },
    ).scalar_one()
    journal.append_by(connection, by, at, "people:proposed", after.email, _told(change_id, before, after))


def supersede(connection: Connection, email: str, at: datetime) -> None:
    """A change of the address waits no longer."""
    connection.execute(
        text("""update desk.people_change set superseded_at = :at
            where email = :email and confirmed_at is null and superseded_at is null"""),
        {"email": email, "at": at},
    )


def confirm(connection: Connection, change_id: int, *, by: Actor | HomeMaker, at: datetime) -> PeopleChange:
    """Let a change that waits take effect.

    Confirming is an act of a named admin: the one who made the home cannot do it. A new human being behind an address
    takes its tokens away.

    Args:
        connection: the program's own, in a transaction.
        change_id: its number.
        by: an admin, other than whoever proposed it and whom it concerns, under whatever address.
        at: now.

    Raises:
        NotAdminError, AsCannotActError: they are no admin, or it is not proved who they are.
        ChangeUnknownError, ChangeDecidedError, ChangeOutdatedError: it does not wait, or not for the present record.
        SelfConfirmationError: they proposed it, or it concerns them.
    """
    lock_people(connection)
    confirmer = require_admin_person(connection, by, at, "confirm changes of people")
    change = _get_waiting(connection, change_id)
    present = find_person(connection, change.email)
    if present != change.before:
        raise ChangeOutdatedError(change_id, change.email)
    proposer = find_person(connection, change.proposed_by)
    if confirmer.email == change.proposed_by or (proposer and proposer.person_key == confirmer.person_key):
        raise SelfConfirmationError(change_id, confirmer.email, change.proposed_by, proposed=True)
    concerned = {change.after.person_key} | ({present.person_key} if present else set())
    if confirmer.email == change.email or confirmer.person_key in concerned:
        raise SelfConfirmationError(change_id, confirmer.email, change.email, proposed=False)
    _apply(connection, change, confirmer.email, at)
    detail = {"proposed_by": change.proposed_by, **_told(change_id, change.before, change.after)}
    journal.append_by(connection, by, at, "people:confirmed", change.email, detail)
    return change


def _apply(connection: Connection, change: PeopleChange, confirmed_by: str, at: datetime) -> None:
    if change.before and change.before.person_key != change.after.person_key:
        drop_tokens(connection, change.email, at)
    try:
        store(connection, change.after, granted_by=f"{change.proposed_by}, {confirmed_by}", at=at)
    except IntegrityError as error:
        # Two changes that wait may give one Slack user to two addresses.
        raise ChangeOutdatedError(change.change_id, change.email) from error
    connection.execute(
        text("update desk.people_change set confirmed_by = :by, confirmed_at = :at where change_id = :change_id"),
        {"by": confirmed_by, "at": at, "change_id": change.change_id},
    )


def _get_waiting(connection: Connection, change_id: int) -> PeopleChange:
    # Numbers beyond PostgreSQL's integers are nobody's.
    found = connection.execute(
        text("select * from desk.people_change where change_id = cast(:change_id as numeric)"), {"change_id": change_id}
    )
    row = found.mappings().one_or_none()
    if row is None:
        raise ChangeUnknownError(change_id)
    change = _as_change(row)
    if change.confirmed_by or change.superseded_at:
        raise ChangeDecidedError(change_id, change.confirmed_by)
    return change


def _told(change_id: int, before: Person | None, after: Person) -> dict[str, Any]:
    return {"change": change_id, "before": as_record(before) if before else None, "after": as_record(after)}


def _as_change(row: Mapping[Any, Any]) -> PeopleChange:
    return PeopleChange(
        change_id=row["change_id"],
        before=from_record(row["before"]) if row["before"] else None,
        after=from_record(row["after"]),
        proposed_by=row["proposed_by"],
        proposed_at=row["proposed_at"],
        confirmed_by=row["confirmed_by"],
        superseded_at=row["superseded_at"],
    )
