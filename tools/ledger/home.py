"""The folder that keeps what the program makes on this machine. Not here: the database server in it (server.py)."""

import errno
import fcntl
import json
import os
import pwd
import secrets
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tools.ledger.errors import (
    HomeBehindClosedFolderError,
    HomeFileDamagedError,
    HomeFullError,
    HomeHoldsOtherFilesError,
    HomeNotAFolderError,
    HomeNotWritableError,
    HomeOfAnotherUserError,
    HomePathOddError,
    HomePathTooLongError,
)

LONGEST_SOCKET: Final = 103 if sys.platform == "darwin" else 107
"""Bytes that the path of a Unix socket may have."""

_HARMLESS = {"locks", "lost+found", "home.json"}


class Home:
    """A folder with the secrets, the locks and, unless a server is named, the embedded database."""

    def __init__(self, path: Path) -> None:
        """Take the folder as it is; `open` makes it and looks whether it will do."""
        self.path = path
        self.sockets = path / "run"

    @classmethod
    def open(cls, path: Path | None = None, *, embedded: bool = True) -> "Home":
        """Make the home, or open the one that is there.

        Args:
            path: the folder; `None` for `/var/lib/billing` (root) or `~/.local/share/billing`.
            embedded: whether the database is to live in it, which asks more of its path.

        Raises:
            HomeError: the folder cannot be used; the sentence says why.
        """
        home = cls((path or default_path()).expanduser().absolute())
        with explained(home.path):
            home.path = home.path.resolve()
            home.sockets = home.path / "run"
            if embedded:
                refuse_unfit_path(home.sockets)
                refuse_closed_parents(home.path)
            home._make()
        return home

    @property
    def is_demo(self) -> bool:
        """Whether `billing demo` made the books here."""
        return bool(self._description()["demo"])

    @property
    def made_by(self) -> str:
        """The operating-system user who made the home."""
        return str(self._description()["made_by"])

    def mark_demo(self) -> None:
        """Write down that the books here are a demonstration. There is no way back."""
        with self.lock("home"):
            self._write("home.json", {**self._description(), "demo": True})

    def secret(self, name: str) -> str:
        """The generated secret of that name: made on first use, the same ever after, for every process."""
        known = self._read("secrets.json")
        if name in known:
            return str(known[name])
        with self.lock("secrets"):
            known = self._read("secrets.json")
            value = str(known.setdefault(name, secrets.token_urlsafe(32)))
            self._write("secrets.json", known)
        return value

    @contextmanager
    def lock(self, name: str, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
        """Hold the home's lock of that name, which ends with the process however it ends.

        Args:
            name: what is locked; becomes a file's name.
            waiting: called once, before waiting for whoever holds it.
        """
        descriptor = self.open_lock_file(name)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(descriptor, fcntl.LOCK_EX)
            yield
        finally:
            os.close(descriptor)

    def open_lock_file(self, name: str) -> int:
        """The lock's file as a descriptor that the caller closes; closing the last copy of it ends the lock."""
        with explained(self.path):
            return os.open(self.path / "locks" / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def _make(self) -> None:
        _make_folders(self.path)
        if not os.access(self.path, os.R_OK | os.W_OK | os.X_OK):
            raise HomeNotWritableError(self.path)
        others = {entry.name for entry in self.path.iterdir()} - _HARMLESS
        # Looked at after the listing: another process may be making the same home.
        if others and not (self.path / "home.json").exists():
            raise HomeHoldsOtherFilesError(self.path)
        (self.path / "locks").mkdir(mode=0o700, exist_ok=True)
        with self.lock("home"):
            if self.path.stat().st_uid == os.geteuid():
                # As root the user that runs PostgreSQL has to pass through.
                self.path.chmod(0o711 if os.geteuid() == 0 else 0o700)
            if not (self.path / "home.json").exists():
                self._write("home.json", {"made_by": user_name(), "uid": os.geteuid(), "demo": False})
        if self._description()["uid"] != os.geteuid():
            raise HomeOfAnotherUserError(self.path, self.made_by)

    def _description(self) -> dict[str, Any]:
        return {"made_by": "", "uid": os.geteuid(), "demo": False} | self._read("home.json")

    def _read(self, name: str) -> dict[str, Any]:
        try:
            content = json.loads((self.path / name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except ValueError:
            raise HomeFileDamagedError(self.path / name) from None
        if not isinstance(content, dict):
            raise HomeFileDamagedError(self.path / name)
        return content

    def _write(self, name: str, content: dict[str, Any]) -> None:
        """Replace the file as a whole, so that nobody ever reads half of it."""
        with explained(self.path):
            descriptor, temporary = tempfile.mkstemp(dir=self.path / "locks", prefix=name)
            try:
                with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                    json.dump(content, file, indent=2)
                    file.flush()
                    os.fsync(file.fileno())
                Path(temporary).replace(self.path / name)
            finally:
                Path(temporary).unlink(missing_ok=True)
            _sync_folder(self.path)


def default_path() -> Path:
    """Where the home is when nothing says otherwise."""
    return Path("/var/lib/billing") if os.geteuid() == 0 else Path("~/.local/share/billing").expanduser()


def user_name() -> str:
    """The operating-system user that this process runs as; the number of one without a name."""
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        return str(os.geteuid())


def refuse_unfit_path(sockets: Path) -> None:
    """Raise a `HomeError` when PostgreSQL could not have its socket in the folder, or its clients not name it."""
    if "," in str(sockets) or not str(sockets).isprintable():
        raise HomePathOddError(sockets.parent)
    excess = len(os.fsencode(sockets / ".s.PGSQL.5432")) - LONGEST_SOCKET
    if excess > 0:
        raise HomePathTooLongError(sockets.parent, excess)


def refuse_closed_parents(path: Path) -> None:
    """As root, raise `HomeBehindClosedFolderError` when a folder above would have to be opened for another user."""
    closed = closed_parent(path)
    if os.geteuid() == 0 and closed:
        raise HomeBehindClosedFolderError(path, closed)


def closed_parent(path: Path) -> Path | None:
    """The nearest folder above which other users cannot pass through, if there is one."""
    return next((parent for parent in path.parents if parent.is_dir() and not parent.stat().st_mode & 0o001), None)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the operating system says about the home into a sentence.

    Raises:
        HomeFullError: no space is left.
        HomeNotWritableError: the folder is read-only or somebody else's.
        HomeNotAFolderError: a file is in the way.
    """
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise HomeFullError(path) from error
        # Where nothing can be made, as in /proc, the system says that the folder above is missing.
        if error.errno in {errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOENT}:
            raise HomeNotWritableError(path) from error
        if error.errno in {errno.ENOTDIR, errno.EEXIST, errno.ELOOP}:
            raise HomeNotAFolderError(path) from error
        if error.errno == errno.ENAMETOOLONG:
            raise HomePathTooLongError(path, len(os.fsencode(path)) - LONGEST_SOCKET) from error
        raise


def _make_folders(path: Path) -> None:
    """Make the folder and those above it; as root the new ones above let others pass, whatever the umask."""
    missing = [folder for folder in (path, *path.parents) if not folder.exists()]
    for folder in reversed(missing):
        folder.mkdir(exist_ok=True)
        if folder != path and os.geteuid() == 0:
            folder.chmod(0o755)
    if not path.is_dir():
        raise HomeNotAFolderError(path)


def _sync_folder(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
