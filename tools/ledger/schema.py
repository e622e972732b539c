"""Brings a database to the schema that this version of the program needs. Alembic owns the schema."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from psycopg.sql import SQL, Identifier
from sqlalchemy import URL, Connection, Engine, create_engine, text

from tools.ledger.cluster import Cluster, Role
from tools.ledger.errors import LedgerError


class SchemaTooNewError(LedgerError):
    """The database was made by a newer version of this program."""

    code = "schema_too_new"

    def __init__(self, found: str) -> None:
        super().__init__(f"The database has schema {found}, newer than this program knows: install the newer version.")


_WHOSE = """
    select pg_get_userbyid(d.datdba), current_user, r.rolsuper
    from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user
"""


@cache
def head() -> str:
    """The newest migration in this installation; migrations are numbered files."""
    versions = files("tools.ledger.migrations") / "versions"
    return max(entry.name.partition("_")[0] for entry in versions.iterdir() if entry.name[0].isdigit())


def migrate(cluster: Cluster, database: str, *, checkpoints: Callable[[URL], None]) -> str | None:
    """Create or upgrade the schema; quick when there is nothing to do.

    Args: checkpoints: makes the tables of schema `graph` on the owner's URL; they belong to LangGraph's own
        checkpointer, which this package does not know.
    Returns: what the administrator should be told, in one sentence; usually nothing.
    Raises: SchemaTooNewError: a newer version of the program has been here.
    """
    engine = create_engine(cluster.url(Role.OWNER, database))
    try:
        found = _found(engine)
        if found == head():
            return None
        if found is not None and found > head():
            raise SchemaTooNewError(found)
        warning = _harden(cluster, database)
        _upgrade(engine)
        checkpoints(cluster.url(Role.OWNER, database))
        return warning
    finally:
        engine.dispose()


def run_script(connection: Connection, statements: str) -> None:
    """Run several statements as they are written: no parameters, so `%` and `:` mean themselves."""
    connection.connection.cursor().execute(statements)


def _found(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if connection.scalar(text("select to_regclass('public.alembic_version')")) is None:
            return None
        found: str | None = connection.scalar(text("select version_num from public.alembic_version"))
        return found


def _harden(cluster: Cluster, database: str) -> str | None:
    """Take back what PostgreSQL gives every login, or say that only a superuser can."""
    grants = files("tools.ledger.migrations") / "sql_0001" / "6_grants.sql"
    with cluster.as_admin(database) as admin, admin.transaction():
        owner, user, is_superuser = admin.execute(_WHOSE).fetchone() or ("", "", False)
        # The schema `public` belongs to whoever has the database; a superuser may become them, and so may an admin.
        admin.execute(SQL("set local role {}").format(Identifier(owner)))
        admin.execute("grant create, usage on schema public to billing_owner")
        admin.execute("revoke all on schema public from public")
        admin.execute("reset role")
        if is_superuser:
            admin.execute(grants.read_text().encode())
            return None
    return (
        f"The login {user} is no superuser, so readers of the books keep functions of PostgreSQL that they should not "
        f"have: let a superuser run psql -d {database} -f {grants} once."
    )


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("tools.ledger") / "migrations"))
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(20260101)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
