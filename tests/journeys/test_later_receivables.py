"""A second snapshot of real receivables: what was paid, changed, added and dropped, and what was said before."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from assistant.answers import Answer
from assistant.desk.identity import NOT_PROVED, Actor
from tests.journeys.asking import EMAIL, Desk, a_desk, amounts, at, evidence_of, printed, said
from tests.journeys.receivables import Item, Row, as_items, read_rows, standing, write_rows

pytestmark = pytest.mark.real_data

FIRST, SECOND = date(2013, 6, 30), date(2013, 7, 31)
NAME = "accounts-receivable.csv"


@dataclass(frozen=True)
class Story:
    """Two extracts, as rows and as invoices, what happened between them, and an answer from before the second."""

    first: list[Item]
    second: list[Item]
    settled: list[str]
    changed: list[str]
    added: list[str]
    dropped: list[str]
    broken: Row
    before: Answer


def extract_of(rows: list[Row], day: date) -> list[Row]:
    """What the history would have said at the end of the day."""
    known = [dict(row) for row, item in zip(rows, as_items(rows), strict=True) if item.invoiced_on <= day]
    for row, item in zip(known, as_items(known), strict=True):
        if item.settled_on and item.settled_on > day:
            row["SettledDate"] = ""
    return known


def edit(rows: list[Row], first: list[Row]) -> tuple[list[str], list[str], Row]:
    """Change and drop invoices that the first extract had open, and break one: their numbers, and the broken row."""
    open_before = [row["invoiceNumber"] for row in first if not row["SettledDate"]]
    changed, dropped = open_before[:3], open_before[3:6]
    rows[:] = [row for row in rows if row["invoiceNumber"] not in dropped]
    for row in rows:
        if row["invoiceNumber"] in changed:
            row["InvoiceAmount"] = str(Decimal(row["InvoiceAmount"]) + Decimal("10.05"))
    broken = next(row for row in rows if row["invoiceNumber"] in open_before[6:] and row["SettledDate"] == "")
    broken["InvoiceAmount"] = "ninety"
    return changed, dropped, broken


@pytest.fixture(scope="module")
def rows(real_data: Path) -> list[Row]:
    return read_rows(next((real_data / "ibm_ar").glob("*.csv")))


@pytest.fixture(scope="module")
def desk(home_folder: Path) -> Iterator[Desk]:
    with a_desk(home_folder / "later", at("2013-08-01")) as desk:
        yield desk


@pytest.fixture(scope="module")
def story(desk: Desk, rows: list[Row], tmp_path_factory: pytest.TempPathFactory) -> Story:
    folder = tmp_path_factory.mktemp("extracts")
    first, second = extract_of(rows, FIRST), extract_of(rows, SECOND)
    changed, dropped, broken = edit(second, first)
    for name, content in (("first", first), ("second", second)):
        (folder / name).mkdir()
        write_rows(folder / name / NAME, content)
    desk.load("ibm_ar", [folder / "first" / NAME], at(FIRST.isoformat()))
    before = desk.ask("total open balance")
    desk.load("ibm_ar", [folder / "second" / NAME], at(SECOND.isoformat()))
    numbers = {row["invoiceNumber"] for row in first}
    open_before = {row["invoiceNumber"] for row in first if not row["SettledDate"]}
    return Story(
        first=as_items(first),
        second=as_items(row for row in second if row is not broken),
        settled=[r["invoiceNumber"] for r in second if r["SettledDate"] and r["invoiceNumber"] in open_before],
        changed=changed,
        added=[row["invoiceNumber"] for row in second if row["invoiceNumber"] not in numbers],
        dropped=dropped,
        broken=broken,
        before=before,
    )


def test_balances_are_those_of_the_new_day(desk: Desk, story: Story) -> None:
    on = standing(story.second, SECOND)

    answer = desk.ask("total open balance")

    unread = next(item for item in story.first if item.number == story.broken["invoiceNumber"])
    assert amounts(answer, "balance_totals")["open_total"] == on.total + unread.amount, said(answer)
    assert "As of 31 Jul 2013" in answer.text


@pytest.mark.parametrize("question", ["total open balance", "how much is outstanding in total"])
def test_the_earlier_day_still_has_its_figures(desk: Desk, story: Story, question: str) -> None:
    on = standing(story.first, FIRST)

    answer = desk.ask(question, FIRST)

    assert amounts(answer, "balance_totals")["open_total"] == on.total, said(answer)
    assert printed(answer, "balance_totals")["open_invoices"] == str(len(on.items))
    assert "As of 30 Jun 2013" in answer.text


def test_days_before_the_first_extract_are_as_that_one_said(desk: Desk, story: Story) -> None:
    on = standing(story.first, date(2013, 3, 31))

    answer = desk.ask("ageing", on.day)

    assert {"total": on.total, **on.buckets}.items() <= amounts(answer, "ageing_totals").items(), said(answer)


def test_evidence_from_before_opens_unchanged(desk: Desk, story: Story) -> None:
    for item in story.before.evidence:
        kept = desk.assistant.open_evidence(
            Actor(EMAIL, NOT_PROVED), story.before.conversation, story.before.turn, item.label
        )
        assert kept is not None
        assert kept.fields["result_sha256"] == item.sha256()
        assert kept.fields["data_as_of"] == FIRST


def test_what_was_settled_since_is_paid_now_and_was_open_then(desk: Desk, story: Story) -> None:
    number = story.settled[0]

    now, then = desk.ask(f"is {number} paid?"), desk.ask(f"is {number} paid?", FIRST)

    assert printed(now, "invoice_status")["status"] == "paid"
    assert printed(then, "invoice_status")["status"] == "open"


def test_a_changed_amount_is_said_with_the_one_before(desk: Desk, story: Story) -> None:
    number = story.changed[0]
    was, now = (next(item for item in items if item.number == number) for items in (story.first, story.second))

    answer, earlier = desk.ask(f"status of {number}"), desk.ask(f"status of {number}", FIRST)

    assert amounts(answer, "invoice_status")["total"] == now.amount
    assert amounts(answer, "invoice_changes")["former_total"] == was.amount, said(answer)
    assert printed(answer, "invoice_changes")["changed_on"] == SECOND.isoformat()
    assert amounts(earlier, "invoice_status")["total"] == was.amount
    assert amounts(earlier, "invoice_changes") == {}


@pytest.mark.parametrize(
    "phrasing", ["what changed on {n}", "history of invoice {n}", "has {n} changed?", "was {n} changed since"]
)
def test_asked_what_changed_it_says_so(desk: Desk, story: Story, phrasing: str) -> None:
    number = story.changed[1]
    was = next(item for item in story.first if item.number == number)

    answer = desk.ask(phrasing.format(n=number))

    assert amounts(answer, "invoice_changes").get("former_total") == was.amount, said(answer)


def test_a_new_invoice_is_known_from_the_second_extract_on(desk: Desk, story: Story) -> None:
    number = story.added[0]

    assert desk.ask(f"is {number} paid?").status == "answered"
    assert desk.ask(f"is {number} paid?", FIRST).reason == "not_found"


def test_a_dropped_invoice_is_said_to_be_missing_and_is_not_counted(desk: Desk, story: Story) -> None:
    dropped = next(item for item in story.first if item.number == story.dropped[0])

    answer, earlier = desk.ask(f"is {dropped.number} paid?"), desk.ask(f"is {dropped.number} paid?", FIRST)
    account = desk.ask(f"what's open on {dropped.customer}")

    assert printed(answer, "invoice_status")["status"] == "missing"
    assert "no longer has this invoice" in answer.text
    assert "balance" not in amounts(answer, "invoice_status")
    assert printed(earlier, "invoice_status")["status"] == "open"
    owed = standing(story.second, SECOND).of(dropped.customer)
    assert amounts(account, "account_balances")["open_total"] == owed.total, said(account)
    assert dropped.number not in {row["invoice"] for row in evidence_of(account, "open_items").rows}
    assert "Not counted" in account.text


def test_an_answer_over_an_account_says_that_a_row_is_missing(desk: Desk, story: Story) -> None:
    customer = story.broken["customerID"]

    account = desk.ask(f"what's open on {customer}")
    everything = desk.ask("ageing")

    assert printed(account, "import_gaps").get("rejected") == "1", said(account)
    assert "what they say is missing here" in account.text
    assert "what they say is missing here" in everything.text


def test_an_answer_over_another_account_does_not_say_so(desk: Desk, story: Story) -> None:
    touched = {story.broken["customerID"], *(i.customer for i in story.first if i.number in story.dropped)}
    customer = next(item.customer for item in story.second if item.customer not in touched)

    answer = desk.ask(f"what's open on {customer}")

    assert answer.status == "answered"
    assert "Not read" not in answer.text
    assert "Not counted" not in answer.text
