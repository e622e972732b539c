"""On which line of its file a row begins. Not here: reading the rows."""

import csv
from pathlib import Path


def write_line_numbers(path: Path, delimiter: str, target: Path) -> None:
    """Write one number a row: the line on which it begins. For files with line ends inside quotes, or empty lines."""
    with path.open(encoding="utf-8-sig", newline="") as file, target.open("w", encoding="utf-8") as numbers:
        reader = csv.reader(file, delimiter=delimiter)
        begins = 1
        for row in reader:
            # The first row is the header; an empty line is no row.
            if row and begins > 1:
                numbers.write(f"{begins}\n")
            begins = reader.line_num + 1
