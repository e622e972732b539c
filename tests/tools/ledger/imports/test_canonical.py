"""Anybody's way in: every table and column of the ledger, in every format."""

import csv
import json
from pathlib import Path

import duckdb
import pytest
from openpyxl import Workbook

from tests.tools.ledger.imports.extracts import Books, an_invoice, write_canonical
from tools.ledger.imports.profile import load_profile
from tools.ledger.imports.tables import CARRIED, Table, read_tables
from tools.ledger.imports.values import kind_of

SAMPLES = {
    "ledger.money": "12.50", "ledger.rate": "0.12345678", "ledger.percentage": "7.875000", "numeric(20,2)": "3.50",
    "integer": "7", "bigint": "12345678901", "date": "2026-01-15", "time without time zone": "18:05:00",
    "boolean": "true", "character(2)": "US", "ledger.currency": "USD", "text[]": "ADVERTISER;AGENCY",
}  # fmt: skip
ONLY_ONE = {"cm_invoice_id"}
"""Columns that must be empty where another one is filled."""


def filled(table: Table) -> dict[str, str]:
    """A row with a value in every column; all keys are K."""
    row = {}
    for column in table.given:
        value = SAMPLES.get(column.type, f'{column.name}, "quoted"\nand on')
        if column.is_reference or column.name in {"account_number", "account_id", "payer_account_id"}:
            value = "K"
        row[column.given_as] = column.allowed[0] if column.allowed else value
    return row | dict.fromkeys(ONLY_ONE & row.keys(), "")


@pytest.fixture
def tables(books: Books) -> dict[str, Table]:
    with books.engine.connect() as connection:
        return read_tables(connection)


def test_every_column_of_every_table_makes_the_round_trip(
    books: Books, tables: dict[str, Table], tmp_path: Path
) -> None:
    rows = {name: filled(table) for name, table in tables.items()}

    report = books.load("canonical", write_canonical(tmp_path, **{name: [row] for name, row in rows.items()}))

    assert books.rejects(report) == ()
    for name, table in tables.items():
        for column in table.given:
            if column.name in {"account_id", "payer_account_id"}:
                continue
            shown = f"array_to_string({column.name}, ';')" if column.type == "text[]" else f"{column.name}::text"
            wanted = rows[name][column.given_as]
            wanted = f"canonical:{wanted}" if column.is_reference and wanted else wanted
            wanted = "12.5000" if column.type == "ledger.money" else wanted
            assert (name, column.name, books.one(f"select coalesce({shown}, '') from ledger.{name}")) == (
                name,
                column.name,
                wanted,
            )


def test_the_profile_has_an_input_for_every_table() -> None:
    assert set(load_profile("canonical").inputs) == set(CARRIED)


def test_the_profile_asks_for_what_the_ledger_cannot_do_without(tables: dict[str, Table]) -> None:
    inputs = load_profile("canonical").inputs
    inherited = {"account_id", "payer_account_id"}

    for name, table in tables.items():
        needed = {column.given_as for column in table.given if column.required and column.name not in inherited}
        assert needed <= set(inputs[name].columns), name
        assert set(inputs[name].columns) <= {column.given_as for column in table.given}, name


def test_the_page_has_every_file_with_its_columns(tables: dict[str, Table]) -> None:
    page = (Path(__file__).parents[4] / "docs" / "importing.md").read_text(encoding="utf-8")
    inputs = load_profile("canonical").inputs

    for name, table in tables.items():
        columns = (f"**{c.given_as}**" if c.given_as in inputs[name].columns else c.given_as for c in table.given)
        assert f"| `{name}` | {', '.join(columns)} |" in page


def test_every_type_of_the_ledger_can_be_read(tables: dict[str, Table]) -> None:
    for table in tables.values():
        for column in table.given:
            assert kind_of(column).noun


def as_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_a_workbook_is_read_by_its_first_sheet(books: Books, canonical: Path) -> None:
    (row,) = as_rows(canonical / "invoice.csv")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append([])
    sheet.append(list(row))
    typed: list[object] = [float(value) if value.replace(".", "").isdigit() else value for value in row.values()]
    sheet.append(typed)
    book.save(canonical / "invoice.xlsx")
    (canonical / "invoice.csv").unlink()

    report = books.load("canonical", canonical)

    assert report.rows_rejected == 0
    assert books.rows("select trx_number, total::text, trx_date::text from ledger.invoice") == [
        ("INV-1", "85.0000", "2026-01-31")
    ]


def test_parquet_is_read(books: Books, canonical: Path) -> None:
    source, target = canonical / "invoice.csv", canonical / "invoice.parquet"
    duckdb.sql(f"copy (from read_csv('{source}')) to '{target}' (format parquet)")
    source.unlink()

    report = books.load("canonical", canonical)

    assert report.rows_rejected == 0
    assert books.rows("select total::text, trx_date::text from ledger.invoice") == [("85.0000", "2026-01-31")]


def test_json_is_read_number_by_number(books: Books, canonical: Path) -> None:
    (row,) = as_rows(canonical / "invoice.csv")
    text = json.dumps([row | {"total": "@"}]).replace('"@"', "85.10")
    (canonical / "invoice.json").write_text(text)
    (canonical / "invoice.csv").unlink()

    books.load("canonical", canonical)

    assert books.one("select total::text from ledger.invoice") == "85.1000"


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_delimiters_are_recognised(books: Books, canonical: Path, delimiter: str) -> None:
    (row,) = as_rows(canonical / "invoice.csv")
    with (canonical / "invoice.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([row.keys(), row.values()])

    assert books.load("canonical", canonical).rows_rejected == 0


def test_columns_are_found_in_any_case_and_order(books: Books, tmp_path: Path) -> None:
    shuffled = {name.upper(): value for name, value in reversed(list(an_invoice().items()))}

    assert books.load("canonical", write_canonical(tmp_path, invoice=[shuffled])).rows_rejected == 0


def test_single_files_may_be_named_instead_of_a_folder(books: Books, canonical: Path) -> None:
    report = books.load("canonical", canonical / "invoice.csv", canonical / "account.csv")

    assert [file.name for file in report.files] == ["account.csv", "invoice.csv"]
    assert books.one("select carries from ledger.source") == ["account", "invoice"]
