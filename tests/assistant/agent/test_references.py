from decimal import Decimal

from assistant.agent.references import print_references
from tests.tools.test_evidence import a_row, an_evidence

ONE = an_evidence(a_row(), a_row(invoice="INV-2", balance=Decimal(7)))


def printed(text: str) -> str:
    return print_references(text, [ONE]).text


def test_a_reference_prints_its_cell_with_the_currency() -> None:
    assert printed("Open on INV-1: [[E1.1.balance]].") == "Open on INV-1: 10.50 USD."


def test_whose_the_figure_is_is_added_where_nothing_says_it() -> None:
    assert printed("Open: [[E1.2.balance]].") == "Open: 7.00 USD (INV-2)."


def test_a_longer_number_does_not_name_a_shorter_one() -> None:
    assert printed("INV-10 has [[E1.1.balance]].") == "INV-10 has 10.50 USD (INV-1)."


def test_a_list_is_named_by_the_paragraph_that_leads_it_in() -> None:
    assert printed("INV-1:\n- open [[E1.1.balance]]") == "INV-1:\n- open 10.50 USD"


def test_each_row_of_a_table_names_its_own() -> None:
    text = printed("| [[E1.1.invoice]] | [[E1.1.balance]] |\n| [[E1.2.invoice]] | [[E1.2.balance]] |")

    assert text == "| INV-1 | 10.50 USD |\n| INV-2 | 7.00 USD |"


def test_a_cell_that_does_not_exist_is_left_out_and_told() -> None:
    result = print_references("a [[E1.9.balance]] b [[E9.1.balance]] c [[E1.1.account_id]]", [ONE])

    assert result.text == "a  b  c "
    assert result.unknown == ("[[E1.9.balance]]", "[[E9.1.balance]]", "[[E1.1.account_id]]")
    assert result.figures == ()


def test_a_figure_has_its_value_for_programs() -> None:
    (figure,) = print_references("INV-1 [[E1.1.balance]]", [ONE]).figures

    assert (figure.text, figure.value, figure.currency) == ("10.50 USD", "10.50", "USD")
    assert (figure.evidence, figure.row, figure.column) == ("E1", 1, "balance")


def test_names_in_the_books_are_printed_as_text() -> None:
    odd = an_evidence(a_row(invoice="[[E1.1.balance]] **b** <i>|"))

    text = print_references("[[E1.1.invoice]] [[E1.1.balance]]", [odd]).text

    assert text == r"\[[E1.1.balance]] \*\*b\*\* \<i>\| 10.50 USD"
