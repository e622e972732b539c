"""Later extracts of a source: what is new, changed, missing and back, and what the books keep of it."""

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from threading import Barrier, Thread

import pytest
from sqlalchemy import Connection

from tests.tools.ledger.imports.extracts import (
    APRIL,
    MARCH,
    MAY,
    NOW,
    Books,
    a_line,
    a_payment,
    an_account,
    an_application,
    an_invoice,
    write_canonical,
)
from tools.ledger.imports import ImportReport, find_batches, import_extract, load_profile
from tools.ledger.imports.errors import OlderExtractError

PAID = {
    "payment": [a_payment(), a_payment("P-2", amount="45.00", receipt_date="2026-03-20")],
    "application": [an_application(), an_application("X-2", payment_id="P-2", amount="45.00", apply_date="2026-03-20")],
}


def test_a_first_extract_has_no_former_values(books: Books, canonical: Path) -> None:
    report = books.load("canonical", canonical)

    assert (report.rows_read, report.rows_loaded, report.rows_changed, report.rows_missing) == (6, 6, 0, 0)
    assert books.rows("select known_from, missing_since from ledger.invoice") == [(None, None)]
    assert books.one("select count(*) from ledger.history") == 0


def test_the_same_content_again_changes_nothing(books: Books, canonical: Path) -> None:
    first = books.load("canonical", canonical)

    again = books.load("canonical", canonical, as_of=APRIL)

    assert again.unchanged
    assert again.batch_id == first.batch_id
    assert books.one("select count(*) from ledger.import_batch") == 1


def test_an_older_extract_is_refused(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical, as_of=APRIL)
    older = write_canonical(tmp_path / "older", invoice=[an_invoice(total="84.00")])

    with pytest.raises(OlderExtractError, match="older than batch 1 of canonical"):
        books.load("canonical", older, as_of=MARCH)

    assert books.one("select total from ledger.invoice") == Decimal("85.00")


def test_what_is_new_is_added(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical)

    report = books.load("canonical", write_canonical(tmp_path / "april", **PAID), as_of=APRIL)

    assert (report.rows_loaded, report.rows_changed, report.rows_missing) == (2, 0, 0)
    assert books.one("select sum(amount) from ledger.application") == Decimal("85.00")


def test_a_changed_row_keeps_its_former_values(books: Books, canonical: Path, tmp_path: Path) -> None:
    first = books.load("canonical", canonical)

    later = [an_invoice(due_date="2026-03-31", disputed="yes")]
    report = books.load("canonical", write_canonical(tmp_path / "april", invoice=later), as_of=APRIL)

    assert report.rows_changed == 1
    assert books.rows("select due_date::text, disputed, known_from, batch_id from ledger.invoice") == [
        ("2026-03-31", True, APRIL, report.batch_id)
    ]
    assert books.rows(
        """select table_name, row_id, known_from, known_until, batch_id, superseded_by, changed, row ->> 'due_date'
           from ledger.history"""
    ) == [
        (
            "invoice",
            "canonical:INV-1",
            None,
            APRIL,
            first.batch_id,
            report.batch_id,
            ["due_date", "disputed"],
            "2026-03-02",
        )
    ]


def test_an_unchanged_row_keeps_its_batch(books: Books, canonical: Path, tmp_path: Path) -> None:
    first = books.load("canonical", canonical)

    books.load("canonical", write_canonical(tmp_path / "april", **PAID), as_of=APRIL)

    assert books.rows("select batch_id, known_from from ledger.invoice") == [(first.batch_id, None)]


def test_what_a_full_extract_lacks_is_marked_missing(books: Books, tmp_path: Path) -> None:
    two = [an_invoice(), an_invoice("INV-2")]
    books.load("canonical", write_canonical(tmp_path / "march", invoice=two))

    report = books.load("canonical", write_canonical(tmp_path / "april"), as_of=APRIL)

    assert report.rows_missing == 1
    assert books.rows("select trx_number, missing_since from ledger.invoice order by 1") == [
        ("INV-1", None),
        ("INV-2", APRIL),
    ]
    assert books.rows("select row_id, changed, row ->> 'missing_since' from ledger.history") == [
        ("canonical:INV-2", ["missing_since"], None)
    ]


def test_a_row_that_comes_back_explains_its_gap(books: Books, tmp_path: Path) -> None:
    two = [an_invoice(), an_invoice("INV-2")]
    books.load("canonical", write_canonical(tmp_path / "march", invoice=two))
    books.load("canonical", write_canonical(tmp_path / "april"), as_of=APRIL)

    books.load("canonical", write_canonical(tmp_path / "may", invoice=[*two, an_invoice("INV-3")]), as_of=MAY)

    assert books.one("select missing_since from ledger.invoice where trx_number = 'INV-2'") is None
    assert books.rows("select known_from, known_until, changed from ledger.history order by known_until") == [
        (None, APRIL, ["missing_since"]),
        (APRIL, MAY, ["missing_since"]),
    ]


def test_a_table_that_is_not_carried_is_not_missing(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical)
    bare = write_canonical(tmp_path / "april")
    for name in ("payment", "application"):
        (bare / f"{name}.csv").unlink()

    report = books.load("canonical", bare, as_of=APRIL)

    assert report.rows_missing == 0
    assert books.one("select carries from ledger.source") == ["account", "invoice", "invoice_line"]


def test_a_refused_row_of_the_books_is_not_missing(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical)

    report = books.load(
        "canonical", write_canonical(tmp_path / "april", invoice=[an_invoice(total="eighty")]), as_of=APRIL
    )

    assert report.rows_missing == 0
    assert books.rows("select total, missing_since from ledger.invoice") == [(Decimal("85.0000"), None)]


def test_a_source_may_go_back_to_what_it_said(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical)
    books.load("canonical", write_canonical(tmp_path / "april", **PAID), as_of=APRIL)

    report = books.load("canonical", canonical, as_of=MAY)

    assert not report.unchanged
    assert report.rows_missing == 2


def test_a_second_extract_of_the_same_time_corrects_the_first(books: Books, tmp_path: Path) -> None:
    for number, total in enumerate(("85.00", "86.00", "87.00")):
        books.load("canonical", write_canonical(tmp_path / str(number), invoice=[an_invoice(total=total)]))

    assert books.one("select total from ledger.invoice") == Decimal("87.00")
    assert books.rows("select row ->> 'total', known_until from ledger.history") == [("85.0000", MARCH)]


def test_the_time_of_an_extract_is_its_newest_file(books: Books, canonical: Path) -> None:
    report = import_extract(
        books.engine, load_profile("canonical"), [canonical], as_of=None, imported_by="someone", clock=lambda: NOW
    )

    newest = max(path.stat().st_mtime for path in canonical.iterdir())
    assert report.as_of == datetime.fromtimestamp(newest, UTC)


def test_sources_of_one_profile_live_side_by_side(books: Books, canonical: Path) -> None:
    books.load("canonical", canonical, source="north")
    books.load("canonical", canonical, source="south")

    assert books.rows("select invoice_id from ledger.invoice order by 1") == [("north:INV-1",), ("south:INV-1",)]


def test_an_account_keeps_its_number_of_ours(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical)
    before = books.one("select account_id from ledger.account")

    accounts = [an_account("A-0"), an_account(name="Renamed")]
    books.load("canonical", write_canonical(tmp_path / "april", account=accounts), as_of=APRIL)

    assert books.rows("select account_id, name from ledger.account where account_number = 'A-1'") == [
        (before, "Renamed")
    ]


def test_nothing_is_imported_when_it_cannot_be_recorded(books: Books, canonical: Path) -> None:
    def record(_connection: Connection, _report: ImportReport) -> None:
        raise RuntimeError("the journal is full")

    with pytest.raises(RuntimeError, match="the journal is full"):
        import_extract(
            books.engine,
            load_profile("canonical"),
            [canonical],
            as_of=MARCH,
            imported_by="someone",
            clock=lambda: NOW,
            record=record,
        )

    assert books.one("select count(*) from ledger.import_batch") == 0
    assert books.one("select count(*) from ledger.invoice") == 0


def test_two_imports_of_one_extract_at_once_make_one_batch(books: Books, canonical: Path) -> None:
    reports: list[ImportReport] = []
    together = Barrier(2)

    def load() -> None:
        together.wait()
        reports.append(books.load("canonical", canonical))

    threads = [Thread(target=load) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(report.unchanged for report in reports) == [False, True]
    assert len({report.batch_id for report in reports}) == 1


def test_two_sources_are_imported_at_once(books: Books, canonical: Path) -> None:
    together = Barrier(2)

    def load(source: str) -> None:
        together.wait()
        books.load("canonical", canonical, source=source)

    threads = [Thread(target=load, args=[source]) for source in ("north", "south")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert books.one("select count(*) from ledger.account") == 2


def test_many_changed_and_missing_rows_pass_in_blocks(books: Books, tmp_path: Path) -> None:
    lines = [a_line(f"INV-1/{number}") for number in range(5000)]
    books.load("canonical", write_canonical(tmp_path / "march", invoice_line=lines))

    changed = [a_line(f"INV-1/{number}", net="42.00", description='"odd", {text}; \\') for number in range(4500)]
    report = books.load("canonical", write_canonical(tmp_path / "april", invoice_line=changed), as_of=APRIL)

    assert (report.rows_changed, report.rows_missing) == (4500, 500)
    assert books.one("select count(*) from ledger.history") == 5000
    assert books.rows("select distinct description from ledger.invoice_line where missing_since is null") == [
        ('"odd", {text}; \\',)
    ]


def test_batches_are_found_the_newest_first(books: Books, canonical: Path, tmp_path: Path) -> None:
    books.load("canonical", canonical)
    books.load("canonical", write_canonical(tmp_path / "april", **PAID), as_of=APRIL)

    with books.engine.connect() as connection:
        found = find_batches(connection)

    assert [report.as_of for report in found] == [APRIL, MARCH]
    assert found[1].files[0].name == "account.csv"
