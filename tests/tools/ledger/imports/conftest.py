"""Empty books for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from tests.tools.ledger.imports.extracts import Books, write_canonical, write_fcc
from tools.ledger.cluster import Cluster, Role
from tools.ledger.home import Home
from tools.ledger.schema import migrate

EMPTY = """
do $$
declare r record;
begin
    set local session_replication_role = replica;
    for r in select tablename from pg_tables where schemaname = 'ledger' loop
        execute format('delete from ledger.%I', r.tablename);
    end loop;
    for r in select sequencename from pg_sequences where schemaname = 'ledger' loop
        execute format('alter sequence ledger.%I restart', r.sequencename);
    end loop;
end $$
"""


@pytest.fixture(scope="session")
def cluster(home_folder: Path) -> Iterator[Cluster]:
    """A server with the database `empty`, whose schema is there and nothing in it."""
    with Cluster.embedded(Home.open(home_folder / "imports")) as cluster:
        cluster.ensure_roles()
        cluster.ensure_database("empty")
        migrate(cluster, "empty", checkpoints=lambda _url: None)
        yield cluster


@pytest.fixture(scope="session")
def emptied(cluster: Cluster) -> Iterator[Engine]:
    cluster.ensure_database("tried", template="empty")
    engine = create_engine(cluster.url(Role.APP, "tried"))
    yield engine
    engine.dispose()


@pytest.fixture
def books(cluster: Cluster, emptied: Engine) -> Iterator[Books]:
    yield Books(emptied)
    # Quicker than a database for each test: keys are not looked at while rows go in any order.
    with cluster.as_admin("tried") as admin:
        admin.execute(EMPTY)


@pytest.fixture(scope="module")
def real_books(cluster: Cluster, real_data: Path) -> Iterator[Books]:
    """The real extracts of both kinds, imported once for a module. Read only."""
    cluster.ensure_database("real", template="empty")
    engine = create_engine(cluster.url(Role.APP, "real"))
    books = Books(engine)
    books.load("fcc", real_data / "fcc_ad_invoices")
    books.load("ibm_ar", real_data / "ibm_ar")
    yield books
    engine.dispose()
    with cluster.as_admin("postgres") as admin:
        admin.execute("drop database real")


@pytest.fixture
def canonical(tmp_path: Path) -> Path:
    """An extract of one account with one invoice of two lines, half paid."""
    return write_canonical(tmp_path / "canonical")


@pytest.fixture
def fcc(tmp_path: Path) -> Path:
    """An extract of one invoice with three spots on two lines."""
    return write_fcc(tmp_path / "fcc")
