import pytest

from tests.tools.conftest import ReaderOf
from tools.documents import find_documents


@pytest.mark.parametrize(
    "written", ["INV-104233", "inv-104233", "104233", "INV 104233", "inv104233", "#104233", " INV-104233 "]
)
def test_an_invoice_is_found_however_its_number_is_written(reader_of: ReaderOf, written: str) -> None:
    found = find_documents(reader_of("ruth@example.com"), written, "invoice")

    assert [document.number for document in found.found] == ["INV-104233"]
    assert not found.near


def test_a_number_one_keystroke_away_is_only_near(reader_of: ReaderOf) -> None:
    found = find_documents(reader_of("ruth@example.com"), "INV-104323", "invoice")

    assert found.near
    assert [document.number for document in found.found] == ["INV-104233"]


def test_what_is_out_of_scope_is_not_even_near(reader_of: ReaderOf) -> None:
    hidden = find_documents(reader_of("leo@example.com"), "INV-104233", "invoice")

    assert "Acme UK" not in {document.account for document in hidden.found}
    assert hidden.near


@pytest.mark.parametrize("written", ["", "INV-", "abc", "9" * 4000, "1-" * 1000, "1'; --", "1\u0660", "²", "1%", "🎉1"])
def test_what_is_no_number_finds_nothing(reader_of: ReaderOf, written: str) -> None:
    assert find_documents(reader_of("priya@example.com"), written).found == ()


def test_a_credit_memo_is_called_one(reader_of: ReaderOf) -> None:
    (document,) = find_documents(reader_of("priya@example.com"), "CM-882", "invoice").found

    assert document.said.startswith("credit memo CM-882 of ")
