"""The columns that a file names, and whether they are the profile's. Not here: its rows."""

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
from rapidfuzz import process

from tools.ledger.imports.errors import (
    BrokenFileError,
    EmptyFileError,
    ExtractUnreadableError,
    ImportRefusedError,
    MissingColumnError,
    RepeatedColumnError,
    WrongProfileError,
)
from tools.ledger.imports.extract import ExtractFile
from tools.ledger.imports.profile import Profile, builtin_profiles, load_profile
from tools.ledger.imports.statements import literal, statement
from tools.ledger.imports.workbook import sheet_header


def delimiter_of(path: Path) -> str:
    """The sign between a CSV file's columns: the most frequent one in its first line."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
    return max(",;\t|", key=lambda sign: (first.count(sign), sign == ","))


def header_of(path: Path, name: str) -> tuple[str, ...]:
    """The file's column names, as written.

    Raises:
        EmptyFileError, BrokenFileError, RepeatedColumnError: the file has none that can be used.
    """
    ending = path.suffix.lower()
    if ending == ".csv":
        columns = _csv_header(path, name)
    elif ending == ".xlsx":
        columns = sheet_header(path, name)
    else:
        columns = _described(path, name, ending)
    if not columns:
        raise EmptyFileError(name)
    seen: set[str] = set()
    for column in columns:
        if column.lower() in seen or not column:
            raise RepeatedColumnError(name, column)
        seen.add(column.lower())
    return columns


def accept_headers(profile: Profile, files: Sequence[ExtractFile]) -> dict[ExtractFile, tuple[str, ...]]:
    """Each file's columns, when they are what the profile reads.

    Raises:
        WrongProfileError: they are another profile's.
        MissingColumnError: one is not there.
    """
    headers = {file: header_of(file.path, file.name) for file in files}
    for file, columns in headers.items():
        there = {column.lower() for column in columns}
        for column in profile.inputs[file.input].columns:
            if column.lower() not in there:
                refuse_wrong_profile(profile, {file.path: columns})
                raise MissingColumnError(file.name, column, nearest(column, columns), profile.name)
    return headers


def refuse_wrong_profile(profile: Profile, headers: Mapping[Path, Sequence[str]]) -> None:
    """Raise WrongProfileError when one of the files has all columns of an input of another profile.

    Columns that the profile's own input asks for as well say nothing, so they do not count.
    """
    for name in builtin_profiles():
        other = load_profile(name)
        for path, columns in headers.items():
            there = {column.lower() for column in columns}
            own = max((_share(wanted.columns, there) for wanted in profile.inputs.values()), default=0.0)
            for wanted in other.inputs.values():
                if name != profile.name and len(wanted.columns) > 2 and _share(wanted.columns, there) == 1.0 > own:
                    raise WrongProfileError(profile.name, name, path.name)


def known_headers(paths: Sequence[Path]) -> dict[Path, tuple[str, ...]]:
    """The columns of those files that can be read at all."""
    headers: dict[Path, tuple[str, ...]] = {}
    for path in paths:
        try:
            headers[path] = header_of(path, path.name)
        except (ImportRefusedError, OSError, UnicodeDecodeError):
            continue
    return headers


def nearest(name: str, names: Sequence[str]) -> str | None:
    """The name that looks most like this one, if any does."""
    found = process.extractOne(name.lower(), {known: known.lower() for known in names}, score_cutoff=50)
    return found[2] if found else None


def _share(wanted: Sequence[str], there: set[str]) -> float:
    return sum(column.lower() in there for column in wanted) / len(wanted) if wanted else 0.0


def _csv_header(path: Path, name: str) -> tuple[str, ...]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            return tuple(
                column.strip() for column in next(csv.reader(file, delimiter=delimiter_of(path), strict=True), [])
            )
    except csv.Error as error:
        raise BrokenFileError(name, 1, f"the line of column names is broken ({error})") from error
    except OSError as error:
        raise ExtractUnreadableError(path, error.strerror or "unknown reason") from error


def _described(path: Path, name: str, ending: str) -> tuple[str, ...]:
    reader = "read_parquet" if ending == ".parquet" else "read_json_auto"
    options = "" if ending == ".parquet" else ", sample_size = -1"
    with duckdb.connect() as connection:
        try:
            query = f"from {reader}({literal(str(path))}{options})"
            rows = connection.execute(statement("describe_query", query=query)).fetchall()
        except duckdb.Error as error:
            kind = "Parquet" if ending == ".parquet" else "JSON"
            raise BrokenFileError(name, None, f"it cannot be read as {kind}") from error
    return tuple(str(row[0]) for row in rows)
