"""`billing ask`: one question, one answer."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AsJson, AsOption, day, refuse_two_outputs

if TYPE_CHECKING:
    from assistant.answers import Answer
    from assistant.cli.session import Session
    from assistant.desk.identity import Actor
    from assistant.service import Assistant


def ask(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What you would like to know, in quotes.")],
    as_: AsOption = None,
    as_of: Annotated[
        date | None, typer.Option(parser=day, metavar="YYYY-MM-DD", help="As of this day (inclusive).")
    ] = None,
    conversation: Annotated[str | None, typer.Option(metavar="ID", help="Go on with an earlier conversation.")] = None,
    as_json: AsJson = False,
    csv: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write the answer's longest list, whole, as CSV.")
    ] = None,
    xlsx: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every list behind the answer, whole, as an Excel file.")
    ] = None,
) -> None:
    """Ask about invoices, payments, balances, delivery, disputes."""
    from assistant.answers import EXIT_CODES
    from assistant.bootstrap import build
    from assistant.cli.screen import print_answer, print_json
    from assistant.cli.session import open_session
    from assistant.desk.errors import AccessDeniedError
    from assistant.errors import UNAVAILABLE

    refuse_two_outputs(csv, as_json=as_json)
    try:
        with open_session() as session:
            actor = session.reader(as_, "ask")
            with build(session.settings, books=session.books, clock=session.clock) as assistant:
                answer = assistant.ask(question, actor, conversation=conversation, as_of=as_of)
                if as_json:
                    print_json(answer.as_json())
                elif str(csv) != "-" or answer.status != "answered":
                    print_answer(session.out, answer)
                if answer.status == "answered":
                    _export(session, assistant, actor, answer, csv, xlsx, quiet=as_json)
    except (AccessDeniedError, *UNAVAILABLE) as error:
        if not as_json:
            raise
        answer = _failed(error, as_of, conversation)
        print_json(answer.as_json())
    raise typer.Exit(EXIT_CODES[answer.status])


def _export(
    session: "Session",
    assistant: "Assistant",
    actor: "Actor",
    answer: "Answer",
    csv: Path | None,
    xlsx: Path | None,
    *,
    quiet: bool,
) -> None:
    from assistant.cli.saving import files, say_written

    for path, write in files(csv, xlsx):
        with assistant.whole_lists(actor, answer) as lists:
            written = write(lists, path)
        say_written(session.out, written, path, quiet=quiet)


def _failed(error: Exception, as_of: date | None, conversation: str | None) -> "Answer":
    """What programs read when there was nobody to answer, or nothing to answer from."""
    from assistant.answers import Answer
    from assistant.clock import system_clock
    from assistant.desk.errors import AccessDeniedError

    refused = isinstance(error, AccessDeniedError)
    reason = error.code if isinstance(error, AccessDeniedError) else "database"
    day = as_of or system_clock().date()
    return Answer("refused" if refused else "unavailable", str(error), conversation or "", day, reason=reason)
