"""`billing evidence`: what a figure rests on."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AsJson, AsOption, CsvFile, XlsxFile, refuse_two_outputs

if TYPE_CHECKING:
    from rich.console import Console

    from tools.evidence import Row
    from tools.evidence_store import KeptEvidence
    from tools.query import Kind

_FIGURES = ("money", "rate", "percent", "number")

app = typer.Typer(help="What a figure rests on: SQL, parameters, rows.", no_args_is_help=True)


@app.callback()
def evidence() -> None:
    """What a figure rests on: SQL, parameters, rows."""


@app.command()
def show(
    conversation: Annotated[str, typer.Argument(metavar="CONVERSATION", help="The conversation of the answer.")],
    label: Annotated[str, typer.Argument(metavar="EVIDENCE", help="The evidence, such as E1.")],
    turn: Annotated[int, typer.Option(metavar="N", min=1, help="Which question of the conversation.")] = 1,
    as_: AsOption = None,
    as_json: AsJson = False,
    csv: CsvFile = None,
    xlsx: XlsxFile = None,
) -> None:
    """Show evidence to those who may see every account in it."""
    from assistant.bootstrap import build
    from assistant.cli.saving import files, say_written
    from assistant.cli.screen import print_json
    from assistant.cli.session import open_session
    from tools.plain_text import one_line, shortened
    from tools.resolve import not_found

    refuse_two_outputs(csv, as_json=as_json)
    with open_session() as session:
        actor = session.reader(as_, "evidence")
        with build(session.settings, books=session.books, clock=session.clock) as assistant:
            found = assistant.open_evidence(actor, conversation, turn, label.upper())
            if found is None:
                typer.echo(not_found(f"evidence {shortened(one_line(f'{conversation}/{turn}/{label}'))}"), err=True)
                raise typer.Exit(3)
            if as_json:
                print_json(dict(found.fields))
            elif str(csv) != "-":
                _print(session.out, found)
            for path, write in files(csv, xlsx):
                with assistant.whole_evidence(actor, found) as listing:
                    written = write([listing], path)
                less = found.fields["total_rows"] - written
                more = f"; {less:,} more were found then, but the books have changed since" if less else ""
                say_written(session.out, written, path, quiet=as_json, more=more)


def _print(out: "Console", found: "KeptEvidence") -> None:
    from assistant.cli.screen import print_table, rows, say
    from assistant.exports import kept_listing
    from tools.plain_text import as_typed

    fields, listing = found.fields, kept_listing(found)
    say(out, f"{found.label}: {fields['query_name']} (version {fields['query_version']})", "bold")
    say(out, f"As of {found.as_of}, run by {fields['run_by']} at {fields['started_at']:%Y-%m-%d %H:%M} UTC.")
    say(out, f"Parameters: {json.dumps(fields['parameters'], ensure_ascii=False)}")
    say(out, f"SHA-256 of the rows: {fields['result_sha256']}\n")
    # The terminal breaks long lines, so that the SQL can be copied as it was run.
    out.print(as_typed(fields["sql_text"]) + "\n", style="dim", soft_wrap=True)
    kept = list(listing.rows)
    kinds = {name: kind for name, kind in listing.columns.items() if any(row[name] is not None for row in kept)}
    lines = [[_shown(row, name, kind) for name, kind in kinds.items()] for row in kept]
    if lines:
        print_table(out, list(kinds), lines, [name for name, kind in kinds.items() if kind in _FIGURES])
    total = fields["total_rows"]
    said = rows(total) if total == len(lines) else f"{len(lines):,} of {rows(total)}; --csv FILE writes all"
    say(out, f"\n{said}.", "dim")


def _shown(row: "Row", name: str, kind: "Kind") -> str:
    from tools.evidence import print_value

    return "" if row[name] is None else print_value(row[name], kind, str(row.get("currency") or ""))
