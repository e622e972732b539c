"""Connections by role: the program's own, and the two readers that only see published views."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import Any, cast

from psycopg import Connection as PsycopgConnection
from psycopg.errors import ConnectionTimeout
from sqlalchemy import Connection, Engine, create_engine
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from tools.ledger.cluster import Cluster, Role
from tools.ledger.errors import DatabaseUnavailableError

STATEMENT_SECONDS = 20.0
"""A typed query's time limit; kept by PostgreSQL and, a moment later, by a cancel from outside."""


@dataclass(frozen=True)
class Engines:
    """One pool a role, on one database."""

    app: Engine
    reader: Engine
    reader_all: Engine

    @classmethod
    def open(cls, cluster: Cluster, database: str) -> "Engines":
        """Pools are filled on first use; a connection that died while idle is replaced unnoticed."""
        return cls(*(_engine(cluster, role, database) for role in (Role.APP, Role.READER, Role.READER_ALL)))

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A transaction of the program's own; rolled back unless the block ends well."""
        with unavailable_as_sentence(), self.app.begin() as connection:
            yield connection

    @contextmanager
    def reading(self, token: str, *, everything: bool, seconds: float = STATEMENT_SECONDS) -> Iterator[Connection]:
        """A reader's snapshot: REPEATABLE READ, READ ONLY, under a scope's token, cancelled when it takes too long."""
        engine = self.reader_all if everything else self.reader
        with unavailable_as_sentence(), engine.connect() as connection:
            connection = connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
            with connection.begin(), _watchdog(connection, seconds + 1):
                settings = f"set local billing.scope = '{token}'; set local statement_timeout = {int(seconds * 1000)}"
                _raw(connection).execute(settings, prepare=False)
                yield connection

    def close(self) -> None:
        """Return every connection."""
        for engine in (self.app, self.reader, self.reader_all):
            engine.dispose()


def _engine(cluster: Cluster, role: Role, database: str) -> Engine:
    return create_engine(
        cluster.url(role, database),
        pool_pre_ping=True,
        pool_size=4,
        max_overflow=8,
        connect_args={"connect_timeout": 5, "application_name": f"billing {role.value}", "options": "-c timezone=UTC"},
    )


@contextmanager
def _watchdog(connection: Connection, seconds: float) -> Iterator[None]:
    raw = _raw(connection)
    timer = Timer(seconds, lambda: raw.cancel_safe(timeout=5))
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _raw(connection: Connection) -> "PsycopgConnection[Any]":
    return cast("PsycopgConnection[Any]", connection.connection.dbapi_connection)


@contextmanager
def unavailable_as_sentence() -> Iterator[None]:
    """A database that cannot be reached becomes DatabaseUnavailableError; a statement's own error stays."""
    try:
        yield
    except (OperationalError, InterfaceError) as error:
        if error.connection_invalidated or isinstance(error.orig, ConnectionTimeout) or _never_connected(error):
            raise DatabaseUnavailableError from error
        raise


def _never_connected(error: DBAPIError) -> bool:
    return getattr(error.orig, "sqlstate", None) is None or str(getattr(error.orig, "sqlstate", "")).startswith(("08", "57P"))
