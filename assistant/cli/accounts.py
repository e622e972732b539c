"""`billing accounts`: accounts in scope, and spellings that are one party."""

import csv
import json
import sys
from typing import Annotated

import typer

from assistant.cli.ask import AsOption

app = typer.Typer(help="Accounts that you may see, and spellings of one party.", no_args_is_help=True)
aliases = typer.Typer(help="Spellings that look like one party: proposed by similarity, confirmed by a person.", no_args_is_help=True)
app.add_typer(aliases, name="aliases")


@app.command("list")
def list_accounts(
    as_: AsOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="Print CSV.")] = False,
) -> None:
    """The accounts that a person may see."""
    from rich.table import Table

    from assistant.bootstrap import build
    from assistant.cli.session import open_session

    with open_session() as session:
        actor = session.actor(as_, acting=False)
        with build(session.settings, books=session.books, clock=session.clock) as assistant:
            evidence = assistant.accounts(actor)
        columns = ["account_number", "account", "advertiser", "agency", "parent", "property", "country", "currency", "terms", "collector"]
        rows = [{c: row[c] for c in columns} for row in evidence]
        if as_json:
            typer.echo(json.dumps(rows, indent=2, default=str))
        elif as_csv:
            writer = csv.DictWriter(sys.stdout, columns)
            writer.writeheader()
            writer.writerows(rows)
        else:
            table = Table("number", "account", "advertiser", "agency", "currency", "terms", "collector")
            for row in rows:
                table.add_row(*(str(row[c] or "") for c in ("account_number", "account", "advertiser", "agency", "currency", "terms", "collector")))
            session.out.print(table if rows else "No accounts: ask an administrator for access.")


@aliases.command("propose")
def propose(as_: AsOption = None) -> None:
    """Look for spellings that may be one party."""
    from assistant.cli.session import open_session
    from assistant.imports import propose_spellings

    with open_session() as session:
        found = propose_spellings(session.books, session.actor(as_, acting=False), session.clock)
        session.out.print(f"{found} proposed; see `billing accounts aliases list`.")


@aliases.command("list")
def list_aliases(
    as_: AsOption = None, as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False
) -> None:
    """Spellings, proposed and confirmed."""
    from assistant.cli.session import open_session
    from assistant.imports import spellings

    with open_session() as session:
        found = spellings(session.books, session.actor(as_, acting=False), session.clock)
        if as_json:
            typer.echo(json.dumps(found, indent=2, default=str))
            return
        for row in found:
            state = f"confirmed by {row['confirmed_by']}" if row["confirmed_by"] else "proposed"
            session.out.print(f"{row['alias_id']}: “{row['alias']}” is “{row['party']}” ({row['similarity']} %): {state}", markup=False)


@aliases.command("confirm")
def confirm(alias_id: int, as_: AsOption = None) -> None:
    """Say that a spelling is that party; it is journalled."""
    from assistant.cli.session import open_session
    from assistant.imports import confirm_spelling

    with open_session() as session:
        confirm_spelling(session.books, session.actor(as_, acting=True), alias_id, session.clock)
        session.out.print(f"Alias {alias_id} confirmed.")
