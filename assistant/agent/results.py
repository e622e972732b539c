"""What a tool gave back: as text for a model, and as plain data beside it (`ToolMessage.artifact`)."""

from typing import TypedDict, cast

from tools.context import Found, Refused, ToolResult
from tools.evidence import Evidence, Value
from tools.look_up import Looked
from tools.spotting.entity import Entity

SHOWN_ROWS = 20
"""Rows of one result that a model reads; it may point at these only."""


class Rows(TypedDict):
    """One evidence as data. `money` and the like are asked of the evidence, not of this."""

    label: str
    query: str
    rows: list[dict[str, Value]]
    total_rows: int


class Named(TypedDict):
    """One thing that a text names (see `tools.spotting.entity`)."""

    kind: str
    written: str
    meant: str
    sureness: str
    start: int
    end: int
    choices: list[str]


class Result(TypedDict):
    """A tool's result as plain data, fit for a checkpoint."""

    evidence: list[Rows]
    notes: list[str]
    focus: dict[str, str]
    entities: list[Named]
    refused: str | None
    say: str
    choices: list[str]


def as_data(result: ToolResult) -> Result:
    """The result for code: the playbook and the service."""
    match result:
        case Refused(code=code, say=say, choices=choices):
            return Result(evidence=[], notes=[], focus={}, entities=[], refused=code, say=say, choices=list(choices))
        case Found(evidence=evidence, notes=notes, focus=focus):
            entities = result.entities if isinstance(result, Looked) else ()
            return Result(
                evidence=[_rows(item) for item in evidence],
                notes=list(notes),
                focus=focus,
                entities=[cast("Named", {**vars(entity), "choices": list(entity.choices)}) for entity in entities],
                refused=None,
                say="",
                choices=[],
            )


def as_text(result: ToolResult) -> str:
    """The result for a model: each evidence with its label, columns and rows; what must be said; what was refused."""
    match result:
        case Refused(code=code, say=say, choices=choices):
            return "\n".join([f"refused ({code}): {say}", *(f"- {choice}" for choice in choices)])
        case Found(evidence=evidence, notes=notes):
            return (
                "\n\n".join([*(_table(item) for item in evidence), *(f"note: {note}" for note in notes)])
                or "nothing found"
            )


def _named(entity: Entity) -> Named:
    return Named(
        kind=entity.kind,
        written=entity.written,
        meant=entity.meant,
        sureness=entity.sureness,
        start=entity.start,
        end=entity.end,
        choices=list(entity.choices),
    )


def _rows(evidence: Evidence) -> Rows:
    return Rows(
        label=evidence.label,
        query=evidence.query.name,
        rows=[dict(row) for row in evidence.rows],
        total_rows=evidence.total_rows,
    )


def _table(evidence: Evidence) -> str:
    shown = evidence.rows[:SHOWN_ROWS]
    columns = [c for c in evidence.columns if any(row[c] is not None for row in shown)]
    head = f"{evidence.label} {evidence.query.title}: {evidence.total_rows} rows"
    if evidence.total_rows > len(shown):
        head += f", the first {len(shown)} shown; state no total from them"
    lines = [" | ".join(["row", *columns])]
    for number, row in enumerate(shown, start=1):
        cells = ["" if row[c] is None else evidence.printed(number, c) for c in columns]
        lines.append(" | ".join([str(number), *cells]))
    return "\n".join([head, *lines]) if shown else head
