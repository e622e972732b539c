import csv
import os
import subprocess
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from assistant.exports import (
    ExportFileError,
    Listing,
    ListTooLongError,
    NothingToExportError,
    listing,
    write_csv,
    write_xlsx,
)
from tests.tools.test_evidence import a_row, an_evidence
from tools.evidence import Value

FORMULAS = ['=HYPERLINK("http://x")', "+1", "-1+1", "@SUM(A1)", "#N/A"]


def a_list(*names: str) -> Listing:
    return Listing("names", {"name": "text"}, [{"name": name} for name in names], len(names))


def items(count: int) -> Iterator[Mapping[str, Value]]:
    yield from (a_row(invoice=f"INV-{n}") for n in range(count))


def lines(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return [*csv.reader(file)]


def test_the_longest_list_is_written_with_its_headings(tmp_path: Path) -> None:
    evidence = an_evidence(a_row())

    count = write_csv([a_list("one", "two"), listing(evidence, evidence.rows)], tmp_path / "x.csv")

    assert count == 2
    assert lines(tmp_path / "x.csv") == [["name"], ["one"], ["two"]]


def test_every_row_of_a_list_that_was_cut_off_is_written(tmp_path: Path) -> None:
    held = an_evidence(a_row(), total=450)

    write_csv([listing(held, items(450))], tmp_path / "x.csv")
    write_xlsx([listing(held, items(450))], tmp_path / "x.xlsx")

    assert len(lines(tmp_path / "x.csv")) == 451
    assert load_workbook(tmp_path / "x.xlsx").worksheets[0].max_row == 451


def test_amounts_are_numbers_with_their_currency_beside_them(tmp_path: Path) -> None:
    evidence = an_evidence(a_row(balance=Decimal("1234.5000")), a_row(currency="KWD", balance=Decimal("2.5000")))

    write_xlsx([listing(evidence, evidence.rows)], tmp_path / "x.xlsx")
    write_csv([listing(evidence, evidence.rows)], tmp_path / "x.csv")

    (sheet,) = load_workbook(tmp_path / "x.xlsx").worksheets
    assert [cell.value for cell in sheet[2]] == ["INV-1", "USD", 1234.5]
    assert [cell.number_format for cell in sheet["C"]][1:] == ["#,##0.00", "#,##0.000"]
    assert lines(tmp_path / "x.csv")[1:] == [["INV-1", "USD", "1234.50"], ["INV-1", "KWD", "2.500"]]


def test_days_are_days_and_what_is_not_known_is_empty(tmp_path: Path) -> None:
    item = Listing("x", {"day": "date", "none": "money"}, [{"day": date(2026, 10, 31), "none": None}], 1)

    write_xlsx([item], tmp_path / "x.xlsx")

    (sheet,) = load_workbook(tmp_path / "x.xlsx").worksheets
    assert sheet["A2"].is_date
    assert sheet["B2"].value is None


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_text_becomes_a_formula(formula: str, tmp_path: Path) -> None:
    write_xlsx([a_list(formula)], tmp_path / "x.xlsx")
    write_csv([a_list(formula)], tmp_path / "x.csv")

    cell = load_workbook(tmp_path / "x.xlsx").worksheets[0]["A2"]
    assert (cell.data_type, cell.value, cell.quotePrefix) == ("s", formula, True)
    assert lines(tmp_path / "x.csv")[1][0][0] not in "=+-@"


def test_control_characters_are_left_out(tmp_path: Path) -> None:
    write_xlsx([a_list("a\0b\x1b[31m\nc")], tmp_path / "x.xlsx")

    assert load_workbook(tmp_path / "x.xlsx").worksheets[0]["A2"].value == "ab c"


def test_every_list_has_a_sheet(tmp_path: Path) -> None:
    write_xlsx([a_list("one"), Listing("x" * 40, {"name": "text"}, [{"name": "two"}], 1)], tmp_path / "x.xlsx")

    assert load_workbook(tmp_path / "x.xlsx").sheetnames == ["names", "x" * 31]


def test_nothing_to_write_is_said(tmp_path: Path) -> None:
    with pytest.raises(NothingToExportError):
        write_csv([a_list()], tmp_path / "x.csv")
    assert list(tmp_path.iterdir()) == []


def test_a_list_longer_than_a_sheet_goes_to_csv(tmp_path: Path) -> None:
    with pytest.raises(ListTooLongError, match="--csv"):
        write_xlsx([Listing("x", {"name": "text"}, [], 1_048_576)], tmp_path / "x.xlsx")


@pytest.mark.parametrize("path", ["missing/x.csv", "file/x.csv", "."])
def test_a_file_that_cannot_be_written_is_named(path: str, tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(ExportFileError, match="choose another file"):
        write_csv([a_list("one")], tmp_path / path)


def test_a_full_disk_leaves_the_file_that_was_there(tmp_path: Path) -> None:
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", tmp_path], check=False)
    if os.geteuid() != 0 or made.returncode:
        pytest.skip("NOT TESTED HERE: this machine lets nobody mount a file system")
    try:
        (tmp_path / "x.csv").write_text("before", encoding="utf-8")
        with pytest.raises(ExportFileError, match="No space left"):
            write_csv([a_list(*["long " * 100] * 1000)], tmp_path / "x.csv")
        assert (tmp_path / "x.csv").read_text(encoding="utf-8") == "before"
        assert len(list(tmp_path.iterdir())) == 1
    finally:
        subprocess.run(["umount", "--lazy", tmp_path], check=True)


def test_a_device_is_written_as_it_stands() -> None:
    assert write_csv([a_list("one")], Path("/dev/null")) == 1
