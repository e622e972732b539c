"""Reads a file of people. Not here: what one row may say (people_row.py) and what becomes of it (people_import.py)."""

import csv
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, NamedTuple

from assistant.desk.people_row import CELLS, PeopleProblem, PeopleRow, read_row

COLUMNS: Final = tuple(cell for cell in CELLS if cell not in {"person", "time_zone"})
"""The header that every file has."""

OPTIONAL_COLUMNS: Final = ("person", "time_zone")


@dataclass(frozen=True)
class PeopleFile:
    """What a file says."""

    name: str
    sha256: str
    columns: frozenset[str]
    rows: tuple[PeopleRow, ...]
    """One an address, in the file's order."""


class _Line(NamedTuple):
    number: int
    """Of its first line in the file, from 1."""
    cells: list[str]


def read_people(path: Path) -> tuple[PeopleFile, list[PeopleProblem]]:
    """Everything that a file says, and everything in it that cannot be understood.

    Args:
        path: a CSV file in UTF-8, with commas between the cells.

    Returns:
        The file with the rows that are sound, and the problems in the order of the lines.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        return _nothing(path), [PeopleProblem(None, f"The file cannot be read ({error.strerror or error}).")]
    try:
        content = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = raw.count(b"\n", 0, error.start) + 1
        return _nothing(path), [PeopleProblem(number, "it is not UTF-8: save the file as CSV UTF-8.")]
    lines, problems = _lines(content)
    if not lines:
        return _nothing(path), problems or [
            PeopleProblem(None, f"The file is empty; its header is {','.join(COLUMNS)}.")
        ]
    header = [name.strip().lower() for name in lines[0].cells]
    problems = [*_header_problems(header), *problems]
    if problems:
        return _nothing(path), problems
    rows = []
    for line in lines[1:]:
        if len(line.cells) != len(header):
            rule = f"it has {len(line.cells)} cells, and the header has {len(header)}."
            problems.append(PeopleProblem(line.number, rule))
            continue
        row, wrong = read_row(line.number, dict(zip(header, line.cells, strict=True)))
        problems.extend(wrong)
        rows.append(row)
    if len(lines) == 1:
        problems.append(PeopleProblem(None, "The file has a header and names nobody."))
    return PeopleFile(path.name, hashlib.sha256(raw).hexdigest(), frozenset(header), tuple(rows)), problems


def _nothing(path: Path) -> PeopleFile:
    return PeopleFile(path.name, "", frozenset(), ())


def _lines(content: str) -> tuple[list[_Line], list[PeopleProblem]]:
    """The lines that are not blank, up to one that is no CSV."""
    reader = csv.reader(content.splitlines(keepends=True), strict=True)
    lines: list[_Line] = []
    end = 0
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                lines.append(_Line(end + 1, cells))
            end = reader.line_num
    except csv.Error as error:
        return lines, [PeopleProblem(end + 1, f"it is no CSV ({error}).")]
    return lines, []


def _header_problems(header: Sequence[str]) -> Iterator[PeopleProblem]:
    for column in COLUMNS:
        if column not in header:
            yield PeopleProblem(1, f"the column {column} is missing.")
    for column in dict.fromkeys(header):
        if column not in CELLS:
            yield PeopleProblem(1, f"the column “{column}” is not one of {', '.join(CELLS)}.")
        elif header.count(column) > 1:
            yield PeopleProblem(1, f"the column {column} is there {header.count(column)} times.")
