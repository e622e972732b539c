"""`billing doctor`: what is there, what is missing, what to do."""

import json
from typing import Annotated

import typer


def doctor(as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False) -> None:
    """Check home, database, schema, books, people, journal and model."""
    from sqlalchemy import text

    from assistant.cli.session import open_session
    from assistant.desk.journal_check import verify
    from tools.ledger.schema import head

    with open_session() as session:
        checks: list[tuple[str, str, bool]] = [("home", f"{session.home.path}{' (demo)' if session.home.is_demo else ''}", True)]
        with session.app.begin() as connection:
            server = str(connection.scalar(text("show server_version")))
            checks.append(("database", f"PostgreSQL {server} at {session.books.cluster.where}", True))
            schema = str(connection.scalar(text("select version_num from public.alembic_version")))
            checks.append(("schema", schema, schema == head()))
            books = connection.execute(text("select source, title, as_of::date as day from ledger.source order by source")).all()
            said = "; ".join(f"{b.title} as of {b.day}" for b in books)
            checks.append(("books", said or "none: run `billing demo` or `billing import`", bool(books)))
            people = connection.scalar(text("select count(*) from desk.address")) or 0
            checks.append(("people", f"{people} addresses" if people else "none: run `billing people import FILE.csv`", people > 0))
            problems = verify(connection)
            checks.append(("journal", "whole" if not problems else "; ".join(map(str, problems[:3])), not problems))
        checks.append(("model", session.settings.model, True))
        if as_json:
            typer.echo(json.dumps([{"check": name, "says": said, "ok": ok} for name, said, ok in checks], indent=2))
        else:
            for name, said, ok in checks:
                session.out.print(f"{'ok ' if ok else 'NO '} {name:<9} {said}", markup=False)
        if not all(ok for _, _, ok in checks):
            raise typer.Exit(4)
