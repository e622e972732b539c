"""The demonstration, as somebody starts it who has just installed the program."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.program import Done, Program

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="NOT TESTED HERE: only root can mount a file system")


@pytest.fixture(scope="module")
def at_once(home_folder: Path) -> tuple[Program, list[Done]]:
    """Two demonstrations of one new home that were started together."""
    program = Program(home_folder / "two")
    processes = [program.started("demo", "--no-input") for _ in range(2)]
    outputs = [process.communicate(timeout=300) for process in processes]
    return program, [Done(p.returncode, out, err) for p, (out, err) in zip(processes, outputs, strict=True)]


@contextmanager
def mounted(folder: Path, options: str) -> Iterator[Path]:
    folder.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=False).returncode:
        pytest.skip("NOT TESTED HERE: this machine does not let its root mount a file system")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)


def test_of_two_at_once_both_end_well_and_one_waits(at_once: tuple[Program, list[Done]]) -> None:
    _, done = at_once

    assert [each.code for each in done] == [0, 0], [each.err for each in done]
    said = [each.err for each in done if each.err]
    # There are several locks: each of the two may have to wait for the other, and says so once.
    assert said
    assert set(said) == {"Another command is just setting up; waiting for it.\n"}


def test_of_two_at_once_the_books_are_loaded_once(at_once: tuple[Program, list[Done]]) -> None:
    program, done = at_once

    assert sum("Sample business loaded" in each.out for each in done) == 1
    assert len(program("import", "batches", "--json").json) == 1


def test_three_people_get_their_answers(at_once: tuple[Program, list[Done]]) -> None:
    for each in at_once[1]:
        for expected in (
            "ruth@example.com asks: Is INV-104233 paid?",
            "8,603.42 GBP",
            "ines@example.com asks: Which invoices are more than 60 days past due?",
            "14,477.40 USD",
            "priya@example.com asks: What's still open on Acme UK?",
            "40,596.49 GBP",
            "Try next",
        ):
            assert expected in each.out


def test_what_it_suggests_to_try_works(at_once: tuple[Program, list[Done]]) -> None:
    program, done = at_once
    tried = [line.strip() for line in done[0].out.partition("Try next")[2].splitlines() if "billing ask" in line]
    assert len(tried) == 4

    for line in tried:
        question, _, rest = line.removeprefix('billing ask "').partition('" --as ')
        email = rest.split()[0]
        again = program("ask", question, "--as", email, "--json")
        assert again.code == (3 if email == "leo@example.com" else 0), line


def test_doctor_finds_everything_in_order(at_once: tuple[Program, list[Done]]) -> None:
    program, _ = at_once

    done = program("doctor", "--json")

    assert done.code == 0
    assert {check["check"]: check["ok"] for check in done.json} == dict.fromkeys(
        ("home", "database", "books", "people", "journal", "model"), True
    )
    assert "ok  journal" in program("doctor").out


def test_doctor_says_what_is_missing_in_an_empty_home(home_folder: Path) -> None:
    done = Program(home_folder / "empty")("doctor", "--json")

    assert done.code == 4
    missing = {check["check"]: check["says"] for check in done.json if not check["ok"]}
    assert missing == {
        "books": "none: run `billing demo` or `billing import`",
        "people": "none: run `billing people import FILE.csv`",
    }


def test_doctor_names_settings_that_cannot_be_used(home_folder: Path) -> None:
    done = Program(home_folder / "empty")("doctor", BILLING_DATABASE_URL="frob")

    assert (done.code, done.err) == (4, "")
    assert done.out.startswith("NO  settings  BILLING_DATABASE_URL cannot be used")


@only_root
def test_a_home_that_cannot_be_written_is_named(home_folder: Path) -> None:
    with mounted(home_folder / "sealed", "ro,mode=755") as sealed:
        done = Program(sealed / "home").outside("demo")

    assert f"{sealed}/home cannot be written" in done.sentence
    assert done.code == 2


@only_root
def test_a_disk_that_is_too_small_is_named_and_left_empty(home_folder: Path) -> None:
    with mounted(home_folder / "small", "mode=755,size=20m") as small:
        done = Program(small / "home").outside("demo")
        left = list((small / "home").glob("data*"))

    assert "is full; free some space there" in done.sentence
    assert (done.code, left) == (4, [])


@only_root
def test_a_disk_that_fills_up_later_loses_nothing(home_folder: Path) -> None:
    with mounted(home_folder / "filling", "mode=755,size=300m") as filling:
        program = Program(filling / "home")
        assert program.outside("demo").code == 0
        ballast = filling / "ballast"
        subprocess.run(["dd", "if=/dev/zero", f"of={ballast}", "bs=64k"], check=False, stderr=subprocess.DEVNULL)

        full = program.outside("ask", "Is INV-104233 paid?", "--as", "ruth@example.com")
        ballast.unlink()
        after = program.outside("ask", "Is INV-104233 paid?", "--as", "ruth@example.com")
        verified = program.outside("journal", "verify")

    assert "Traceback" not in full.out + full.err
    assert full.code in (0, 4)
    assert full.code == 0 or len(full.err.splitlines()) == 1
    assert "8,603.42 GBP" in after.out
    assert verified.code == 0


def test_without_a_home_to_write_in_the_way_out_is_named(home_folder: Path) -> None:
    if os.geteuid() == 0:
        done = Program(Path("/proc/nowhere")).outside("demo")
    else:
        done = Program(Path("/root/nowhere")).outside("demo")

    assert "BILLING_HOME" in done.sentence
    assert done.code == 2
