"""Writes lists to the files that a command was given."""

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from assistant.cli.screen import rows, say
from assistant.exports import Listing, write_csv, write_xlsx

Write = Callable[[Sequence[Listing], Path], int]
"""Writes lists to a file; how many rows."""


def files(csv: Path | None, xlsx: Path | None) -> list[tuple[Path, Write]]:
    """The files that were asked for, each with what writes it."""
    return [(path, write) for path, write in ((csv, write_csv), (xlsx, write_xlsx)) if path is not None]


def save(out: Console, listing: Listing, csv: Path | None, xlsx: Path | None, *, quiet: bool) -> None:
    """Write a list to the files that were asked for, and say so of each unless `quiet`."""
    for path, write in files(csv, xlsx):
        say_written(out, write([listing], path), path, quiet=quiet)


def say_written(out: Console, written: int, path: Path, *, quiet: bool, more: str = "") -> None:
    """Say how many rows a file has; nothing of standard output, which has just shown them."""
    if not quiet and str(path) != "-":
        say(out, f"{rows(written)} written to {path}{more}.")
