"""A real accounts-receivable history asked about as of past days: every figure against the test's own computation."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.journeys.asking import EMAIL, Desk, a_desk, amounts, at, evidence_of, printed, said
from tests.journeys.receivables import Item, Standing, as_items, read_rows, standing

pytestmark = pytest.mark.real_data

DAYS = [
    date(2012, 2, 29),
    date(2012, 6, 30),
    date(2012, 10, 1),
    date(2012, 12, 31),
    date(2013, 5, 17),
    date(2013, 11, 30),
]
OPEN_IN_ALL = [
    "total open balance",
    "how much is outstanding in total",
    "what do all my clients owe",
    "open invoices for all accounts",
    "how much are we owed overall?",
    "whats open on my accounts",
]
AGEING_IN_ALL = [
    "ageing",
    "aging report pls",
    "ageing of all accounts",
    "how old is our debt",
    "ageing buckets",
    "show me the ageing",
]
DISPUTED_IN_ALL = [
    "how much is disputed in total",
    "total disputed",
    "which disputes are open",
    "what's in dispute?",
    "disputed amount over all accounts",
    "list open disputes",
]
PAST_DUE = [
    "past due over {days} days",
    "how much is more than {days} days overdue",
    "everything overdue > {days} days",
    "which invoices are over {days} days past due?",
    "what's past due over {days} days",
    "show me invoices older than {days} days past due",
]
OPEN_OF_ONE = [
    "what's still open on {name}",
    "how much does {name} owe us",
    "open balance of {name}?",
    "what is outstanding for customer {name}",
    "balance {name}",
    "whats unpaid on {name}",
]
AGEING_OF_ONE = [
    "ageing for {name}",
    "aging of {name} pls",
    "show me the ageing of {name} by bucket",
    "how old is the debt of {name}?",
    "{name} ageing buckets",
    "aged receivables {name}",
]
PAID = [
    "is invoice {number} paid?",
    "has {number} been paid",
    "inv {number} paid or not",
    "status of invoice {number}",
    "did they pay {number} yet",
    "whats open on invoice {number}?",
]


@pytest.fixture(scope="module")
def file(real_data: Path) -> Path:
    return next((real_data / "ibm_ar").glob("*.csv"))


@pytest.fixture(scope="module")
def items(file: Path) -> list[Item]:
    return as_items(read_rows(file))


@pytest.fixture(scope="module")
def desk(home_folder: Path, file: Path) -> Iterator[Desk]:
    with a_desk(home_folder / "receivables", at("2014-02-01")) as desk:
        desk.load("ibm_ar", [file], at("2014-01-31"))
        yield desk


@pytest.fixture(params=DAYS, ids=str)
def on(request: pytest.FixtureRequest, items: list[Item]) -> Standing:
    """What is open on one of the days."""
    day: date = request.param
    return standing(items, day)


def in_turn(phrasings: list[str], day: date) -> str:
    """Another phrasing on each of the days."""
    return phrasings[DAYS.index(day) % len(phrasings)]


def test_what_is_open_in_all_on_a_past_day(desk: Desk, on: Standing) -> None:
    answer = desk.ask(in_turn(OPEN_IN_ALL, on.day), on.day)

    assert amounts(answer, "balance_totals")["open_total"] == on.total, said(answer)
    assert printed(answer, "balance_totals")["open_invoices"] == str(len(on.items))
    assert amounts(answer, "balance_totals").get("overdue_total", Decimal(0)) == on.over(0).total
    assert amounts(answer, "balance_totals").get("disputed_total", Decimal(0)) == on.disputed.total


def test_ageing_of_all_on_a_past_day(desk: Desk, on: Standing) -> None:
    answer = desk.ask(in_turn(AGEING_IN_ALL, on.day), on.day)

    expected = {"total": on.total, "overdue": on.over(0).total, **on.buckets}
    assert {k: v for k, v in expected.items() if v or k != "overdue"}.items() <= amounts(
        answer, "ageing_totals"
    ).items()


def test_what_is_disputed_in_all_on_a_past_day(desk: Desk, on: Standing) -> None:
    answer = desk.ask(in_turn(DISPUTED_IN_ALL, on.day), on.day)

    assert amounts(answer, "disputed_totals") == {"disputed_balance": on.disputed.total}, said(answer)
    assert printed(answer, "disputed_totals")["invoices"] == str(len(on.disputed.items))


@pytest.mark.parametrize("days", [5, 15, 30])
def test_what_is_past_due_over_some_days(desk: Desk, on: Standing, days: int) -> None:
    expected = on.over(days)

    answer = desk.ask(in_turn(PAST_DUE, on.day).format(days=days), on.day)

    assert answer.status == "answered", said(answer)
    if expected.items:
        assert amounts(answer, "ageing_totals")["total"] == expected.total, said(answer)
        assert printed(answer, "ageing_totals")["invoices"] == str(len(expected.items))
    else:
        assert "Nothing" in answer.text


def test_what_customers_owe_on_a_past_day(desk: Desk, on: Standing) -> None:
    names = [*on.largest[:3], on.largest[-1]]
    phrasings = [OPEN_OF_ONE[(DAYS.index(on.day) + i) % len(OPEN_OF_ONE)] for i in range(len(names))]
    questions = [
        p.format(name=n.lower() if i % 2 else n) for i, (p, n) in enumerate(zip(phrasings, names, strict=True))
    ]

    for name, answer in zip(names, desk.ask_all(questions, on.day), strict=True):
        owed = on.of(name)
        cells = amounts(answer, "account_balances")
        assert cells["open_total"] == owed.total, said(answer)
        assert cells.get("overdue_total", Decimal(0)) == owed.over(0).total
        assert cells.get("disputed_total", Decimal(0)) == owed.disputed.total
        assert {row["invoice"] for row in evidence_of(answer, "open_items").rows} == {i.number for i in owed.items}


def test_ageing_of_customers_on_a_past_day(desk: Desk, on: Standing) -> None:
    names = on.largest[:4]
    phrasings = [AGEING_OF_ONE[(DAYS.index(on.day) + i) % len(AGEING_OF_ONE)] for i in range(len(names))]
    questions = [
        p.format(name=n.lower() if i % 2 else n) for i, (p, n) in enumerate(zip(phrasings, names, strict=True))
    ]

    for name, answer in zip(names, desk.ask_all(questions, on.day), strict=True):
        assert {"total": on.of(name).total, **on.of(name).buckets}.items() <= amounts(
            answer, "ageing_totals"
        ).items(), said(answer)


def test_what_one_customer_has_disputed(desk: Desk, on: Standing) -> None:
    name = on.disputed.largest[0]

    answer = desk.ask(f"disputed amount {name.lower()}", on.day)

    assert amounts(answer, "disputed_totals")["disputed_balance"] == on.of(name).disputed.total, said(answer)


def test_whether_an_invoice_is_paid_on_a_past_day(desk: Desk, items: list[Item], on: Standing) -> None:
    known = [item for item in items if item.invoiced_on <= on.day]
    chosen = known[:: len(known) // 6][:6]
    numbers = [item.number.lstrip("0") if i % 2 else item.number for i, item in enumerate(chosen)]
    questions = [PAID[i].format(number=number) for i, number in enumerate(numbers)]

    for item, answer in zip(chosen, desk.ask_all(questions, on.day), strict=True):
        cells = printed(answer, "invoice_status")
        assert (cells["invoice"], cells["account"]) == (item.number, item.customer), said(answer)
        assert cells["status"] == ("open" if item.is_open(on.day) else "paid")
        assert Decimal(cells["balance"]) == (item.amount if item.is_open(on.day) else 0)
        if not item.is_open(on.day):
            assert item.settled_on
            assert printed(answer, "invoice_applications")["apply_date"] == item.settled_on.isoformat()


def test_leading_zeros_of_an_invoice_may_be_dropped(desk: Desk, items: list[Item]) -> None:
    zeros = [item for item in items if item.number.startswith("000")]

    answers = desk.ask_all([f"is invoice {item.number.lstrip('0')} paid?" for item in zeros])

    assert zeros
    assert [printed(answer, "invoice_status")["invoice"] for answer in answers] == [item.number for item in zeros]


def test_a_customer_that_is_nearly_written_right_is_found_or_refused_never_everybody(
    desk: Desk, items: list[Item]
) -> None:
    name = standing(items, DAYS[0]).largest[0]
    swapped, unknown = name[:-2] + name[-1] + name[-2], "1234-XXYYZ"

    found, refused = (
        desk.ask(f"what does {swapped.lower()} owe", DAYS[0]),
        desk.ask(f"what does {unknown} owe", DAYS[0]),
    )

    assert amounts(found, "account_balances")["open_total"] == standing(items, DAYS[0]).of(name).total, said(found)
    assert (refused.status, refused.reason) == ("refused", "not_found"), said(refused)


def test_an_invoice_of_a_later_day_is_not_known_yet(desk: Desk, items: list[Item]) -> None:
    latest = max(items, key=lambda item: item.invoiced_on)

    answer = desk.ask(f"is {latest.number} paid?", date(2012, 6, 30))

    assert (answer.status, answer.reason) == ("refused", "not_found")


def test_every_phrasing_is_read_as_what_it_asks(desk: Desk, items: list[Item]) -> None:
    name = standing(items, DAYS[0]).largest[0].lower()
    asked = {
        **dict.fromkeys(OPEN_IN_ALL, "open_total"),
        **dict.fromkeys(AGEING_IN_ALL, "days_1_30"),
        **dict.fromkeys(DISPUTED_IN_ALL, "disputed_balance"),
        **{phrasing.format(days=10): "total" for phrasing in PAST_DUE},
        **{phrasing.format(name=name): "open_total" for phrasing in OPEN_OF_ONE},
        **{phrasing.format(name=name): "days_1_30" for phrasing in AGEING_OF_ONE},
    }

    answers = dict(zip(asked, desk.ask_all(list(asked), DAYS[0]), strict=True))

    misread = {q: said(a) for q, a in answers.items() if asked[q] not in {figure.column for figure in a.figures}}
    assert misread == {}


def test_the_command_line_answers_as_of_a_day(desk: Desk, items: list[Item]) -> None:
    on = standing(items, DAYS[4])

    answer = ask_by_command(desk, "ageing", on.day)

    assert answer["as_of"] == on.day.isoformat()
    assert re.search(r"As of 17 May 2013\.$", answer["answer"])
    figures = {
        f["column"]: Decimal(f["value"]) for f in answer["figures"] if f["evidence"] == "E1" and f["currency"] == "USD"
    }
    assert {"total": on.total, **on.buckets}.items() <= figures.items()


def ask_by_command(desk: Desk, question: str, as_of: date) -> dict[str, Any]:
    """What `billing ask --json` prints, from a process of its own."""
    command = [
        str(Path(sys.executable).with_name("billing")),
        "ask",
        question,
        "--as",
        EMAIL,
        "--json",
        "--as-of",
        str(as_of),
    ]
    environment = {**os.environ, "BILLING_HOME": str(desk.books.home.path)}  # noqa: TID251
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, (done.stderr, (desk.books.home.path / "billing.log").read_text()[-3000:])
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
