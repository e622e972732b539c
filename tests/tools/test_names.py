import pytest

from tools.names import Meant, NameBook, Unclear, account_names, normal


def an_account(number: int, account: str, account_number: str, **parties: str) -> dict[str, object]:
    known = {"advertiser": None, "agency": None, "parent": None, **parties}
    return {"account_id": number, "account": account, "account_number": account_number, **known}


ROWS = [
    an_account(1, "Acme UK", "A-1001", advertiser="Acme"),
    an_account(2, "Acme DE", "A-1002", advertiser="Acme"),
    an_account(3, "Zürnfeld Möbel", "A-1007", agency="Zéphyrin"),
    an_account(4, "Northwind", "A-1004"),
    an_account(5, "Solvane via Northwind", "A-1005", agency="Northwind"),
]


@pytest.fixture(scope="module")
def book() -> NameBook:
    return NameBook(account_names(ROWS, [{"alias": "Akme", "party": "Acme"}]))


def meant(book: NameBook, phrase: str) -> frozenset[int]:
    found = book.resolve(phrase)
    assert isinstance(found, Meant), found
    return found.name.accounts


@pytest.mark.parametrize("phrase", ["Acme UK", "acme uk", "A-1001", "a-1001", "Acme UK Ltd"])
def test_a_name_is_found_however_it_is_written(book: NameBook, phrase: str) -> None:
    assert meant(book, phrase) == {1}


@pytest.mark.parametrize("phrase", ["Zurnfeld Mobel", "zurnfeld", "Zuernfeld Moebel", "zürnfled möbel"])
def test_accents_and_misspellings_are_forgiven(book: NameBook, phrase: str) -> None:
    assert meant(book, phrase) == {3}


def test_an_advertiser_means_all_its_accounts(book: NameBook) -> None:
    assert meant(book, "Acme") == {1, 2}


def test_a_confirmed_spelling_means_its_party(book: NameBook) -> None:
    assert meant(book, "Akme") == {1, 2}


def test_a_guess_is_said_to_be_one(book: NameBook) -> None:
    found = book.resolve("Acmee UK")

    assert isinstance(found, Meant)
    assert found.guessed


def test_a_name_of_two_kinds_is_asked_about(book: NameBook) -> None:
    found = book.resolve("Northwind")

    assert isinstance(found, Unclear)
    assert not found.near
    assert {name.said for name in found.choices} == {"Northwind", "Northwind (agency)"}


def test_an_unknown_name_gets_the_nearest_only(book: NameBook) -> None:
    found = book.resolve("Quibblethwaite")

    assert found == Unclear((), near=True)


@pytest.mark.parametrize("phrase", ["", " ", "?!", "\0", "🎉", "x" * 4000, "[red]", "%", "'; drop table x; --"])
def test_anything_may_be_asked_for(book: NameBook, phrase: str) -> None:
    assert isinstance(book.resolve(phrase), Meant | Unclear)


def test_at_most_five_are_offered() -> None:
    rows = [an_account(number, f"Gemini {number}", f"G-{number}") for number in range(9)]

    found = NameBook(account_names(rows, [])).resolve("Gemini")

    assert isinstance(found, Unclear)
    assert len(found.choices) == 5


def test_legal_forms_and_accents_do_not_count() -> None:
    assert normal("Zürnfeld Möbel GmbH") == "zurnfeld mobel"
    assert normal("GmbH") == "gmbh"
