"""Whether somebody may read or change people and settings, and the entry when they may not."""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine

from assistant.desk import journal
from assistant.desk.errors import AccessDeniedError, AsCannotActError, NotAdminError, RoleMissingError
from assistant.desk.identity import Actor, HomeMaker
from assistant.desk.person import Person, get_person
from assistant.desk.roles import PersonRole


def require_admin(connection: Connection, by: Actor | HomeMaker, at: datetime, act: str) -> None:
    """Let an admin who proved who they are pass, and the one who made the home.

    Raises:
        AssistantError: as `require_admin_person` does.
    """
    if not isinstance(by, HomeMaker):
        require_admin_person(connection, by, at, act)


def require_admin_person(connection: Connection, by: Actor | HomeMaker, at: datetime, act: str) -> Person:
    """The admin that the actor is; the one who made the home is nobody of the people and does not pass.

    Args:
        connection: the program's own.
        by: who is acting.
        at: now.
        act: what is to be done, for the sentence: "confirm changes".

    Raises:
        AsCannotActError: it is not proved who they are.
        UnknownPersonError, PersonNotActiveError: they have no access today.
        NotAdminError: they are no admin.
    """
    if not isinstance(by, Actor):
        raise NotAdminError(by.name, act)
    if not by.may_act:
        raise AsCannotActError(by.email)
    person = get_person(connection, by.email, at.astimezone(UTC).date())
    if PersonRole.ADMIN not in person.roles:
        raise NotAdminError(person.email, act)
    return person


def require_reader(
    connection: Connection, by: Actor | HomeMaker, at: datetime, act: str, roles: Collection[PersonRole]
) -> None:
    """Let people with one of the roles pass, and the one who made the home. Reading asks for no proof of who they are.

    Raises:
        UnknownPersonError, PersonNotActiveError: they have no access today.
        RoleMissingError: they have none of the roles.
    """
    if isinstance(by, HomeMaker):
        return
    person = get_person(connection, by.email, at.astimezone(UTC).date())
    if not person.roles.intersection(roles):
        raise RoleMissingError(person.email, act, roles)


@contextmanager
def denials_told(app: Engine, *, name: str, proved_by: str, at: datetime, subject: str) -> Iterator[None]:
    """Write what is refused in the block into the journal, in a transaction of its own.

    Args:
        app: the program's own.
        name: who tries.
        proved_by: how it was proved who they are.
        at: now.
        subject: what they try it on.
    """
    try:
        yield
    except AccessDeniedError as error:
        with app.begin() as connection:
            journal.append(
                connection,
                at=at,
                actor=name,
                proved_by=proved_by,
                tag="access:denied",
                subject=subject,
                detail={"code": error.code, "said": str(error)},
            )
        raise
