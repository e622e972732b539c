"""Empty books for each test, copied from books that were made once."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine

from tests.tools.ledger.imports.extracts import Books, write_canonical, write_fcc
from tools.ledger.cluster import Cluster, Role
from tools.ledger.home import Home
from tools.ledger.schema import migrate

_NUMBERS = count(1)


@pytest.fixture(scope="session")
def cluster(home_folder: Path) -> Iterator[Cluster]:
    """A server with the database `empty`, whose schema is there and nothing in it."""
    with Cluster.embedded(Home.open(home_folder / "imports")) as cluster:
        cluster.ensure_roles()
        cluster.ensure_database("empty")
        migrate(cluster, "empty", checkpoints=lambda _url: None)
        yield cluster


@pytest.fixture
def books(cluster: Cluster) -> Iterator[Books]:
    name = f"books{next(_NUMBERS)}"
    cluster.ensure_database(name, template="empty")
    engine = create_engine(cluster.url(Role.APP, name))
    yield Books(engine)
    engine.dispose()
    with cluster.as_admin("postgres") as admin:
        admin.execute(f"drop database {name}")


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
