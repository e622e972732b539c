"""Lists as files: every row, amounts as numbers with their currency in a column. Not here: who may see the rows."""

import csv
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from assistant.errors import AssistantError
from tools.evidence import Evidence, Row, Value
from tools.evidence_store import KeptEvidence
from tools.money import currency_digits, plain_amount
from tools.plain_text import one_line
from tools.query import Kind

if TYPE_CHECKING:
    from openpyxl.cell.cell import Cell

STANDARD_OUTPUT: Final = Path("-")
_LONGEST_SHEET: Final = 1_048_575
"""Rows of a sheet below its heading; Excel has no more."""
_WIDTHS: Final[Mapping[Kind, int]] = {"money": 16, "rate": 14, "date": 12, "text": 24}


class NothingToExportError(AssistantError):
    """There are no rows to write: ask for a list, such as open invoices."""

    code = "nothing_to_export"


class ExportFileError(AssistantError):
    """The file cannot be written."""

    code = "export_file"

    def __init__(self, path: Path, why: str) -> None:
        self.path, self.why = path, why
        super().__init__(f"{path} cannot be written ({why}): choose another file.")


class ListTooLongError(AssistantError):
    """The list has more rows than a sheet."""

    code = "list_too_long"

    def __init__(self, rows: int) -> None:
        self.rows = rows
        super().__init__(f"The list has {rows:,} rows, more than a sheet of Excel takes: write it with --csv.")


@dataclass(frozen=True)
class Listing:
    """One list. `rows` may come one by one from the database and are read once."""

    name: str
    columns: Mapping[str, Kind]
    rows: Iterable[Row]
    total_rows: int


def listing(item: Evidence, rows: Iterable[Row]) -> Listing:
    """What a query returned, with all its rows."""
    columns = {column: item.kind(column) for column in item.columns}
    return Listing(f"{item.label} {item.query.name}", columns, rows, item.total_rows)


def kept_listing(kept: KeptEvidence) -> Listing:
    """The rows that were kept of a query, with their types."""
    rows = [{c: _typed(row.get(c), kind) for c, kind in kept.columns.items()} for row in kept.rows]
    return Listing(f"{kept.label} {kept.fields['query_name']}", kept.columns, rows, len(rows))


def write_csv(lists: Sequence[Listing], path: Path) -> int:
    """The longest list as CSV; `-` is standard output.

    Returns: how many rows were written.
    Raises: NothingToExportError, ExportFileError.
    """
    longest = max(_with_rows(lists), key=lambda item: item.total_rows)
    if path == STANDARD_OUTPUT:
        return _write_lines(longest, sys.stdout)
    with _replacing(path) as unfinished, unfinished.open("w", newline="", encoding="utf-8") as file:
        return _write_lines(longest, file)


def write_xlsx(lists: Sequence[Listing], path: Path) -> int:
    """Every list as a sheet of its own.

    Returns: how many rows were written.
    Raises: NothingToExportError, ListTooLongError, ExportFileError.
    """
    from openpyxl import Workbook

    found = _with_rows(lists)
    if (longest := max(item.total_rows for item in found)) > _LONGEST_SHEET:
        raise ListTooLongError(longest)
    with _replacing(path) as unfinished:
        book = Workbook(write_only=True)
        written = sum(_write_sheet(book, item) for item in found)
        book.save(unfinished)
    return written


def _with_rows(lists: Sequence[Listing]) -> list[Listing]:
    found = [item for item in lists if item.total_rows]
    if not found:
        raise NothingToExportError
    return found


@contextmanager
def _replacing(path: Path) -> Iterator[Path]:
    """A file beside the one named, which takes its place at the end: never half a list under its name."""
    try:
        if path.exists() and not path.is_file():
            # A device or a pipe is written as it stands.
            yield path
            return
        target = path.resolve()
        with tempfile.TemporaryDirectory(dir=target.parent, prefix=".billing-") as folder:
            unfinished = Path(folder) / target.name
            yield unfinished
            unfinished.replace(target)
    except OSError as error:
        raise ExportFileError(path, error.strerror or "unknown") from error


def _write_lines(item: Listing, file: Any) -> int:  # noqa: ANN401 (a text stream)
    writer = csv.writer(file)
    writer.writerow(item.columns)
    count = 0
    for row in item.rows:
        writer.writerow([_plain(row[column], kind, _currency(row)) for column, kind in item.columns.items()])
        count += 1
    return count


def _write_sheet(book: Any, item: Listing) -> int:  # noqa: ANN401 (openpyxl's Workbook)
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(item.name[:31])
    sheet.freeze_panes = "A2"
    for number, (column, kind) in enumerate(item.columns.items(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = max(_WIDTHS.get(kind, 10), len(column) + 2)
    headings = [_text_cell(sheet, column) for column in item.columns]
    for cell in headings:
        cell.font = Font(bold=True)
    sheet.append(headings)
    count = 0
    for row in item.rows:
        sheet.append([_cell(sheet, row[column], kind, _currency(row)) for column, kind in item.columns.items()])
        count += 1
    return count


def _typed(value: Any, kind: Kind) -> Value:  # noqa: ANN401 (JSON)
    match kind:
        case "money" | "rate" | "percent" | "number" if value is not None:
            return Decimal(str(value))
        case "date" if value is not None:
            return date.fromisoformat(value)
        case "time" if value is not None:
            return time.fromisoformat(value)
        case _:
            typed: Value = value
            return typed


def _currency(row: Row) -> str:
    return str(row.get("currency") or "")


def _plain(value: Value, kind: Kind, currency: str) -> str:
    match value:
        case None:
            return ""
        case Decimal() if kind == "money" and currency:
            return plain_amount(value, currency)
        case list() | str():
            text = _text(value)
            # Spreadsheets take such a text for a formula.
            return f"'{text}" if text[:1] in "=+-@" and text else text
        case _:
            return str(value)


def _cell(sheet: Any, value: Value, kind: Kind, currency: str) -> "Cell | None":  # noqa: ANN401 (a worksheet)
    from openpyxl.cell.cell import Cell

    match value:
        case None:
            return None
        case str() | list():
            return _text_cell(sheet, _text(value))
        case Decimal():
            cell = Cell(sheet, 1, 1, value)
            cell.number_format = _format(kind, currency)
            return cell
        case bool() | int() | date() | time():
            return Cell(sheet, 1, 1, value)


def _text_cell(sheet: Any, text: str) -> "Cell":  # noqa: ANN401 (a worksheet)
    """Text, also when it begins like a formula or an error."""
    from openpyxl.cell.cell import Cell

    cell = Cell(sheet, 1, 1, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell


def _format(kind: Kind, currency: str) -> str:
    if kind != "money":
        return "#,##0.########"
    digits = currency_digits(currency) if currency else 2
    return "#,##0" + ("." + "0" * digits if digits else "")


def _text(value: str | list[str]) -> str:
    return one_line(value if isinstance(value, str) else "; ".join(value))
