import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.program import Program

RUTH = ("--as", "ruth@example.com")
PRIYA = ("--as", "priya@example.com")
KEYS = {
    "status", "answer", "figures", "citations", "evidence", "drafts", "conversation", "turn", "as_of", "model", "usage",
    "seconds", "reason",
}  # fmt: skip


def test_an_answer_ends_with_zero_and_says_where_it_is_from(billing: Program) -> None:
    done = billing("ask", "Is INV-104233 paid?", *RUTH)

    assert (done.code, done.err) == (0, "")
    assert "8,603.42 GBP" in done.out
    assert "billing evidence show " in done.out
    assert "Go on with --conversation " in done.out


def test_json_is_one_object_with_every_key(billing: Program) -> None:
    done = billing("ask", "Is INV-104233 paid?", *RUTH, "--json")

    assert (done.code, done.err) == (0, "")
    assert set(done.json) == KEYS
    assert {figure["text"] for figure in done.json["figures"]} >= {"8,603.42 GBP", "20,603.42 GBP"}


def test_json_is_alone_on_both_outputs_of_a_process(billing: Program) -> None:
    done = billing.outside("ask", "Is INV-104233 paid?", *RUTH, "--json")

    assert (done.code, done.err) == (0, "")
    assert done.json["status"] == "answered"


@pytest.mark.parametrize(
    ("arguments", "status", "reason", "code"),
    [
        (("Is INV-999999 paid?", *RUTH), "refused", "not_found", 3),
        (("What is the weather?", *RUTH), "refused", "not_understood", 3),
        (("", *RUTH), "refused", "unfit_question", 3),
        (("northwind balance", "--as", "jonas@example.com"), "clarify", "ambiguous", 0),
        (("Is INV-104233 paid?",), "refused", "not_signed_in", 3),
        (("Is INV-104233 paid?", "--as", "x@example.com"), "refused", "unknown_person", 3),
        (("Is INV-104233 paid?", "--as", "noor@example.com"), "refused", "person_not_active", 3),
        (("Is INV-104233 paid?", "--as", "sam@example.com"), "refused", "no_amounts", 3),
        (("Is INV-104233 paid?", "--as", "talia@example.com"), "refused", "not_found", 3),
    ],
)
def test_whatever_became_of_it_programs_read_an_object(
    arguments: tuple[str, ...], status: str, reason: str, code: int, billing: Program
) -> None:
    done = billing("ask", *arguments, "--json")

    assert (done.json["status"], done.json["reason"], done.code, done.err) == (status, reason, code, "")
    assert set(done.json) == KEYS


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Is", "it", "paid?"), "unexpected extra argument"),
        ((), "Missing argument 'QUESTION'"),
        (("x", "--as-of", "tomorrow"), "“tomorrow” is no day: write it like 2026-10-31"),
        (("x", "--as-of", "2026-02-30"), "is no day"),
        (("x", *RUTH, "--as-of", "2999-01-01"), "2999-01-01 is in the future"),
        (("x", *RUTH, "--conversation", "nope"), "There is no conversation nope"),
        (("x", "--frob"), "No such option: --frob"),
        (("x", "--json", "--csv", "-"), "name a file"),
    ],
)
def test_wrong_usage_is_one_sentence(arguments: tuple[str, ...], said: str, billing: Program) -> None:
    done = billing("ask", *arguments)

    assert said in done.sentence
    assert (done.code, done.out) == (2, "")


def test_a_conversation_goes_on(billing: Program) -> None:
    first = billing("ask", "Is INV-104233 paid?", *RUTH, "--json").json["conversation"]

    done = billing("ask", "When is it due?", *RUTH, "--conversation", first)

    assert "30 Sep 2026" in done.out


def test_the_lists_behind_an_answer_are_written(billing: Program, tmp_path: Path) -> None:
    files = tmp_path / "x.csv", tmp_path / "x.xlsx"

    done = billing("ask", "What's still open on Acme UK?", *PRIYA, "--csv", str(files[0]), "--xlsx", str(files[1]))

    assert done.code == 0
    assert f"3 rows written to {files[0]}." in " ".join(done.out.split())
    with files[0].open(encoding="utf-8", newline="") as file:
        assert {row["balance"]: row["currency"] for row in csv.DictReader(file)} == {
            "8603.42": "GBP", "13372.33": "GBP", "18620.74": "GBP",
        }  # fmt: skip
    assert "E2 open_items" in load_workbook(files[1]).sheetnames
    assert files[0].stat().st_mode & 0o077 == 0


def test_an_answer_is_seen_even_when_its_file_cannot_be_written(billing: Program) -> None:
    done = billing("ask", "What's still open on Acme UK?", *PRIYA, "--csv", "/nowhere/x.csv")

    assert "40,596.49 GBP" in done.out
    assert done.sentence == "/nowhere/x.csv cannot be written (No such file or directory): choose another file."
    assert done.code == 2


def test_a_refusal_writes_no_file(billing: Program, tmp_path: Path) -> None:
    done = billing("ask", "Is INV-999999 paid?", *RUTH, "--xlsx", str(tmp_path / "x.xlsx"))

    assert (done.code, done.err) == (3, "")
    assert list(tmp_path.iterdir()) == []


def test_csv_on_standard_output_is_alone_there(billing: Program) -> None:
    done = billing("ask", "What's still open on Acme UK?", *PRIYA, "--csv", "-")

    assert len([*csv.reader(done.out.splitlines())]) == 4
