"""What goes wrong around the program: a database that goes away, a person who stops it, terminals of all kinds."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from assistant.bootstrap import Books, build, open_books
from assistant.config import Settings
from assistant.desk.identity import NOT_PROVED, Actor
from assistant.desk.journal_check import verify
from assistant.service import Assistant
from tests.conftest import NOW, load_sample
from tests.program import PROJECT, START, Program
from tests.tools.ledger.conftest import kill_server

RUTH = Actor("ruth@example.com", NOT_PROVED)
QUESTION = "Is INV-104233 paid?"
AS_RUTH = ("--as", "ruth@example.com")


@dataclass
class Breaking:
    """A clock that kills the database when it is looked at for the n-th time."""

    books: Books
    left: int = -1

    def __call__(self) -> datetime:
        self.left -= 1
        if self.left == 0:
            kill_server(self.books.home)
        return NOW


@pytest.fixture(scope="module")
def fragile(home_folder: Path, sample_files: Path) -> Iterator[tuple[Assistant, Breaking]]:
    with open_books(Settings(home=home_folder / "fragile")) as books:
        load_sample(books, sample_files)
        clock = Breaking(books)
        with build(Settings(), books=books, clock=clock) as assistant:
            yield assistant, clock


def test_a_database_that_died_between_questions_is_not_noticed(fragile: tuple[Assistant, Breaking]) -> None:
    assistant, clock = fragile
    assert assistant.ask(QUESTION, RUTH).status == "answered"
    kill_server(clock.books.home)

    answer = assistant.ask(QUESTION, RUTH)

    assert (answer.status, answer.reason) == ("answered", None)


def test_a_database_that_was_stopped_between_questions_is_not_noticed(fragile: tuple[Assistant, Breaking]) -> None:
    assistant, clock = fragile
    server = clock.books.cluster._server
    assert server is not None
    server._stop()

    assert assistant.ask(QUESTION, RUTH).status == "answered"


@pytest.mark.parametrize("moment", range(1, 9))
def test_a_database_that_dies_during_a_question_comes_back_for_the_next(
    moment: int, fragile: tuple[Assistant, Breaking]
) -> None:
    assistant, clock = fragile
    clock.left = moment

    hit = assistant.ask(QUESTION, RUTH)
    clock.left = -1
    after = assistant.ask(QUESTION, RUTH)

    assert hit.status in ("answered", "unavailable")
    if hit.status == "unavailable":
        assert hit.reason == "database"
        assert hit.text.count("\n") == 0
        assert "does not answer; try again in a minute" in hit.text
    assert after.status == "answered"


def test_nothing_of_the_journal_was_lost_on_the_way(fragile: tuple[Assistant, Breaking]) -> None:
    with fragile[0].engines.transaction() as connection:
        assert not verify(connection)


def test_a_named_server_that_is_away_is_told_in_a_sentence(billing: Program) -> None:
    away = {"BILLING_DATABASE_URL": "postgresql://a:secret@127.0.0.1:1/books"}

    asked = billing("ask", QUESTION, *AS_RUTH, **away)
    as_json = billing("ask", QUESTION, *AS_RUTH, "--json", **away)

    assert "127.0.0.1 does not answer" in asked.sentence
    assert (asked.code, as_json.code, as_json.err) == (4, 4, "")
    assert (as_json.json["status"], as_json.json["reason"]) == ("unavailable", "database")


@pytest.mark.parametrize("seconds", [0.3, 1.0, 2.0])
def test_stopped_by_a_person_it_ends_in_a_sentence(seconds: float, billing: Program) -> None:
    process = billing.started("ask", QUESTION, *AS_RUTH)
    time.sleep(seconds)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)

    assert "Traceback" not in out + err
    if process.returncode == -signal.SIGINT:
        # It had answered and was on its way out.
        assert "INV-104233" in out
    elif process.returncode:
        assert process.returncode == 130
        assert err == "Stopped; nothing half done was kept.\n"
    assert billing("journal", "verify").code == 0


def test_a_reader_that_goes_away_is_nobodys_error(billing: Program) -> None:
    command = f'"{sys.executable}" -c "{START}" ask "{QUESTION}" --as ruth@example.com --json | head -c 1'

    done = subprocess.run(
        ["bash", "-c", command],
        cwd=PROJECT,
        env=billing._environment({}),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert (done.returncode, done.stdout, done.stderr) == (0, "{", "")


@pytest.mark.parametrize(
    "environment",
    [{"LANG": "C", "LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}],
    ids=["C", "ASCII"],
)
def test_a_terminal_without_unicode_gets_what_it_can_show(environment: dict[str, str], billing: Program) -> None:
    process = subprocess.run(
        [sys.executable, "-c", START, "ask", "What's open on Zürnfeld Möbel?", "--as", "anneke@example.com"],
        cwd=PROJECT,
        env=billing._environment(environment),
        capture_output=True,
        check=False,
        timeout=120,
    )

    assert (process.returncode, process.stderr) == (0, b"")
    assert b"23,131.99 EUR" in process.stdout


@pytest.mark.parametrize("columns", ["40", "80"])
def test_no_figure_is_cut_off_in_a_narrow_terminal(columns: str, billing: Program) -> None:
    command = f'"{sys.executable}" -c "{START}" ask ageing --as priya@example.com'

    done = subprocess.run(
        ["script", "-qec", command, "/dev/null"],
        cwd=PROJECT,
        env=billing._environment({"COLUMNS": columns, "TERM": "xterm", "NO_COLOR": "1"}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )

    assert done.returncode == 0, done.stdout
    assert "…" not in done.stdout
    for figure in ("158,267.60", "193,421.94", "1,112,964", "2,981.931"):
        assert figure in done.stdout
