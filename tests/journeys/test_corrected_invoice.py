"""What an import found wrong with an invoice is said until a later extract puts it right."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from assistant.bootstrap import Books, build, open_books
from assistant.config import Settings
from assistant.desk.identity import NOT_PROVED, Actor, HomeMaker
from assistant.desk.people import import_people
from assistant.imports import load_extract
from tests.conftest import NOW, fixed_clock
from tools.ledger.imports import load_profile

PEOPLE = """email,name,slack_user_id,roles,manager,accounts,approval_limit,approval_currency,valid_from,valid_to
ana@example.com,Ana,,specialist,,*,,,,
"""
ACCOUNT = "account_number,name,currency\nA-1,Quillon,USD\n"
INVOICE = (
    "invoice_id,account_number,trx_number,class,trx_date,currency,gross,commission,net,tax,total\n"
    "1,A-1,INV-700001,INV,2026-09-30,USD,100.00,0.00,100.00,0.00,100.00\n"
)
LINE = "invoice_line_id,account_number,invoice_id,line_no,currency,gross,commission,net\n1/1,A-1,1,1,USD,{0},0.00,{0}\n"


def load(books: Books, folder: Path, line: str, as_of: datetime) -> int:
    folder.mkdir()
    for name, rows in (("account", ACCOUNT), ("invoice", INVOICE), ("invoice_line", LINE.format(line))):
        (folder / f"{name}.csv").write_text(rows)
    files = sorted(folder.glob("*.csv"))
    maker = HomeMaker("tests")
    return load_extract(books, load_profile("canonical"), files, actor=maker, clock=fixed_clock, as_of=as_of).exceptions


def test_a_flag_goes_when_a_later_extract_corrects_the_line(home_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE)
    first = datetime(2026, 10, 1, tzinfo=UTC)
    with (
        open_books(Settings(home=home_folder / "corrected")) as books,
        build(Settings(), books=books, clock=fixed_clock) as assistant,
    ):
        with books.engines.transaction() as connection:
            import_people(connection, tmp_path / "people.csv", by=HomeMaker("tests"), at=NOW)
        ana = Actor("ana@example.com", NOT_PROVED)

        wrong = load(books, tmp_path / "wrong", "90.00", first)
        before = assistant.ask("why is INV-700001 that much?", ana).text
        right = load(books, tmp_path / "right", "100.00", first + timedelta(days=1))
        after = assistant.ask("why is INV-700001 that much?", ana).text

    assert (wrong, right) == (2, 0)
    assert "The books flag it" in before
    assert "The books flag it" not in after
