"""How a text becomes a value of a ledger column, and when it cannot. Not here: rows that refer to other rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from tools.ledger.imports.statements import literal, quoted
from tools.ledger.imports.tables import Column, Table

_NUMBER = r"^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$"
_WHOLE = r"^[+-]?[0-9]+(\.0*)?$"
_DATE = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}([ T]00:00:00(\.0+)?)?$"
_TIME = r"^[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$"
_TRUE = "('true', 't', 'yes', 'y', '1')"
_FALSE = "('false', 'f', 'no', 'n', '0')"


@dataclass(frozen=True)
class Kind:
    """A type of column: its DuckDB type, and what a text of it looks like."""

    duckdb: str
    pattern: str
    noun: str
    decimals: int | None = None


_KINDS = {
    "ledger.money": Kind("decimal(20,4)", _NUMBER, "a number", 4),
    "ledger.rate": Kind("decimal(20,8)", _NUMBER, "a number", 8),
    "ledger.percentage": Kind("decimal(9,6)", _NUMBER, "a share such as 0.15", 6),
    "numeric(20,2)": Kind("decimal(20,2)", _NUMBER, "a number", 2),
    "integer": Kind("integer", _WHOLE, "a whole number"),
    "bigint": Kind("bigint", _WHOLE, "a whole number"),
    "date": Kind("date", _DATE, "a day written as 2020-02-23"),
    "time without time zone": Kind("time", _TIME, "a time of day such as 18:05"),
    "boolean": Kind("boolean", "", "yes or no"),
    "character(2)": Kind("varchar", "^[A-Za-z]{2}$", "a country in two letters"),
    "ledger.currency": Kind("varchar", "", "a currency"),
    "text[]": Kind("varchar", "", "a list"),
    "text": Kind("varchar", "", "a text"),
}


def kind_of(column: Column) -> Kind:
    """The column's type."""
    return _KINDS[column.type]


def typed(column: Column) -> str:
    """The value of the text in the column of that name; null where there is none."""
    text = quoted(column.given_as)
    if column.name in {"account_id", "payer_account_id"}:
        return text
    if column.is_reference:
        return f"getvariable('source') || ':' || {text}"
    kind = kind_of(column)
    if kind.duckdb == "boolean":
        value = f"case when lower({text}) in {_TRUE} then true when lower({text}) in {_FALSE} then false end"
    elif column.type in {"ledger.currency", "character(2)"}:
        value = f"upper({text})"
    elif kind.duckdb == "varchar":
        value = text
    elif kind.pattern == _WHOLE:
        value = f"try_cast(split_part({text}, '.', 1) as {kind.duckdb})"
    elif kind.duckdb == "date":
        value = f"try_cast(left({text}, 10) as date)"
    else:
        value = f"try_cast({text} as {kind.duckdb})"
    return f"coalesce({value}, {_default(column)})" if column.default is not None else value


def problems(table: Table) -> Iterator[str]:
    """WHEN-branches: a condition on the texts → what is wrong with the row, as {rule, detail}."""
    for column in sorted(table.given, key=lambda column: column.given_as != table.given_key):
        inherited = column.name in {"account_id", "payer_account_id"}
        if column.required and not inherited:
            yield _when(f"{quoted(column.given_as)} is null", "required", f"'{column.given_as} is missing.'")
        if not (column.is_reference or inherited):
            yield from _value_problems(column)


def _value_problems(column: Column) -> Iterator[str]:
    kind = kind_of(column)
    text = quoted(column.given_as)
    shown = f"'{column.given_as} is \"' || left({text}, 60) || '\", "
    if column.type == "ledger.currency":
        yield _when(f"{text} is not null and currencies.code is null", "currency", f"{shown}which is no currency.'")
    elif column.allowed:
        words = ", ".join(column.allowed)
        allowed = ", ".join(literal(word) for word in column.allowed)
        yield _when(f"{text} not in ({allowed})", "domain", f"{shown}not one of {words}.'")
    elif kind.duckdb == "boolean":
        yield _when(
            f"lower({text}) not in ({_TRUE[1:-1]}, {_FALSE[1:-1]})", "unparsable", f"{shown}which is not yes or no.'"
        )
    elif kind.pattern:
        bad = f"not regexp_matches({text}, {literal(kind.pattern)})"
        if kind.duckdb != "varchar":
            bad += f" or {text} is not null and {typed(column)} is null"
        yield _when(bad, "unparsable", f"{shown}which is not {kind.noun}.'")
    if kind.decimals is not None:
        decimals = f"length(rtrim(split_part({text}, '.', 2), '0'))"
        most = "coalesce(currencies.scale, 2)" if column.fits_currency else str(kind.decimals)
        detail = f"{shown}with more than ' || {most} || ' decimals.'"
        yield _when(f"{decimals} > {most}", "decimals", detail)


def _when(condition: str, rule: str, detail: str) -> str:
    return f"when {condition} then {{'rule': '{rule}', 'detail': {detail}}}"


def _default(column: Column) -> str:
    if column.type == "boolean":
        return str(column.default)
    return literal("" if column.default == "{}" else str(column.default))
