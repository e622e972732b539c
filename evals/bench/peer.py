"""The peer of an answer: the same SQL on a bare connection, over views without scope, history or masking."""

import re
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from importlib.resources import files
from typing import Any

import psycopg

from assistant.bootstrap import Books
from evals.bench.stopwatch import Statement
from tools.ledger.cluster import Role, conninfo

_PLAIN = (
    (re.compile(r"\{(\w+)\}"), r"ledger.\1"),
    (re.compile(r" with \(security_barrier\)"), ""),
    (re.compile(r"\(select desk\.scope_role\(\)\)"), "'finance'"),
    (re.compile(r"\(select desk\.scope_everything\(\)\)"), "true"),
    (re.compile(r"\(select desk\.scope_accounts\(\)\)"), "null"),
)
_AS_OF = re.compile(r"\(select desk\.scope_as_of\(\)\)")


class Peer:
    """Sends statements as the tables' owner, with plain parameters."""

    def __init__(self, connection: "psycopg.Connection[tuple[Any, ...]]") -> None:
        """Use `plain_peer`."""
        self._connection = connection

    def seconds(self, statements: Iterable[Statement], accounts: frozenset[int] | None) -> float:
        """Time that the statements take here.

        Args:
            statements: what an answer executed.
            accounts: its scope, put where a query takes accounts and was given none; None for everything.
        """
        taken = 0.0
        for statement in statements:
            parameters = _scoped(statement.parameters, accounts)
            started = time.perf_counter()
            self._connection.execute(statement.sql.encode(), parameters).fetchall()
            taken += time.perf_counter() - started
        return taken


@contextmanager
def plain_peer(books: Books, as_of: date) -> Iterator[Peer]:
    """A peer whose views show the present rows, documents dated up to the day."""
    url = books.cluster.url(Role.OWNER, books.database)
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        connection.execute("create schema bench")
        connection.execute("set search_path = bench")
        connection.execute(plain_views(as_of).encode())
        yield Peer(connection)


def plain_views(as_of: date) -> str:
    """The published views' SQL over present rows, with nothing that asks for a scope."""
    views = (files("tools.ledger.migrations") / "sql_0001" / "5_views.sql").read_text()
    for pattern, plain in _PLAIN:
        views = pattern.sub(plain, views)
    return _AS_OF.sub(f"date '{as_of}'", views)


def _scoped(parameters: Mapping[str, Any], accounts: frozenset[int] | None) -> Mapping[str, Any]:
    if accounts is None or parameters.get("accounts", ()) is not None:
        return parameters
    return {**parameters, "accounts": sorted(accounts)}
