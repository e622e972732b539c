"""The PostgreSQL that lives in a home: made, started and stopped. Not here: roles and databases in it (cluster.py)."""

import atexit
import fcntl
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Final, Self

from tools.ledger.errors import HomeFullError, ServerStartError, ServerVersionError
from tools.ledger.home import Home, explained
from tools.ledger.postgres import MAJOR_VERSION, Postgres

SUPERUSER: Final = "postgres"
"""The embedded server's first role; its password is a secret of the home."""

_LONGEST_RECOVERY = 300.0
"""Seconds that a start may take: after a crash the server reads at most 1 GB of its log again."""

_FULL = ("No space left on device", "Check free disk space")
"""What PostgreSQL writes when the disk is full."""

_SETTINGS: Final = """\
# Written by the program at each start: changes here are lost.
listen_addresses = ''
unix_socket_directories = '{sockets}'
unix_socket_permissions = 0700
port = 5432
max_connections = 100
password_encryption = 'scram-sha-256'
shared_buffers = '256MB'
work_mem = '16MB'
maintenance_work_mem = '128MB'
effective_cache_size = '1GB'
random_page_cost = 1.1
fsync = on
synchronous_commit = on
wal_level = minimal
max_wal_senders = 0
max_wal_size = '1GB'
checkpoint_timeout = '15min'
timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'
jit = off
# Seven files, one a weekday. Errors of statements go to whoever sent them: their texts can hold figures.
logging_collector = on
log_directory = '{logs}'
log_filename = 'server-%a.log'
log_rotation_age = '1d'
log_rotation_size = 0
log_truncate_on_rotation = on
log_min_messages = 'log'
log_min_error_statement = 'panic'
log_checkpoints = off
"""

_ACCESS: Final = "# No way in without a password, and none over the network.\nlocal all all scram-sha-256\n"


class EmbeddedServer:
    """One process's share in the server of a home.

    Whoever opens it first starts the server, whoever closes it last stops it. Both are counted by locks on files,
    which end with their process, so nothing is left behind by one that was killed:

    - `locks/server` is held while the server is made, started or stopped;
    - `locks/server.users` is shared by the processes that use it;
    - `locks/server.alive` is inherited by PostgreSQL's own processes: while one of them lives, it is locked.
    """

    def __init__(self, home: Home, waiting: Callable[[], None] = lambda: None) -> None:
        """Start the home's server unless it runs.

        Args:
            home: where the server keeps its data.
            waiting: called once when another process is just starting or stopping it.

        Raises:
            LedgerError: the server cannot be made or started; the sentence says why.
        """
        self.home = home
        self._data = home.path / "data"
        self._logs = home.path / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._users: int | None = None
        with ExitStack() as undo:
            with home.lock("server", waiting):
                self._postgres = Postgres.of(home.path)
                self._users = home.open_lock_file("server.users")
                undo.callback(self._leave)
                fcntl.flock(self._users, fcntl.LOCK_SH)
                self._bring_up()
            undo.pop_all()
        atexit.register(self.close)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def password(self) -> str:
        """The superuser's."""
        return self.home.secret(SUPERUSER)

    @property
    def is_running(self) -> bool:
        """Whether the server takes connections now."""
        return self._is_ready()

    def ensure_running(self) -> None:
        """Start the server again if it died."""
        if not self._is_ready():
            with self.home.lock("server"):
                self._bring_up()

    def close(self) -> None:
        """Give up this process's share; the last one stops the server."""
        atexit.unregister(self.close)
        if self._users is None or not self.home.path.exists():
            return
        with self.home.lock("server"):
            self._leave()
            users = self.home.open_lock_file("server.users")
            try:
                if _try_lock(users):
                    self._stop()
            finally:
                os.close(users)

    def _leave(self) -> None:
        # Closed, never unlocked: a forked child shares the lock and keeps it.
        if self._users is not None:
            os.close(self._users)
            self._users = None

    def _bring_up(self) -> None:
        """Make and start the server where needed, and wait until it takes connections. Holds `locks/server`."""
        with explained(self.home.path):
            if not self._data.exists():
                self._create()
        version = (self._data / "PG_VERSION").read_text().strip()
        if version != MAJOR_VERSION:
            raise ServerVersionError(version, MAJOR_VERSION)
        alive = self.home.open_lock_file("server.alive")
        try:
            deadline = time.monotonic() + _LONGEST_RECOVERY
            while not self._is_ready():
                # Free also while what is left of a killed server has not ended: then we wait for it.
                if _try_lock(alive):
                    self._start(alive)
                if time.monotonic() > deadline:
                    raise self._failure()
                time.sleep(0.01)
        finally:
            os.close(alive)

    def _create(self) -> None:
        """Make the cluster beside its place and move it there, so that half a cluster is never found."""
        unfinished = self._data.with_name("data.unfinished")
        shutil.rmtree(unfinished, ignore_errors=True)
        self._postgres.make_folder(unfinished)
        self._postgres.make_folder(self._logs)
        secret = self._logs / "password"
        try:
            self._postgres.write(secret, self.password)
            locale = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
            access = ["--auth=scram-sha-256", f"--username={SUPERUSER}", f"--pwfile={secret}"]
            output = self._postgres.run("initdb", "-D", unfinished, *locale, *access, "--no-instructions", "--no-sync")
            if output.returncode == 0:
                output = self._postgres.run("initdb", "-D", unfinished, "--sync-only")
        finally:
            secret.unlink(missing_ok=True)
        if output.returncode != 0:
            self._postgres.write(self._logs / "start.log", output.stdout)
            shutil.rmtree(unfinished, ignore_errors=True)
            raise self._failure()
        unfinished.rename(self._data)

    def _start(self, alive: int) -> None:
        """Start the server and wait for it. Nothing of PostgreSQL is alive: what a former one left is swept away."""
        sockets = self.home.sockets
        with explained(self.home.path):
            self._postgres.make_folder(sockets)
            self._postgres.make_folder(self._logs)
            # PostgreSQL would believe a process number in them, which by now may be any program's.
            for left in (self._data / "postmaster.pid", *sockets.glob(".s.PGSQL.*")):
                left.unlink(missing_ok=True)
            settings = _SETTINGS.format(sockets=_quoted(sockets), logs=_quoted(self._logs))
            self._postgres.write(self._data / "postgresql.conf", settings)
            self._postgres.write(self._data / "pg_hba.conf", _ACCESS)
        with (self._logs / "start.log").open("wb") as log:
            self._process = self._postgres.start("-D", self._data, log=log, inherit=alive)
        deadline = time.monotonic() + _LONGEST_RECOVERY
        while not self._is_ready():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise self._failure()
            time.sleep(0.01)

    def _is_ready(self) -> bool:
        try:
            status = (self._data / "postmaster.pid").read_text().splitlines()[7].strip()
        except (FileNotFoundError, IndexError):
            return False
        if status != "ready":
            return False
        # The file outlives a killed server; its socket does not answer any more.
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.home.sockets / ".s.PGSQL.5432"))
            except OSError:
                return False
        return True

    def _stop(self) -> None:
        """Stop the server and wait until its last process has ended. Holds `locks/server`, and nobody uses it."""
        self._postgres.run("pg_ctl", "stop", "-D", self._data, "--mode=fast", "--no-wait")
        alive = self.home.open_lock_file("server.alive")
        try:
            deadline = time.monotonic() + 60
            # One that does not end is found by the next to open the home.
            while not _try_lock(alive) and time.monotonic() < deadline:
                time.sleep(0.01)
        finally:
            os.close(alive)
        if self._process is not None:
            self._process.poll()

    def _failure(self) -> HomeFullError | ServerStartError:
        """What the server wrote before it gave up, as an error."""
        logs = sorted(self._logs.glob("*.log"), key=lambda log: log.stat().st_mtime_ns)
        ends = " ".join(log.read_text(errors="replace")[-2000:] for log in logs[-2:])
        if any(words in ends for words in _FULL):
            return HomeFullError(self.home.path)
        return ServerStartError(logs[-1] if logs else self._logs)


def _try_lock(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _quoted(path: Path) -> str:
    """The path inside a quoted value of PostgreSQL's settings."""
    return str(path).replace("\\", "\\\\").replace("'", "''")
