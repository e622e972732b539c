"""Where LangGraph keeps its runs: its own tables, in schema `graph`, on connections of their own."""

from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from langgraph.checkpoint.postgres import PostgresSaver
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool
from sqlalchemy import URL

OPTIONS = "-c search_path=graph"
SECONDS_TO_CONNECT = 5


def make_tables(owner: URL) -> None:
    """Create the checkpointer's tables and let the program use them. Run as the schema's owner."""
    with psycopg.connect(_plain(owner), autocommit=True, options=OPTIONS, row_factory=dict_row) as connection:
        PostgresSaver(connection).setup()
        connection.execute("grant select, insert, update, delete on all tables in schema graph to billing_app")


class Connections(ConnectionPool["psycopg.Connection[DictRow]"]):
    """Connections for the checkpointer, which takes a pool only.

    psycopg's own pool waits longer each time that it cannot connect, so a database that came back would be found late.
    Here whoever needs a connection gets one, or learns at once that there is none.
    """

    def __init__(self, address: str) -> None:
        super().__init__(address, open=False)
        self._address = address
        self._idle: deque[psycopg.Connection[DictRow]] = deque()

    @contextmanager
    def connection(self, timeout: float | None = None) -> "Iterator[psycopg.Connection[DictRow]]":
        """A connection that answers; kept for the next turn when it still does afterwards."""
        taken = self._kept() or psycopg.connect(
            self._address,
            autocommit=True,
            options=OPTIONS,
            row_factory=dict_row,
            prepare_threshold=0,
            connect_timeout=int(timeout or SECONDS_TO_CONNECT),
        )
        try:
            yield taken
        except BaseException:
            taken.close()
            raise
        self._idle.append(taken)

    def close(self, timeout: float = 0.0) -> None:  # noqa: ARG002 (psycopg's signature)
        """Close what is kept."""
        while self._idle:
            self._idle.pop().close()

    def _kept(self) -> "psycopg.Connection[DictRow] | None":
        while self._idle:
            kept = self._idle.pop()
            try:
                self.check_connection(kept)
            except psycopg.OperationalError:
                kept.close()
            else:
                return kept
        return None


def open_connections(app: URL) -> Connections:
    """Connections of the program's own for the checkpointer; none is made before it is needed. Close them."""
    return Connections(_plain(app))


def open_checkpointer(connections: Connections) -> PostgresSaver:
    """LangGraph's own Postgres checkpointer."""
    return PostgresSaver(connections)


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
