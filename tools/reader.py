"""Runs named queries in a scope and keeps what they returned as evidence. Not here: SQL that a model wrote."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from threading import Lock
from typing import Any

from psycopg.errors import QueryCanceled
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tools.errors import QueryTooSlowError
from tools.evidence import Evidence, Parameter, Row, Value
from tools.ledger.engines import Engines
from tools.ledger.scope import OpenScope
from tools.query import Query, named

MAX_ROWS = 200
"""Rows held of one result; what is more is counted and said, never hidden."""
LONGEST_LIST_SECONDS = 600.0
"""Time limit of a list that is written to a file, whole."""
AT_ONCE = 2_000
"""Rows of such a list that are in memory at a time."""


class Reader:
    """One turn's way to the books: every query runs in the turn's scope and leaves evidence: E1, E2 and so on."""

    def __init__(self, engines: Engines, opened: OpenScope, clock: Callable[[], datetime]) -> None:
        self._engines = engines
        self._opened = opened
        self._clock = clock
        self._lock = Lock()
        """Tool calls of one turn may run side by side; labels are given out one at a time."""
        self.evidence: list[Evidence] = []

    @property
    def scope(self) -> OpenScope:
        """The scope that the queries run in."""
        return self._opened

    def run(self, name: str, **parameters: Parameter) -> Evidence:
        """Run the named query and keep its result as the turn's next evidence.

        Raises: QueryTooSlowError: it was cancelled at the time limit. DatabaseUnavailableError.
        """
        found = self._evidence(named(name), parameters, "")
        with self._lock:
            evidence = found.labelled(f"E{len(self.evidence) + 1}")
            self.evidence.append(evidence)
        return evidence

    def glance(self, name: str, **parameters: Parameter) -> list[Row]:
        """Rows for our own use (resolving a name): shown to nobody, so no evidence. Not limited in number."""
        return self._rows(named(name), parameters, limit=None)[0]

    def stream(self, evidence: Evidence) -> Iterator[Row]:
        """Every row of a query that was run before, one after another: for a file, where nothing is cut off.

        Raises: QueryTooSlowError, DatabaseUnavailableError.
        """
        everything = self._opened.scope.everything
        with (
            self._named_when_slow(evidence.query),
            self._engines.reading(
                self._opened.token, everything=everything, seconds=LONGEST_LIST_SECONDS
            ) as connection,
        ):
            result = connection.execution_options(yield_per=AT_ONCE).execute(
                text(evidence.query.sql), dict(evidence.parameters)
            )
            for row in result.mappings():
                yield dict(row)

    def _evidence(self, query: Query, parameters: dict[str, Parameter], label: str) -> Evidence:
        started = self._clock()
        rows, total = self._rows(query, parameters, limit=MAX_ROWS)
        scope = self._opened.scope
        accounts = frozenset(a for row in rows for a in _accounts(row))
        return Evidence(
            label=label,
            query=query,
            parameters=parameters,
            rows=rows,
            total_rows=total,
            accounts=accounts,
            everything=bool(rows) and not accounts,
            as_of=min([scope.as_of, *(d for row in rows if (d := _date(row.get("as_of"))) is not None)]),
            batches=frozenset(int(str(row["books_batch"])) for row in rows if row.get("books_batch") is not None),
            started_at=started,
            ended_at=self._clock(),
            run_by=scope.person,
        )

    def _rows(self, query: Query, parameters: dict[str, Parameter], limit: int | None) -> tuple[list[Row], int]:
        sql = query.sql
        if limit is not None:
            sql = f"select q.*, count(*) over () as total_rows__ from (\n{sql}\n) q limit {limit}"  # noqa: S608 (ours)
        everything = self._opened.scope.everything
        with (
            self._named_when_slow(query),
            self._engines.reading(self._opened.token, everything=everything) as connection,
        ):
            rows = [dict(row) for row in connection.execute(text(sql), parameters).mappings()]
        total = int(rows[0].pop("total_rows__")) if rows and limit is not None else len(rows)
        for row in rows[1:]:
            row.pop("total_rows__", None)
        return list(rows), total

    @contextmanager
    def _named_when_slow(self, query: Query) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            if isinstance(error.orig, QueryCanceled):
                raise QueryTooSlowError(query.name) from error
            raise


def _accounts(row: Row) -> list[int]:
    one, many = row.get("account_id"), row.get("account_ids")
    ids: list[Any] = many if isinstance(many, list) else []
    return [int(i) for i in ids if i is not None] + ([int(one)] if isinstance(one, int) else [])


def _date(value: Value) -> date | None:
    return value if isinstance(value, date) else None
