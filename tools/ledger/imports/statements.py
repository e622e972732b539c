"""The statements that the import sends, one SQL file each. Not here: a profile's SQL, and the rules for exceptions."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def _text(name: str) -> str:
    return (files("tools.ledger.imports") / "sql" / f"{name}.sql").read_text(encoding="utf-8")


def statement(name: str, /, **parts: str) -> str:
    """The statement of a file, its `{places}` filled with SQL that this package wrote, never with data."""
    return _text(name).format(**parts)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as an SQL literal, for DuckDB and PostgreSQL alike."""
    return "'" + text.replace("'", "''") + "'"


def listed(parts: Iterable[str], indent: str = "    ") -> str:
    """SQL expressions, one a line."""
    return f",\n{indent}".join(parts)
