"""Which accounts a turn may see, enforced by the database. Who gets which scope is decided in `assistant.desk`."""

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from sqlalchemy import text

from tools.ledger.engines import Engines

LIFETIME = timedelta(minutes=30)
"""A scope's token outlives any turn and nothing else."""


@dataclass(frozen=True)
class Scope:
    """What one person may see on one day."""

    person: str
    role: Literal["sales", "finance"]
    """Sales does not see tax numbers and bank references."""
    as_of: date
    accounts: frozenset[int] = frozenset()
    everything: bool = False

    def covers(self, accounts: frozenset[int], *, everything: bool = False) -> bool:
        """Whether rows of all these accounts may be shown; `everything` = rows that name no account."""
        return self.everything or (not everything and accounts <= self.accounts)


@dataclass(frozen=True)
class OpenScope:
    """A scope with the token that the reader's transactions carry."""

    scope: Scope
    token: str


@contextmanager
def open_scope(engines: Engines, scope: Scope) -> Iterator[OpenScope]:
    """Open a scope for a turn; closing it makes the token worthless."""
    token = secrets.token_hex(24)
    key = hashlib.sha256(token.encode()).digest()
    with engines.transaction() as connection:
        connection.execute(
            text("""insert into desk.scopes (token_sha256, person, accounts, everything, role, as_of, expires_at)
                values (:key, :person, :accounts, :everything, :role, :as_of, now() + :lifetime)"""),
            {
                "key": key,
                "person": scope.person,
                "accounts": [] if scope.everything else sorted(scope.accounts),
                "everything": scope.everything,
                "role": scope.role,
                "as_of": scope.as_of,
                "lifetime": LIFETIME,
            },
        )
    try:
        yield OpenScope(scope, token)
    finally:
        with engines.transaction() as connection:
            connection.execute(text("delete from desk.scopes where token_sha256 = :key"), {"key": key})
