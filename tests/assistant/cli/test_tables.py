import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from assistant.cli.tables import Grid, blocks, print_grid

AGEING = Grid(
    ("Account", "Current", "1–30", "Total"),
    (
        ("Hoshikage Denki", "1,112,964 JPY", "0 JPY", "1,112,964 JPY"),
        ("Solvane via Northwind", "27,612.50 USD", "9,052.09 USD", "36,664.59 USD"),
    ),
    (False, True, True, True),
)


def shown(grid: Grid, width: int) -> str:
    out = io.StringIO()
    print_grid(Console(file=out, width=width, markup=False, highlight=False, emoji=False), grid)
    return out.getvalue()


def figures(text: str) -> set[str]:
    return set(re.findall(r"[\d,]+\.?\d+", text))


@given(st.integers(20, 120))
def test_no_figure_is_cut_off_or_broken_at_any_width(width: int) -> None:
    whole = figures(" ".join(cell for line in AGEING.lines for cell in line[1:]))

    text = shown(AGEING, width)

    assert whole <= figures(text)
    assert "…" not in text
    assert {"JPY", "USD"} <= set(re.findall("[A-Z]{3}", text))
    assert max(map(len, text.splitlines())) <= max(width, 32)


def test_wide_enough_every_row_is_a_line() -> None:
    assert len(shown(AGEING, 100).splitlines()) == 3


def test_a_currency_gets_its_own_column_when_that_makes_the_table_fit() -> None:
    header, *_ = shown(AGEING, 50).splitlines()

    assert header.split() == ["Account", "Currency", "Current", "1–30", "Total"]


def test_a_row_becomes_a_list_where_no_table_fits() -> None:
    assert "Current  27,612.50 USD" in shown(AGEING, 30)


def test_markdown_is_taken_apart_into_prose_and_tables() -> None:
    text = "Acme:\n\n| Invoice | Open |\n|---|---:|\n| INV-1 | 7.00 USD |\n\n- one\n\nAs of today."

    prose, table, rest = blocks(text)

    assert prose == "Acme:\n"
    assert table == Grid(["Invoice", "Open"], [["INV-1", "7.00 USD"]], [False, True])
    assert str(rest).strip() == "- one\n\nAs of today."


@pytest.mark.parametrize("text", ["", "| no table", "| a |\n| b |", "plain | text", "|---|"])
def test_what_is_no_table_stays_prose(text: str) -> None:
    assert "\n".join(map(str, blocks(text))).strip() == text.strip()


def test_an_escaped_bar_is_part_of_a_cell() -> None:
    (table,) = blocks("| a |\n|---|\n| x \\| \\*y\\* |")

    assert isinstance(table, Grid)
    assert table.lines == [["x | *y*"]]
