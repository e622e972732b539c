import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

from tests.tools.ledger.conftest import kill_server
from tools.ledger.errors import HomeFullError, ServerStartError, ServerVersionError
from tools.ledger.home import Home
from tools.ledger.postgres import SYSTEM_USER, Postgres, installed_package
from tools.ledger.server import EmbeddedServer

PROJECT = Path(__file__).parents[3]
IS_ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not IS_ROOT, reason="NOT TESTED HERE: only root can mount and run as somebody else")

OPEN_AND_WAIT = """
import sys
from pathlib import Path
from tools.ledger.home import Home
from tools.ledger.server import EmbeddedServer

server = EmbeddedServer(Home.open(Path(sys.argv[1])))
print(server.is_running, flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(home: Home) -> Iterator[subprocess.Popen[str]]:
    """A process that has the server open until its input ends."""
    command = [sys.executable, "-c", OPEN_AND_WAIT, str(home.path)]
    with subprocess.Popen(
        command, cwd=PROJECT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        yield process
        process.kill()


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def runs(home: Home) -> bool:
    return (home.path / "data" / "postmaster.pid").exists()


def ask(server: EmbeddedServer, statement: str) -> object:
    with psycopg.connect(address(server)) as connection:
        row = connection.execute(statement.encode()).fetchone()
    return row and row[0]


def address(server: EmbeddedServer) -> str:
    login = {"user": "postgres", "password": server.password, "dbname": "postgres"}
    return make_conninfo(host=str(server.home.sockets), port=5432, **login)


def test_who_closes_last_stops_the_server(home: Home) -> None:
    first, second = EmbeddedServer(home), EmbeddedServer(home)

    first.close()
    assert second.is_running
    second.close()
    assert not runs(home)


def test_closing_twice_does_no_harm(home: Home) -> None:
    with EmbeddedServer(home) as server:
        server.close()


def test_data_is_there_after_a_restart(home: Home) -> None:
    with EmbeddedServer(home) as server, psycopg.connect(address(server)) as connection:
        connection.execute("create table kept (x int)")

    with EmbeddedServer(home) as server:
        assert ask(server, "select count(*) from kept") == 0


def test_two_processes_that_start_at_once_get_one_server(new_home: Home) -> None:
    with another_process(new_home) as one, another_process(new_home) as two:
        assert (first_line(one), first_line(two)) == ("True", "True")

        one.communicate("")
        assert runs(new_home)
        two.communicate("")

    assert not runs(new_home)


def test_a_process_that_just_ends_stops_the_server(home: Home) -> None:
    with another_process(home) as process:
        first_line(process)
        _, said = process.communicate("")

    assert said == ""
    assert not runs(home)


def test_a_killed_process_does_not_keep_the_server(home: Home) -> None:
    with another_process(home) as process, EmbeddedServer(home):
        assert first_line(process) == "True"
        process.kill()
        process.wait()

    assert not runs(home)


def test_a_killed_server_is_started_by_the_next_to_open(home: Home) -> None:
    with EmbeddedServer(home) as killed:
        kill_server(home)
        assert not killed.is_running

        with EmbeddedServer(home) as server:
            assert ask(server, "select 1") == 1


def test_a_killed_server_is_started_again_on_request(home: Home) -> None:
    with EmbeddedServer(home) as server:
        kill_server(home)

        server.ensure_running()

        assert ask(server, "select 1") == 1


def test_a_number_left_by_a_killed_server_may_be_another_programs(home: Home) -> None:
    with EmbeddedServer(home) as server:
        kill_server(home)
        pid_file = home.path / "data" / "postmaster.pid"
        lines = pid_file.read_text().splitlines()
        # The user that runs the server could signal this one, so PostgreSQL would take it for a former self.
        with subprocess.Popen(["sleep", "60"], user=SYSTEM_USER if IS_ROOT else None) as stranger:
            pid_file.write_text("\n".join([str(stranger.pid), *lines[1:]]) + "\n")

            server.ensure_running()
            stranger.kill()

        assert ask(server, "select 1") == 1


def test_a_half_made_cluster_is_made_anew(new_home: Home) -> None:
    unfinished = new_home.path / "data.unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")

    with EmbeddedServer(new_home) as server:
        assert ask(server, "select 1") == 1
    assert not unfinished.exists()


def test_a_start_after_the_first_is_quick(home: Home) -> None:
    started = time.monotonic()
    with EmbeddedServer(home):
        seconds = time.monotonic() - started

    assert seconds < 5


def test_a_path_with_quotes_and_spaces_will_do(folder: Path) -> None:
    with EmbeddedServer(Home.open(folder / 'it\'s "my" \\ home {}')) as server:
        assert ask(server, "select 1") == 1


@only_root
def test_the_programs_are_copied_where_the_installation_is_closed(folder: Path) -> None:
    """As when the environment lies in root's home: nothing there is opened, the home gets a copy."""
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    package = installed_package()
    (closed / package.name).symlink_to(package)
    for libraries in package.parent.glob(f"{package.name}.libs"):
        (closed / libraries.name).symlink_to(libraries)
    program = f"import sys; sys.path.insert(0, {str(closed)!r})\n{OPEN_AND_WAIT}"

    done = subprocess.run(
        [sys.executable, "-c", program, folder / "home"],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        input="",
        check=False,
    )

    assert (done.stdout, done.stderr) == ("True\n", "")
    assert len(list((folder / "home" / "postgres").glob("*/*/pginstall18/bin/postgres"))) == 1
    assert closed.stat().st_mode & 0o777 == 0o700


@only_root
def test_the_server_runs_as_whoever_its_data_belong_to(home: Home) -> None:
    """As when a container is built anew, and the server's user gets another number than the volume knows."""
    for folder in (home.path / "data", home.path / "log"):
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 4321, 4321, follow_symlinks=False)

    with EmbeddedServer(home) as server:
        assert ask(server, "select 1") == 1
        assert Postgres.of(home.path).user == 4321


def test_data_of_another_version_are_left_alone(home: Home) -> None:
    (home.path / "data" / "PG_VERSION").write_text("16\n")

    with pytest.raises(ServerVersionError, match="PostgreSQL 16, but 18 is needed"):
        EmbeddedServer(home)


def test_a_server_that_does_not_start_says_where_it_wrote_why(home: Home) -> None:
    (home.path / "data" / "global" / "pg_control").write_bytes(b"")

    with pytest.raises(ServerStartError, match=r"the end of .*\.log says why"):
        EmbeddedServer(home)


@only_root
def test_a_disk_too_small_for_the_database_is_named_and_freed_again(folder: Path) -> None:
    mount = folder / "mount"
    mount.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755,size=20m", "tmpfs", mount], check=False)
    if made.returncode:
        pytest.skip("NOT TESTED HERE: this machine does not let its root mount a file system")
    try:
        home = Home.open(mount / "home")
        with pytest.raises(HomeFullError, match="is full"):
            EmbeddedServer(home)
        assert not list(home.path.glob("data*"))
    finally:
        subprocess.run(["umount", "--lazy", mount], check=True)
