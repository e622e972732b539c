"""Homes short enough for a socket and open enough for the user that runs PostgreSQL."""

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tools.ledger.cluster import Cluster
from tools.ledger.home import Home
from tools.ledger.server import EmbeddedServer


@contextmanager
def short_folder() -> Iterator[Path]:
    # pytest's own folders are closed to the user that runs PostgreSQL for root, and long.
    folder = Path(tempfile.mkdtemp(prefix="billing", dir="/tmp"))
    folder.chmod(0o755)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def folder() -> Iterator[Path]:
    with short_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
def made_home() -> Iterator[Path]:
    """A home with a cluster in it, stopped, to make copies of: that is quicker than making each anew."""
    with short_folder() as folder:
        home = Home.open(folder / "home")
        EmbeddedServer(home).close()
        yield home.path


@pytest.fixture
def home(folder: Path, made_home: Path) -> Home:
    subprocess.run(["cp", "-a", made_home, folder / "home"], check=True)
    return Home.open(folder / "home")


@pytest.fixture
def new_home(folder: Path) -> Home:
    return Home.open(folder / "home")


@pytest.fixture(scope="module")
def own_cluster() -> Iterator[Cluster]:
    """An embedded server of these tests' own, with roles and books, for looking at as it was made."""
    with short_folder() as folder, Cluster.embedded(Home.open(folder / "home")) as cluster:
        cluster.ensure_roles()
        cluster.ensure_database()
        yield cluster


def kill_server(home: Home) -> None:
    """Kill the server as an operating system short of memory does, and see it gone."""
    os.kill(int((home.path / "data" / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    while _answers(home):
        time.sleep(0.01)


def _answers(home: Home) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(home.sockets / ".s.PGSQL.5432")) == 0
