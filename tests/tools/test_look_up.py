from collections.abc import Callable

import pytest

from assistant.bootstrap import Books
from assistant.namebooks import NameBooks
from tests.conftest import NOW, fixed_clock
from tests.tools.conftest import ReaderOf
from tools.context import ToolContext
from tools.look_up import Looked, look_up

LookUp = Callable[[str, str], Looked]


@pytest.fixture
def look(sample: Books, reader_of: ReaderOf) -> LookUp:
    """What a text names for a person of the sample."""
    books = NameBooks(sample.engines)

    def look(email: str, text: str) -> Looked:
        reader = reader_of(email)
        context = ToolContext(
            person=email,
            person_name="",
            reader=reader,
            names=lambda: books.of(reader.scope, reader),
            is_ordinary_word=lambda word: False,
            as_of=NOW.date(),
            clock=fixed_clock,
        )
        return look_up(context, text)

    return look


def named(looked: Looked) -> list[tuple[str, str, str]]:
    return [(entity.kind, entity.meant, entity.sureness) for entity in looked.entities]


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("is INV-104233 paid?", ("invoice", "INV-104233", "exact")),
        ("is invoice no 104233 paid?", ("invoice", "INV-104233", "guessed")),
        ("what's open on Acme UK?", ("account", "Acme UK", "exact")),
        ("where did RCT-70014 go", ("receipt", "RCT-70014", "exact")),
    ],
)
def test_what_a_question_names_is_found(text: str, entity: tuple[str, str, str], look: LookUp) -> None:
    assert entity in named(look("priya@example.com", text))


def test_a_name_stands_where_it_was_written(look: LookUp) -> None:
    text = "what's open on Acme UK, please?"

    (entity,) = [e for e in look("priya@example.com", text).entities if e.kind == "account"]

    assert text[entity.start : entity.end] == entity.written == "Acme UK"


def test_what_is_out_of_scope_is_named_but_not_found(look: LookUp) -> None:
    (entity,) = look("leo@example.com", "is INV-104233 paid?").entities

    assert entity.sureness == "near"
    assert not any("Acme" in choice for choice in entity.choices)


def test_an_ambiguous_name_has_at_most_five_choices(look: LookUp) -> None:
    (entity,) = look("priya@example.com", "balance of northwind").entities

    assert entity.sureness == "unclear"
    assert 2 <= len(entity.choices) <= 5


@pytest.mark.parametrize("text", ["how old is the debt?", "in May 2026", "more than 60 days past due", "12% off", ""])
def test_ordinary_words_days_and_shares_are_no_names(text: str, look: LookUp) -> None:
    assert [
        entity for entity in look("priya@example.com", text).entities if entity.sureness in ("exact", "guessed")
    ] == []


def test_a_list_of_hundreds_of_numbers_is_looked_at_in_part(look: LookUp) -> None:
    found = look("priya@example.com", " ".join(f"INV-{number}" for number in range(104000, 104360)))

    assert sum(entity.kind == "invoice" for entity in found.entities) == 12
