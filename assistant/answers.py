"""What a question gets: an answer with its figures and evidence, or a reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assistant.agent.references import Figure
from tools.evidence import Evidence

Status = Literal["answered", "clarify", "refused", "unavailable"]

EXIT_CODES: dict[Status, int] = {"answered": 0, "clarify": 0, "refused": 3, "unavailable": 4}
"""What the command line ends with."""


@dataclass(frozen=True)
class Answer:
    """One turn's outcome. `text` is Markdown with every reference printed."""

    status: Status
    text: str
    conversation: str
    as_of: date
    figures: Sequence[Figure] = ()
    evidence: Sequence[Evidence] = ()
    model: str = "playbook"
    seconds: float = 0.0
    reason: str | None = None
    turn: int = 0
    usage: dict[str, int] = field(default_factory=lambda: {"prompt_tokens": 0, "completion_tokens": 0})

    def as_json(self) -> dict[str, Any]:
        """The object that `billing ask --json` prints; other programs rely on its shape."""
        return {
            "status": self.status,
            "answer": self.text,
            "figures": [figure.__dict__ for figure in self.figures],
            "citations": [],
            "evidence": [_evidence(item) for item in self.evidence],
            "drafts": [],
            "conversation": self.conversation,
            "turn": self.turn,
            "as_of": self.as_of.isoformat(),
            "model": self.model,
            "usage": self.usage,
            "seconds": round(self.seconds, 3),
            "reason": self.reason,
        }


def _evidence(item: Evidence) -> dict[str, Any]:
    return {
        "id": item.label,
        "query": item.query.name,
        "version": item.query.version,
        "sql": item.query.sql,
        "parameters": {name: value if value is None else str(value) for name, value in item.parameters.items()},
        "rows": len(item.rows),
        "total_rows": item.total_rows,
        "truncated": item.truncated,
        "as_of": item.as_of.isoformat(),
        "sha256": item.sha256(),
    }
