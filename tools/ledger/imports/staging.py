"""The profile's SQL run over the extract: each ledger table's rows as values, or with what is wrong with them.

Not here: keys that occur twice and references to other rows (placing.py).
"""

from collections.abc import Mapping, Sequence
from importlib.resources import files

import duckdb

from tools.ledger.imports.errors import ProfileBrokenError, UnknownColumnError
from tools.ledger.imports.headers import nearest
from tools.ledger.imports.profile import Profile
from tools.ledger.imports.statements import listed, quoted, statement
from tools.ledger.imports.tables import Column, Table
from tools.ledger.imports.values import problems, typed


def load_macros(work: duckdb.DuckDBPyConnection) -> None:
    """Make the functions that a profile's SQL may use."""
    # A macro is bound when it is used, so the order of the file does not matter.
    work.execute((files("tools.ledger.imports") / "macros.sql").read_text(encoding="utf-8"))


def run_steps(work: duckdb.DuckDBPyConnection, profile: Profile) -> None:
    """Make the tables that several of the profile's queries read.

    Raises:
        ProfileBrokenError: DuckDB refuses one.
    """
    for name, sql in profile.steps.items():
        try:
            work.execute(statement("make_step", table=quoted(name), query=sql))
        except duckdb.Error as error:
            raise ProfileBrokenError(profile.name, f"steps/{name}.sql", _first_line(error)) from error


def carried_tables(profile: Profile, tables: Mapping[str, Table], inputs: Sequence[str]) -> tuple[str, ...]:
    """The ledger tables that this extract carries, in the order of `tables`.

    Raises:
        ProfileBrokenError: the profile fills a table that the ledger does not have.
    """
    for name in profile.tables:
        if name not in tables:
            raise ProfileBrokenError(
                profile.name, f"{name}.sql", f"the ledger has no table {name} that an extract may fill"
            )
    carried = set(profile.tables)
    if profile.takes_files_as_they_are:
        carried &= set(inputs)
    return tuple(name for name in tables if name in carried)


def stage(work: duckdb.DuckDBPyConnection, profile: Profile, table: Table) -> None:
    """Make the DuckDB table `stage_<table>`: typed columns, `_problem`, `_file`, `_line`.

    Raises:
        UnknownColumnError: the query returns a column that the table does not have.
        ProfileBrokenError: DuckDB refuses the query, or it returns no key.
    """
    sql = profile.tables[table.name]
    where = f"{table.name}.sql"
    try:
        given = [str(row[0]).lower() for row in work.execute(statement("describe_query", query=sql)).fetchall()]
    except duckdb.Error as error:
        raise ProfileBrokenError(profile.name, where, _first_line(error)) from error
    _refuse_unknown(profile, table, given)
    texts = listed(_text(column, given) for column in table.given)
    values = listed(f"{typed(column)} as {quoted(column.given_as)}" for column in table.given)
    try:
        work.execute(
            statement(
                "stage",
                table=table.name,
                query=sql,
                texts=texts,
                values=values,
                problems="\n    ".join(problems(table)),
                currency="texts.currency" if table.has_currency else "cast(null as varchar)",
            )
        )
    except duckdb.Error as error:
        raise ProfileBrokenError(profile.name, where, _first_line(error)) from error


def _text(column: Column, given: Sequence[str]) -> str:
    name = quoted(column.given_as)
    if column.given_as not in given:
        return f"cast(null as varchar) as {name}"
    if column.type == "ledger.currency":
        return f"nullif(upper(trim(cast({name} as varchar))), '') as {name}"
    return f"nullif(trim(cast({name} as varchar)), '') as {name}"


def _refuse_unknown(profile: Profile, table: Table, given: Sequence[str]) -> None:
    known = [column.given_as for column in table.given]
    for name in given:
        if name not in known and name not in {"_file", "_line"}:
            where = table.name if profile.takes_files_as_they_are else f"Profile {profile.name}, {table.name}.sql,"
            raise UnknownColumnError(where, name, f"ledger.{table.name}", nearest(name, known))
    for name in (table.given_key, "_file", "_line"):
        if name not in given:
            raise ProfileBrokenError(profile.name, f"{table.name}.sql", f"it returns no column {name}")


def _first_line(error: duckdb.Error) -> str:
    return str(error).splitlines()[0].rstrip(".")
