"""Brings a database to the schema that this version of the program needs. Alembic owns the schema."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from sqlalchemy import URL, Connection, Engine, create_engine, text

from tools.ledger.cluster import Cluster, Role
from tools.ledger.errors import LedgerError


class SchemaTooNewError(LedgerError):
    """The database was made by a newer version of this program."""

    code = "schema_too_new"

    def __init__(self, found: str) -> None:
        super().__init__(f"The database has schema {found}, newer than this program knows: install the newer version.")


@cache
def head() -> str:
    """The newest migration in this installation; migrations are numbered files."""
    versions = files("tools.ledger.migrations") / "versions"
    return max(entry.name.partition("_")[0] for entry in versions.iterdir() if entry.name[0].isdigit())


def migrate(cluster: Cluster, database: str, *, checkpoints: Callable[[URL], None]) -> None:
    """Create or upgrade the schema; quick when there is nothing to do.

    Args: checkpoints: makes the tables of schema `graph` on the owner's URL; they belong to LangGraph's own
        checkpointer, which this package does not know.
    Raises: SchemaTooNewError: a newer version of the program has been here.
    """
    engine = create_engine(cluster.url(Role.OWNER, database))
    try:
        found = _found(engine)
        if found == head():
            return
        if found is not None and found > head():
            raise SchemaTooNewError(found)
        _harden(cluster, database)
        _upgrade(engine)
        checkpoints(cluster.url(Role.OWNER, database))
    finally:
        engine.dispose()


def run_script(connection: Connection, statements: str) -> None:
    """Run several statements as they are written: no parameters, so `%` and `:` mean themselves."""
    with connection.connection.cursor() as cursor:
        cursor.execute(statements)


def _found(engine: Engine) -> str | None:
    with engine.connect() as connection:
        if connection.scalar(text("select to_regclass('public.alembic_version')")) is None:
            return None
        return connection.scalar(text("select version_num from public.alembic_version"))


def _harden(cluster: Cluster, database: str) -> None:
    sql = (files("tools.ledger.migrations") / "sql_0001" / "6_grants.sql").read_text()
    engine = create_engine(cluster.url(Role.ADMIN, database))
    with engine.begin() as connection:
        connection.exec_driver_sql("grant create, usage on schema public to billing_owner")
        connection.exec_driver_sql(f'grant create on database "{database}" to billing_owner')
        run_script(connection, sql)
    engine.dispose()


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(files("tools.ledger") / "migrations"))
    with engine.begin() as connection:
        connection.execute(text("select pg_advisory_xact_lock(20260101)"))
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
