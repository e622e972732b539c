"""What every command opens: settings, home, database, and who is acting."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.config import Settings, read_settings
from tools.ledger.home import user_name

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from assistant.bootstrap import Books
    from assistant.desk.identity import Actor
    from tools.ledger.home import Home


@dataclass(frozen=True)
class Session:
    """An open home, for one command."""

    settings: Settings
    books: "Books"
    clock: Callable[[], datetime]
    out: Console
    waiting: Callable[[], None]
    """Says once that another command holds what this one needs."""

    @property
    def home(self) -> "Home":
        """The home folder."""
        return self.books.home

    @property
    def app(self) -> "Engine":
        """The program's own connections."""
        return self.books.engines.app

    @property
    def os_user(self) -> str:
        """The operating-system user who runs the command."""
        return user_name()

    @property
    def operators(self) -> frozenset[str]:
        """Users who may read with `--as`; empty for the one who made the home."""
        return frozenset(name.strip() for name in self.settings.operators.split(",") if name.strip())

    def actor(self, as_: str | None, *, acting: bool) -> "Actor":
        """Who is acting: the token's person, or the one named with `--as`.

        Raises: NotSignedInError, AsNotAllowedError, AsCannotActError.
        """
        from assistant.desk.identity import resolve_actor
        from assistant.desk.login_file import read_token
        from assistant.desk.tokens import who_is
        from tools.plain_text import one_line

        token = (
            self.settings.token.get_secret_value() if self.settings.token else read_token(self.home.path, self.os_user)
        )
        email = None
        if token:
            with self.books.engines.transaction() as connection:
                email = who_is(connection, token, self.clock())
        return resolve_actor(
            one_line(as_).strip() or None if as_ else None,
            acting=acting,
            token_email=email,
            os_user=self.os_user,
            operators=self.operators,
            home_maker=self.home.made_by,
            trust_as=self.settings.trust_as or self.home.is_demo,
        )

    def reader(self, as_: str | None, subject: str) -> "Actor":
        """Who reads; a refusal is journalled with what it was about.

        Raises: NotSignedInError, AsNotAllowedError, TokenNotValidError.
        """
        return self._told(as_, subject, acting=False)

    def decider(self, as_: str | None, subject: str) -> "Actor":
        """Who decides something; a refusal is journalled with what it was about.

        Raises: NotSignedInError, AsCannotActError, TokenNotValidError.
        """
        return self._told(as_, subject, acting=True)

    @contextmanager
    def telling(self, actor: "Actor", subject: str) -> Iterator[None]:
        """Journal what is refused to somebody in the block."""
        from assistant.desk.admins import denials_told

        at = self.clock()
        with denials_told(self.app, name=actor.name, proved_by=actor.proved_by, at=at, subject=subject):
            yield

    def _told(self, as_: str | None, subject: str, *, acting: bool) -> "Actor":
        from assistant.desk.admins import denials_told
        from assistant.desk.identity import HomeMaker

        user = HomeMaker(self.os_user)
        with denials_told(self.app, name=user.name, proved_by=user.proved_by, at=self.clock(), subject=subject):
            return self.actor(as_, acting=acting)


@contextmanager
def open_session() -> Iterator[Session]:
    """Open what the environment's settings name; closes it at the end."""
    from assistant.bootstrap import open_books
    from assistant.cli.screen import open_screen
    from assistant.clock import system_clock

    @cache
    def waiting() -> None:
        Console(stderr=True).print("Another command is just setting up; waiting for it.", markup=False)

    settings = read_settings()
    os.umask(0o077)
    with open_books(settings, waiting=waiting) as books:
        _log_to(books.home.path)
        if books.warning:
            Console(stderr=True).print(books.warning, markup=False)
        yield Session(settings, books, system_clock, open_screen(), waiting)


def _log_to(home: Path) -> None:
    """Warnings and incidents go to a file in the home, not to the person's screen."""
    handler = logging.FileHandler(home / "billing.log", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
