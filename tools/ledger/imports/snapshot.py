"""An extract as a snapshot: its content, its time, and its place after those that came before. Not here: its rows."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Connection, text

from tools.ledger.imports.batches import ImportReport, get_batch
from tools.ledger.imports.errors import OlderExtractError
from tools.ledger.imports.extract import ExtractFile
from tools.ledger.imports.profile import Profile
from tools.ledger.imports.scanning import Scan
from tools.ledger.imports.statements import statement


@dataclass(frozen=True)
class Snapshot:
    """What makes two extracts of one source the same, and which is newer."""

    source: str
    as_of: datetime
    content: str


def take_snapshot(profile: Profile, source: str, scans: Mapping[ExtractFile, Scan], as_of: datetime | None) -> Snapshot:
    """The extract's own.

    Args:
        profile: how the files are read; another mapping of the same files is another content.
        source: whose the extract is.
        scans: its files.
        as_of: when it was taken, UTC if it names no zone; `None` for the time of its newest file.
    """
    digest = hashlib.sha256(f"{profile.name}\0{profile.digest}\0{source}\0".encode())
    for line in sorted(f"{file.input}\0{scan.sha256}\0" for file, scan in scans.items()):
        digest.update(line.encode())
    newest = max(file.path.stat().st_mtime for file in scans)
    taken = as_of or datetime.fromtimestamp(newest, UTC)
    return Snapshot(source, taken if taken.tzinfo else taken.replace(tzinfo=UTC), digest.hexdigest())


def place_in_time(connection: Connection, snapshot: Snapshot) -> ImportReport | Snapshot:
    """The earlier import of the same content, or the snapshot as it is to be recorded.

    From here to the end of the transaction no other import of the source runs.

    Raises:
        OlderExtractError: a newer extract of the source is in the books.
    """
    connection.execute(text(statement("lock_source")), {"source": snapshot.source})
    newest = connection.execute(text(statement("newest_batch")), {"source": snapshot.source}).first()
    if newest is None:
        return snapshot
    parameters = {"source": snapshot.source, "content": snapshot.content}
    same = connection.scalar(text(statement("same_content")), parameters)
    returned = same is not None and same != newest.batch_id and snapshot.as_of > newest.as_of
    if same is not None and not returned:
        return _done(connection, same)
    if snapshot.as_of < newest.as_of:
        raise OlderExtractError(snapshot.source, snapshot.as_of, newest.as_of, newest.batch_id)
    if not returned:
        return snapshot
    # The source went back to what it said before: the same content, yet a snapshot of its own.
    again = hashlib.sha256(f"{snapshot.content}\0{newest.batch_id}".encode()).hexdigest()
    same = connection.scalar(text(statement("same_content")), parameters | {"content": again})
    return _done(connection, same) if same else Snapshot(snapshot.source, snapshot.as_of, again)


def _done(connection: Connection, batch_id: int) -> ImportReport:
    return replace(get_batch(connection, batch_id), unchanged=True)
