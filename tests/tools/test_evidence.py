from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest

from tools.evidence import Evidence, Row, Value, kind_of, print_value
from tools.query import Kind, Query

QUERY = Query(
    "open_items", "1", "what is open", "select 1", ("invoice",), {"balance": "money"}, frozenset({"account_id"})
)
AT = datetime(2026, 10, 31, 18, tzinfo=UTC)


def an_evidence(*rows: Row, total: int | None = None, label: str = "E1") -> Evidence:
    return Evidence(
        label=label,
        query=QUERY,
        parameters={},
        rows=rows,
        total_rows=len(rows) if total is None else total,
        accounts=frozenset({1}),
        everything=False,
        as_of=date(2026, 10, 31),
        batches=frozenset({1}),
        started_at=AT,
        ended_at=AT,
        run_by="ruth@example.com",
    )


def a_row(**values: Value) -> Mapping[str, Value]:
    return {"invoice": "INV-1", "account_id": 1, "currency": "USD", "balance": Decimal("10.50"), **values}


def test_hidden_columns_are_neither_listed_nor_read() -> None:
    evidence = an_evidence(a_row())

    assert evidence.columns == ["invoice", "currency", "balance"]
    with pytest.raises(KeyError):
        evidence.value(1, "account_id")


@pytest.mark.parametrize(("row", "column"), [(0, "balance"), (2, "balance"), (-1, "balance"), (1, "nothing")])
def test_there_is_no_cell_outside_the_rows(row: int, column: str) -> None:
    with pytest.raises((KeyError, IndexError)):
        an_evidence(a_row()).value(row, column)


def test_more_rows_than_are_held_are_said_to_exist() -> None:
    assert not an_evidence(a_row()).truncated
    assert an_evidence(a_row(), total=201).truncated


def test_control_totals_are_by_currency() -> None:
    evidence = an_evidence(a_row(), a_row(), a_row(currency="JPY", balance=Decimal(7)))

    assert evidence.control_totals() == {
        "USD": {"rows": "2", "balance": "21.00"},
        "JPY": {"rows": "1", "balance": "7"},
    }


def test_the_digest_is_of_the_rows_alone() -> None:
    assert an_evidence(a_row()).sha256() == an_evidence(a_row(), label="E7").sha256()
    assert an_evidence(a_row()).sha256() != an_evidence(a_row(balance=Decimal("10.51"))).sha256()


@pytest.mark.parametrize(
    ("value", "kind", "printed"),
    [
        (None, "money", "not on record"),
        (Decimal("12340.5"), "money", "12,340.50 USD"),
        (Decimal("9.80000000"), "rate", "9.8 USD"),
        (Decimal("15.000000"), "percent", "15 %"),
        (1234, "number", "1,234"),
        (date(2026, 9, 1), "date", "1 Sep 2026"),
        (time(7, 5), "time", "07:05"),
        (True, "flag", "yes"),
        (["a", "b"], "text", "a, b"),
        ("Acme\n\x1b[31mUK", "text", "Acme UK"),
    ],
)
def test_values_are_printed_by_their_kind(value: Value, kind: Kind, printed: str) -> None:
    assert print_value(value, kind, "USD") == printed


def test_a_flag_is_no_number() -> None:
    assert (kind_of(True), kind_of(1), kind_of("x"), kind_of(None)) == ("flag", "number", "text", "text")
