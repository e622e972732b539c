"""The database's roles, by name and by what is set for each. Not here: what they may do to tables (migrations)."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

_READER: Final = (
    "connection limit 25",
    "set default_transaction_read_only = on",
    "set default_transaction_isolation = 'repeatable read'",
    "set idle_in_transaction_session_timeout = '60s'",
    "set statement_timeout = '30s'",
    "set lock_timeout = '5s'",
)


class Role(StrEnum):
    """A role of the database."""

    ADMIN = "postgres"
    """Makes the others and their database, and nothing else; on a named server it is the login of its URL."""
    OWNER = "billing_owner"
    """Owns everything and runs migrations only."""
    APP = "billing_app"
    """Does what the program does."""
    PUBLISHED = "billing_published"
    """Owns the views of named accounts; no login."""
    PUBLISHED_ALL = "billing_published_all"
    """Owns the views of every account; no login."""
    READER = "billing_reader"
    """Reads the views of named accounts."""
    READER_ALL = "billing_reader_all"
    """Reads the views of every account."""


LOGINS: Final = frozenset({Role.OWNER, Role.APP, Role.READER, Role.READER_ALL})
"""Our roles that may log in."""

ROLES: Final[Mapping[Role, tuple[str, ...]]] = {
    Role.OWNER: (),
    Role.APP: (),
    Role.PUBLISHED: (),
    Role.PUBLISHED_ALL: (),
    # The planner takes any array for one of ten accounts. With a thousand, the loops over loops that it then plans take
    # minutes; hash joins over the rows in scope take milliseconds whether these are few or many.
    Role.READER: (*_READER, "set search_path = published", "set enable_nestloop = off"),
    Role.READER_ALL: (*_READER, "set search_path = published_all"),
}
"""Our roles, and what is set for each by `alter role`."""
