"""`billing ask`: one question, one answer."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

AsOption = Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Ask as this person (reading only).")]


def ask(
    question: Annotated[str, typer.Argument(help="What you would like to know.")],
    as_: AsOption = None,
    as_of: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="As of this day (inclusive).")] = None,
    conversation: Annotated[str | None, typer.Option(help="Go on with an earlier conversation.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    csv: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the answer's longest list to a CSV file.")] = None,
    xlsx: Annotated[Path | None, typer.Option(metavar="FILE", help="Write every list behind the answer to an Excel file.")] = None,
) -> None:
    """Ask about invoices, payments, balances, delivery and disputes."""
    from assistant.answers import EXIT_CODES
    from assistant.bootstrap import build
    from assistant.cli.screen import print_answer
    from assistant.cli.session import open_session
    from assistant.exports import write_csv, write_xlsx

    with open_session() as session:
        actor = session.actor(as_, acting=False)
        with build(session.settings, books=session.books, clock=session.clock) as assistant:
            answer = assistant.ask(question, actor, conversation=conversation, as_of=as_of.date() if as_of else None)
        if csv:
            write_csv(answer.evidence, csv)
        if xlsx:
            write_xlsx(answer.evidence, xlsx)
        if as_json:
            typer.echo(json.dumps(answer.as_json(), indent=2, default=str))
        else:
            print_answer(session.out, answer)
    raise typer.Exit(EXIT_CODES[answer.status])
