"""`billing doctor`: what is there, what is missing, what to do."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import typer

from assistant.cli.options import AsJson

if TYPE_CHECKING:
    from assistant.cli.session import Session


class Check(NamedTuple):
    """One thing that was looked at."""

    check: str
    says: str
    ok: bool


def doctor(as_json: AsJson = False) -> None:
    """Check home, database, books, people, journal and model."""
    from rich.text import Text

    from assistant.cli.screen import open_screen, print_json
    from assistant.cli.session import open_session
    from assistant.config import SettingsError
    from assistant.errors import AssistantError
    from tools.ledger.errors import HomeError, LedgerError
    from tools.plain_text import one_line

    try:
        with open_session() as session:
            checks = [*_checks(session)]
    except (AssistantError, LedgerError) as error:
        said = str(error).replace(", or ask `billing doctor` what is wrong", "")
        if isinstance(error, SettingsError):
            where = "settings"
        else:
            where = "home" if isinstance(error, HomeError) else "database"
        checks = [Check(where, said, ok=False)]
    if as_json:
        print_json([check._asdict() for check in checks])
    else:
        for check, says, ok in checks:
            mark = ("ok", "green") if ok else ("NO", "bold red")
            open_screen().print(Text.assemble(mark, f"  {check:<9} {one_line(says)}"), soft_wrap=True)
    if not all(check.ok for check in checks):
        raise typer.Exit(4)


def _checks(session: "Session") -> Iterator[Check]:
    from sqlalchemy import text

    from assistant.agent.models import open_chat_model
    from assistant.desk.journal import count_entries
    from assistant.desk.journal_check import verify
    from assistant.errors import AssistantError
    from knowledge.embeddings import WordLlamaEmbedder
    from tools.ledger.schema import head

    demo = ", a demonstration: names given with --as are believed" if session.home.is_demo else ""
    yield Check("home", f"{session.home.path}{demo}", ok=True)
    with session.books.engines.transaction() as connection:
        server = str(connection.scalar(text("show server_version")))
        yield Check("database", f"PostgreSQL {server} at {session.books.cluster.where}, schema {head()}", ok=True)
        books = connection.execute(text("select source, title, as_of::date as day from ledger.source order by source"))
        said = "; ".join(f"{book.title or book.source} as of {book.day}" for book in books)
        yield Check("books", said or "none: run `billing demo` or `billing import`", ok=bool(said))
        people = connection.scalar(text("select count(*) from desk.address")) or 0
        addresses = "1 address" if people == 1 else f"{people} addresses"
        yield Check("people", addresses if people else "none: run `billing people import FILE.csv`", ok=people > 0)
        problems = verify(connection)
        whole = f"{count_entries(connection)} entries; the chain holds"
        yield Check("journal", " ".join(problem.sentence for problem in problems[:3]) or whole, ok=not problems)
    try:
        open_chat_model(session.settings.model, WordLlamaEmbedder())
        yield Check("model", session.settings.model, ok=True)
    except AssistantError as error:
        yield Check("model", str(error), ok=False)
