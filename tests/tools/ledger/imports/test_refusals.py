"""Extracts of which nothing is loaded, and what is said of each."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tools.ledger.imports.extracts import Books, an_invoice, write_canonical, write_csvs, write_fcc
from tools.ledger.imports.errors import (
    BrokenEncodingError,
    BrokenFileError,
    EmptyFileError,
    ExtractNotFoundError,
    ImportRefusedError,
    MissingColumnError,
    MissingFileError,
    ProfileBrokenError,
    RepeatedColumnError,
    SourceNameError,
    UnexpectedFileError,
    UnknownColumnError,
    UnknownProfileError,
    WrongProfileError,
)


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    path.write_bytes(change(path.read_bytes()))


def refused(books: Books, profile: str | Path, *paths: Path) -> ImportRefusedError:
    with pytest.raises(ImportRefusedError) as raised:
        books.load(profile, *paths)
    assert books.one("select count(*) from ledger.import_batch") == 0
    assert str(raised.value).endswith(".")
    assert "\n" not in str(raised.value)
    return raised.value


def test_a_path_that_is_not_there(books: Books, tmp_path: Path) -> None:
    error = refused(books, "canonical", tmp_path / "nowhere")

    assert isinstance(error, ExtractNotFoundError)
    assert "nowhere" in str(error)


def test_a_folder_without_a_file_of_the_profile(books: Books, fcc: Path) -> None:
    (fcc / "spots.csv").unlink()

    error = refused(books, "fcc", fcc)

    assert isinstance(error, MissingFileError)
    assert error.missing == ("spots.csv",)


def test_a_file_that_is_none_of_the_profile(books: Books, fcc: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("hello")

    assert isinstance(refused(books, "fcc", fcc, tmp_path / "notes.txt"), UnexpectedFileError)


def test_a_missing_column_is_named_with_the_nearest(books: Books, canonical: Path) -> None:
    rewrite(canonical / "invoice.csv", lambda content: content.replace(b"trx_number", b"trx_no", 1))

    error = refused(books, "canonical", canonical)

    assert isinstance(error, MissingColumnError)
    assert (error.file, error.column, error.nearest) == ("invoice.csv", "trx_number", "trx_no")


def test_a_column_that_the_ledger_does_not_have(books: Books, tmp_path: Path) -> None:
    error = refused(books, "canonical", write_canonical(tmp_path, invoice=[an_invoice(due_dat="2026-01-01")]))

    assert isinstance(error, UnknownColumnError)
    assert (error.column, error.nearest) == ("due_dat", "due_date")


def test_a_column_that_is_named_twice(books: Books, canonical: Path) -> None:
    rewrite(canonical / "invoice.csv", lambda content: content.replace(b"net,", b"gross,", 1))

    assert isinstance(refused(books, "canonical", canonical), RepeatedColumnError)


def test_text_that_is_not_utf8_is_placed(books: Books, canonical: Path) -> None:
    rewrite(canonical / "account.csv", lambda content: content.replace(b"Account A-1", b"Caf\xe9"))

    error = refused(books, "canonical", canonical)

    assert isinstance(error, BrokenEncodingError)
    assert (error.file, error.line) == ("account.csv", 2)
    assert (canonical / "account.csv").read_bytes()[error.byte] == 0xE9


@pytest.mark.parametrize("before", [1 << 20, (1 << 20) - 1, (1 << 20) + 5])
def test_a_broken_byte_is_found_in_any_block(books: Books, canonical: Path, before: int) -> None:
    text = b"account_number,name\nA-1,".ljust(before - 2, b"x") + "é".encode() + b"y" * 10 + b"\xff\n"
    (canonical / "account.csv").write_bytes(text)

    error = refused(books, "canonical", canonical)

    assert isinstance(error, BrokenEncodingError)
    assert (error.byte, error.line) == (text.index(b"\xff"), 2)


def test_a_file_that_ends_within_a_character(books: Books, canonical: Path) -> None:
    rewrite(canonical / "account.csv", lambda content: content + b"A-2,Caf\xc3")

    assert "ends within a character" in str(refused(books, "canonical", canonical))


def test_windows_text_is_called_by_its_name(books: Books, canonical: Path) -> None:
    rewrite(canonical / "account.csv", lambda content: content.decode().encode("utf-16"))

    assert "UTF-16" in str(refused(books, "canonical", canonical))


def test_a_zero_byte(books: Books, canonical: Path) -> None:
    rewrite(canonical / "account.csv", lambda content: content.replace(b"Account", b"Acc\0unt"))

    assert "a zero byte at byte" in str(refused(books, "canonical", canonical))


@pytest.mark.parametrize("profile", ["canonical", "ibm_ar"])
def test_files_of_another_profile(books: Books, fcc: Path, profile: str) -> None:
    error = refused(books, profile, fcc)

    assert isinstance(error, WrongProfileError)
    assert error.better == "fcc"


def test_a_file_of_another_profile_under_a_name_that_fits(books: Books, fcc: Path, tmp_path: Path) -> None:
    (tmp_path / "receivables.csv").write_bytes((fcc / "invoices.csv").read_bytes())

    error = refused(books, "ibm_ar", tmp_path / "receivables.csv")

    assert isinstance(error, WrongProfileError)
    assert error.better == "fcc"


def test_an_empty_file(books: Books, canonical: Path) -> None:
    (canonical / "invoice.csv").write_bytes(b"")

    assert isinstance(refused(books, "canonical", canonical), EmptyFileError)


def test_a_file_with_column_names_alone(books: Books, canonical: Path) -> None:
    rewrite(canonical / "invoice.csv", lambda content: content.splitlines(keepends=True)[0])

    assert isinstance(refused(books, "canonical", canonical), EmptyFileError)


def test_a_quotation_mark_that_is_not_closed(books: Books, canonical: Path) -> None:
    rewrite(canonical / "invoice.csv", lambda content: content.replace(b"INV-1", b'"INV-1', 1))

    error = refused(books, "canonical", canonical)

    assert isinstance(error, BrokenFileError)
    assert (error.file, error.line) == ("invoice.csv", 2)


def test_a_file_that_was_cut_off(books: Books, canonical: Path) -> None:
    rewrite(canonical / "invoice_line.csv", lambda content: content[:-25])

    error = refused(books, "canonical", canonical)

    assert isinstance(error, BrokenFileError)
    assert error.line == 3


@pytest.mark.parametrize("ending", ["xlsx", "parquet", "json"])
def test_a_file_that_is_not_what_its_name_says(books: Books, canonical: Path, ending: str) -> None:
    (canonical / "invoice.csv").rename(canonical / f"invoice.{ending}")

    error = refused(books, "canonical", canonical)

    assert isinstance(error, BrokenFileError)
    assert error.file == f"invoice.{ending}"


def test_a_profile_that_does_not_exist(books: Books, canonical: Path) -> None:
    error = refused(books, "sap", canonical)

    assert isinstance(error, UnknownProfileError)
    assert "canonical, fcc, ibm_ar" in str(error)


def test_a_source_that_cannot_be_called_so(books: Books, canonical: Path) -> None:
    with pytest.raises(SourceNameError):
        books.load("canonical", canonical, source="a:b")


def test_a_profile_whose_sql_is_wrong(books: Books, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "profile.yaml").write_text("{name: own, title: Own, inputs: {rows: {file: rows}}}")
    (own / "account.sql").write_text("select number as account_number, nam as name, _file, _line from rows")
    write_csvs(tmp_path / "extract", {"rows": [{"number": "1", "name": "One"}]})

    error = refused(books, own, tmp_path / "extract")

    assert isinstance(error, ProfileBrokenError)
    assert error.where == "account.sql"


def test_a_profile_cannot_read_other_files(books: Books, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "profile.yaml").write_text("{name: own, title: Own, inputs: {rows: {file: rows}}}")
    (own / "account.sql").write_text(
        "select content as account_number, 'x' as name, '' as _file, 1 as _line from read_text('/etc/hostname')"
    )
    write_csvs(tmp_path / "extract", {"rows": [{"number": "1", "name": "One"}]})

    assert "disabled" in str(refused(books, own, tmp_path / "extract"))


def test_another_invoice_of_the_same_profile_is_taken(books: Books, tmp_path: Path) -> None:
    report = books.load("fcc", write_fcc(tmp_path))

    assert report.rows_rejected == 0
