"""Where LangGraph keeps its runs: its own tables, in schema `graph`, on a pool of their own."""

from typing import Any

import psycopg
from langgraph.checkpoint.postgres import PostgresSaver
from psycopg.rows import DictRow, dict_row
from psycopg_pool import ConnectionPool
from sqlalchemy import URL

OPTIONS = "-c search_path=graph"


def make_tables(owner: URL) -> None:
    """Create the checkpointer's tables and let the program use them. Run as the schema's owner."""
    with psycopg.connect(_plain(owner), autocommit=True, options=OPTIONS, row_factory=dict_row) as connection:
        PostgresSaver(connection).setup()
        connection.execute("grant select, insert, update, delete on all tables in schema graph to billing_app")


def open_pool(app: URL) -> "ConnectionPool[psycopg.Connection[DictRow]]":
    """A pool for the checkpointer; opened on first use."""
    return ConnectionPool(
        _plain(app),
        min_size=1,
        max_size=4,
        open=False,
        # A connection that died while idle is replaced unnoticed; who waits for a dead database is told so soon.
        check=ConnectionPool.check_connection,
        timeout=10,
        kwargs={"autocommit": True, "options": OPTIONS, "row_factory": dict_row, "prepare_threshold": 0},
    )


def open_checkpointer(pool: "ConnectionPool[Any]") -> PostgresSaver:
    """LangGraph's own Postgres checkpointer."""
    return PostgresSaver(pool)


def _plain(url: URL) -> str:
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
