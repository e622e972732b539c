"""`billing import`: load an extract; list batches, rejected rows and exceptions."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from assistant.cli.options import AsJson, AsOption, CsvFile, XlsxFile, moment, refuse_two_outputs

if TYPE_CHECKING:
    from _typeshed import DataclassInstance
    from sqlalchemy import Connection

    from tools.ledger.imports import ImportReport

Batch = Annotated[
    int, typer.Argument(metavar="BATCH", help="The number of the import, as `billing import batches` lists it.")
]


_COUNTS = (
    "batch_id", "rows_read", "rows_loaded", "rows_changed", "rows_missing", "rows_rejected", "exceptions", "line",
)  # fmt: skip


class ProfileOrCommand(TyperGroup):
    """`import PROFILE PATH…`: what is no command is the name or folder of a profile."""

    def resolve_command(self, ctx: typer.Context, args: list[str]) -> Any:  # type: ignore[override]  # noqa: ANN401
        """Take an unknown word as the profile."""
        if args and args[0] not in self.commands and not args[0].startswith("-"):
            return "load", self.commands["load"], args
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=ProfileOrCommand,
    help="Load an extract with `billing import PROFILE PATH...`: fcc, ibm_ar, canonical, or a folder with a profile of "
    "yours; `billing import canonical --help` shows the options. Or look at what an import left.",
    short_help="Load an extract: billing import PROFILE PATH...",
    no_args_is_help=True,
)


@app.command("load", hidden=True)
def load(
    profile: Annotated[
        str, typer.Argument(metavar="PROFILE", help="fcc, ibm_ar, canonical, or a folder with a profile of yours.")
    ],
    paths: Annotated[list[Path], typer.Argument(metavar="PATH", help="The extract's files or its folder.")],
    as_of: Annotated[
        datetime | None,
        typer.Option(parser=moment, metavar="TIME", help="When the extract was taken (UTC); else the files' time."),
    ] = None,
    source: Annotated[str | None, typer.Option(metavar="NAME", help="A name for these books, for `canonical`.")] = None,
    as_json: AsJson = False,
) -> None:
    """Load an extract as a snapshot."""
    from rich.console import Console
    from rich.progress import Progress

    from assistant.cli.screen import print_json, say
    from assistant.cli.session import open_session
    from assistant.desk.identity import as_home_maker
    from assistant.imports import load_extract
    from tools.ledger.imports import load_profile

    with open_session() as session:
        loader = as_home_maker(session.os_user, session.home.made_by, "import books")
        known = load_profile(profile)
        # Progress is for who watches: what programs read stays clean.
        with Progress(console=Console(stderr=True), transient=True, disable=not session.out.is_terminal) as progress:
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
            print_json(_record(report))
        else:
            say(session.out, _said(report))


@app.command("batches")
def batches(as_: AsOption = None, as_json: AsJson = False, csv: CsvFile = None, xlsx: XlsxFile = None) -> None:
    """The imports so far, the newest first."""
    from tools.ledger.imports import find_batches

    columns = (
        "batch_id", "source", "as_of", "rows_read", "rows_loaded", "rows_changed", "rows_missing", "rows_rejected",
        "exceptions",
    )  # fmt: skip
    _list(find_batches, as_, "imports", columns, as_json=as_json, csv=csv, xlsx=xlsx)


@app.command("rejects")
def rejects(
    batch: Batch, as_: AsOption = None, as_json: AsJson = False, csv: CsvFile = None, xlsx: XlsxFile = None
) -> None:
    """Rows that could not be placed: file, line, rule."""
    from tools.ledger.imports import find_rejects, get_batch

    def find(connection: "Connection") -> "Sequence[DataclassInstance]":
        get_batch(connection, batch)
        return find_rejects(connection, batch)

    _list(find, as_, "rejects", ("file", "line", "rule", "detail", "content"), as_json=as_json, csv=csv, xlsx=xlsx)


@app.command("exceptions")
def exceptions(
    batch: Batch, as_: AsOption = None, as_json: AsJson = False, csv: CsvFile = None, xlsx: XlsxFile = None
) -> None:
    """Documents that are in the books as they came and look wrong."""
    from tools.ledger.imports import find_exceptions, get_batch

    def find(connection: "Connection") -> "Sequence[DataclassInstance]":
        get_batch(connection, batch)
        return find_exceptions(connection, batch)

    columns = ("table_name", "row_id", "rule", "detail")
    _list(find, as_, "exceptions", columns, as_json=as_json, csv=csv, xlsx=xlsx)


def _list(
    find: "Callable[[Connection], Sequence[DataclassInstance]]",
    as_: str | None,
    name: str,
    columns: Sequence[str],
    *,
    as_json: bool,
    csv: Path | None,
    xlsx: Path | None,
) -> None:
    """Show or write what an import left, to those who see every account: its rows may be anybody's."""
    from assistant.cli.operator import reading
    from assistant.cli.saving import save
    from assistant.cli.screen import print_json, print_table, say
    from assistant.cli.session import open_session
    from assistant.desk.roles import SEE_EVERYTHING
    from assistant.exports import Listing

    refuse_two_outputs(csv, as_json=as_json)
    with open_session() as session, reading(session, as_, f"see {name}", "import", roles=SEE_EVERYTHING):
        with session.books.engines.transaction() as connection:
            found = [_record(item) for item in find(connection)]
        if as_json:
            print_json(found)
        elif str(csv) == "-":
            pass
        elif found:
            header = [column.removeprefix("rows_").removesuffix("_id").replace("_", " ") for column in columns]
            numbers = [name for name, column in zip(header, columns, strict=True) if column in _COUNTS]
            print_table(session.out, header, ([item[column] for column in columns] for item in found), numbers)
        else:
            say(session.out, "None.")
        listing = Listing(name, dict.fromkeys(columns, "text"), [_flat(item, columns) for item in found], len(found))
        save(session.out, listing, csv, xlsx, quiet=as_json)


def _record(item: "DataclassInstance") -> dict[str, Any]:
    from dataclasses import asdict

    return asdict(item)


def _flat(record: dict[str, Any], columns: Sequence[str]) -> dict[str, Any]:
    """Numbers as numbers, everything else as text."""
    return {c: value if isinstance(value := record[c], int | None) else str(value) for c in columns}


def _said(report: "ImportReport") -> str:
    if report.unchanged:
        return f"The same content as batch {report.batch_id}: nothing changed."
    said = (
        f"Batch {report.batch_id}: {report.rows_read:,} rows read, {report.rows_loaded:,} new, "
        f"{report.rows_changed:,} changed, {report.rows_missing:,} missing from the extract, "
        f"{report.rows_rejected:,} rejected, {report.exceptions:,} exceptions."
    )
    if report.rows_rejected:
        said += f"\nSee `billing import rejects {report.batch_id}`."
    if report.exceptions:
        said += f"\nSee `billing import exceptions {report.batch_id}`."
    return said
