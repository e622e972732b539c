"""Asks a file of questions and sorts the answers: right, not answered, wrong."""

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any, Literal

import yaml

from assistant.answers import Answer
from assistant.desk.errors import AccessDeniedError
from tests.conftest import Ask

Verdict = Literal["right", "not answered", "wrong"]


@dataclass(frozen=True)
class Outcome:
    """One question, what came back, and the verdict on it."""

    question: dict[str, Any]
    answer: Answer | None
    verdict: Verdict

    def __str__(self) -> str:
        said = self.answer.text if self.answer else "refused at the door"
        return f"{self.question['id']} {self.verdict}: {self.question['question']} -> {said}"


def load(name: str) -> list[dict[str, Any]]:
    """The questions of a file beside this one."""
    questions: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / name).read_text())
    return questions


def outcomes(ask: Ask, name: str) -> list[Outcome]:
    """Every question of the file, asked anew, each in a conversation of its own."""
    return [_outcome(ask, question) for question in load(name)]


def _outcome(ask: Ask, question: dict[str, Any]) -> Outcome:
    try:
        answer = ask(question["asker"], question["question"])
    except AccessDeniedError:
        return Outcome(question, None, "right" if question["status"] == "refused" else "not answered")
    return Outcome(question, answer, _verdict(question, answer))


def _verdict(question: dict[str, Any], answer: Answer) -> Verdict:
    """An answer to what was not asked, or with another figure, is wrong; a refusal or a question back is none."""
    expected = {"unknown": "refused"}.get(question["status"], question["status"])
    if answer.status == "answered":
        facts = all(says(answer, str(fact)) for fact in question.get("figures") or ())
        return "right" if expected == "answered" and facts else "wrong"
    return "right" if answer.status == expected else "not answered"


def says(answer: Answer, fact: str) -> bool:
    """Whether the answer has the fact: an amount with its currency, a number, a day, a word."""
    if amount := re.fullmatch(r"(-?[\d.]+) ([A-Z]{3})", fact):
        wanted = abs(Decimal(amount[1]))
        return any(f.currency == amount[2] and abs(Decimal(f.value)) == wanted for f in answer.figures)
    if re.fullmatch(r"\d{4}-\d\d-\d\d", fact):
        day = date.fromisoformat(fact)
        return f"{day.day} {day:%b %Y}" in answer.text
    if re.fullmatch(r"-?\d+(\.\d+)?", fact):
        return any(_number(f.value) == Decimal(fact) for f in answer.figures)
    return fact.casefold() in answer.text.casefold()


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
