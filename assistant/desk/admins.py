"""Whether somebody may change people and settings."""

from datetime import UTC, datetime

from sqlalchemy import Connection

from assistant.desk.errors import AsCannotActError, NotAdminError
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
