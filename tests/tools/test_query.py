import re
from typing import Any

import pytest

from tests.tools.conftest import ReaderOf
from tools.query import all_names, named
from tools.reader import MAX_ROWS

OF_NOBODY = {
    "aliases_in_scope": "spellings are glanced at to resolve a name",
    "number_prefixes": "letters only, glanced at to complete a number",
    "products_in_scope": "names of products, glanced at to resolve a name",
}
"""Queries that name no account, and why that is right: their rows become no evidence."""

ACCOUNT = re.compile(r"\baccount_ids?\b")


def parameters(sql: str) -> dict[str, Any]:
    """Something for every parameter, of a type that PostgreSQL takes for it."""
    names = set(re.findall(r"(?<!:):(\w+)", sql))
    lists = {"accounts", "invoices", "payments", "numbers", "receipts", "disputes", "line_items"}
    return {name: [] if name in lists and name in {"invoices", "numbers", "payments"} else None for name in names}


@pytest.mark.parametrize("name", all_names())
def test_a_query_says_its_version_and_what_it_answers(name: str) -> None:
    query = named(name)

    assert query.version.isdigit()
    assert query.title
    assert not query.title.endswith(".")


@pytest.mark.parametrize("name", all_names())
def test_a_query_runs_over_the_sample(name: str, reader_of: ReaderOf) -> None:
    evidence = reader_of("priya@example.com").run(name, **parameters(named(name).sql))

    assert len(evidence.rows) <= MAX_ROWS


@pytest.mark.parametrize("name", [name for name in all_names() if name not in OF_NOBODY])
def test_a_query_says_whose_its_rows_are(name: str) -> None:
    selected = named(name).sql.lower()

    assert ACCOUNT.search(selected.split("\nfrom ")[0])


@pytest.mark.parametrize("name", all_names())
def test_an_amount_has_its_currency_beside_it(name: str) -> None:
    query = named(name)
    if "money" in query.kinds.values() or "rate" in query.kinds.values():
        assert re.search(r"\bcurrency\b", query.sql)


@pytest.mark.parametrize("name", all_names())
def test_a_query_names_published_views_only(name: str) -> None:
    assert not re.search(r"\b(ledger|desk|pg_catalog|information_schema)\.", named(name).sql)


def test_a_list_that_is_cut_off_is_streamed_whole(reader_of: ReaderOf) -> None:
    reader = reader_of("priya@example.com")
    held = reader.run("delivered_units", **parameters(named("delivered_units").sql))

    assert len([*reader.stream(held)]) == held.total_rows
