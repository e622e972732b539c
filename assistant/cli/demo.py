"""`billing demo`: everything embedded, a sample business, three answers as three people. The books stay."""

from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.cli.session import Session

QUESTIONS = (
    ("ruth@example.com", "Is INV-104233 paid?"),
    ("ines@example.com", "Which invoices are more than 60 days past due?"),
    ("priya@example.com", "What's still open on Acme UK?"),
)
"""Who asks what: a salesperson, a collector, a specialist."""

NEXT = """\
  billing ask "Why does INV-104233 come to that amount?" --as ruth@example.com
  billing ask "Open disputes over 30 days by owner" --as priya@example.com
  billing ask "Total unapplied cash" --as grace@example.com --xlsx cash.xlsx
  billing ask "Is INV-104233 paid?" --as leo@example.com
      It is not Leo's account: refused, and on the record.
  billing journal verify
  billing accounts list --as priya@example.com
  billing --help
"""


def demo(
    no_input: Annotated[bool, typer.Option("--no-input", help="Never ask anything.")] = False,  # noqa: ARG001 (nothing is asked)
) -> None:
    """Set up the embedded books with a sample business and answer three questions."""
    from assistant.bootstrap import build
    from assistant.cli.screen import print_answer, say
    from assistant.cli.session import open_session
    from assistant.desk.identity import resolve_actor

    with open_session() as session:
        with session.home.lock("demo", session.waiting):
            _prepare(session)
        with build(session.settings, books=session.books, clock=session.clock) as assistant:
            for email, question in QUESTIONS:
                actor = resolve_actor(
                    email,
                    acting=False,
                    token_email=None,
                    os_user=session.os_user,
                    operators=(),
                    home_maker="",
                    trust_as=True,
                )
                say(session.out, f"{email} asks: {question}\n", "bold")
                print_answer(session.out, assistant.ask(question, actor, via="demo"))
                say(session.out, "")
        say(session.out, "Try next (from a checkout, with `uv run` before it)", "bold")
        session.out.print(NEXT, soft_wrap=True)
        session.out.print(f"The books stay in {session.home.path}.", soft_wrap=True)


def _prepare(session: "Session") -> None:
    """Load people and books, each unless it is there."""
    import tempfile
    from pathlib import Path

    from assistant.desk.identity import HomeMaker
    from assistant.desk.people import find_people, import_people
    from assistant.imports import load_extract
    from tools.ledger.imports import load_profile
    from tools.sample_business import AS_OF, write_sample

    session.home.mark_demo()
    with session.app.begin() as connection:
        has_people = bool(find_people(connection))
    with tempfile.TemporaryDirectory() as folder, session.out.status("Making the sample business …"):
        sample = Path(folder)
        write_sample(sample)
        maker = HomeMaker(session.os_user)
        if not has_people:
            with session.app.begin() as connection:
                import_people(connection, sample / "people.csv", by=maker, at=session.clock())
        files = [path for path in sorted(sample.glob("*.csv")) if path.name != "people.csv"]
        report = load_extract(
            session.books,
            load_profile("canonical"),
            files,
            actor=maker,
            clock=session.clock,
            as_of=AS_OF,
            source="sample",
        )
    if not report.unchanged:
        session.out.print(f"Sample business loaded: {report.rows_loaded:,} rows, as of {AS_OF.day} {AS_OF:%b %Y}.\n")
