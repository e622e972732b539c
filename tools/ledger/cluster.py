"""Where the database is, and who may connect to it as what. Not here: schemas and rights on tables (migrations)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Self

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL, make_url

from tools.ledger.errors import (
    DatabaseUnavailableError,
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

_LOCK = 0x62696C6C
"""Number of the advisory lock under which roles and databases are made ("bill")."""


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
        return str(self.home.path) if self._server else f"{self._admin.host or 'localhost'}:{self._admin.port or 5432}"

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
        with self._setting_up() as admin:
            for role in ROLES:
                self._ensure_role(admin, role)
            for view_owner in (Role.PUBLISHED, Role.PUBLISHED_ALL):
                self._grant(admin, view_owner, Role.OWNER)
            if self._server:
                # With this nobody but the superuser can connect to them, whatever roles come.
                admin.execute("revoke all on database postgres, template1 from public")
            else:
                # Creating a database for a role, and granting in it, takes the right to become that role.
                login = str(admin.execute("select current_user").fetchone()[0])  # type: ignore[index]
                self._grant(admin, Role.OWNER, login)
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
        database = sql.Identifier(name or self.database)
        with self._setting_up() as admin:
            row = admin.execute(
                "select pg_get_userbyid(datdba) from pg_database where datname = %s", [name or self.database]
            ).fetchone()
            if row is None:
                copied = sql.SQL("template {}").format(sql.Identifier(template or "template1"))
                admin.execute(
                    sql.SQL("create database {} owner {} {}").format(database, sql.Identifier(Role.OWNER), copied)
                )
            owner = str(row[0]) if row else Role.OWNER.value
            with admin.transaction():
                login = sql.Identifier(str(self._admin.username))
                admin.execute(sql.SQL("set local role {}").format(sql.Identifier(owner)))
                admin.execute(sql.SQL("revoke all on database {} from public").format(database))
                logins = sql.SQL(", ").join([*(sql.Identifier(role) for role in LOGINS), login])
                admin.execute(sql.SQL("grant connect on database {} to {}").format(database, logins))
                owner_role = sql.Identifier(Role.OWNER)
                admin.execute(sql.SQL("grant create, temporary on database {} to {}").format(database, owner_role))

    @contextmanager
    def as_admin(self, database: str | None = None) -> Iterator[psycopg.Connection[Any]]:
        """A connection of the admin, committed by statement: for what must be set up before the owner can work."""
        try:
            with psycopg.connect(conninfo(self.url(Role.ADMIN, database)), autocommit=True) as connection:
                yield connection
        except (psycopg.errors.ConnectionTimeout, psycopg.OperationalError) as error:
            raise DatabaseUnavailableError(self.where) from error

    def close(self) -> None:
        """Give up this process's share in the embedded server; the last one stops it."""
        if self._server:
            self._server.close()

    @contextmanager
    def _setting_up(self) -> Iterator[psycopg.Connection[Any]]:
        """The admin's connection under the lock that lets one process at a time make roles and databases."""
        with self.as_admin(self._maintenance_database()) as admin:
            if admin.info.server_version < 160000:
                raise ServerVersionError(admin.info.parameter_status("server_version") or "unknown", "16 or later")
            admin.execute("select pg_advisory_lock(%s)", [_LOCK])
            try:
                yield admin
            except psycopg.errors.InsufficientPrivilege as error:
                raise RoleSetupError(str(self._admin.username)) from error

    def _maintenance_database(self) -> str:
        """A database that is there before the books are."""
        if self._server:
            return "postgres"
        try:
            psycopg.connect(conninfo(self._admin.set(database=self.database))).close()
        except psycopg.OperationalError:
            return "postgres"
        return self.database

    def _ensure_role(self, admin: psycopg.Connection[Any], role: Role) -> None:
        name = sql.Identifier(role)
        row = admin.execute(
            "select rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication"
            " from pg_roles where rolname = %s",
            [role.value],
        ).fetchone()
        if row and row[0]:
            raise RoleTooPowerfulError(role)
        if row is None:
            admin.execute(sql.SQL("create role {} noinherit").format(name))
            if role in LOGINS:
                password = sql.Literal(self.home.secret(role.value))
                admin.execute(sql.SQL("alter role {} login password {}").format(name, password))
        for setting in ROLES[role]:
            admin.execute(sql.SQL("alter role {} {}").format(name, sql.SQL(setting)))

    @staticmethod
    def _grant(admin: psycopg.Connection[Any], role: Role, member: str) -> None:
        """Let the member become the role; without `inherit` it does so only by saying `set role`."""
        admin.execute(
            sql.SQL("grant {} to {} with inherit false, set true").format(sql.Identifier(role), sql.Identifier(member))
        )

    def _try_passwords(self) -> None:
        """Log in as each role: on a named server another home may have made them with passwords of its own."""
        for role in sorted(LOGINS):
            try:
                psycopg.connect(conninfo(self.url(role, self._maintenance_database()))).close()
            except psycopg.OperationalError as error:
                if "password authentication failed" in str(error):
                    raise RoleRefusedError(role, self.home.path / "secrets.json") from error


def conninfo(url: URL) -> str:
    """The URL as libpq wants it, for connections that do not go through SQLAlchemy."""
    parts = url.translate_connect_args(username="user", database="dbname")
    return make_conninfo(**{**parts, **url.query})
