"""Puts on record what people do through the one door. How entries are kept is in `assistant.desk.journal`."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from assistant.clock import Clock
from assistant.desk import journal
from assistant.desk.identity import Actor
from tools.ledger.engines import Engines


@dataclass(frozen=True)
class Record:
    """Adds to the journal in the name of whoever acts."""

    engines: Engines
    clock: Clock

    def add(self, actor: Actor, tag: str, subject: str, detail: Mapping[str, object]) -> None:
        """An entry in a transaction of its own."""
        with self.engines.transaction() as connection:
            self.add_within(connection, actor, tag, subject, detail)

    def add_within(
        self, connection: Connection, actor: Actor, tag: str, subject: str, detail: Mapping[str, object]
    ) -> None:
        """An entry in the transaction of the act that it tells about, as its last statement."""
        journal.append_by(connection, actor, self.clock(), tag, subject, detail)
