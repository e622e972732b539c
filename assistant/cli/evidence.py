"""`billing evidence`: what a figure rests on."""

import json
from typing import Annotated

import typer

from assistant.cli.ask import AsOption

app = typer.Typer(help="What a figure rests on: SQL, parameters, rows.", no_args_is_help=True)


@app.callback()
def evidence() -> None:
    """What a figure rests on: SQL, parameters, rows."""


@app.command()
def show(
    conversation: Annotated[str, typer.Argument(help="The conversation of the answer.")],
    label: Annotated[str, typer.Argument(help="The evidence, such as E1.")],
    turn: Annotated[int, typer.Option(help="Which question of the conversation.")] = 1,
    as_: AsOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Show evidence to who may see every account in it."""
    from assistant.bootstrap import build
    from assistant.cli.session import open_session
    from tools.resolve import not_found

    with open_session() as session:
        actor = session.actor(as_, acting=False)
        with build(session.settings, books=session.books, clock=session.clock) as assistant:
            found = assistant.open_evidence(actor, conversation, turn, label)
        if found is None:
            typer.echo(not_found(f"evidence {conversation}/{turn}/{label}"), err=True)
            raise typer.Exit(3)
        if as_json:
            typer.echo(json.dumps(dict(found.fields), indent=2, default=str))
            return
        fields = found.fields
        session.out.print(f"{fields['query_name']} version {fields['query_version']}, as of {fields['data_as_of']}, by {fields['run_by']}")
        session.out.print(fields["sql_text"], markup=False)
        session.out.print(f"parameters: {json.dumps(fields['parameters'])}", markup=False)
        session.out.print(f"{fields['row_count']} of {fields['total_rows']} rows, SHA-256 {fields['result_sha256']}")
        for row in found.rows:
            session.out.print(json.dumps(row, default=str), markup=False)
