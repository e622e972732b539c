"""Takes in a file of people: the first one sets up, a later one proposes. Not here: confirming (people_changes.py)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from assistant.desk import journal
from assistant.desk.admins import require_admin
from assistant.desk.errors import OperatorCannotSetUpError, PeopleFileError
from assistant.desk.identity import Actor, HomeMaker
from assistant.desk.people_changes import find_waiting, lock_people, propose, supersede
from assistant.desk.people_file import PeopleFile, read_people
from assistant.desk.people_record import AT_ONCE, as_record, differences, store
from assistant.desk.people_row import PeopleRow
from assistant.desk.people_rules import problems_between
from assistant.desk.person import Person, find_people
from assistant.desk.roles import PersonRole


@dataclass(frozen=True)
class PeopleReport:
    """What became of a file, by address."""

    added: tuple[str, ...] = ()
    """New, and with access at once: the set-up."""
    changed: tuple[str, ...] = ()
    """A name or a time zone, at once."""
    waiting: tuple[str, ...] = ()
    """For a second person's confirmation, perhaps since an earlier file."""
    unchanged: tuple[str, ...] = ()
    admins: int = 0
    """How many human beings hold the role admin; to confirm a change takes one who did not propose it."""


def import_people(connection: Connection, path: Path, *, by: Actor | HomeMaker, at: datetime) -> PeopleReport:
    """Take in a file of people; it adds and changes, and never removes.

    The first file, which only the one who made the home may load, takes effect at once. Of a later one only names and
    time zones do; a row with any other change, and a new person's, waits as a whole for an admin's confirmation. The
    newest file counts: a change of the same address that waits is replaced by it, or dropped when the file says what
    is there already. Columns that a file may leave out (person, time_zone) then stay as they are.

    Args:
        connection: the program's own, in a transaction.
        path: the file.
        by: who loads it: the one who made the home, or for a later file an admin.
        at: now.

    Raises:
        OperatorCannotSetUpError: somebody else loads the first file.
        NotAdminError: neither an admin nor the one who made the home loads a later one.
        PeopleFileError: something is wrong in the file; nothing of it was loaded, and every problem is named.
    """
    lock_people(connection)
    known = {person.email: person for person in find_people(connection)}
    if known:
        require_admin(connection, by, at, "import people")
    elif not isinstance(by, HomeMaker):
        raise OperatorCannotSetUpError(by.name)
    file = _read(connection, path, known)
    people = [row.person for row in file.rows]
    report = _propose(connection, people, known, by, at) if known else _set_up(connection, people, by, at)
    detail = {"sha256": file.sha256, "set_up": not known, **vars(report), "people": [*map(as_record, people)]}
    journal.append_by(connection, by, at, "people:imported", file.name, detail)
    return report


def _read(connection: Connection, path: Path, known: Mapping[str, Person]) -> PeopleFile:
    """The file with what it leaves out filled in, if nothing in it is wrong."""
    file, problems = read_people(path)
    rows = tuple(_filled_in(row, file, known) for row in file.rows)
    waiting = [change.email for change in find_waiting(connection)]
    problems = sorted([*problems, *problems_between(rows, known, waiting)], key=lambda problem: problem.line or 0)
    if problems:
        raise PeopleFileError(path.name, problems)
    return replace(file, rows=rows)


def _filled_in(row: PeopleRow, file: PeopleFile, known: Mapping[str, Person]) -> PeopleRow:
    before = known.get(row.person.email)
    if before is None:
        return row
    person = row.person
    if "person" not in file.columns:
        person = replace(person, person_key=before.person_key)
    if "time_zone" not in file.columns:
        person = replace(person, time_zone=before.time_zone)
    return replace(row, person=person)


def _set_up(connection: Connection, people: list[Person], by: Actor | HomeMaker, at: datetime) -> PeopleReport:
    for person in people:
        store(connection, person, granted_by=by.name, at=at)
    return PeopleReport(added=tuple(person.email for person in people), admins=_admins(people))


def _propose(
    connection: Connection, people: list[Person], known: Mapping[str, Person], by: Actor | HomeMaker, at: datetime
) -> PeopleReport:
    changed, waiting, unchanged = [], [], []
    waits = {change.email: change for change in find_waiting(connection)}
    for person in people:
        before = known.get(person.email)
        different = set(differences(before, person)) if before else {"email"}
        if different - AT_ONCE:
            propose(connection, before, person, by=by, at=at, instead_of=waits.get(person.email))
            waiting.append(person.email)
            continue
        if person.email in waits:
            supersede(connection, person.email, at)
        if different:
            store(connection, person, granted_by=by.name, at=at)
            changed.append(person.email)
        else:
            unchanged.append(person.email)
    return PeopleReport((), tuple(changed), tuple(waiting), tuple(unchanged), _admins(known.values()))


def _admins(people: Iterable[Person]) -> int:
    return len({person.person_key for person in people if PersonRole.ADMIN in person.roles})
