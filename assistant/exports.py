"""Lists behind an answer as files: amounts are numbers with a currency column beside them."""

import csv
from collections.abc import Sequence
from datetime import date, time
from decimal import Decimal
from pathlib import Path

from assistant.errors import AssistantError
from tools.evidence import Evidence, Value


class NothingToExportError(AssistantError):
    """The answer has no list to write."""

    code = "nothing_to_export"

    def __init__(self) -> None:
        super().__init__("The answer has no rows to write; ask for a list, such as open invoices.")


class ExportFileError(AssistantError):
    """The file cannot be written."""

    code = "export_file"

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"{path} cannot be written ({why}); choose another file.")


def write_csv(evidence: Sequence[Evidence], path: Path) -> None:
    """The longest list as CSV.

    Raises: NothingToExportError, ExportFileError.
    """
    item = max(_lists(evidence), key=lambda e: len(e.rows))
    try:
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(item.columns)
            writer.writerows([_plain(row[c]) for c in item.columns] for row in item.rows)
    except OSError as error:
        raise ExportFileError(path, error.strerror or "unknown") from error


def write_xlsx(evidence: Sequence[Evidence], path: Path) -> None:
    """Every list as a sheet of its own.

    Raises: NothingToExportError, ExportFileError.
    """
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    for item in _lists(evidence):
        sheet = book.create_sheet(f"{item.label} {item.query.name}"[:31])
        sheet.append(item.columns)
        for row in item.rows:
            sheet.append([_cell(row[c]) for c in item.columns])
        for column, kind in ((c, item.kind(c)) for c in item.columns):
            if kind == "money":
                for cells in sheet.iter_rows(min_row=2, min_col=item.columns.index(column) + 1, max_col=item.columns.index(column) + 1):
                    cells[0].number_format = "#,##0.00##"
    try:
        book.save(path)
    except OSError as error:
        raise ExportFileError(path, error.strerror or "unknown") from error


def _lists(evidence: Sequence[Evidence]) -> list[Evidence]:
    found = [item for item in evidence if item.rows]
    if not found:
        raise NothingToExportError
    return found


def _plain(value: Value) -> str:
    if value is None:
        return ""
    text = ";".join(value) if isinstance(value, list) else str(value)
    return f"'{text}" if isinstance(value, str) and text[:1] in "=+-@\t\r" else text


def _cell(value: Value) -> str | int | Decimal | date | time | bool | None:
    """Text that would be a formula is kept as text."""
    if isinstance(value, list):
        return ", ".join(value)
    return _plain(value) if isinstance(value, str) else value
