"""The extract's files as tables of text in DuckDB. Not here: what the texts mean."""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from tools.ledger.imports.errors import BrokenFileError, EmptyFileError
from tools.ledger.imports.extract import ExtractFile
from tools.ledger.imports.headers import delimiter_of
from tools.ledger.imports.lines import write_line_numbers
from tools.ledger.imports.profile import Profile
from tools.ledger.imports.scanning import Scan
from tools.ledger.imports.statements import listed, literal, quoted, statement
from tools.ledger.imports.workbook import write_as_csv

_COLUMNS = re.compile(r"^Expected Number of Columns: (\d+) Found: (\d+)", re.MULTILINE)
_LINE = re.compile(r"CSV Error on Line: (\d+)")


class Reader:
    """Reads one extract into one DuckDB database."""

    def __init__(self, work: duckdb.DuckDBPyConnection, folder: Path) -> None:
        """Use `folder` for what has to be written on the way."""
        self._work = work
        self._folder = folder

    def read(
        self, profile: Profile, headers: Mapping[ExtractFile, Sequence[str]], scans: Mapping[ExtractFile, Scan]
    ) -> dict[ExtractFile, int]:
        """Make a table for each input, with every column as text, `_file` and `_line`.

        An input without a file gets no table.

        Returns:
            The number of rows of each file.

        Raises:
            BrokenFileError: the rows cannot be told apart.
            EmptyFileError: there are none where some are needed.
        """
        counts: dict[ExtractFile, int] = {}
        for name, wanted in profile.inputs.items():
            files = [file for file in headers if file.input == name]
            tables = [quoted(f"{name}__{number}") for number in range(len(files))]
            for table, file in zip(tables, files, strict=True):
                counts[file] = self._read_file(table, file, headers[file], scans[file])
                if not counts[file] and not wanted.may_be_empty:
                    raise EmptyFileError(file.name)
            if files:
                rows = " union all by name ".join(f"from {table}" for table in tables)
                self._work.execute(f"create view {quoted(name)} as {rows}")
        return counts

    def _read_file(self, table: str, file: ExtractFile, columns: Sequence[str], scan: Scan) -> int:
        texts = listed(f"cast({quoted(column)} as varchar) as {quoted(column.lower())}" for column in columns)
        parts = {"table": table, "texts": texts, "file": literal(file.name)}
        types = ", ".join(f"{literal(column)}: 'VARCHAR'" for column in columns)
        ending = file.path.suffix.lower()
        if ending == ".xlsx":
            sheet = self._folder / f"{file.input}.sheet.csv"
            write_as_csv(file.path, file.name, sheet)
            cells = _csv_rows(sheet, f"{types}, '_line': 'BIGINT'", ",", header=False)
            return self._make(file, statement("read_numbered", rows=cells, **parts))
        if ending == ".parquet":
            return self._make(file, statement("read_counted", rows=f"read_parquet({_at(file)})", before="0", **parts))
        if ending != ".csv":
            rows = f"read_json({_at(file)}, columns = {{{types}}})"
            return self._make(file, statement("read_counted", rows=rows, before="0", **parts))
        delimiter = delimiter_of(file.path)
        rows = _csv_rows(file.path, types, delimiter, header=True)
        count = self._make(file, statement("read_counted", rows=rows, before="1", **parts))
        if count + 1 == scan.lines:
            return count
        numbers = self._folder / f"{file.input}.lines.csv"
        write_line_numbers(file.path, delimiter, numbers)
        return self._make(file, statement("read_by_line", rows=rows, numbers=literal(str(numbers)), **parts))

    def _make(self, file: ExtractFile, sql: str) -> int:
        try:
            row = self._work.execute(sql).fetchone()
        except duckdb.Error as error:
            raise _broken(file, error) from error
        return int(row[0]) if row else 0


def _at(file: ExtractFile) -> str:
    return literal(str(file.path))


def _csv_rows(path: Path, types: str, delimiter: str, *, header: bool) -> str:
    return (
        f"read_csv({literal(str(path))}, columns = {{{types}}}, header = {str(header).lower()}, auto_detect = false, "
        f"delim = {literal(delimiter)}, quote = '\"', escape = '\"', max_line_size = 16777216)"
    )


def _broken(file: ExtractFile, error: duckdb.Error) -> BrokenFileError:
    text = str(error)
    line = _LINE.search(text)
    columns = _COLUMNS.search(text)
    reason = "its rows cannot be told apart"
    if columns:
        reason = f"it has {columns[2]} columns where the first line names {columns[1]}"
    elif "unterminated quote" in text:
        reason = "a quotation mark is opened and not closed as CSV asks"
    return BrokenFileError(file.name, int(line[1]) if line else None, reason)
