"""`billing evidence`: what a figure rests on."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.options import AsJson, AsOption, CsvFile, XlsxFile, refuse_two_outputs

if TYPE_CHECKING:
    from rich.console import Console

    from tools.evidence_store import KeptEvidence

_WIDEST_TABLE = 8
"""Columns; rows with more are shown one below the other."""

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
    from assistant.cli.screen import print_json, rows, say
    from assistant.cli.session import open_session
    from assistant.exports import write_csv, write_xlsx
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
            for path, write in ((csv, write_csv), (xlsx, write_xlsx)):
                if path is None:
                    continue
                with assistant.whole_evidence(actor, found) as listing:
                    written = write([listing], path)
                if not as_json and str(path) != "-":
                    less = found.fields["total_rows"] - written
                    kept = f"; {less:,} more were found then, but the books have changed since" if less else ""
                    say(session.out, f"{rows(written)} written to {path}{kept}.")


def _print(out: "Console", found: "KeptEvidence") -> None:
    from assistant.cli.screen import print_table, rows, say
    from assistant.exports import kept_listing
    from tools.evidence import print_value

    fields, listing = found.fields, kept_listing(found)
    say(out, f"{found.label}: {fields['query_name']} (version {fields['query_version']})", "bold")
    say(out, f"As of {found.as_of}, run by {fields['run_by']} at {fields['started_at']:%Y-%m-%d %H:%M} UTC.")
    say(out, f"Parameters: {json.dumps(fields['parameters'], ensure_ascii=False)}")
    say(out, f"SHA-256 of the rows: {fields['result_sha256']}\n")
    say(out, fields["sql_text"] + "\n", "dim")
    kinds = {
        column: kind for column, kind in listing.columns.items() if any(row[column] is not None for row in listing.rows)
    }
    lines = [
        [
            "" if row[column] is None else print_value(row[column], kind, str(row.get("currency") or ""))
            for column, kind in kinds.items()
        ]
        for row in listing.rows
    ]
    if len(kinds) > _WIDEST_TABLE:
        for line in lines:
            print_table(out, ("column", "value"), zip(kinds, line, strict=True))
            say(out, "")
    elif lines:
        print_table(
            out, list(kinds), lines, [c for c, kind in kinds.items() if kind in ("money", "rate", "number", "percent")]
        )
    total = fields["total_rows"]
    said = rows(total) if total == len(lines) else f"{len(lines):,} of {rows(total)}; --csv FILE writes all"
    say(out, f"\n{said}.", "dim")
