"""The wheel, installed where no checkout is, runs the demonstration. What it says there is tested elsewhere."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

import pytest

PROJECT = Path(__file__).resolve().parent.parent
SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin"
SECONDS_TO_STOP = 30

pytestmark = pytest.mark.slow


class Run(NamedTuple):
    """How a command ended, and what it printed."""

    code: int
    printed: str


@pytest.fixture
def elsewhere() -> Iterator[Path]:
    """A folder with a short path that every user can pass through: the database server may run as another user."""
    folder = Path(tempfile.mkdtemp(prefix="billing-", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    for file in folder.rglob("postmaster.pid"):
        stop_server(int(file.read_text(encoding="utf-8").splitlines()[0]))
    shutil.rmtree(folder)


@pytest.fixture
def billing(elsewhere: Path) -> Path:
    """The `billing` command of a new virtual environment that holds the wheel and its pinned dependencies."""
    constraints = elsewhere / "constraints.txt"
    constraints.write_text("\n".join(pins()), encoding="utf-8")
    environment = elsewhere / "venv"
    uv("build", "--wheel", "--out-dir", elsewhere / "dist", PROJECT)
    (wheel,) = (elsewhere / "dist").glob("*.whl")

    uv("venv", "--python", sys.executable, environment)
    uv("pip", "install", "--python", environment, "--constraints", constraints, "--compile-bytecode", wheel)
    return environment / "bin" / "billing"


def test_the_demonstration_runs_twice_from_an_installed_wheel(billing: Path, elsewhere: Path) -> None:
    home = elsewhere / "home"
    home.mkdir()

    first = run_demo(billing, home)
    second = run_demo(billing, home)

    assert (first.code, second.code) == (0, 0), first.printed + second.printed
    assert "Traceback" not in first.printed + second.printed
    assert first.printed.strip()
    assert second.printed.strip()


def pins() -> list[str]:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    found: list[str] = settings["tool"]["uv"]["constraint-dependencies"]
    return found


def uv(*arguments: str | Path) -> None:
    done = subprocess.run(["uv", *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def run_demo(billing: Path, home: Path) -> Run:
    """Runs `billing demo` with nothing of the checkout's own environment.

    It prints to a file: a server that outlives the command would keep a pipe open, and the reader waiting.
    """
    output = home.parent / "output.txt"
    with output.open("w", encoding="utf-8") as stream:
        done = subprocess.run(
            [billing, "demo", "--no-input"],
            cwd=home,
            env={"PATH": SYSTEM_PATH, "HOME": str(home.parent), "LANG": "C.UTF-8", "BILLING_HOME": str(home)},
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            check=False,
            timeout=300,
        )
    return Run(done.returncode, output.read_text(encoding="utf-8"))


def stop_server(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, signal.SIGINT)
        deadline = time.monotonic() + SECONDS_TO_STOP
        while time.monotonic() < deadline:
            os.kill(pid, 0)
            time.sleep(0.1)
