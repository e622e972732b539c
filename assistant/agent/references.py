"""Prints references: a model writes `[[E1.2.balance]]`, our code prints the cell. A figure that is not a cell is not printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tools.evidence import Evidence

REFERENCE = re.compile(r"\[\[(E\d+)\.(\d+)\.(\w+)\]\]")


@dataclass(frozen=True)
class Figure:
    """One printed cell: what stands in the text, and which cell it is."""

    text: str
    value: str
    currency: str | None
    evidence: str
    row: int
    column: str


@dataclass(frozen=True)
class Printed:
    """An answer as people read it. `unknown` are references to cells that do not exist: they were left out."""

    text: str
    figures: tuple[Figure, ...]
    unknown: tuple[str, ...]


def print_references(text: str, evidence: Sequence[Evidence]) -> Printed:
    """Replace every reference by its cell; a row's key is added where the paragraph does not name it."""
    by_label = {item.label: item for item in evidence}
    figures: list[Figure] = []
    unknown: list[str] = []
    paragraphs = [_paragraph(part, by_label, figures, unknown) for part in re.split(r"(\n\s*\n|\n(?=\s*[-*|]))", text)]
    return Printed("".join(paragraphs), tuple(figures), tuple(unknown))


def _paragraph(text: str, evidence: Mapping[str, Evidence], figures: list[Figure], unknown: list[str]) -> str:
    cells = [(match, _cell(match, evidence)) for match in REFERENCE.finditer(text)]
    plain = REFERENCE.sub(lambda match: (_cell(match, evidence) or _NOTHING).text, text).casefold()
    named: set[tuple[str, int]] = set()
    printed, position = [], 0
    for match, figure in cells:
        printed.append(text[position : match.start()])
        position = match.end()
        if figure is None:
            unknown.append(match[0])
            continue
        figures.append(figure)
        printed.append(figure.text)
        row = (figure.evidence, figure.row)
        if row not in named and (key := _missing_key(evidence[figure.evidence], figure, plain)):
            printed.append(f" ({key})")
        named.add(row)
    return "".join([*printed, text[position:]])


def _cell(match: re.Match[str], evidence: Mapping[str, Evidence]) -> Figure | None:
    label, row, column = match[1], int(match[2]), match[3]
    try:
        item = evidence[label]
        value, text = item.value(row, column), item.printed(row, column)
    except (KeyError, IndexError):
        return None
    currency = str(item.rows[row - 1].get("currency") or "") or None
    is_amount = isinstance(value, Decimal) and item.kind(column) in ("money", "rate")
    return Figure(text, str(value), currency if is_amount else None, label, row, column)


def _missing_key(item: Evidence, figure: Figure, paragraph: str) -> str | None:
    """What says whose row it is, when nothing in the paragraph does."""
    keys = [str(item.rows[figure.row - 1][column]) for column in item.query.key if column in item.rows[figure.row - 1]]
    if not keys or figure.column in item.query.key or any(key.casefold() in paragraph for key in keys):
        return None
    return keys[0]


_NOTHING = Figure("", "", None, "", 0, "")
