"""What a tool call is given, and the two things that it may give back."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from tools.evidence import Evidence
from tools.names import Names
from tools.reader import Reader

RefusalCode = Literal["not_found", "ambiguous", "not_carried", "unreadable", "route", "forbidden"]


@dataclass(frozen=True)
class ToolContext:
    """One turn's caller, scope, books and clock. Tools take nothing else from outside."""

    person: str
    """The caller's address."""
    person_name: str
    """As disputes and accounts name their owners and collectors."""
    reader: Reader
    names: Callable[[], Names]
    """Names in the caller's scope; read on first use."""
    is_ordinary_word: Callable[[str], bool]
    """Tells everyday words from what may be a name."""
    as_of: date
    clock: Callable[[], datetime]


@dataclass(frozen=True)
class Found:
    """What the books say: evidence, and what must be said with it."""

    evidence: tuple[Evidence, ...]
    notes: tuple[str, ...] = ()
    focus: dict[str, str] = field(default_factory=dict)
    """What the answer is about (invoice, account), for a follow-up question."""


@dataclass(frozen=True)
class Refused:
    """No answer, and why. `choices` is a pick-list of at most five rows from what the caller may see."""

    code: RefusalCode
    say: str
    choices: tuple[str, ...] = ()


ToolResult = Found | Refused
