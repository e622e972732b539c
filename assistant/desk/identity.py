"""Who is acting, and how that was proved. Not here: tokens (tokens.py), and who may do what."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from assistant.desk.errors import AsCannotActError, AsNotAllowedError, NotAdminError, NotSignedInError

BY_TOKEN: Final = "token"  # noqa: S105 (a word, no secret)
"""Proved by a personal token."""

NOT_PROVED: Final = "not proved"
"""A name that was given with `--as` in a home that trusts it: a demonstration."""

_OPERATOR: Final = "operator:"


@dataclass(frozen=True)
class Actor:
    """A person on whose behalf code runs."""

    email: str
    proved_by: str
    """`token`, `not proved`, or `operator:<user>`: that user reads as the person, which proves nothing about them."""

    @property
    def name(self) -> str:
        """What the journal calls them."""
        return self.email

    @property
    def may_act(self) -> bool:
        """Whether they may do more than read. Only a demonstration lets an unproved name act."""
        return not self.proved_by.startswith(_OPERATOR)


@dataclass(frozen=True)
class HomeMaker:
    """The operating-system user who made the home: sets it up, and is nobody of the people."""

    os_user: str

    @property
    def name(self) -> str:
        """What the journal calls them; no address, so it is never taken for a person's."""
        return _OPERATOR + self.os_user

    @property
    def proved_by(self) -> str:
        """By the operating system."""
        return _OPERATOR + self.os_user


def resolve_actor(
    as_: str | None,
    *,
    acting: bool,
    token_email: str | None,
    os_user: str,
    operators: Collection[str],
    home_maker: str,
    trust_as: bool,
) -> Actor:
    """Who is acting.

    Args:
        as_: the address given with `--as`; it goes before a token of somebody else.
        acting: whether something is to be done; otherwise it is only read.
        token_email: whose token came along (`tokens.who_is`), if any did.
        os_user: the operating-system user that the program runs as.
        operators: the users of BILLING_OPERATORS; empty for the one who made the home.
        home_maker: that one.
        trust_as: whether the home is a demonstration, or BILLING_TRUST_AS is set.

    Raises:
        NotSignedInError: nothing says who it is.
        AsNotAllowedError: this user may not read as somebody else.
        AsCannotActError: a name that is not proved cannot act.
    """
    named = as_.strip().lower() if as_ else None
    if token_email and named in {None, token_email}:
        return Actor(token_email, BY_TOKEN)
    if named is None:
        raise NotSignedInError
    if trust_as:
        return Actor(named, NOT_PROVED)
    if os_user not in (operators or {home_maker}):
        raise AsNotAllowedError(os_user)
    if acting:
        raise AsCannotActError(named)
    return Actor(named, _OPERATOR + os_user)


def as_home_maker(os_user: str, home_maker: str, act: str) -> HomeMaker:
    """The operating-system user as the one who made the home.

    Args:
        os_user: the operating-system user that the program runs as.
        home_maker: the one who made the home.
        act: what is to be done, for the sentence: "import people".

    Raises:
        NotAdminError: it is another user.
    """
    if os_user != home_maker:
        raise NotAdminError(os_user, act)
    return HomeMaker(os_user)
