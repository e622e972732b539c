"""The books, our own records, the scope under both, and the views that tools name."""

import re
from importlib.resources import files

from alembic import op

from tools.ledger.schema import run_script

revision = "0001"
down_revision = None

VERSIONED = re.compile(r"\{(\w+)\}")
SQL = files("tools.ledger.migrations") / "sql_0001"


def upgrade() -> None:
    """Create schemas, tables, policies and views."""
    for name in ("1_schemas", "2_ledger", "3_desk", "4_scope"):
        _run((SQL / f"{name}.sql").read_text())
    views = VERSIONED.sub(lambda match: _known(match[1]), (SQL / "5_views.sql").read_text())
    for schema, reader in (("published", "billing_reader"), ("published_all", "billing_reader_all")):
        _run(f"set local role billing_{schema}; set local search_path = {schema};")
        _run(views)
        _run(f"grant usage on schema {schema} to {reader}; grant select on all tables in schema {schema} to {reader};")
        _run("reset role; set local search_path = public;")


def _known(table: str) -> str:
    """Rows of a table as the extracts up to the end of the scope's as-of day said them.

    The condition is outside: a branch of `union all` that is a table and nothing else keeps its indexes in a join.
    """
    end = "((select desk.scope_as_of()) + 1)::timestamptz"
    return f"""(select k.* from (
            select t.* from ledger.{table} t
            union all
            select r.* from ledger.history h
            cross join lateral jsonb_populate_record(null::ledger.{table}, h.row) r
            where h.table_name = '{table}' and h.known_until >= {end}) k
        where k.known_from is null or k.known_from < {end})"""  # noqa: S608 (a table of ours)


def _run(statements: str) -> None:
    run_script(op.get_bind(), statements)
