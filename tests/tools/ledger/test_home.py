import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path

import pytest

from tools.ledger.errors import (
    HomeBehindClosedFolderError,
    HomeError,
    HomeFileDamagedError,
    HomeFullError,
    HomeHoldsOtherFilesError,
    HomeNotAFolderError,
    HomeNotWritableError,
    HomeOfAnotherUserError,
    HomePathOddError,
    HomePathTooLongError,
)
from tools.ledger.home import LONGEST_SOCKET, Home, closed_parent, default_path, user_name

IS_ROOT = os.geteuid() == 0
only_root = pytest.mark.skipif(not IS_ROOT, reason="NOT TESTED HERE: only root can mount and has parents to open")


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, check=False)
    if mount.returncode:
        pytest.skip("NOT TESTED HERE: this machine does not let its root mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_it_keeps_what_it_was_told_when_opened_again(folder: Path) -> None:
    home = Home.open(folder / "home")
    secret = home.secret("billing_app")
    home.mark_demo()

    again = Home.open(folder / "home")

    assert again.secret("billing_app") == secret
    assert again.is_demo
    assert again.made_by == user_name()


def test_a_new_home_is_no_demo(folder: Path) -> None:
    assert not Home.open(folder / "home").is_demo


def test_others_can_at_most_pass_through(folder: Path) -> None:
    home = Home.open(folder / "home")

    assert home.path.stat().st_mode & 0o777 == (0o711 if IS_ROOT else 0o700)


def test_secrets_are_for_the_owner_alone(folder: Path) -> None:
    home = Home.open(folder / "home")
    home.secret("billing_app")

    assert (home.path / "secrets.json").stat().st_mode & 0o777 == 0o600


def test_each_secret_is_another(folder: Path) -> None:
    home = Home.open(folder / "home")

    assert home.secret("billing_app") != home.secret("billing_reader")


def secret_of(path: Path) -> str:
    return Home.open(path).secret("billing_app")


def test_processes_that_make_a_home_at_once_agree_on_its_secrets(folder: Path) -> None:
    with get_context("spawn").Pool(4) as pool:
        secrets = pool.map(secret_of, [folder / "home"] * 16, chunksize=1)

    assert len(set(secrets)) == 1


def test_who_waits_for_a_lock_is_told_once(folder: Path) -> None:
    home = Home.open(folder / "home")
    told: list[str] = []
    waits, got = threading.Event(), threading.Event()

    def wait() -> None:
        told.append("waiting")
        waits.set()

    def take() -> None:
        with home.lock("demo", wait):
            got.set()

    second = threading.Thread(target=take)
    with home.lock("demo"):
        second.start()
        assert waits.wait(10)
        assert not got.is_set()
    second.join(10)

    assert got.is_set()
    assert told == ["waiting"]


def test_a_free_lock_is_taken_without_a_word(folder: Path) -> None:
    told: list[str] = []

    with Home.open(folder / "home").lock("demo", lambda: told.append("waiting")):
        pass

    assert told == []


def test_an_error_under_a_lock_is_left_as_it_is(folder: Path) -> None:
    home = Home.open(folder / "home")

    with pytest.raises(PermissionError), home.lock("demo"):
        raise PermissionError


def test_a_path_too_long_for_the_socket_is_refused_before_anything_is_made(folder: Path) -> None:
    long = folder / ("x" * LONGEST_SOCKET)

    with pytest.raises(HomePathTooLongError, match=r"bytes too long .* choose a shorter folder"):
        Home.open(long)

    assert not long.exists()


def test_the_longest_path_that_fits_is_taken(folder: Path) -> None:
    room = LONGEST_SOCKET - len(f"{folder}//run/.s.PGSQL.5432")

    assert Home.open(folder / ("x" * room)).path.is_dir()
    with pytest.raises(HomePathTooLongError, match="is 1 bytes too long"):
        Home.open(folder / ("x" * (room + 1)))


def test_a_long_path_will_do_when_the_database_is_elsewhere(folder: Path) -> None:
    assert Home.open(folder / ("x" * LONGEST_SOCKET), embedded=False).path.is_dir()


@pytest.mark.parametrize("name", ["a,b", "a\nb"], ids=["a comma", "a line break"])
def test_a_path_that_clients_could_not_name_is_refused(folder: Path, name: str) -> None:
    with pytest.raises(HomePathOddError, match="choose another folder"):
        Home.open(folder / name)


@only_root
def test_a_closed_folder_above_is_named_and_not_opened(folder: Path) -> None:
    closed = folder / "closed"
    closed.mkdir(mode=0o700)

    with pytest.raises(HomeBehindClosedFolderError, match=f"because {closed} is closed to other users"):
        Home.open(closed / "home")

    assert closed.stat().st_mode & 0o777 == 0o700
    assert list(closed.iterdir()) == []


def test_folders_above_that_let_others_pass_are_no_hindrance(folder: Path) -> None:
    assert closed_parent(folder / "home") is None


def test_folders_made_above_a_home_let_the_server_pass(folder: Path) -> None:
    before = os.umask(0o077)
    try:
        home = Home.open(folder / "new" / "home")
    finally:
        os.umask(before)

    assert not IS_ROOT or closed_parent(home.path) is None


def test_a_file_in_the_place_of_the_folder_is_refused(folder: Path) -> None:
    (folder / "home").write_text("")

    with pytest.raises(HomeNotAFolderError, match="is not a folder"):
        Home.open(folder / "home")


def test_a_file_in_the_place_of_a_folder_above_is_refused(folder: Path) -> None:
    (folder / "file").write_text("")

    with pytest.raises(HomeNotAFolderError, match="is not a folder"):
        Home.open(folder / "file" / "home")


def test_a_folder_of_something_else_is_left_alone(folder: Path) -> None:
    (folder / "letter.txt").write_text("")

    with pytest.raises(HomeHoldsOtherFilesError, match="files of something else"):
        Home.open(folder)

    assert [entry.name for entry in folder.iterdir()] == ["letter.txt"]
    assert folder.stat().st_mode & 0o777 == 0o755


def test_a_home_of_another_user_is_refused(folder: Path) -> None:
    home = Home.open(folder / "home")
    (home.path / "home.json").write_text(json.dumps({"made_by": "alice", "uid": os.geteuid() + 1, "demo": False}))

    with pytest.raises(HomeOfAnotherUserError, match="made by alice; run billing as alice"):
        Home.open(folder / "home")


@pytest.mark.parametrize("content", ["{", "[]"], ids=["broken off", "a list"])
def test_damaged_secrets_are_not_made_anew(folder: Path, content: str) -> None:
    home = Home.open(folder / "home")
    (home.path / "secrets.json").write_text(content)

    with pytest.raises(HomeFileDamagedError, match=r"secrets\.json is damaged"):
        home.secret("billing_app")

    assert (home.path / "secrets.json").read_text() == content


@only_root
def test_a_read_only_folder_is_refused(folder: Path) -> None:
    with mounted(folder / "mount", "mode=755,ro") as mount, pytest.raises(HomeNotWritableError, match="read-only"):
        Home.open(mount / "home")


@only_root
def test_a_home_that_became_read_only_is_refused(folder: Path) -> None:
    with mounted(folder / "mount", "mode=755") as mount:
        Home.open(mount / "home")
        subprocess.run(["mount", "-o", "remount,ro", mount], check=True)

        with pytest.raises(HomeNotWritableError, match="read-only"):
            Home.open(mount / "home")


@pytest.mark.skipif(IS_ROOT, reason="NOT TESTED HERE: root may write everywhere")
def test_a_folder_that_one_may_not_write_is_refused(folder: Path) -> None:
    folder.chmod(0o555)

    with pytest.raises(HomeNotWritableError, match="belongs to somebody else"):
        Home.open(folder / "home")


@only_root
def test_a_full_disk_is_named(folder: Path) -> None:
    with mounted(folder / "mount", "mode=755,size=64k") as mount:
        home = Home.open(mount / "home")
        with pytest.raises(OSError, match="No space left"):
            (mount / "ballast").write_bytes(bytes(1 << 17))

        with pytest.raises(HomeFullError, match="is full; free some space"):
            home.secret("billing_app")

        (mount / "ballast").unlink()
        assert home.secret("billing_app")


def test_the_default_is_a_folder_of_its_own() -> None:
    assert str(default_path()) == ("/var/lib/billing" if IS_ROOT else str(Path.home() / ".local/share/billing"))


def test_every_refusal_is_one_sentence(folder: Path) -> None:
    with pytest.raises(HomeError) as refusal:
        Home.open(folder / "a,b")

    assert "\n" not in str(refusal.value)
    assert str(refusal.value).endswith(".")


def test_a_killed_process_leaves_no_lock(folder: Path) -> None:
    home = Home.open(folder / "home")
    program = f"""
import os, signal
from pathlib import Path
from tools.ledger.home import Home
with Home.open(Path({str(home.path)!r})).lock("demo"):
    os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", program], check=False, cwd=Path(__file__).parents[3])
    told: list[str] = []

    with home.lock("demo", lambda: told.append("waiting")):
        pass

    assert told == []
