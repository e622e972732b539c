"""Who runs a command on people or on the journal: somebody who signed in, or the one who made the home."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assistant.cli.session import Session
    from assistant.desk.identity import Actor, HomeMaker
    from assistant.desk.people import PersonRole


@contextmanager
def acting_on_people(session: "Session", as_: str | None, act: str, subject: str) -> Iterator["Actor | HomeMaker"]:
    """Whoever signed in; the one who made the home when nobody did, or when whoever did is no admin.

    What is refused to them, here or in the block, is journalled.

    Raises:
        AsCannotActError: a name given with `--as` does not act here.
        NotAdminError: nobody signed in, and another user made the home.
    """
    from assistant.desk.admins import denials_told
    from assistant.desk.identity import HomeMaker

    by = _who(session, as_, act, subject, acting=True)
    made_by_user = session.os_user == session.home.made_by
    if as_ is None and made_by_user and not _is_admin(session, by):
        by = HomeMaker(session.os_user)
    with denials_told(session.app, name=by.name, proved_by=by.proved_by, at=session.clock(), subject=subject):
        yield by


@contextmanager
def reading(
    session: "Session", as_: str | None, act: str, subject: str, *, roles: Collection["PersonRole"]
) -> Iterator[None]:
    """Let people with one of the roles pass, and the one who made the home; others are refused and journalled."""
    from assistant.desk.admins import denials_told, require_reader

    by = _who(session, as_, act, subject, acting=False)
    at = session.clock()
    with denials_told(session.app, name=by.name, proved_by=by.proved_by, at=at, subject=subject):
        with session.app.begin() as connection:
            require_reader(connection, by, at, act, roles)
        yield


def _who(session: "Session", as_: str | None, act: str, subject: str, *, acting: bool) -> "Actor | HomeMaker":
    from assistant.desk.admins import denials_told
    from assistant.desk.errors import NotSignedInError
    from assistant.desk.identity import HomeMaker, as_home_maker

    unknown = HomeMaker(session.os_user)
    with denials_told(session.app, name=unknown.name, proved_by=unknown.proved_by, at=session.clock(), subject=subject):
        try:
            return session.actor(as_, acting=acting)
        except NotSignedInError:
            return as_home_maker(session.os_user, session.home.made_by, act)


def _is_admin(session: "Session", by: "Actor | HomeMaker") -> bool:
    from assistant.desk.people import PersonRole, find_person

    with session.app.begin() as connection:
        person = find_person(connection, by.name)
    return person is not None and PersonRole.ADMIN in person.roles
