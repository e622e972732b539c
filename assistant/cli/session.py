"""What every command opens: settings, home, database, and who is acting."""

import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from assistant.config import Settings
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

        token = self.settings.token.get_secret_value() if self.settings.token else read_token(self.home.path, self.os_user)
        email = None
        if token:
            with self.books.engines.transaction() as connection:
                email = who_is(connection, token, self.clock())
        return resolve_actor(
            as_,
            acting=acting,
            token_email=email,
            os_user=self.os_user,
            operators=self.operators,
            home_maker=self.home.made_by,
            trust_as=self.settings.trust_as or self.home.is_demo,
        )


@contextmanager
def open_session() -> Iterator[Session]:
    """Open what the environment's settings name; closes it at the end."""
    from assistant.bootstrap import open_books
    from assistant.clock import system_clock

    settings = Settings()
    log = Console(stderr=True)
    with open_books(settings, waiting=lambda: log.print("Another command is just setting up; waiting for it.")) as books:
        _log_to(books.home.path)
        yield Session(settings, books, system_clock, Console(soft_wrap=True, highlight=False))


def _log_to(home: Path) -> None:
    """Warnings and incidents go to a file in the home, not to the person's screen."""
    os.umask(0o077)
    handler = logging.FileHandler(home / "billing.log", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)
