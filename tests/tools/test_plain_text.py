import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.agent.references import REFERENCE
from tools.plain_text import as_asked, as_typed, in_markdown, one_line, shortened

TRICKY = st.text(st.sampled_from("[]()<>*_`~|\\&#-+=>!.1aE ;:x\"'\n\t\x1b\u202e"), max_size=30)


def shown(markdown: str) -> str:
    """What a reader of the Markdown sees, and that it is one paragraph or item of plain text."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)
    inline = [token for token in tokens if token.type == "inline"]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}, tokens
    children = [child for token in inline for child in token.children or []]
    assert {child.type for child in children} <= {"text", "text_special"}, children
    return "".join(child.content for child in children)


@given(TRICKY)
def test_markdown_shows_a_text_as_it_is(text: str) -> None:
    assert shown("x " + in_markdown(text)).split() == ("x " + one_line(text)).split()


@given(TRICKY)
def test_a_text_at_the_beginning_of_a_line_makes_no_heading_or_list(text: str) -> None:
    assert shown(in_markdown(text.strip())).split() == one_line(text.strip()).split()


@given(st.lists(st.sampled_from(["[", "]", "[[", "E1.1.total", "]]", "\\", " "]), max_size=8).map("".join))
def test_no_reference_is_read_in_a_text(text: str) -> None:
    assert REFERENCE.search(in_markdown(text)) is None


def test_names_as_they_usually_are_stay_as_they_are() -> None:
    names = [
        "Acme UK",
        "O'Dwyer's Outdoor",
        "Zürnfeld Möbel GmbH & Co. KG",
        "INV-104233",
        "a_b_c",
        "7.5 %",
        "-5.00 USD",
    ]

    assert [in_markdown(name) for name in names] == names


@pytest.mark.parametrize(
    ("typed", "seen"),
    [
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b]8;;http://x\x07link\x1b]8;;\x07", "link"),
        ("\x9b31mred", "red"),
        ("bell\x07 nul\0 back\x08", "bell nul back"),
        ("turned\u202e round\u2066", "turned round"),
        ("half \udcff", "half \ufffd"),
        ("two\r\nlines", "two lines"),
        ("🎉 عربي", "🎉 عربي"),
    ],
)
def test_nothing_that_a_terminal_obeys_is_left(typed: str, seen: str) -> None:
    assert one_line(typed) == seen


def test_line_breaks_of_a_question_stay() -> None:
    assert as_typed("a\r\nb\x85c") == "a\nb\nc"


def test_numbers_pasted_from_a_document_have_a_keyboards_hyphen() -> None:
    assert as_asked("INV\u2011104233 and\xa0INV\u2013104241 – now") == "INV-104233 and INV-104241 – now"


def test_long_words_are_repeated_in_part() -> None:
    assert shortened("x" * 100, 10) == "x" * 9 + "…"
    assert shortened("short", 10) == "short"
