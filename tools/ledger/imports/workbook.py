"""Excel sheets as CSV that DuckDB reads. Not here: CSV, Parquet and JSON, which it reads itself."""

import csv
from collections.abc import Iterator
from datetime import date, datetime, time
from pathlib import Path
from zipfile import BadZipFile

from tools.ledger.imports.errors import BrokenFileError

_UNREADABLE = (BadZipFile, KeyError, ValueError, OSError, TypeError, AttributeError)
"""What openpyxl raises for a file that is none of Excel's, or a damaged one."""


def sheet_header(path: Path, name: str) -> tuple[str, ...]:
    """The first filled row of the first sheet, up to its last filled cell."""
    for _, cells in _rows(path, name):
        return cells
    return ()


def write_as_csv(path: Path, name: str, target: Path) -> None:
    """Write the rows under the header as CSV without a header; the last column is the sheet's row number."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        width = 0
        for number, cells in _rows(path, name):
            if not width:
                width = len(cells)
                continue
            if len(cells) > width:
                raise BrokenFileError(name, number, f"the row has {len(cells)} cells under {width} column names")
            writer.writerow([*cells, *[""] * (width - len(cells)), number])


def _rows(path: Path, name: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Filled rows with their numbers."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), 1):
                cells = [_text(cell) for cell in row]
                while cells and not cells[-1]:
                    cells.pop()
                if cells:
                    yield number, tuple(cells)
        finally:
            book.close()
    except _UNREADABLE as error:
        raise BrokenFileError(name, None, "it cannot be read as an Excel workbook") from error


def _text(cell: object) -> str:
    """A cell's value as an extract would print it."""
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(sep=" ")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, float):
        return f"{cell:.0f}" if cell.is_integer() else format(cell, ".15g")
    return str(cell).strip()
