"""Connections by role: the program's own, and the two readers that only see published views."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Event, Thread
from typing import Any, cast

from psycopg import Connection as PsycopgConnection
from psycopg import Error as PsycopgError
from psycopg import InterfaceError as PsycopgInterfaceError
from psycopg import OperationalError as PsycopgOperationalError
from psycopg.errors import ConnectionTimeout, DiskFull
from psycopg.sql import SQL
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from tools.ledger.cluster import Cluster, Role
from tools.ledger.errors import DatabaseFullError, DatabaseUnavailableError

STATEMENT_SECONDS = 20.0
"""A typed query's time limit; kept by PostgreSQL and, a moment later, by a cancel from outside."""

# The empty SELECT takes the snapshot: from then on the transaction cannot be made READ WRITE any more.
_SETTINGS = SQL("set local billing.scope = {}; set local statement_timeout = {}; select")


@dataclass(frozen=True)
class Engines:
    """One pool a role, on one database."""

    app: Engine
    reader: Engine
    reader_all: Engine

    @classmethod
    def open(cls, cluster: Cluster, database: str) -> "Engines":
        """Pools are filled on first use; a connection that died while idle is replaced unnoticed."""
        # What is prepared is one statement: PostgreSQL refuses "commit; …" there. Plans of our queries are kept.
        readers = (_engine(cluster, role, database, prepare_threshold=0) for role in (Role.READER, Role.READER_ALL))
        return cls(_engine(cluster, Role.APP, database), *readers)

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction of the program's own; rolled back unless the block ends well."""
        with unavailable_as_sentence(), self.app.begin() as connection:
            yield connection

    @contextmanager
    def reading(
        self, token: str, *, everything: bool, seconds: float = STATEMENT_SECONDS, foreign: bool = False
    ) -> Iterator[Connection]:
        """A reader's snapshot: REPEATABLE READ, READ ONLY, under a scope's token, cancelled when it takes too long.

        Args:
            token: of an open scope.
            everything: whether the scope is of every account.
            seconds: the time limit.
            foreign: a statement that is not ours will run. Then nothing lasts: the transaction is rolled back and the
                connection closed, with whatever was set, prepared or opened on it.
        """
        engine = self.reader_all if everything else self.reader
        with unavailable_as_sentence(), engine.connect() as opened:
            connection = opened.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            try:
                with connection.begin() as transaction, _watchdog(connection, seconds + 1):
                    _raw(connection).execute(_SETTINGS.format(token, int(seconds * 1000)), prepare=False)
                    yield connection
                    if foreign:
                        transaction.rollback()
            finally:
                if foreign:
                    connection.invalidate()

    def close(self) -> None:
        """Return every connection."""
        for engine in (self.app, self.reader, self.reader_all):
            engine.dispose()


def _engine(cluster: Cluster, role: Role, database: str, **more: Any) -> Engine:
    return create_engine(
        cluster.url(role, database),
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=8,
        connect_args={
            "connect_timeout": 5,
            "application_name": f"billing {role.value}",
            "options": "-c timezone=UTC",
            **more,
        },
    )


@contextmanager
def _watchdog(connection: Connection, seconds: float) -> Iterator[None]:
    """Cancel whatever runs after the time limit, again and again: the next statement must not run on."""
    raw, done = _raw(connection), Event()

    def watch() -> None:
        pause = seconds
        while not done.wait(pause):
            pause = 1.0
            with suppress(PsycopgError):
                raw.cancel_safe(timeout=5)

    watcher = Thread(target=watch, name="watchdog", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()


def _raw(connection: Connection) -> "PsycopgConnection[Any]":
    return cast("PsycopgConnection[Any]", connection.connection.dbapi_connection)


@contextmanager
def unavailable_as_sentence() -> Iterator[None]:
    """A database that cannot be reached, or is full, becomes an error of ours; a statement's own error stays.

    Raises: DatabaseUnavailableError, DatabaseFullError.
    """
    try:
        yield
    except (OperationalError, InterfaceError, PsycopgOperationalError, PsycopgInterfaceError) as error:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if isinstance(cause, DiskFull):
            raise DatabaseFullError from error
        lost = isinstance(error, DBAPIError) and error.connection_invalidated
        if lost or isinstance(cause, ConnectionTimeout) or _is_gone(cause):
            raise DatabaseUnavailableError from error
        raise


def _is_gone(cause: BaseException | None) -> bool:
    """Without a state the connection failed, before or while something was asked."""
    state = getattr(cause, "sqlstate", None)
    return state is None or str(state).startswith(("08", "57P", "53300"))
