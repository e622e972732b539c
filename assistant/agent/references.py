"""Prints references: a model writes `[[E1.2.balance]]`, our code prints the cell. What is no cell is not printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tools.evidence import Evidence
from tools.money import plain_amount
from tools.plain_text import in_markdown

REFERENCE = re.compile(r"\[\[(E\d+)\.(\d+)\.(\w+)\]\]")
BLOCKS = re.compile(r"(\n\s*\n|\n(?=\s*[-*|]))")
"""Paragraphs, list items and table rows: a figure is named within one, or by the paragraph that leads a list in."""
_ITEM = re.compile(r"\s*([-*|]|$)")


@dataclass(frozen=True)
class Figure:
    """One printed cell: what people read in the text (Markdown's escapes aside), and which cell it is."""

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
    parts, lead = [], ""
    for block in BLOCKS.split(text):
        if not _ITEM.match(block):
            lead = ""
        plain = REFERENCE.sub(lambda match: (_cell(match, by_label) or _NOTHING).text, block)
        parts.append(_block(block, f"{lead} {plain}", by_label, figures, unknown))
        if plain.strip() and not _ITEM.match(block):
            lead = plain
    return Printed("".join(parts), tuple(figures), tuple(unknown))


def _block(
    text: str, named_by: str, evidence: Mapping[str, Evidence], figures: list[Figure], unknown: list[str]
) -> str:
    """A paragraph, list item or table row; `named_by` is what it says, after the paragraph that leads the list in."""
    cells = [(match, _cell(match, evidence)) for match in REFERENCE.finditer(text)]
    named: set[tuple[str, int]] = set()
    printed, position = [], 0
    for match, figure in cells:
        printed.append(text[position : match.start()])
        position = match.end()
        if figure is None:
            unknown.append(match[0])
            continue
        figures.append(figure)
        printed.append(in_markdown(figure.text))
        row = (figure.evidence, figure.row)
        if row not in named and (key := _missing_key(evidence[figure.evidence], figure, named_by)):
            printed.append(f" ({in_markdown(key)})")
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
    is_amount = isinstance(value, Decimal) and item.kind(column) == "money"
    plain = plain_amount(value, currency) if isinstance(value, Decimal) and is_amount and currency else str(value)
    return Figure(text, plain, currency if is_amount else None, label, row, column)


def _missing_key(item: Evidence, figure: Figure, named_by: str) -> str | None:
    """What says whose row it is, when nothing in the paragraph does."""
    keys = [str(item.rows[figure.row - 1][column]) for column in item.query.key if column in item.rows[figure.row - 1]]
    if not keys or figure.column in item.query.key or any(_says(named_by, key) for key in keys):
        return None
    return keys[0]


def _says(text: str, key: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(key)}(?!\w)", text, re.IGNORECASE) is not None


_NOTHING = Figure("", "", None, "", 0, "")
