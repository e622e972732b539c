"""What was spotted in a text: what it means, how surely, and where it stands."""

from dataclasses import dataclass
from typing import Literal

from tools.documents import DocumentKind

NamedKind = Literal["account", "product"]
Sureness = Literal["exact", "guessed", "unclear", "near"]
"""Written so; written nearly so; can be several; is none of those in the books, though some look like it."""


@dataclass(frozen=True)
class Entity:
    """Something that a text names. `start` and `end` are its place in the text."""

    kind: DocumentKind | NamedKind
    written: str
    meant: str
    sureness: Sureness
    start: int
    end: int
    choices: tuple[str, ...] = ()

    def overlaps(self, start: int, end: int) -> bool:
        """Whether it shares a character with this stretch of the text (`end` exclusive)."""
        return start < self.end and self.start < end
