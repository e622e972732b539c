"""`billing login`: exchanges a one-time code for a personal token."""

import json
from typing import Annotated

import typer


def register(root: typer.Typer) -> None:
    """Add the command to the program."""
    root.command("login", short_help="Sign in with a code from an admin.")(login)


def login(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="What `billing people invite` made.")] = None,
    print_token: Annotated[
        bool, typer.Option("--print-token", help="Print the token for BILLING_TOKEN and save nothing.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Sign in with a code from an admin; this user of the computer is you from then on."""
    from assistant.cli.session import open_session
    from assistant.desk import tokens
    from assistant.desk.admins import denials_told
    from assistant.desk.identity import HomeMaker
    from assistant.desk.login_file import save_token

    if code is None:
        code = typer.prompt("Code", err=True)
    with open_session() as session:
        os_user, at = session.os_user, session.clock()
        nobody = HomeMaker(os_user)
        saved = None
        with (
            denials_told(session.app, name=nobody.name, proved_by=nobody.proved_by, at=at, subject="login"),
            session.app.begin() as connection,
        ):
            done = tokens.login(connection, code, at=at, os_user=os_user)
            if not print_token:
                # Before the code counts as used: a full disk costs nobody their code.
                saved = save_token(session.home.path, os_user, done.token)
        if as_json:
            shown = {"token": done.token} if print_token else {"saved": str(saved)}
            typer.echo(json.dumps({"email": done.email, **shown}, ensure_ascii=False))
        elif print_token:
            typer.echo(done.token)
        else:
            says = f"You are signed in as {done.email}."
            session.out.print(says, markup=False, highlight=False, soft_wrap=True)
