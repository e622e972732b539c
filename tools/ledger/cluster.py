"""Where the database is, and who may connect to it as what. Not here: schemas and rights on tables (migrations)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self, TypeAlias

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url
from sqlalchemy.exc import DBAPIError

from tools.ledger.errors import (
    DatabaseUnavailableError,
    HomeFullError,
    RoleRefusedError,
    RoleSetupError,
    RoleTooPowerfulError,
    ServerVersionError,
)
from tools.ledger.home import Home
from tools.ledger.roles import LOGINS, ROLES, Role
from tools.ledger.server import SUPERUSER, EmbeddedServer

__all__ = ["Cluster", "Role", "conninfo"]

_DRIVER = "postgresql+psycopg"

_OLDEST = 160000
"""Grants with options of their own came with PostgreSQL 16."""

_GONE = {"57P01", "57P02", "57P03", "53300", "08000", "08003", "08006"}
"""States of a server that stops, starts, takes no more connections or lost this one."""

_LOCK = 0x62696C6C
"""Number of the advisory lock under which roles and databases are made ("bill")."""

_OWN_SETTINGS = """
    select datname from pg_db_role_setting join pg_database d on d.oid = setdatabase where setrole = %s::regrole
"""
"""Databases in which a role has settings of its own."""

Connection: TypeAlias = psycopg.Connection[tuple[Any, ...]]


class Cluster:
    """A PostgreSQL with the books: the embedded one of a home, or one that `BILLING_DATABASE_URL` names."""

    def __init__(self, admin: URL, home: Home, server: EmbeddedServer | None, database: str) -> None:
        """Use `embedded` or `at`."""
        self.home = home
        self.database = database
        """The books' database, unless another one is asked for."""
        self._admin = admin
        self._server = server

    @classmethod
    def embedded(cls, home: Home, waiting: Callable[[], None] = lambda: None) -> "Cluster":
        """The home's own server, started if need be.

        Args:
            home: where it lives.
            waiting: called once when another process is just starting or stopping it.

        Raises:
            LedgerError: the server cannot be made or started; the sentence says why.
        """
        server = EmbeddedServer(home, waiting)
        # The port is named because libpq would take another one from PGPORT.
        socket = {"host": str(home.sockets), "port": "5432"}
        admin = URL.create(_DRIVER, SUPERUSER, server.password, database="postgres", query=socket)
        return cls(admin, home, server, "billing")

    @classmethod
    def at(cls, url: str, home: Home) -> "Cluster":
        """The server that a URL names.

        Args:
            url: of a login that may create roles, and databases unless the one it names is its own.
            home: keeps the passwords of our roles.
        """
        admin = make_url(url).set(drivername=_DRIVER)
        return cls(admin, home, None, admin.database or "billing")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def is_embedded(self) -> bool:
        """Whether the server lives in the home."""
        return self._server is not None

    @property
    def where(self) -> str:
        """The server in words for people, without a password."""
        if self._server:
            return str(self.home.path)
        return str(self._admin.host or self._admin.query.get("host", "localhost"))

    def url(self, role: Role, database: str | None = None) -> URL:
        """How a role connects.

        Args:
            role: one that may log in.
            database: `None` for the books.
        """
        database = database or self.database
        if role is Role.ADMIN:
            return self._admin.set(database=database)
        if role not in LOGINS:
            raise ValueError(f"{role} cannot log in.")
        return self._admin.set(username=role.value, password=self.home.secret(role.value), database=database)

    def ensure_running(self) -> None:
        """Start the embedded server again if it died; a named server looks after itself."""
        if self._server:
            self._server.ensure_running()

    def ensure_roles(self) -> None:
        """Make our roles, or see that they are as they should be. Safe in several processes at once.

        Raises:
            RoleSetupError: the admin's login may not do this.
            RoleRefusedError: a role has another password than this home knows.
            RoleTooPowerfulError: a role has rights that it must not have.
        """
        with self._setting_up() as admin, admin.transaction():
            for role in ROLES:
                self._ensure_role(admin, role)
            for view_owner in (Role.PUBLISHED, Role.PUBLISHED_ALL):
                _let_become(admin, view_owner, Role.OWNER)
            if self._server:
                admin.execute("revoke all on database postgres, template1 from public")
            else:
                # Creating a database for a role, and granting in it, takes the right to become that role.
                _let_become(admin, Role.OWNER, admin.info.user)
        if not self._server:
            self._try_passwords()

    def ensure_database(self, name: str | None = None, template: str | None = None) -> None:
        """Make a database that only our logins can connect to, unless it is there. Safe in several processes at once.

        Args:
            name: `None` for the books.
            template: a database to copy, to which nobody may be connected.

        Raises:
            RoleSetupError: the admin's login may not do this.
        """
        name = name or self.database
        with self._setting_up() as admin:
            found = admin.execute("select pg_get_userbyid(datdba) from pg_database where datname = %s", [name])
            row = found.fetchone()
            if row is None:
                admin.execute(_create_database(name, template, admin.info.server_version))
            # A database that was there may belong to the admin.
            owner = str(row[0]) if row else Role.OWNER.value
            logins = [*sorted(LOGINS)] if self._server else [*sorted(LOGINS), admin.info.user]
            with admin.transaction():
                _execute(admin, "set local role {}", owner)
                _execute(admin, "revoke all on database {} from public", name)
                _execute(admin, "grant create, temporary on database {} to {}", name, Role.OWNER)
                for login in logins:
                    _execute(admin, "grant connect on database {} to {}", name, login)

    @contextmanager
    def as_admin(self, database: str | None = None) -> Iterator[Connection]:
        """The admin's connection, where each statement is a transaction: for what the owner may not do.

        Raises:
            LedgerError: as in `answering`.
        """
        with self.answering(), psycopg.connect(conninfo(self.url(Role.ADMIN, database)), autocommit=True) as connection:
            yield connection

    @contextmanager
    def answering(self) -> Iterator[None]:
        """Say in a sentence that the database went away during the block; other errors pass.

        Raises:
            DatabaseUnavailableError: it does not answer.
            HomeFullError: its disk is full; only of the embedded one.
            RoleRefusedError: it does not take the home's password.
        """
        try:
            yield
        except (psycopg.Error, DBAPIError) as error:
            cause = error.orig if isinstance(error, DBAPIError) else error
            if isinstance(cause, psycopg.OperationalError):
                if "password authentication failed" in str(cause):
                    raise RoleRefusedError(self.home.path / "secrets.json") from error
                if isinstance(cause, psycopg.errors.DiskFull) and self._server:
                    raise HomeFullError(self.home.path) from error
                # Without a state the connection failed, before or while something was asked.
                if cause.sqlstate is None or cause.sqlstate in _GONE:
                    raise DatabaseUnavailableError(self.where) from error
            raise

    def close(self) -> None:
        """Give up this process's share in the embedded server; the last one stops it."""
        if self._server:
            self._server.close()

    @contextmanager
    def _setting_up(self) -> Iterator[Connection]:
        """The admin's connection under the lock that lets one process at a time make roles and databases."""
        with self.as_admin(self._maintenance_database()) as admin:
            if admin.info.server_version < _OLDEST:
                raise ServerVersionError(admin.info.parameter_status("server_version") or "unknown", "16 or later")
            try:
                admin.execute("select pg_advisory_lock(%s)", [_LOCK])
                yield admin
            except psycopg.errors.InsufficientPrivilege as error:
                raise RoleSetupError(admin.info.user) from error

    def _maintenance_database(self) -> str:
        """A database that is there before the books are: one for all, since roles and the lock are the server's."""
        if self._server:
            return "postgres"
        try:
            psycopg.connect(conninfo(self._admin.set(database="postgres"))).close()
        except psycopg.OperationalError:
            return self.database
        return "postgres"

    def _ensure_role(self, admin: Connection, role: Role) -> None:
        powers = "rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication"
        row = admin.execute(sql.SQL(f"select {powers} from pg_roles where rolname = %s"), [role.value]).fetchone()  # noqa: S608
        if row and row[0]:
            raise RoleTooPowerfulError(role)
        if row is None:
            _execute(admin, "create role {} noinherit", role)
        # A login may change its own password and settings, and nothing can forbid it: both are put back each time. The
        # password not on a named server, where another home may know another one.
        if role in LOGINS and (row is None or self._server):
            # Only the hash travels, so that no log of the server can hold the password.
            secret, algorithm = self.home.secret(role.value).encode(), b"scram-sha-256"
            scrambled = admin.pgconn.encrypt_password(secret, role.encode(), algorithm).decode()
            _execute(admin, "alter role {} login password " + sql.quote(scrambled), role)
        _execute(admin, "alter role {} reset all", role)
        for database in admin.execute(_OWN_SETTINGS, [role.value]).fetchall():
            _execute(admin, "alter role {} in database {} reset all", role, str(database[0]))
        for setting in ROLES[role]:
            _execute(admin, f"alter role {{}} {setting}", role)

    def _try_passwords(self) -> None:
        """Log in as each role: on a named server another home may have made them with passwords of its own."""
        for role in sorted(LOGINS):
            try:
                with self.answering():
                    psycopg.connect(conninfo(self.url(role, self._maintenance_database()))).close()
            except DatabaseUnavailableError:
                # The password was right; it is this database that the role may not enter.
                continue


def conninfo(url: URL) -> str:
    """The URL as libpq wants it, for connections that do not go through SQLAlchemy."""
    parts = url.translate_connect_args(username="user", database="dbname")
    return make_conninfo(**{"connect_timeout": 10, **parts, **url.query})


def _create_database(name: str, template: str | None, version: int) -> sql.Composed:
    """The statement for a database that sorts and compares alike on every machine."""
    locale = "locale 'C' locale_provider builtin builtin_locale 'C.UTF-8'" if version >= 170000 else "locale 'C'"
    copied = sql.SQL("") if template else sql.SQL(f"encoding 'UTF8' {locale}")
    names = [sql.Identifier(part) for part in (name, Role.OWNER, template or "template0")]
    return sql.SQL("create database {} owner {} template {} {}").format(*names, copied)


def _let_become(admin: Connection, role: str, member: str) -> None:
    """Let the member become the role; without `inherit` it does so only by saying `set role`."""
    _execute(admin, "grant {} to {} with inherit false, set true", role, member)


def _execute(admin: Connection, statement: str, *names: str) -> None:
    admin.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))
