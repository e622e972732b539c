"""A real database for the desk's tests: one server a session, and databases copied from a migrated one."""

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from shutil import rmtree

import pytest
from sqlalchemy import Connection, Engine, NullPool, create_engine

from tools.ledger.cluster import Cluster
from tools.ledger.home import Home
from tools.ledger.roles import Role
from tools.ledger.schema import migrate

NOW = datetime(2026, 7, 1, 9, 30, tzinfo=UTC)

_numbers = count(1)


class Books:
    """A database of a test's own."""

    def __init__(self, cluster: Cluster, database: str) -> None:
        self.app = create_engine(cluster.url(Role.APP, database), poolclass=NullPool)
        self.owner = create_engine(cluster.url(Role.OWNER, database), poolclass=NullPool)


@pytest.fixture(scope="session")
def home() -> Iterator[Home]:
    path = Path(tempfile.mkdtemp(prefix="desk.", dir="/tmp"))
    path.chmod(0o755)
    yield Home.open(path)
    rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def cluster(home: Home) -> Iterator[Cluster]:
    with Cluster.embedded(home) as cluster:
        cluster.ensure_roles()
        cluster.ensure_database("migrated")
        migrate(cluster, "migrated", checkpoints=lambda url: None)
        yield cluster


@pytest.fixture
def books(cluster: Cluster) -> Books:
    name = f"desk_{next(_numbers)}"
    cluster.ensure_database(name, template="migrated")
    return Books(cluster, name)


@pytest.fixture
def app(books: Books) -> Engine:
    return books.app


@pytest.fixture(scope="session")
def shared(cluster: Cluster) -> Engine:
    cluster.ensure_database("shared", template="migrated")
    return Books(cluster, "shared").app


@pytest.fixture
def connection(shared: Engine) -> Iterator[Connection]:
    """A transaction that is undone: for tests that need no other connection."""
    with shared.connect() as connection:
        yield connection
