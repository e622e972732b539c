"""Loading books and settling spellings, on the record. How an extract is read is in `tools.ledger.imports`."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from assistant.bootstrap import Books
from assistant.clock import Clock
from assistant.desk import journal
from assistant.desk.errors import AccessDeniedError
from assistant.desk.identity import Actor, HomeMaker
from assistant.desk.people import get_person, scope_of
from tools.ledger.imports import ImportReport, Profile, import_extract


class NotYoursToSettleError(AccessDeniedError):
    """Only people who see every account settle spellings: ask a specialist."""

    code = "not_yours_to_settle"


def load_extract(
    books: Books,
    profile: Profile,
    paths: Sequence[Path],
    *,
    actor: Actor | HomeMaker,
    clock: Clock,
    as_of: datetime | None = None,
    source: str | None = None,
    progress: Callable[[str, float], None] | None = None,
) -> ImportReport:
    """Load an extract in one transaction, the journal's entry with it."""

    def record(connection: Connection, report: ImportReport) -> None:
        connection.execute(text("select ledger.refresh_statistics()"))
        detail = {"batch": report.batch_id, "rows_loaded": report.rows_loaded, "rows_rejected": report.rows_rejected}
        journal.append_by(connection, actor, clock(), "import:loaded", report.source, detail)

    return import_extract(
        books.engines.app,
        profile,
        paths,
        as_of=as_of,
        imported_by=actor.name,
        source=source,
        clock=clock,
        progress=progress,
        record=record,
    )


def propose_spellings(books: Books, actor: Actor, clock: Clock) -> int:
    """Propose spellings that look like one party; how many are new."""
    with books.engines.transaction() as connection:
        from tools.ledger import aliases

        _require_all(connection, actor, clock)
        return len(aliases.propose_aliases(connection, proposed_by=actor.email, at=clock()))


def spellings(books: Books, actor: Actor, clock: Clock) -> list[dict[str, Any]]:
    """Proposed and confirmed spellings."""
    with books.engines.transaction() as connection:
        _require_all(connection, actor, clock)
        rows = connection.execute(
            text("""select x.alias_id, x.alias, p.name as party, x.similarity, x.proposed_at, x.confirmed_by,
                    x.confirmed_at
                from ledger.party_alias x join ledger.party p using (party_id)
                where x.rejected_by is null order by p.name, x.alias""")
        ).mappings()
        return [dict(row) for row in rows]


def confirm_spelling(books: Books, actor: Actor, alias_id: int, clock: Clock) -> None:
    """A person says that a spelling is that party."""
    with books.engines.transaction() as connection:
        _require_all(connection, actor, clock)
        from tools.ledger import aliases

        aliases.confirm_alias(connection, alias_id, by=actor.email, at=clock())
        journal.append_by(connection, actor, clock(), "alias:confirmed", str(alias_id), {})


def _require_all(connection: Connection, actor: Actor, clock: Clock) -> None:
    today = clock().date()
    if not scope_of(connection, get_person(connection, actor.email, today), as_of=today).everything:
        raise NotYoursToSettleError
