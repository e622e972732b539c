"""Books of their own for a story: a home, one specialist who sees everything, extracts, questions and their figures."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from assistant.answers import Answer
from assistant.bootstrap import Books, build, open_books
from assistant.config import Settings
from assistant.desk.identity import NOT_PROVED, Actor, HomeMaker
from assistant.desk.people import import_people
from assistant.imports import load_extract
from assistant.service import Assistant
from tools.evidence import Evidence
from tools.ledger.imports import ImportReport, load_profile

EMAIL = "sam@billing.test"
PEOPLE = f"""email,name,slack_user_id,roles,manager,accounts,approval_limit,approval_currency,valid_from,valid_to
{EMAIL},Sam Specialist,,specialist,,*,,,,
"""
AT_ONCE = 4
"""Questions that are asked at the same time, as in a busy channel."""


@dataclass(frozen=True)
class Desk:
    """Somebody who asks, and the books that they ask about."""

    books: Books
    assistant: Assistant
    now: datetime

    def load(self, profile: str, paths: Sequence[Path], as_of: datetime, source: str | None = None) -> ImportReport:
        """Import an extract as of a moment."""
        return load_extract(
            self.books,
            load_profile(profile),
            paths,
            actor=HomeMaker("tests"),
            clock=lambda: self.now,
            as_of=as_of,
            source=source,
        )

    def ask(self, question: str, as_of: date | None = None) -> Answer:
        """One question."""
        return self.assistant.ask(question, Actor(EMAIL, NOT_PROVED), as_of=as_of)

    def ask_all(self, questions: Sequence[str], as_of: date | None = None) -> list[Answer]:
        """Many questions, in their order."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            return list(pool.map(lambda question: self.ask(question, as_of), questions))


@contextmanager
def a_desk(home: Path, now: datetime) -> Iterator[Desk]:
    """A new home with one specialist and no books yet."""
    home.parent.mkdir(exist_ok=True)
    people = home.parent / f"{home.name}.people.csv"
    people.write_text(PEOPLE)
    with open_books(Settings(home=home)) as books:
        with books.engines.transaction() as connection:
            import_people(connection, people, by=HomeMaker("tests"), at=now)
        with build(Settings(), books=books, clock=lambda: now) as assistant:
            yield Desk(books, assistant, now)


def at(day: str) -> datetime:
    """Midnight UTC of an ISO day."""
    return datetime.fromisoformat(day).replace(tzinfo=UTC)


def evidence_of(answer: Answer, query: str) -> Evidence:
    """What the answer's query of that name returned."""
    return next(item for item in answer.evidence if item.query.name == query)


def printed(answer: Answer, query: str, row: int = 1) -> dict[str, str]:
    """Values that stand in the answer's text from one row of a query, by column."""
    labels = {item.label for item in answer.evidence if item.query.name == query}
    figures = [figure for figure in answer.figures if figure.evidence in labels and figure.row == row]
    assert all(figure.text in answer.text for figure in figures)
    return {figure.column: figure.value for figure in figures}


def amounts(answer: Answer, query: str, row: int = 1) -> dict[str, Decimal]:
    """The amounts of money that stand in the text from one row of a query, by column; all in US dollars."""
    labels = {item.label for item in answer.evidence if item.query.name == query}
    money = [f for f in answer.figures if f.evidence in labels and f.row == row and f.currency]
    assert {figure.currency for figure in money} <= {"USD"}
    assert all(figure.text in answer.text and figure.text.endswith(" USD") for figure in money)
    return {figure.column: Decimal(figure.value) for figure in money}


def said(answer: Answer) -> str:
    """The answered text, or why there is none, for a readable failure."""
    return answer.text if answer.status == "answered" else f"[{answer.status}: {answer.reason}] {answer.text}"
