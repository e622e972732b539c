"""`billing journal`: what was asked, answered, refused and done."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from assistant.desk.journal import JournalEntry

app = typer.Typer(name="journal", help="What was asked, answered, refused and done.", no_args_is_help=True)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command(short_help="Look whether the chain of entries holds.")
def verify(as_json: AsJson = False) -> None:
    """Look whether an entry was changed, taken out, moved or put in; ends with 1 when one was."""
    from assistant.cli.session import open_session
    from assistant.desk import journal_check
    from assistant.desk.journal import count_entries

    with open_session() as session:
        with session.app.begin() as connection:
            problems, count = journal_check.verify(connection), count_entries(connection)
        if as_json:
            typer.echo(json.dumps({"entries": count, "problems": [*map(vars, problems)]}, indent=2))
        elif problems:
            for problem in problems:
                session.out.print(problem.sentence, highlight=False, soft_wrap=True)
        else:
            entries = "1 entry" if count == 1 else f"{count} entries"
            session.out.print(f"{entries}; the chain holds.", highlight=False)
    if problems:
        raise typer.Exit(1)


@app.command("list", short_help="Show the last entries, oldest first.")
def list_(
    last: Annotated[int, typer.Option("--last", min=1, help="How many entries.")] = 20,
    tag: Annotated[str | None, typer.Option("--tag", help="Only these, such as access:denied.")] = None,
    subject: Annotated[str | None, typer.Option("--subject", help="Only about this.")] = None,
    as_: Annotated[str | None, typer.Option("--as", metavar="EMAIL", help="Read as this person.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show the last entries, oldest first: to auditors, and to the one who made the home."""
    from assistant.cli.operator import reading
    from assistant.cli.screen import print_table
    from assistant.cli.session import open_session
    from assistant.desk.journal import find_entries
    from assistant.desk.people import PersonRole

    with open_session() as session, reading(session, as_, "read the journal", "journal", roles={PersonRole.AUDITOR}):
        with session.app.begin() as connection:
            entries = find_entries(connection, last=last, tag=tag, subject=subject)
        if as_json:
            typer.echo(json.dumps([_shown(entry) for entry in entries], ensure_ascii=False, indent=2))
            return
        header = ("entry", "at", "actor", "proved by", "tag", "subject")
        lines = ([e.entry, e.at, e.actor, e.proved_by, e.tag, e.subject] for e in entries)
        print_table(session.out, header, lines, ("entry",))


def _shown(entry: "JournalEntry") -> dict[str, object]:
    return {**vars(entry), "at": entry.at.isoformat()}
