"""Real television invoices, imported and asked about: every figure against the test's own reading of the CSVs."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answers import Answer
from tests.journeys.asking import EMAIL, Desk, a_desk, amounts, at, evidence_of, printed, said
from tests.journeys.bills import Bill, read_bills

pytestmark = pytest.mark.real_data

AMOUNTS = [
    "gross, commission and net of invoice {n}",
    "what is the commission on {n}?",
    "whats the net on {n}",
    "how much agency commission came off inv {n}",
    "invoice {n} gross and net pls",
    "break down {n} for me",
    "what was the gross amount of inv {n}",
    "net due on {n}?",
]
SPOTS = [
    "how many spots ran on {n}",
    "spots ordered on {n}",
    "were any spots credited on {n}",
    "did the makegoods on {n} run",
    "how many spots did we miss on inv {n}, and were they made good?",
    "any unresolved spots on invoice {n}",
    "did all spots air on {n}",
    "what happened to the missed spots on {n}?",
]
PAID = [
    "is {n} paid?",
    "has invoice {n} been paid",
    "what's still open on inv {n}",
    "was {n} settled",
    "did they pay {n} yet?",
    "balance of invoice {n}",
]
DUE = [
    "when is {n} due",
    "what are the terms on invoice {n}",
    "due date of inv {n}?",
    "by when do they have to pay {n}",
    "payment terms for {n}",
    "how long do they have to pay {n}",
]


@pytest.fixture(scope="module")
def bills(real_data: Path) -> list[Bill]:
    return read_bills(real_data / "fcc_ad_invoices")


@pytest.fixture(scope="module")
def desk(home_folder: Path, real_data: Path) -> Iterator[Desk]:
    with a_desk(home_folder / "bills", at("2020-07-03")) as desk:
        desk.load("fcc", [real_data / "fcc_ad_invoices"], at("2020-07-02"))
        yield desk


@pytest.fixture(scope="module")
def about_amounts(desk: Desk, bills: list[Bill]) -> dict[str, Answer]:
    return ask_in_turn(desk, AMOUNTS, bills)


@pytest.fixture(scope="module")
def about_spots(desk: Desk, bills: list[Bill]) -> dict[str, Answer]:
    return ask_in_turn(desk, SPOTS, bills)


def ask_in_turn(desk: Desk, phrasings: list[str], bills: list[Bill]) -> dict[str, Answer]:
    """Each invoice in another phrasing, numbers in lower case every other time."""
    numbers = [bill.number.lower() if i % 2 else bill.number for i, bill in enumerate(bills)]
    questions = [phrasings[i % len(phrasings)].format(n=number) for i, number in enumerate(numbers)]
    return dict(zip((bill.number for bill in bills), desk.ask_all(questions), strict=True))


def test_every_invoice_says_gross_commission_and_net(about_amounts: dict[str, Answer], bills: list[Bill]) -> None:
    expected = {bill.number: {"gross": bill.gross, "commission": bill.commission, "net": bill.net} for bill in bills}

    answered = {number: amounts(answer, "invoice_status") for number, answer in about_amounts.items()}

    assert len(expected) == 94
    assert {n: wanted for n, wanted in expected.items() if not wanted.items() <= answered[n].items()} == {}


def test_every_invoice_says_what_became_of_its_spots(about_spots: dict[str, Answer], bills: list[Bill]) -> None:
    expected = {bill.number: bill.spots() for bill in bills}

    answered = {number: printed(answer, "spot_summary") for number, answer in about_spots.items()}
    counts = {number: {k: v for k, v in cells.items() if k != "invoice"} for number, cells in answered.items()}

    assert {n: (said(about_spots[n]), expected[n]) for n in expected if counts[n] != expected[n]} == {}


def test_spots_ordered_are_not_on_record_where_no_week_is(about_spots: dict[str, Answer], bills: list[Bill]) -> None:
    unknown = [bill.number for bill in bills if bill.ordered is None]

    assert len(unknown) == 6
    assert all("spots ordered are not on record" in about_spots[number].text for number in unknown)


def test_lines_share_commission_and_net_by_largest_remainder(
    about_amounts: dict[str, Answer], bills: list[Bill]
) -> None:
    for bill in bills:
        lines = {str(row["line_no"]): row for row in evidence_of(about_amounts[bill.number], "invoice_lines").rows}
        commission = {number: Decimal(str(row["commission"])) for number, row in lines.items()}
        net = {number: Decimal(str(row["net"])) for number, row in lines.items()}

        assert sum(commission.values()) == bill.commission
        assert sum(net.values()) == bill.net
        if sum(bill.line_gross.values()) == bill.gross:
            assert commission == bill.shares(bill.commission)
            assert net == {number: bill.line_gross[number] - share for number, share in commission.items()}


def test_whether_it_is_paid_these_books_do_not_say(desk: Desk, bills: list[Bill]) -> None:
    answers = ask_in_turn(desk, PAID, bills[::3])

    for bill in bills[::3]:
        text = answers[bill.number].text
        assert "they do not say" in text, said(answers[bill.number])
        assert not re.search(r"\) is (paid|open)|unpaid|overdue", text), said(answers[bill.number])
        balance = amounts(answers[bill.number], "invoice_status").get("printed_balance")
        assert balance == bill.printed_balance


def test_the_due_date_is_the_invoice_date_plus_the_printed_terms(desk: Desk, bills: list[Bill]) -> None:
    chosen = [bill for i, bill in enumerate(bills) if i % 4 == 0 or bill.due_on is None]
    answers = ask_in_turn(desk, DUE, chosen)

    for bill in chosen:
        cells = printed(answers[bill.number], "invoice_status")
        if bill.due_on:
            assert cells["due_date"] == bill.due_on.isoformat()
            assert cells["terms"] == bill.terms
        else:
            assert "no due date on record" in answers[bill.number].text, said(answers[bill.number])
    assert sum(bill.due_on is None for bill in chosen) == 7


def test_a_reprint_is_said_to_be_no_second_bill(about_amounts: dict[str, Answer], bills: list[Bill]) -> None:
    called = {number for number, answer in about_amounts.items() if "a reprint, not a second bill" in answer.text}

    assert called == {bill.number for bill in bills if bill.is_reprint}


@pytest.mark.parametrize("phrasing", ["is {n} a reprint", "is {n} stamped as a duplicate?", "is {n} a duplicate"])
def test_asked_for_a_reprint_it_says_so(desk: Desk, bills: list[Bill], phrasing: str) -> None:
    reprint = next(bill for bill in bills if bill.is_reprint)

    answer = desk.ask(phrasing.format(n=reprint.number))

    assert "a reprint, not a second bill" in answer.text


def test_every_phrasing_is_read_as_what_it_asks(desk: Desk, bills: list[Bill]) -> None:
    bill = next(bill for bill in bills if bill.outcomes["made_good"] and bill.due_on)
    kinds = ((AMOUNTS, "gross"), (SPOTS, "ran"), (PAID, "total"), (DUE, "due_date"))
    asked = {phrasing.format(n=bill.number): column for phrasings, column in kinds for phrasing in phrasings}

    answers = dict(zip(asked, desk.ask_all(list(asked)), strict=True))

    misread = {q: said(a) for q, a in answers.items() if asked[q] not in {figure.column for figure in a.figures}}
    assert misread == {}


def test_the_command_line_answers_the_same(desk: Desk, bills: list[Bill]) -> None:
    bill = next(bill for bill in bills if bill.outcomes["credited"] and bill.outcomes["unresolved"] == 0)

    spots = ask_by_command(desk, f"how many spots ran on {bill.number}")
    net = ask_by_command(desk, f"gross, commission and net of invoice {bill.number.lower()}")

    figures = {figure["column"]: figure["value"] for figure in spots["figures"] if figure["evidence"] == "E1"}
    assert bill.spots().items() <= figures.items()
    figures = {figure["column"]: figure["value"] for figure in net["figures"] if figure["evidence"] == "E1"}
    assert Decimal(figures["net"]) == bill.net


def ask_by_command(desk: Desk, question: str) -> dict[str, list[dict[str, str]]]:
    """What `billing ask --json` prints, from a process of its own."""
    command = [str(Path(sys.executable).with_name("billing")), "ask", question, "--as", EMAIL, "--json"]
    environment = {**os.environ, "BILLING_HOME": str(desk.books.home.path)}  # noqa: TID251
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, (done.stderr, (desk.books.home.path / "billing.log").read_text()[-3000:])
    answer: dict[str, list[dict[str, str]]] = json.loads(done.stdout)
    return answer
