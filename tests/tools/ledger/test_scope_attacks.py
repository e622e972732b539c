"""A person's scope, tried with SQL on the reader's own connection, as a model or whoever steers it could write it."""

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias, cast

import psycopg
import pytest
import yaml
from psycopg.errors import Diagnostic, InsufficientPrivilege, QueryCanceled
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from assistant.bootstrap import Books
from tests.tools.ledger.secrets_of_books import Secrets, secrets_of
from tools.ledger.cluster import Cluster, conninfo
from tools.ledger.engines import Engines
from tools.ledger.roles import ROLES, Role
from tools.ledger.scope import Scope, open_scope

DAY = date(2026, 10, 31)
RUTH = Scope("ruth@example.com", "sales", DAY, frozenset({1}))
LEO = Scope("leo@example.com", "sales", DAY, frozenset({5, 6, 8}))
PRIYA = Scope("priya@example.com", "finance", DAY, everything=True)
STATEMENTS = yaml.safe_load((Path(__file__).parent / "hostile_statements.yaml").read_text())
REFUSALS = ("permission denied", "must be owner", "does not exist", "is not a table", "no privileges were granted")
NO_TOKENS = (
    "",
    "null",
    "%",
    "'",
    "x'; reset billing.scope; set role billing_owner; --",
    "\\",
    "ł" * 9,
    "0" * 5000,
    "{}",
)
OF_ONESELF = ("one's own password", "one's own search path", "one's own limit")
"""What PostgreSQL lets every login do in a transaction that writes: it is put back (see the last tests)."""
RUNAWAY = "select count(*) from generate_series(1, 1000000000000)"

Admin: TypeAlias = "psycopg.Connection[tuple[Any, ...]]"


@dataclass
class Said:
    """All that a statement gave: rows, messages, an error with its details."""

    rows: list[tuple[Any, ...]]
    messages: list[str]
    error: str = ""

    @property
    def text(self) -> str:
        return "\n".join([self.error, *self.messages, *(str(value) for row in self.rows for value in row)])


def send(connection: "psycopg.Connection[Any]", sql: str) -> Said:
    """Send it as one text, in which PostgreSQL runs one statement after the other, and take what comes back."""
    said = Said([], [])

    def take(notice: Diagnostic) -> None:
        said.messages += [str(notice.message_primary), str(notice.message_detail), str(notice.context)]

    connection.add_notice_handler(take)
    try:
        cursor = connection.cursor()
        if sql.startswith("copy"):
            with cursor.copy(sql.encode()) as copy:
                said.rows = [(bytes(block).decode(),) for block in copy]
        else:
            cursor.execute(sql.encode(), prepare=False)
            said.rows = _last(cursor, said)
    except psycopg.Error as error:
        said.error = "\n".join(str(part) for part in (error, error.diag.message_detail, error.diag.context))
    return said


def _last(cursor: "psycopg.Cursor[Any]", said: Said) -> list[tuple[Any, ...]]:
    """Rows of the last result; those of the others go to the messages."""
    rows: list[tuple[Any, ...]] = []
    for result in cursor.results():
        said.messages += [str(row) for row in rows]
        rows = result.fetchall() if result.description else []
    return rows


@contextmanager
def reader_of(engines: Engines, token: str, seconds: float = 5) -> "Iterator[psycopg.Connection[Any]]":
    with engines.reading(token, everything=False, seconds=seconds, foreign=True) as connection:
        yield cast("psycopg.Connection[Any]", connection.connection.dbapi_connection)


@pytest.fixture(scope="module")
def engines(sample: Books) -> Engines:
    return sample.engines


@pytest.fixture(scope="module")
def admin(sample: Books) -> Iterator[Admin]:
    with sample.cluster.as_admin() as admin:
        yield admin


@pytest.fixture(scope="module")
def own_token(engines: Engines) -> Iterator[str]:
    with open_scope(engines, RUTH) as opened:
        yield opened.token


@pytest.fixture(scope="module")
def others(engines: Engines, admin: Admin) -> Iterator[dict[str, str]]:
    """Tokens of other people, one of them in use on the same login, and numbers of things that have no name here."""
    number = admin.execute("select 'ledger.invoice'::regclass::oid").fetchone() or (0,)
    with (
        open_scope(engines, LEO) as leo,
        open_scope(engines, PRIYA) as priya,
        engines.reading(leo.token, everything=False) as busy,
    ):
        busy.execute(text("select count(*) from accounts"))
        yield {
            "<other token>": leo.token,
            "<token of everything>": priya.token,
            "<expired token>": expired(engines),
            "<oid of ledger.invoice>": str(number[0]),
        }
    forget_expired(engines)


def expired(engines: Engines) -> str:
    token = "expired" * 6
    with engines.transaction() as connection:
        connection.execute(
            text("""insert into desk.scopes (token_sha256, person, accounts, everything, role, as_of, expires_at)
                values (:key, 'ruth@example.com', array[1], false, 'finance', :day, now() - interval '1 second')"""),
            {"key": hashlib.sha256(token.encode()).digest(), "day": DAY},
        )
    return token


def forget_expired(engines: Engines) -> None:
    with engines.transaction() as connection:
        connection.execute(text("delete from desk.scopes where expires_at < now()"))


@pytest.fixture(scope="module")
def secrets(engines: Engines, others: dict[str, str]) -> Secrets:
    found = secrets_of(engines, RUTH.accounts)
    return Secrets(found.words | {others["<other token>"], others["<token of everything>"]}, found.amounts)


class State:
    """A digest of every table, and of what a login could leave behind elsewhere."""

    def __init__(self, admin: Admin) -> None:
        listed = """select schemaname || '.' || quote_ident(tablename) from pg_tables
            where schemaname in ('ledger', 'desk', 'graph', 'public') order by 1"""
        parts = [f"(select sum(hashtextextended(t::text, 0))::text from {row[0]} t)" for row in admin.execute(listed)]
        left = ("authid", "db_role_setting", "auth_members", "proc", "operator", "type", "namespace")
        parts += [f"(select sum(hashtextextended(t::text, 0))::text from pg_catalog.pg_{table} t)" for table in left]
        counted = (
            "count(*) from pg_class",
            "count(*) from pg_largeobject_metadata",
            "sum(last_value) from pg_sequences",
        )
        parts += [f"(select {what})::text" for what in counted]
        self._admin, self._query = admin, f"select array[{', '.join(parts)}]".encode()
        self._last = self._now()

    def is_unchanged(self) -> bool:
        """Whether it is as it was when this was asked before."""
        before, self._last = self._last, self._now()
        return before == self._last

    def _now(self) -> object:
        return self._admin.execute(self._query).fetchone()


@pytest.fixture(scope="module")
def state(admin: Admin, own_token: str, others: dict[str, str]) -> State:
    return State(admin)


def test_there_are_secrets_to_find(secrets: Secrets) -> None:
    assert {"INV-104101", "Acme DE", "A-1005", "DSP-2041", "RCT-70008"} <= secrets.words
    assert len(secrets.amounts) > 50
    assert secrets.found_in("of 7,868.85 USD") == ["7868.85"]


@pytest.mark.parametrize("hostile", STATEMENTS, ids=[statement["try"] for statement in STATEMENTS])
def test_nothing_out_of_scope_comes_back_and_nothing_stays(
    hostile: dict[str, Any], engines: Engines, own_token: str, others: dict[str, str], secrets: Secrets, state: State
) -> None:
    sql = filled(hostile["sql"], others)

    with reader_of(engines, own_token) as connection:
        said = send(connection, sql)

    assert secrets.found_in(said.text, besides=sql) == []
    assert state.is_unchanged()
    assert hostile.get("says", "") in said.error
    assert bool(said.error) == ("says" in hostile), said.error
    assert len(said.rows) == hostile.get("rows", len(said.rows))


ONLY_READ_ONLY = [s for s in STATEMENTS if s.get("says") == "read-only transaction" and s["try"] not in OF_ONESELF]


@pytest.mark.parametrize("hostile", ONLY_READ_ONLY, ids=[statement["try"] for statement in ONLY_READ_ONLY])
def test_what_a_read_only_transaction_refuses_the_login_may_not_do_either(
    hostile: dict[str, Any], engines: Engines, own_token: str, others: dict[str, str], secrets: Secrets, state: State
) -> None:
    sql = filled(hostile["sql"], others)

    with reader_of(engines, own_token) as connection:
        said = send(connection, f"commit; begin read write; {sql}; commit")

    assert any(word in said.text for word in REFUSALS), said.text
    assert "read-only" not in said.error
    assert secrets.found_in(said.text, besides=sql) == []
    assert state.is_unchanged()


def filled(sql: str, others: dict[str, str]) -> str:
    for place, value in others.items():
        sql = sql.replace(place, value)
    return sql


@pytest.mark.parametrize("everything", [False, True], ids=["reader", "reader of everything"])
@pytest.mark.parametrize("token", NO_TOKENS)
def test_a_token_that_is_none_gives_no_row_of_any_view(engines: Engines, token: str, everything: bool) -> None:
    assert rows_of_views(engines, token, everything=everything) == {}


def test_a_token_gives_nothing_on_the_other_reader(engines: Engines, own_token: str, others: dict[str, str]) -> None:
    assert rows_of_views(engines, own_token, everything=True) == {}
    assert rows_of_views(engines, others["<token of everything>"], everything=False) == {}


def test_an_expired_token_gives_no_row_of_any_view(engines: Engines, others: dict[str, str]) -> None:
    assert rows_of_views(engines, others["<expired token>"], everything=False) == {}


def test_a_closed_scope_gives_no_row_of_any_view(engines: Engines) -> None:
    with open_scope(engines, RUTH) as opened:
        assert rows_of_views(engines, opened.token, everything=False)["accounts"] == 1

    assert rows_of_views(engines, opened.token, everything=False) == {}


def rows_of_views(engines: Engines, token: str, *, everything: bool) -> dict[str, int]:
    """How many rows each view that has any shows."""
    with engines.reading(token, everything=everything) as connection:
        assert connection.scalar(text("select current_setting('billing.scope')")) == token
        listed = "select relname from pg_class where relnamespace = current_schema()::regnamespace"
        views = connection.scalars(text(listed)).all()
        counts = {view: int(str(connection.scalar(text(f"select count(*) from {view}")))) for view in views}
    assert len(counts) > 20
    return {view: count for view, count in counts.items() if count}


@pytest.mark.parametrize(
    ("hidden", "unknown", "sql"),
    [
        ("INV-104101", "INV-999999", "select * from invoices where invoice = '{}'"),
        ("sample:INV-104101", "sample:INV-999999", "select * from invoice_balances where invoice_id = '{}'"),
        ("Acme DE", "Acme XX", "select * from accounts where account = '{}'"),
        ("7868.85", "7868.86", "select * from invoices where total = {}"),
        ("RCT-70008", "RCT-99999", "select * from receipts where receipt = '{}'"),
    ],
)
def test_a_plan_is_the_same_for_a_hidden_value_and_an_unknown_one(
    engines: Engines, own_token: str, hidden: str, unknown: str, sql: str
) -> None:
    with reader_of(engines, own_token) as connection:
        plans = [send(connection, "explain " + sql.format(value)).text for value in (hidden, unknown)]

    assert plans[0].replace(hidden, "?") == plans[1].replace(unknown, "?")


def test_a_runaway_statement_is_ended_by_its_time_limit(engines: Engines, own_token: str) -> None:
    with pytest.raises(QueryCanceled, match="statement timeout"), reader_of(engines, own_token, 0.2) as connection:
        connection.execute(RUNAWAY)


def test_a_statement_that_lifts_its_time_limit_is_ended_from_outside(engines: Engines, own_token: str) -> None:
    began = time.monotonic()

    with pytest.raises(QueryCanceled, match="user request"), reader_of(engines, own_token, 0.1) as connection:
        connection.execute(f"set statement_timeout = 0; {RUNAWAY}".encode(), prepare=False)

    assert time.monotonic() - began < 4


def test_a_statement_that_begins_after_the_cancel_is_ended_too(engines: Engines, own_token: str) -> None:
    with reader_of(engines, own_token, 0.1) as connection:
        connection.execute("set statement_timeout = 0")
        time.sleep(1.3)

        with pytest.raises(QueryCanceled, match="user request"):
            connection.execute(RUNAWAY)


@pytest.mark.parametrize(
    "sql",
    [
        "select n from generate_series(1, 1000000000000) n order by n desc limit 1",
        "with recursive r as (select 1 as n union all select n + 1 from r) select max(n) from r",
        "with recursive r as (select 1 as n union all select n + 1 from r) select n from r limit 5 offset 1000000000",
        "select count(*) from delivery a, delivery b, delivery c, delivery d, delivery e",
    ],
    ids=["a sort without end", "a recursion without end", "a limit behind a billion", "a product of views"],
)
def test_a_statement_without_end_is_ended(engines: Engines, own_token: str, sql: str) -> None:
    with pytest.raises(QueryCanceled), reader_of(engines, own_token, 0.2) as connection:
        connection.execute(sql.encode())


def test_what_goes_through_the_program_is_one_statement(engines: Engines, own_token: str) -> None:
    with (
        pytest.raises(DBAPIError, match="cannot insert multiple commands"),
        engines.reading(own_token, everything=False) as connection,
    ):
        connection.execute(text("commit; select 1"))


@pytest.mark.parametrize(
    "left",
    [
        "set session billing.scope = 'x'; commit",
        "commit; declare c cursor with hold for select 'left'; commit",
        "prepare left_behind as select 'left'",
        "listen left_behind; commit",
        "commit; set default_transaction_read_only = off; set search_path = public; set timezone = 'Asia/Tokyo'",
    ],
)
def test_a_connection_that_ran_a_foreign_statement_is_closed(engines: Engines, own_token: str, left: str) -> None:
    with reader_of(engines, own_token) as connection:
        assert not send(connection, left).error
        used = connection.info.backend_pid

    with engines.reading(own_token, everything=False) as again:
        assert again.scalar(text("select pg_backend_pid()")) != used
        assert again.scalar(text("select count(*) from pg_cursors where is_holdable")) == 0
        assert again.scalar(text("select count(*) from pg_prepared_statements where from_sql")) == 0
        assert again.scalar(text("select count(*) from pg_listening_channels()")) == 0
        assert again.scalar(text("show search_path")) == "published"
        assert again.scalar(text("show timezone")) == "UTC"


def test_a_message_of_a_foreign_statement_reaches_nobody(sample: Books, own_token: str) -> None:
    with psycopg.connect(conninfo(sample.cluster.url(Role.APP)), autocommit=True) as listening:
        listening.execute("listen gossip")

        with reader_of(sample.engines, own_token) as connection:
            assert not send(connection, "notify gossip, 'A-1001'").error

        assert list(listening.notifies(timeout=0.2)) == []


def test_the_program_itself_reads_and_writes_no_file(sample: Books) -> None:
    """It had `lo_import` and `lo_export` once, by a grant that named too much."""
    for statement in ("select lo_import('/etc/hostname')", "select lo_export(1, '/tmp/x')", "select pg_read_file('x')"):
        with psycopg.connect(conninfo(sample.cluster.url(Role.APP))) as program, pytest.raises(InsufficientPrivilege):
            program.execute(statement.encode())


def test_what_a_login_did_to_itself_is_put_back(own_cluster: Cluster) -> None:
    """PostgreSQL lets every login change its own password and settings; only the transaction's rules are in the way."""
    with psycopg.connect(conninfo(own_cluster.url(Role.READER)), autocommit=True) as reader:
        reader.execute("set default_transaction_read_only = off")
        reader.execute("alter role billing_reader password 'mine'")
        reader.execute("alter role billing_reader set row_security = off")
        reader.execute("alter role billing_reader in database billing set statement_timeout = 0")

    own_cluster.ensure_roles()

    with psycopg.connect(conninfo(own_cluster.url(Role.READER))) as reader:
        found = [reader.execute(f"show {name}".encode()).fetchone() for name in ("row_security", "statement_timeout")]
    assert found == [("on",), ("30s",)]


@pytest.mark.parametrize("role", [Role.READER, Role.READER_ALL])
def test_a_role_is_as_it_is_written_down(own_cluster: Cluster, role: Role) -> None:
    own_cluster.ensure_roles()

    with own_cluster.as_admin() as admin:
        found = admin.execute("select setconfig from pg_db_role_setting where setrole = %s::regrole", [role]).fetchone()

    written = [s.removeprefix("set ").replace(" = ", "=").replace("'", "") for s in ROLES[role] if s.startswith("set ")]
    assert found
    assert sorted(found[0]) == sorted(written)
