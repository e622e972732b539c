"""Tables as wide as the terminal: names may be broken over lines, a figure never."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from rich.console import Console
from rich.text import Text

_AMOUNT: Final = re.compile(r"^(-?[\d,.]+) ([A-Z]{3})$", re.MULTILINE)
_CURRENCY: Final = "Currency"
_ESCAPED: Final = re.compile(r"\\([!-/:-@\[-`{-~])")
_LONGEST_KEPT: Final = 24
"""Columns of a word that is kept whole: addresses and numbers of documents are, texts without blanks are not."""
_RULER: Final = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_BAR: Final = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class Grid:
    """Cells as plain text. `right` says of each column whether it holds figures."""

    header: Sequence[str]
    lines: Sequence[Sequence[str]]
    right: Sequence[bool]

    @property
    def widths(self) -> list[int]:
        """What each column asks for."""
        return [max(map(_width, column)) for column in self._columns()]

    @property
    def least(self) -> list[int]:
        """What each column needs: figures whole, names by their longest word."""
        return [
            max(map(_width if right else _longest_word, column))
            for column, right in zip(self._columns(), self.right, strict=True)
        ]

    def _columns(self) -> Iterator[tuple[str, ...]]:
        return zip(self.header, *self.lines, strict=True)


def print_grid(out: Console, grid: Grid) -> None:
    """The table; with its currencies in a column of their own where that makes it fit; else each row as a list."""
    for fitting, gap in ((grid, 2), (_with_currency_apart(grid), 2), (_with_currency_apart(grid), 1)):
        if _total(fitting.least, gap) <= out.width:
            _print_lines(out, fitting, gap)
            return
    _print_records(out, grid)


def _print_lines(out: Console, grid: Grid, gap: int) -> None:
    widths, least = grid.widths, grid.least
    while _total(widths, gap) > out.width:
        widest = max((w for w, smallest in zip(widths, least, strict=True) if w > smallest))
        widths[next(i for i, w in enumerate(widths) if w == widest and w > least[i])] -= 1
    for number, line in enumerate([grid.header, *grid.lines]):
        cells = [Text(cell).wrap(out, width, overflow="fold") for cell, width in zip(line, widths, strict=True)]
        for height in range(max(map(len, cells))):
            printed = Text(style="" if number else "bold")
            for cell, width, right in zip(cells, widths, grid.right, strict=True):
                part = cell[height] if height < len(cell) else Text()
                part.rstrip()
                blank = " " * (width - part.cell_len)
                printed.append_text(Text.assemble(blank, part) if right else Text.assemble(part, blank))
                printed.append(" " * gap)
            printed.rstrip()
            out.print(printed, no_wrap=True, overflow="ignore", crop=False)


def blocks(markdown: str) -> Iterator[str | Grid]:
    """A Markdown text as prose and tables, in their order."""
    prose: list[str] = []
    rows: list[str] = []
    for line in [*markdown.split("\n"), ""]:
        if line.startswith("|"):
            rows.append(line)
            continue
        if len(rows) > 1 and _RULER.fullmatch(rows[1]):
            if any(prose):
                yield "\n".join(prose)
            yield _grid(rows)
            prose = []
        else:
            prose += rows
        rows = []
        prose.append(line)
    if any(prose):
        yield "\n".join(prose)


def _grid(rows: list[str]) -> Grid:
    header, ruler, *lines = ([*map(str.strip, _BAR.split(row.strip().strip("|")))] for row in rows)
    plain = [[_ESCAPED.sub(r"\1", cell) for cell in line] for line in lines]
    return Grid(
        header, [[*line, *[""] * (len(header) - len(line))] for line in plain], [r.endswith(":") for r in ruler]
    )


def _with_currency_apart(grid: Grid) -> Grid:
    """The same with the currency as a column, when each row has several amounts and all of one currency."""
    found = [
        _AMOUNT.findall("\n".join(cell for cell, right in zip(line, grid.right, strict=True) if right))
        for line in grid.lines
    ]
    currencies = [{currency for _, currency in amounts} for amounts in found]
    if any(len(several) > 1 for several in currencies) or max(map(len, found), default=0) < 2:
        return grid
    lines = [
        [_AMOUNT.sub(r"\1", cell) if right else cell for cell, right in zip(line, grid.right, strict=True)]
        for line in grid.lines
    ]
    if _CURRENCY in grid.header:
        return Grid(grid.header, lines, grid.right)
    apart = [[line[0], next(iter(several), ""), *line[1:]] for line, several in zip(lines, currencies, strict=True)]
    return Grid([grid.header[0], _CURRENCY, *grid.header[1:]], apart, [grid.right[0], False, *grid.right[1:]])


def _print_records(out: Console, grid: Grid) -> None:
    names = max(map(_width, grid.header))
    for number, line in enumerate(grid.lines):
        if number:
            out.print()
        for name, cell in zip(grid.header, line, strict=True):
            if cell:
                lines = Text(cell).wrap(out, max(out.width - names - 2, 20), overflow="fold")
                out.print(
                    Text.assemble((name.ljust(names + 2), "bold"), lines[0]),
                    no_wrap=True,
                    overflow="ignore",
                    crop=False,
                )
                for more in lines[1:]:
                    out.print(Text.assemble(" " * (names + 2), more), no_wrap=True, overflow="ignore", crop=False)


def _total(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def _width(cell: str) -> int:
    return Text(cell).cell_len


def _longest_word(cell: str) -> int:
    return min(max(map(_width, cell.split()), default=0), _LONGEST_KEPT)
