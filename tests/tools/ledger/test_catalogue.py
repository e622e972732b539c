"""Walks the catalogue of a migrated database for what would let a scope be passed by."""

from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege

from assistant.bootstrap import Books
from tests.tools.ledger.catalogue import (
    KNOWN,
    OF_NO_ACCOUNT,
    UNSAFE,
    VIEW_OWNERS,
    VOLATILE,
    Connection,
    column,
    loose_functions,
    rights_of,
    unguarded_tables,
    unsafe_views,
)
from tests.tools.ledger.conftest import short_folder
from tools.ledger.cluster import Cluster, conninfo
from tools.ledger.home import Home
from tools.ledger.roles import LOGINS, Role
from tools.ledger.schema import migrate

READERS = ("billing_reader", "billing_reader_all")
Maker: TypeAlias = tuple[Cluster, str]


@pytest.fixture(scope="module")
def superuser(sample: Books) -> Iterator[Connection]:
    with psycopg.connect(conninfo(sample.cluster.url(Role.ADMIN, sample.database))) as connection:
        yield connection


@pytest.fixture
def admin(superuser: Connection) -> Iterator[Connection]:
    """A transaction of the superuser that is rolled back: what a test changes the next one does not see."""
    yield superuser
    superuser.rollback()


def test_every_table_with_rows_of_an_account_has_its_policies(admin: Connection) -> None:
    assert unguarded_tables(admin) == {}


def test_tables_without_an_account_are_the_ones_we_know(admin: Connection) -> None:
    without = column(
        admin,
        """select relname::text from pg_class c where relnamespace = 'ledger'::regnamespace and relkind = 'r'
            and not exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id')""",
    )

    assert set(without) == OF_NO_ACCOUNT | {"party", "party_alias"}


def test_a_table_of_the_ledger_that_is_added_without_row_security_is_found(admin: Connection) -> None:
    admin.execute("create table ledger.added (account_id int, total numeric)")

    assert unguarded_tables(admin) == {"added": "row security is not enabled and forced"}


def test_a_table_without_an_account_that_nobody_listed_is_found(admin: Connection) -> None:
    admin.execute("create table ledger.rates (currency text)")

    assert unguarded_tables(admin) == {"rates": "row security is not enabled and forced"}


@pytest.mark.parametrize(
    "change",
    [
        "alter table ledger.invoice no force row level security",
        "alter table ledger.invoice disable row level security",
        "drop policy named on ledger.invoice",
        "create policy more on ledger.invoice for select to billing_published using (true)",
        "alter policy everything on ledger.invoice to public",
        "alter policy named on ledger.invoice to billing_published, billing_reader",
    ],
)
def test_a_table_whose_row_security_was_loosened_is_found(admin: Connection, change: str) -> None:
    admin.execute(change.encode())

    assert list(unguarded_tables(admin)) == ["invoice"]


def test_policies_ask_the_scope(admin: Connection) -> None:
    asked = column(
        admin,
        r"""select distinct regexp_replace(pg_get_expr(polqual, polrelid), '::\w+\[\]| AS scope_\w+', '', 'g')
            from pg_policy where polname in ('named', 'everything') and polrelid <> 'desk.evidence'::regclass""",
    )

    mine = "= ANY (( SELECT desk.scope_accounts()))"
    assert {" ".join(policy.split()) for policy in asked} == {
        "( SELECT desk.scope_everything())",
        f"(account_id {mine})",
        f"((account_id {mine}) OR (payer_account_id {mine}))",
        "(party_id = ANY (( SELECT desk.scope_parties())))",
    }


def test_every_view_has_its_barrier_and_its_owner(admin: Connection) -> None:
    assert unsafe_views(admin) == {}


@pytest.mark.parametrize(
    "change",
    [
        "alter view published.invoices reset (security_barrier)",
        "alter view published.invoices set (security_invoker = true)",
        "alter view published.invoices owner to billing_owner",
        "alter view published.invoices owner to billing_published_all",
        "drop view published.import_rejects; create table published.invoices_kept as select 1",
    ],
)
def test_a_view_that_was_loosened_is_found(admin: Connection, change: str) -> None:
    admin.execute(change.encode())

    assert len(unsafe_views(admin)) == 1


def test_owners_of_views_own_nothing_else(admin: Connection) -> None:
    owned = column(
        admin,
        """select d.classid::regclass || ' ' || coalesce(c.relkind::text || ' ', '')
                || coalesce(c.relnamespace, n.oid)::regnamespace
            from pg_shdepend d left join pg_class c on c.oid = d.objid and d.classid = 'pg_class'::regclass
            left join pg_namespace n on n.oid = d.objid and d.classid = 'pg_namespace'::regclass
            where d.deptype = 'o' and d.refobjid::regrole::text = any (%s) group by 1 order by 1""",
        list(VIEW_OWNERS.values()),
    )

    assert owned == [
        "pg_class v published",
        "pg_class v published_all",
        "pg_namespace published",
        "pg_namespace published_all",
    ]


def test_both_schemas_have_the_same_views(admin: Connection) -> None:
    listed = {
        schema: admin.execute(
            """select c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                   replace(pg_get_viewdef(c.oid), 'published_all.', 'published.')
            from pg_class c join pg_attribute a on a.attrelid = c.oid
            where c.relnamespace = %s::regnamespace order by c.relname, a.attnum""",
            [schema],
        ).fetchall()
        for schema in VIEW_OWNERS
    }

    assert listed["published"] == listed["published_all"]


def test_functions_that_run_as_their_owner_have_a_fixed_search_path(admin: Connection) -> None:
    definers = "select proname::text from pg_proc where prosecdef and pronamespace = 'desk'::regnamespace"

    assert "scope_accounts" in column(admin, definers)
    assert loose_functions(admin) == []


def test_a_function_that_would_look_for_names_elsewhere_is_found(admin: Connection) -> None:
    admin.execute("create function desk.f() returns int language sql security definer return 1")

    assert loose_functions(admin) == ["desk.f()"]


def test_a_scope_that_is_asked_for_changes_nothing(admin: Connection) -> None:
    volatile = "select proname::text from pg_proc where pronamespace = 'desk'::regnamespace and provolatile = 'v'"

    assert column(admin, volatile) == []


@pytest.mark.parametrize("reader", READERS)
def test_readers_have_rights_on_their_views_and_nothing_else(admin: Connection, reader: str) -> None:
    schema = "published_all" if reader.endswith("_all") else "published"

    views = {f"usage on schema {schema}", f"select on views of {schema}"}
    assert rights_of(admin, reader) == {*views, "execute on desk.scope_…"}


def test_a_right_that_a_reader_was_given_is_found(admin: Connection) -> None:
    admin.execute("grant usage on schema ledger to billing_reader")
    admin.execute("grant select (name) on ledger.account to public")

    found = rights_of(admin, "billing_reader")

    assert {"usage on schema ledger", "select on columns of ledger.account"} <= found


@pytest.mark.parametrize("role", [*READERS, "public"])
def test_nobody_keeps_the_functions_that_were_taken_back(admin: Connection, role: str) -> None:
    assert column(admin, UNSAFE, role) == []


def test_a_function_that_is_given_back_is_found(admin: Connection) -> None:
    admin.execute("grant execute on function pg_notify(text, text) to public")

    assert column(admin, UNSAFE, "public") == ["pg_notify(text,text)"]


def test_the_functions_with_effects_that_readers_keep_are_the_ones_we_know(admin: Connection) -> None:
    assert set(column(admin, VOLATILE, "billing_reader")) <= KNOWN


def test_how_many_rows_there_are_is_not_in_the_catalogue_for_readers(admin: Connection) -> None:
    hidden = """select attname::text from pg_attribute
        where attrelid = 'pg_class'::regclass and attnum > 0
          and not has_column_privilege('billing_reader', attrelid, attnum, 'select') order by 1"""

    assert column(admin, hidden) == ["relallfrozen", "relallvisible", "relpages", "reltuples"]
    assert column(admin, "select has_table_privilege('billing_reader', 'pg_statistic', 'select')") == [False]


def test_no_role_of_ours_may_pass_by_the_rules(admin: Connection) -> None:
    powers = "rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication or rolinherit"

    assert column(admin, f"select rolname::text from pg_roles where rolname ~ '^billing' and ({powers})") == []


def test_logins_are_members_of_nothing_but_the_owner_of_the_views_owners(admin: Connection) -> None:
    members = """select member::regrole || ' in ' || roleid::regrole from pg_auth_members
        where member::regrole::text ~ '^billing'"""

    assert set(column(admin, members)) == {f"billing_owner in {owner}" for owner in VIEW_OWNERS.values()}


@pytest.mark.parametrize(
    "statement",
    [
        "create table ledger.t (x int)",
        "create table desk.t (x int)",
        "create view published.t as select 1",
        "create schema s",
        "create temporary table t (x int)",
        "create function desk.f() returns int language sql return 1",
        "alter table ledger.invoice disable row level security",
        "alter table desk.journal add x int",
        "drop policy named on ledger.invoice",
        "drop view published.invoices",
        "create policy mine on ledger.invoice using (true)",
        "create or replace function desk.scope_everything() returns boolean language sql return true",
        "update desk.journal set actor = 'x'",
        "delete from desk.journal",
        "truncate desk.journal",
        "update desk.evidence set rows = '[]'",
        "delete from desk.evidence",
        "truncate desk.evidence",
        "truncate ledger.invoice",
        "delete from desk.turn",
        "delete from desk.address",
        "update desk.conversation set begun_by = 'x'",
        "set role billing_owner",
        "set role billing_reader_all",
        "copy ledger.invoice to '/tmp/x'",
        "copy ledger.invoice to program 'cat'",
        "do $$ begin end $$",
        "select pg_terminate_backend(1)",
    ],
)
def test_the_program_may_do_no_more_than_it_does(sample: Books, statement: str) -> None:
    with psycopg.connect(conninfo(sample.cluster.url(Role.APP, sample.database))) as program:
        with pytest.raises(InsufficientPrivilege):
            program.execute(statement.encode())
        program.rollback()


@pytest.mark.parametrize("login", sorted(LOGINS - {Role.OWNER}))
def test_nothing_in_the_database_belongs_to_a_login(admin: Connection, login: Role) -> None:
    owned = "select classid::regclass::text from pg_shdepend where deptype = 'o' and refobjid = %s::regrole"

    assert column(admin, owned, login) == []


@pytest.fixture(scope="module")
def by_a_maker() -> Iterator[Maker]:
    """A server with books that a login made who is no superuser, and what `migrate` said of it."""
    with short_folder() as folder, Cluster.embedded(Home.open(folder / "home")) as server:
        with server.as_admin("postgres") as admin:
            admin.execute("create role maker login createrole createdb password 'maker'")
        url = server.url(Role.ADMIN).set(username="maker", password="maker", database="books", drivername="postgresql")
        books = Cluster.at(url.render_as_string(hide_password=False), Home.open(folder / "named", embedded=False))
        books.ensure_roles()
        books.ensure_database()
        yield server, str(migrate(books, "books", checkpoints=lambda url: None))


def script_of(sentence: str) -> str:
    return Path(sentence.partition("-f ")[2].removesuffix(" once.")).read_text()


def test_an_administrator_who_is_no_superuser_is_told_in_a_sentence(by_a_maker: Maker) -> None:
    _, said = by_a_maker

    assert said.startswith("The login maker is no superuser, so readers of the books keep functions of PostgreSQL")
    assert script_of(said).startswith("-- Runs as a superuser")


def test_the_books_of_such_an_administrator_keep_the_scope(by_a_maker: Maker) -> None:
    server, _ = by_a_maker

    with server.as_admin("books") as admin:
        assert unguarded_tables(admin) == {}
        assert unsafe_views(admin) == {}
        assert rights_of(admin, "billing_reader") == {
            "usage on schema published",
            "select on views of published",
            "execute on desk.scope_…",
            "usage on language sql",
            "usage on language plpgsql",
        }


def test_what_a_superuser_runs_afterwards_closes_the_rest(by_a_maker: Maker) -> None:
    server, said = by_a_maker

    with server.as_admin("books") as admin:
        assert column(admin, UNSAFE, "public") != []
        for _ in range(2):
            admin.execute(script_of(said).encode())
        assert column(admin, UNSAFE, "public") == []
        assert "usage on language plpgsql" not in rights_of(admin, "billing_reader")
