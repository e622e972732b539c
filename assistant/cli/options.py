"""Options that several commands have, and the days that they take."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

AsOption = Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Read as this person; proves nothing.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else.")]
CsvFile = Annotated[
    Path | None, typer.Option("--csv", metavar="FILE", help="Write the list, whole, as CSV; - prints it instead.")
]
XlsxFile = Annotated[
    Path | None, typer.Option("--xlsx", metavar="FILE", help="Write the list, whole, as an Excel file.")
]


def day(text: str) -> date:
    """A day as the options take it.

    Raises: typer.BadParameter.
    """
    try:
        return datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 (a day has no zone)
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no day: write it like 2026-10-31.") from None


def moment(text: str) -> datetime:
    """A day or a time of a day, as the options take it.

    Raises: typer.BadParameter.
    """
    try:
        return datetime.fromisoformat(text.strip())
    except ValueError:
        raise typer.BadParameter(f"“{text}” is no time: write it like 2026-10-31 or 2026-10-31T18:00:00.") from None


def refuse_two_outputs(csv: Path | None, *, as_json: bool) -> None:
    """Let JSON be alone on standard output.

    Raises: typer.BadParameter.
    """
    if as_json and csv is not None and str(csv) == "-":
        raise typer.BadParameter("--csv - and --json would print on each other: name a file.")
