"""Loads plays: what a question type sounds like, what it needs, which tools answer it and how the answer reads."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Page = dict[str, Any]
"""A play or call as it is written in a file."""


@dataclass(frozen=True)
class Call:
    """One tool call. Arguments are literals or `{slot}`; one whose slot is empty is left out."""

    tool: str
    arguments: dict[str, str]


@dataclass(frozen=True)
class Play:
    """One way of asking one question type."""

    name: str
    question_type: str
    """Q01 … of the inquiry catalogue."""
    answers: str
    """What it answers, in words: said when the program explains what it can do."""
    phrasings: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...] = ()
    """Slots that must be filled: of each group one."""
    takes: tuple[str, ...] = ()
    """Slots that it can use; a question with another kind of slot is not its question."""
    words: tuple[tuple[str, ...], ...] = ()
    """Of each group one word must be in the question."""
    never: tuple[str, ...] = ()
    """Words that make it another question."""
    calls: tuple[Call, ...] = ()
    answer: str = ""
    refuses: str = ""
    """Why this is refused or where it goes, for question types that are not answered."""
    reason: str = ""

    @property
    def is_answered(self) -> bool:
        """Whether tools answer it; otherwise it is recognised so that nothing else is answered instead."""
        return bool(self.calls)

    def slots(self) -> set[str]:
        """Every slot it knows of."""
        return {slot for group in self.needs for slot in group} | set(self.takes)


@cache
def all_plays() -> tuple[Play, ...]:
    """Every play in `plays/`, by file name."""
    folder = files("assistant.agent.playbook") / "plays"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    pages = [page for name in names for page in _load(name, (folder / name).read_text())]
    answers = {page["name"]: page.get("answer", "") for page in pages}
    return tuple(_play(page, answers) for page in pages)


def _load(file: str, source: str) -> list[Page]:
    """A file's plays: each is named after the file unless it has a name of its own."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return [{"name": file.removesuffix(".yaml"), **page} for page in yaml.load_all(source, Loader=loader) if page]


def _play(page: Page, answers: dict[str, str]) -> Play:
    """The play of a page; `answers` are every play's, for one that answers as another does."""
    return Play(
        name=page["name"],
        question_type=page["type"],
        answers=page["answers"],
        phrasings=tuple(page["phrasings"]),
        needs=tuple(tuple(group.split("|")) for group in page.get("needs", ())),
        takes=tuple(page.get("takes", ())),
        words=tuple(tuple(map(str, group)) for group in page.get("words", ())),
        never=tuple(page.get("never", ())),
        calls=tuple(_call(call) for call in page.get("calls", ())),
        answer=page.get("answer") or answers.get(page.get("answer_as", ""), ""),
        refuses=" ".join(str(page.get("refuses", "")).split()),
        reason=page.get("reason", ""),
    )


def _call(written: Page) -> Call:
    arguments = {name: str(value) for name, value in written.get("arguments", {}).items()}
    return Call(written["tool"], arguments)
