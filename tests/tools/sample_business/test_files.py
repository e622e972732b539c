"""The files as such: their names, columns, cells, and the same bytes every time."""

import re
import subprocess
import sys
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import pytest

from tests.tools.sample_business.sample_files import Sample
from tools.sample_business import AS_OF, write_sample
from tools.sample_business.periods import broadcast_month
from tools.sample_business.rows import TABLES
from tools.sample_business.writing import columns

NOT_WRITTEN = {"import_batch", "source", "party_alias", "history", "import_reject", "import_exception"}
OF_THE_IMPORT = {"source", "batch_id", "known_from", "missing_since"}
RENAMED = {"account_id": "account_number", "payer_account_id": "payer_account_number"}


def digests(folder: Path) -> dict[str, str]:
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir())}


def write_elsewhere(folder: Path, hash_seed: str) -> None:
    program = "import sys; from pathlib import Path; from tools.sample_business import write_sample; "
    program += "write_sample(Path(sys.argv[1]), seed=5, scale=2)"
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[3])}
    subprocess.run([sys.executable, "-c", program, str(folder)], env=environment, check=True)


def ledger_columns() -> dict[str, list[str]]:
    schema = (files("tools.ledger.migrations") / "sql_0001" / "2_ledger.sql").read_text(encoding="utf-8")
    tables = re.findall(r"create table ledger\.(\w+) \((.*?)\n\);", schema, re.DOTALL)
    return {name: re.findall(r"^ {4}(?!check\b|unique\b|primary\b)(\w+) ", body, re.MULTILINE) for name, body in tables}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    write_elsewhere(tmp_path / "a", "1")
    write_elsewhere(tmp_path / "b", "2")

    assert digests(tmp_path / "a") == digests(tmp_path / "b")


def test_another_seed_moves_amounts_and_keeps_names(tmp_path: Path) -> None:
    write_sample(tmp_path / "a", seed=1)
    write_sample(tmp_path / "b", seed=2)

    first, second = digests(tmp_path / "a"), digests(tmp_path / "b")
    same = {name for name in first if first[name] == second[name]}
    assert {"account.csv", "party.csv", "people.csv", "io.csv", "io_line.csv"} <= same
    assert not {"invoice.csv", "invoice_line.csv", "payment.csv", "delivery_daily.csv"} & same


def test_there_is_a_file_for_every_table_of_the_books(tmp_path: Path) -> None:
    write_sample(tmp_path)

    tables = set(ledger_columns()) - NOT_WRITTEN
    assert {path.stem for path in tmp_path.iterdir()} == tables | {"people"}


def test_columns_are_those_of_the_ledger() -> None:
    expected = {
        name: [
            RENAMED.get(column, column)
            for column in named
            if column not in OF_THE_IMPORT and (name, column) != ("account", "account_id")
        ]
        for name, named in ledger_columns().items()
    }

    assert {kind.table: columns(kind) for kind in TABLES} == {kind.table: expected[kind.table] for kind in TABLES}


def test_more_scale_leaves_the_named_accounts_as_they_are(tmp_path: Path) -> None:
    write_sample(tmp_path / "small")
    write_sample(tmp_path / "large", scale=3)

    for path in (tmp_path / "small").iterdir():
        assert (tmp_path / "large" / path.name).read_bytes().startswith(path.read_bytes())


def test_scale_multiplies_the_accounts(tmp_path: Path) -> None:
    write_sample(tmp_path, scale=3)
    sample = Sample(tmp_path)

    plain = {row["account_number"] for row in sample["account"]} - {f"A-10{number:02}" for number in range(1, 13)}
    bills = [row["trx_number"] for row in sample["invoice"] if row["account_number"] in plain]
    assert (len(plain), len(bills)) == (2 * 12, 2 * 12 * 3)
    assert sum(sample.balance(number) == 0 for number in bills) == 2 * 12 * 2


def test_files_of_before_are_replaced(tmp_path: Path) -> None:
    write_sample(tmp_path / "again", scale=2)
    write_sample(tmp_path / "again")
    write_sample(tmp_path / "once")

    assert digests(tmp_path / "again") == digests(tmp_path / "once")


def test_the_books_end_on_the_last_day_of_october() -> None:
    assert AS_OF.isoformat() == "2026-10-31T12:00:00+00:00"


@pytest.mark.parametrize(
    ("month", "expected"), [(7, "2026-06-29 2026-07-26"), (8, "2026-07-27 2026-08-30"), (9, "2026-08-31 2026-09-27")]
)
def test_broadcast_months_end_on_their_last_sunday(month: int, expected: str) -> None:
    span = broadcast_month(2026, month)

    assert f"{span.start} {span.end}" == expected
