"""`billing accounts`: accounts in scope, and spellings that are one party."""

from typing import Annotated

import typer

from assistant.cli.options import AsJson, AsOption, CsvFile, XlsxFile, refuse_two_outputs

app = typer.Typer(help="Accounts that you may see, and spellings of one party.", no_args_is_help=True)
aliases = typer.Typer(
    help="Spellings that look like one party: proposed by similarity, confirmed by a person.", no_args_is_help=True
)
app.add_typer(aliases, name="aliases", short_help="Spellings that look like one party.")

COLUMNS = (
    "account_number", "account", "advertiser", "agency", "parent", "property", "country", "currency", "terms",
    "collector",
)  # fmt: skip
SHOWN = {
    "account_number": "number",
    **{c: c for c in ("account", "advertiser", "agency", "currency", "terms", "collector")},
}


@app.command("list")
def list_accounts(as_: AsOption = None, as_json: AsJson = False, csv: CsvFile = None, xlsx: XlsxFile = None) -> None:
    """The accounts that a person may see."""
    from assistant.bootstrap import build
    from assistant.cli.saving import save
    from assistant.cli.screen import print_json, print_table, say
    from assistant.cli.session import open_session
    from assistant.exports import Listing

    refuse_two_outputs(csv, as_json=as_json)
    with open_session() as session:
        actor = session.reader(as_, "accounts")
        with build(session.settings, books=session.books, clock=session.clock) as assistant:
            found = assistant.accounts(actor)
        accounts = [{column: row[column] for column in COLUMNS} for row in found]
        if as_json:
            print_json(accounts)
        elif str(csv) == "-":
            pass
        elif accounts:
            print_table(session.out, [*SHOWN.values()], ([account[c] for c in SHOWN] for account in accounts))
        else:
            say(session.out, "No accounts: ask an administrator for access.")
        listing = Listing("accounts", dict.fromkeys(COLUMNS, "text"), accounts, len(accounts))
        save(session.out, listing, csv, xlsx, quiet=as_json)


@aliases.command("propose")
def propose(as_: AsOption = None, as_json: AsJson = False) -> None:
    """Look for spellings that may be one party."""
    from assistant.cli.screen import print_json, say
    from assistant.cli.session import open_session
    from assistant.imports import propose_spellings

    with open_session() as session:
        actor = session.reader(as_, "spellings")
        with session.telling(actor, "spellings"):
            found = propose_spellings(session.books, actor, session.clock)
        if as_json:
            print_json({"proposed": found})
        else:
            say(session.out, f"{found} proposed: `billing accounts aliases list` shows them.")


@aliases.command("list")
def list_aliases(as_: AsOption = None, as_json: AsJson = False) -> None:
    """Spellings, proposed and confirmed."""
    from assistant.cli.screen import print_json, print_table, say
    from assistant.cli.session import open_session
    from assistant.imports import spellings

    with open_session() as session:
        actor = session.reader(as_, "spellings")
        with session.telling(actor, "spellings"):
            found = spellings(session.books, actor, session.clock)
        if as_json:
            print_json(found)
        elif found:
            header = ("id", "spelling", "is", "similarity", "state")
            states = (f"confirmed by {row['confirmed_by']}" if row["confirmed_by"] else "proposed" for row in found)
            lines = (
                [row["alias_id"], row["alias"], row["party"], row["similarity"], state]
                for row, state in zip(found, states, strict=True)
            )
            print_table(session.out, header, lines, ("id", "similarity"))
        else:
            say(session.out, "None: `billing accounts aliases propose` looks for some.")


@aliases.command("confirm")
def confirm(
    alias_id: Annotated[int, typer.Argument(metavar="ID", help="As the list shows it.")],
    as_: AsOption = None,
    as_json: AsJson = False,
) -> None:
    """Say that a spelling is that party; it is journalled."""
    from assistant.cli.screen import print_json, say
    from assistant.cli.session import open_session
    from assistant.imports import confirm_spelling

    with open_session() as session:
        actor = session.decider(as_, "spellings")
        with session.telling(actor, f"spelling {alias_id}"):
            confirm_spelling(session.books, actor, alias_id, session.clock)
        if as_json:
            print_json({"alias_id": alias_id, "confirmed": True})
        else:
            say(session.out, f"Spelling {alias_id} is confirmed.")
