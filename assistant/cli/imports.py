"""`billing import`: load an extract; list batches, rejected rows and exceptions."""

import csv
import json
import sys
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

if TYPE_CHECKING:
    from tools.ledger.imports import ImportReport

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="Print CSV.")]
Batch = Annotated[int, typer.Argument(help="The number of the import, as `billing import batches` lists it.")]


class ProfileOrCommand(TyperGroup):
    """`import PROFILE PATH…`: what is no command is the name or folder of a profile."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:
        """Take an unknown word as the profile."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "load", self.commands["load"], args
        return super().resolve_command(ctx, args)


app = typer.Typer(cls=ProfileOrCommand, help="Load an extract: billing import PROFILE PATH...", no_args_is_help=True)


@app.command("load", hidden=True)
def load(
    profile: Annotated[str, typer.Argument(help="fcc, ibm_ar, canonical, or a folder with a profile of yours.")],
    paths: Annotated[list[Path], typer.Argument(help="The extract's files or its folder.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="When the extract was taken (UTC); else the files' time."),
    ] = None,
    source: Annotated[str | None, typer.Option(help="A name for these books, for `canonical`.")] = None,
    as_json: AsJson = False,
) -> None:
    """Load an extract as a snapshot."""
    from rich.progress import Progress

    from assistant.cli.session import open_session
    from assistant.desk.identity import as_home_maker
    from assistant.imports import load_extract
    from tools.ledger.imports import load_profile

    with open_session() as session:
        loader = as_home_maker(session.os_user, session.home.made_by, "import books")
        known = load_profile(profile)
        with Progress(console=session.out, transient=True) as progress:
            bar = progress.add_task("Importing", total=1.0)
            report = load_extract(
                session.books,
                known,
                paths,
                actor=loader,
                clock=session.clock,
                as_of=as_of.replace(tzinfo=UTC) if as_of else None,
                source=source,
                progress=lambda what, share: progress.update(bar, description=what, completed=share),
            )
        if as_json:
            typer.echo(json.dumps(report.as_json(), indent=2, default=str))
        else:
            session.out.print(_said(report), markup=False)


@app.command("batches")
def batches(as_json: AsJson = False) -> None:
    """The imports so far."""
    from assistant.cli.session import open_session
    from tools.ledger.imports import find_batches

    with open_session() as session:
        with session.app.connect() as connection:
            rows = [vars(batch) for batch in find_batches(connection)]
        _print(rows, as_json=as_json, as_csv=False)


@app.command("rejects")
def rejects(batch: Batch, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Rows that could not be placed: file, line, rule."""
    from assistant.cli.session import open_session
    from tools.ledger.imports import find_rejects

    with open_session() as session:
        with session.app.connect() as connection:
            rows = [vars(row) for row in find_rejects(connection, batch)]
        _print(rows, as_json=as_json, as_csv=as_csv)


@app.command("exceptions")
def exceptions(batch: Batch, as_json: AsJson = False, as_csv: AsCsv = False) -> None:
    """Documents that were loaded as they are and are wrong in themselves."""
    from assistant.cli.session import open_session
    from tools.ledger.imports import find_exceptions

    with open_session() as session:
        with session.app.connect() as connection:
            rows = [vars(row) for row in find_exceptions(connection, batch)]
        _print(rows, as_json=as_json, as_csv=as_csv)


def _said(report: "ImportReport") -> str:
    if report.unchanged:
        return f"The same content as batch {report.batch_id}: nothing changed."
    said = (
        f"Batch {report.batch_id}: {report.rows_read:,} rows read, {report.rows_loaded:,} new, {report.rows_changed:,} changed, "
        f"{report.rows_missing:,} missing from the extract, {report.rows_rejected:,} rejected, {report.exceptions:,} exceptions."
    )
    if report.rows_rejected:
        said += f"\nSee `billing import rejects {report.batch_id}`."
    if report.exceptions:
        said += f"\nSee `billing import exceptions {report.batch_id}`."
    return said


def _print(rows: Iterable[Mapping[str, Any]], *, as_json: bool, as_csv: bool) -> None:
    found = list(rows)
    if as_json:
        typer.echo(json.dumps(found, indent=2, default=str))
    elif as_csv and found:
        writer = csv.DictWriter(sys.stdout, list(found[0]))
        writer.writeheader()
        writer.writerows(found)
    elif not found:
        typer.echo("None.")
    else:
        for row in found:
            typer.echo("  ".join(f"{name}={value}" for name, value in row.items() if value is not None))
