"""How answers and lists look in a terminal: text is text, never markup or a control sequence."""

import json
import sys
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from rich.console import Console
from rich.text import Text

from assistant.cli.tables import Grid, blocks, print_grid
from tools.plain_text import one_line

if TYPE_CHECKING:
    from assistant.answers import Answer

_WIDEST: Final = 110
"""Columns beyond which prose is hard to read."""
_WIDTH_OF_FILES: Final = 200
"""Columns where no terminal is: wide enough for lists to keep a row on a line."""


def open_screen() -> Console:
    """Standard output. What is printed there means nothing but itself."""
    console = Console(markup=False, highlight=False, emoji=False)
    return (
        console if console.is_terminal else Console(markup=False, highlight=False, emoji=False, width=_WIDTH_OF_FILES)
    )


def say(out: Console, text: str, style: str = "") -> None:
    """Print a text; lines that are too long break between words."""
    for line in text.split("\n"):
        out.print(Text(one_line(line), style=style))


def print_answer(out: Console, answer: "Answer") -> None:
    """The answer, then in a quiet line where its figures come from and how to go on."""
    from rich.markdown import Markdown

    width = min(out.width, _WIDEST)
    for number, block in enumerate(blocks(answer.text)):
        if number:
            out.print()
        if isinstance(block, Grid):
            print_grid(out, block)
        else:
            out.print(Markdown(block.strip("\n")), width=width)
    cited = {figure.evidence for figure in answer.figures}
    shown = [f"{item.label} ({rows(item.total_rows)})" for item in answer.evidence if item.label in cited]
    if shown:
        turn = f" --turn {answer.turn}" if answer.turn > 1 else ""
        see = f"billing evidence show {answer.conversation} {min(cited)}{turn}"
        say(out, f"\nEvidence {', '.join(shown)}: {see}", "dim")
    if answer.conversation and answer.status in ("answered", "clarify"):
        say(out, f"{'' if shown else chr(10)}Go on with --conversation {answer.conversation}", "dim")


def print_table(
    out: Console, header: Sequence[str], lines: Iterable[Sequence[object]], numbers: Sequence[str] = ()
) -> None:
    """A table; the columns named in `numbers` stand to the right."""
    cells = [[one_line(_shown(value)) for value in line] for line in lines]
    print_grid(out, Grid(header, cells, [name in numbers for name in header]))


def _shown(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return f"{value:%Y-%m-%d %H:%M}"
        case _:
            return str(value)


def print_json(value: Any) -> None:  # noqa: ANN401 (JSON)
    """One JSON document on standard output."""
    sys.stdout.write(json.dumps(value, indent=2, default=str) + "\n")


def rows(count: int) -> str:
    """`1 row`, `1,204 rows`."""
    return "1 row" if count == 1 else f"{count:,} rows"
