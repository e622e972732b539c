"""One-time codes, and the personal tokens that they are exchanged for. Only their hashes are kept.

Whoever makes a code could use it: hand it over in person or by a channel that is only the invited person's.
"""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from sqlalchemy import Connection, text

from assistant.desk import journal
from assistant.desk.admins import require_admin
from assistant.desk.errors import CodeNotValidError, TokenNotValidError, UnknownPersonError
from assistant.desk.identity import Actor, HomeMaker
from assistant.desk.person import find_person

CODE_LIFETIME: Final = timedelta(hours=72)
"""A code made on a Friday is still good on Monday."""

_PREFIX: Final = "billing_"
"""Lets people and secret scanners see what a token is."""


class Login(NamedTuple):
    """A personal token, shown once, and whose it is."""

    email: str
    token: str


def invite(connection: Connection, email: str, *, by: Actor | HomeMaker, at: datetime) -> str:
    """Make a code with which the person with this address signs in, once, within 72 hours.

    An earlier code of the address that nobody has used is void.

    Raises:
        NotAdminError: neither an admin nor the one who made the home asks for it.
        UnknownPersonError: nobody has the address.
    """
    require_admin(connection, by, at, "invite people")
    person = find_person(connection, email)
    if person is None:
        raise UnknownPersonError(email.strip())
    raw = base64.b32encode(secrets.token_bytes(20)).decode()
    code = "-".join(raw[start : start + 4] for start in range(0, len(raw), 4))
    connection.execute(
        text("""update desk.token set revoked_at = :at
            where email = :email and kind = 'invite' and used_at is null and revoked_at is null"""),
        {"email": person.email, "at": at},
    )
    _keep(connection, _code_hash(code), person.email, "invite", at, at + CODE_LIFETIME)
    _tell(connection, "person:invited", person.email, by, at)
    return code


def login(connection: Connection, code: str, *, at: datetime, os_user: str | None = None) -> Login:
    """Exchange a code for a personal token.

    Args:
        connection: the program's own.
        code: in any case of letters, with or without its dashes.
        at: now.
        os_user: the operating-system user at the command line, for the journal.

    Raises:
        CodeNotValidError: the code is unknown, used (perhaps just now by somebody else), replaced or too old.
    """
    # Of two that redeem one code at once, the second waits for the first and then finds it used.
    email = connection.scalar(
        text("""update desk.token set used_at = :at
            where token_sha256 = :hash and kind = 'invite'
              and used_at is null and revoked_at is null and :at < expires_at
            returning email"""),
        {"hash": _code_hash(code), "at": at},
    )
    if email is None:
        raise CodeNotValidError
    token = _PREFIX + secrets.token_urlsafe(32)
    _keep(connection, _hash(token), email, "token", at, None)
    journal.append(
        connection,
        at=at,
        actor=email,
        proved_by="code",
        tag="person:logged_in",
        subject=email,
        detail={"os_user": os_user},
    )
    return Login(email, token)


def who_is(connection: Connection, token: str, at: datetime) -> str:
    """The address that a personal token belongs to; whether they still have access is `get_person`'s to say.

    Args:
        connection: the program's own.
        token: as `login` gave it.
        at: now.

    Raises:
        TokenNotValidError: the token is unknown or revoked.
    """
    email: str | None = connection.scalar(
        text("""select email from desk.token where token_sha256 = :hash and kind = 'token' and revoked_at is null
            and (expires_at is null or :at < expires_at)"""),
        {"hash": _hash(token), "at": at},
    )
    if email is None:
        raise TokenNotValidError
    return email


def revoke(connection: Connection, email: str, *, by: Actor | HomeMaker, at: datetime) -> int:
    """Make every token and open code of an address worthless; people may revoke their own.

    Returns:
        How many there were.

    Raises:
        NotAdminError: it is neither their own address nor an admin or the one who made the home.
        UnknownPersonError: nobody has the address.
    """
    person = find_person(connection, email)
    own = isinstance(by, Actor) and by.may_act and person is not None and by.email == person.email
    if not own:
        require_admin(connection, by, at, "revoke tokens")
    if person is None:
        raise UnknownPersonError(email.strip())
    count = drop_tokens(connection, person.email, at)
    _tell(connection, "person:revoked", person.email, by, at, count=count)
    return count


def drop_tokens(connection: Connection, email: str, at: datetime) -> int:
    """Revoke what an address has, without asking or telling anybody: part of another act."""
    revoked = connection.execute(
        text("""update desk.token set revoked_at = :at
            where email = :email and revoked_at is null and (kind = 'token' or used_at is null)"""),
        {"email": email, "at": at},
    )
    return revoked.rowcount


def _keep(
    connection: Connection, key: bytes, email: str, kind: str, created_at: datetime, expires_at: datetime | None
) -> None:
    connection.execute(
        text("""insert into desk.token (token_sha256, person_id, email, kind, created_at, expires_at)
            select :key, person_id, email, :kind, :created_at, :expires_at from desk.address where email = :email"""),
        {"key": key, "email": email, "kind": kind, "created_at": created_at, "expires_at": expires_at},
    )


def _tell(connection: Connection, tag: str, email: str, by: Actor | HomeMaker, at: datetime, **detail: int) -> None:
    journal.append_by(connection, by, at, tag, email, detail)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.strip().encode(errors="replace")).digest()


def _code_hash(code: str) -> bytes:
    return _hash("".join(letter for letter in code.upper() if letter.isalnum()))
