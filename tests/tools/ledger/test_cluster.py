import os
from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import NullPool, create_engine, text

from tests.tools.ledger.conftest import kill_server, short_folder
from tools.ledger.cluster import Cluster, Role, conninfo
from tools.ledger.errors import DatabaseUnavailableError, RoleRefusedError, RoleSetupError, RoleTooPowerfulError
from tools.ledger.home import Home
from tools.ledger.postgres import Postgres

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED HERE: only root can run as somebody else")


def value(cluster: Cluster, role: Role, statement: str, database: str | None = None) -> object:
    with psycopg.connect(conninfo(cluster.url(role, database))) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row and row[0]


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_nobody_gets_in_without_a_password(own_cluster: Cluster, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="no password supplied"):
        psycopg.connect(
            host=str(own_cluster.home.sockets), port=5432, user=role, dbname="billing", passfile="/dev/null"
        )


@pytest.mark.parametrize("role", [role.value for role in Role])
def test_nobody_gets_in_with_a_wrong_password(own_cluster: Cluster, role: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(host=str(own_cluster.home.sockets), port=5432, user=role, password="x", dbname="billing")


@only_root
def test_not_even_the_user_that_runs_the_server_is_trusted(own_cluster: Cluster) -> None:
    postgres = Postgres.of(own_cluster.home.path)

    said = postgres.run(
        "psql", "--no-password", "-h", own_cluster.home.sockets, "-U", "postgres", "-d", "billing", "-c", "select 1"
    )

    assert "no password supplied" in said.stdout


def test_the_server_listens_on_no_network(own_cluster: Cluster) -> None:
    assert value(own_cluster, Role.ADMIN, "show listen_addresses") == ""


def test_the_socket_is_behind_a_folder_of_the_servers_user(own_cluster: Cluster) -> None:
    assert own_cluster.home.sockets.stat().st_mode & 0o777 == 0o700


def test_the_file_with_the_first_password_is_gone(own_cluster: Cluster) -> None:
    assert list(own_cluster.home.path.rglob("password")) == []


def test_what_is_committed_is_on_the_disk(own_cluster: Cluster) -> None:
    shown = [value(own_cluster, Role.ADMIN, f"show {name}") for name in ("fsync", "synchronous_commit", "timezone")]

    assert shown == ["on", "on", "UTC"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.APP, Role.READER, Role.READER_ALL])
def test_our_logins_reach_the_books(own_cluster: Cluster, role: Role) -> None:
    engine = create_engine(own_cluster.url(role), poolclass=NullPool)

    with engine.connect() as connection:
        assert connection.scalar(text("select current_user")) == role


@pytest.mark.parametrize("role", [Role.OWNER, Role.APP, Role.READER, Role.READER_ALL])
@pytest.mark.parametrize("database", ["postgres", "template1"])
def test_our_logins_reach_no_other_database(own_cluster: Cluster, role: Role, database: str) -> None:
    with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
        psycopg.connect(conninfo(own_cluster.url(role, database)))


def test_a_role_made_later_reaches_nothing(own_cluster: Cluster) -> None:
    with own_cluster.as_admin() as admin:
        admin.execute("create role stranger login password 'x'")
    stranger = own_cluster.url(Role.ADMIN).set(username="stranger", password="x")

    for database in ("billing", "postgres", "template1"):
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            psycopg.connect(conninfo(stranger.set(database=database)))


@pytest.mark.parametrize("role", [Role.PUBLISHED, Role.PUBLISHED_ALL])
def test_owners_of_views_cannot_log_in(own_cluster: Cluster, role: Role) -> None:
    with pytest.raises(ValueError, match="cannot log in"):
        own_cluster.url(role)
    assert value(own_cluster, Role.ADMIN, f"select rolcanlogin from pg_roles where rolname = '{role}'") is False


def test_no_role_of_ours_may_pass_by_the_rules(own_cluster: Cluster) -> None:
    powers = "rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication or rolinherit"

    assert (
        value(own_cluster, Role.ADMIN, f"select count(*) from pg_roles where rolname ~ '^billing' and ({powers})") == 0
    )


def test_the_only_memberships_are_the_owners_in_the_owners_of_views(own_cluster: Cluster) -> None:
    members = """
        select array_agg(array[roleid::regrole::text, member::regrole::text, inherit_option::text, set_option::text,
            admin_option::text] order by roleid::regrole::text)
        from pg_auth_members where member::regrole::text !~ '^pg_'"""

    assert value(own_cluster, Role.ADMIN, members) == [
        ["billing_published", "billing_owner", "false", "true", "false"],
        ["billing_published_all", "billing_owner", "false", "true", "false"],
    ]


@pytest.mark.parametrize("view_owner", [Role.PUBLISHED, Role.PUBLISHED_ALL])
def test_a_migration_can_make_views_as_their_owner(own_cluster: Cluster, view_owner: Role) -> None:
    with psycopg.connect(conninfo(own_cluster.url(Role.OWNER))) as connection:
        connection.execute(f"create schema try_{view_owner} authorization {view_owner}".encode())
        connection.execute(f"set local role {view_owner}".encode())
        connection.execute(f"create view try_{view_owner}.one as select 1 as one".encode())
        connection.execute("reset role")
        owner = connection.execute("select viewowner from pg_views where viewname = 'one'").fetchone()
        connection.rollback()

    assert owner == (view_owner,)


@pytest.mark.parametrize("role", [Role.APP, Role.READER, Role.READER_ALL])
@pytest.mark.parametrize("other", [Role.ADMIN, Role.OWNER, Role.PUBLISHED, Role.PUBLISHED_ALL])
def test_nobody_else_becomes_another(own_cluster: Cluster, role: Role, other: Role) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied to set role"):
        value(own_cluster, role, f"set role {other}")


@pytest.mark.parametrize("role", [Role.APP, Role.READER, Role.READER_ALL])
@pytest.mark.parametrize("made", ["temporary table t (x int)", "schema s", "table public.t (x int)"])
def test_only_the_owner_makes_anything(own_cluster: Cluster, role: Role, made: str) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="permission denied"):
        value(own_cluster, role, f"set transaction read write; create {made}")


@pytest.mark.parametrize("role", [Role.READER, Role.READER_ALL])
@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("default_transaction_read_only", "on"),
        ("transaction_isolation", "repeatable read"),
        ("statement_timeout", "30s"),
        ("idle_in_transaction_session_timeout", "1min"),
    ],
)
def test_readers_begin_with_safe_settings(own_cluster: Cluster, role: Role, setting: str, expected: str) -> None:
    assert value(own_cluster, role, f"show {setting}") == expected


def test_each_reader_sees_its_own_views_first(own_cluster: Cluster) -> None:
    paths = [value(own_cluster, role, "show search_path") for role in (Role.READER, Role.READER_ALL)]

    assert paths == ["published", "published_all"]


def set_up(home: Path) -> str:
    with Cluster.embedded(Home.open(home)) as cluster:
        cluster.ensure_roles()
        cluster.ensure_database()
        return str(value(cluster, Role.READER, "select current_user"))


def test_processes_that_set_up_at_once_agree(folder: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        assert pool.map(set_up, [folder / "home"] * 6, chunksize=1) == ["billing_reader"] * 6


def test_a_database_can_be_copied_from_a_template(own_cluster: Cluster) -> None:
    with psycopg.connect(conninfo(own_cluster.url(Role.OWNER))) as connection:
        connection.execute("create schema copied")

    own_cluster.ensure_database("copy", template="billing")

    assert value(own_cluster, Role.OWNER, "select count(*) from pg_namespace where nspname = 'copied'", "copy") == 1
    assert value(own_cluster, Role.APP, "select current_database()", "copy") == "copy"


def test_books_sort_alike_on_every_machine(own_cluster: Cluster) -> None:
    made = "select datlocprovider::text || datlocale || pg_encoding_to_char(encoding) from pg_database"

    assert value(own_cluster, Role.ADMIN, f"{made} where datname = 'billing'") == "bC.UTF-8UTF8"


def test_a_role_with_too_much_power_is_refused(own_cluster: Cluster) -> None:
    with own_cluster.as_admin() as admin:
        admin.execute("alter role billing_app bypassrls")
        try:
            with pytest.raises(RoleTooPowerfulError, match="billing_app may pass by row security"):
                own_cluster.ensure_roles()
        finally:
            admin.execute("alter role billing_app nobypassrls")


def test_lost_secrets_are_named(own_cluster: Cluster, folder: Path) -> None:
    stranger = Home.open(folder / "home")
    stranger.sockets = own_cluster.home.sockets

    cluster = Cluster(own_cluster.url(Role.ADMIN).set(password=stranger.secret("postgres")), stranger, None, "billing")

    with pytest.raises(RoleRefusedError, match=r"put back the secrets\.json"), cluster.as_admin():
        pass


def test_a_database_that_went_away_is_a_sentence(home: Home) -> None:
    with Cluster.embedded(home) as cluster, cluster.as_admin("postgres") as admin:
        kill_server(home)

        with pytest.raises(DatabaseUnavailableError, match="does not answer; try again"), cluster.answering():
            admin.execute("select 1")


def test_an_engine_without_its_database_is_a_sentence(own_cluster: Cluster, folder: Path) -> None:
    nowhere = own_cluster.url(Role.APP).set(query={"host": str(folder)})

    with pytest.raises(DatabaseUnavailableError), own_cluster.answering(), create_engine(nowhere).connect():
        pass


def test_it_comes_back_when_asked_to(home: Home) -> None:
    with Cluster.embedded(home) as cluster:
        kill_server(home)

        cluster.ensure_running()

        assert value(cluster, Role.ADMIN, "select 1", "postgres") == 1


def test_other_errors_of_the_database_pass(own_cluster: Cluster) -> None:
    with pytest.raises(psycopg.errors.UndefinedTable), own_cluster.as_admin() as admin:
        admin.execute("select * from nothing_of_this_name")


@pytest.fixture(scope="module")
def named_server() -> Iterator[Cluster]:
    """A server with logins for us to be named, and none of our roles."""
    with short_folder() as folder, Cluster.embedded(Home.open(folder / "home")) as cluster:
        cluster.database = "postgres"
        with cluster.as_admin() as admin:
            admin.execute("create role maker login createrole createdb password 'maker'")
            admin.execute("create role guest login password 'guest'")
        yield cluster


def url(server: Cluster, login: str, database: str = "books") -> str:
    named = server.url(Role.ADMIN).set(username=login, password=login, database=database)
    return named.set(drivername="postgresql").render_as_string(hide_password=False)


def test_a_login_that_is_no_superuser_sets_up_the_books(named_server: Cluster, folder: Path) -> None:
    cluster = Cluster.at(url(named_server, "maker"), Home.open(folder / "home", embedded=False))

    for _ in range(2):
        cluster.ensure_roles()
        cluster.ensure_database()

    assert value(cluster, Role.READER, "select current_database()") == "books"
    assert value(cluster, Role.ADMIN, "select current_user") == "maker"
    assert value(cluster, Role.OWNER, "select pg_get_userbyid(datdba) from pg_database where datname = 'books'") == (
        Role.OWNER
    )
    assert value(named_server, Role.ADMIN, "select has_database_privilege('guest', 'books', 'connect')") is False


def test_a_home_with_other_passwords_does_not_change_them(named_server: Cluster, folder: Path) -> None:
    first = Cluster.at(url(named_server, "maker"), Home.open(folder / "first", embedded=False))
    second = Cluster.at(url(named_server, "maker"), Home.open(folder / "second", embedded=False))
    with suppress(RoleRefusedError):  # Another test's home may have come first.
        first.ensure_roles()

    with pytest.raises(RoleRefusedError, match=r"second/secrets\.json"):
        second.ensure_roles()


def test_a_login_that_may_not_set_up_is_told_what_it_needs(named_server: Cluster, folder: Path) -> None:
    cluster = Cluster.at(url(named_server, "guest", "postgres"), Home.open(folder / "home", embedded=False))

    with pytest.raises(RoleSetupError, match="login guest may not set up the books; give it CREATEROLE"):
        cluster.ensure_roles()


def test_a_server_that_is_not_there_is_named_without_its_password(folder: Path) -> None:
    home = Home.open(folder / "home", embedded=False)
    cluster = Cluster.at("postgresql://maker:hush@127.0.0.1:1/books", home)

    with pytest.raises(DatabaseUnavailableError, match=r"at 127\.0\.0\.1 does not answer") as refusal:
        cluster.ensure_roles()

    assert "hush" not in str(refusal.value)
