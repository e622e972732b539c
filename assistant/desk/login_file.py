"""The personal token that `billing login` saves for an operating-system user. Not here: what a token proves."""

import os
import secrets
from pathlib import Path

from assistant.desk.errors import LoginFileOpenError
from tools.ledger.home import explained


def save_token(home: Path, os_user: str, token: str) -> Path:
    """Keep the token for the user, in a file that nobody else can read, in place of an earlier one.

    Raises:
        HomeError: the home cannot be written.
    """
    path = _path(home, os_user)
    with explained(home):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}.unfinished")
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.write(token + "\n")
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    return path


def read_token(home: Path, os_user: str) -> str | None:
    """The token that was saved for the user, if one was.

    Raises:
        LoginFileOpenError: others can read the file.
    """
    path = _path(home, os_user)
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            if os.fstat(file.fileno()).st_mode & 0o077:
                raise LoginFileOpenError(path)
            return file.read().strip() or None
    except FileNotFoundError:
        return None


def forget_token(home: Path, os_user: str) -> None:
    """Delete what was saved for the user."""
    _path(home, os_user).unlink(missing_ok=True)


def _path(home: Path, os_user: str) -> Path:
    # A user's name may hold characters that would lead out of the folder.
    name = "".join(letter if letter.isalnum() or letter in "-_" else f"%{ord(letter):x}" for letter in os_user)
    return home / "tokens" / name
