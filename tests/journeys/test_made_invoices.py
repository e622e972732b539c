"""Television invoices with what the sample of real ones has not: lists of spots, lowered rates, gaps, equal numbers."""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from tests.journeys.asking import Desk, a_desk, amounts, at, evidence_of, printed, said
from tests.journeys.bills import Bill, read_bills
from tests.journeys.made_bills import MadeBill, write_bills

TWO_MAKEGOODS = MadeBill(
    "700001-1", ("4.1 N 100 See MG 12.2,12.3", "4.2 Y 100", "12.2 Y 60 MG for 4.1 03/01", "12.3 Y 40 MG for 4.1 03/01")
)
ONE_FOR_TWO = MadeBill("700002-1", ("4.1 N 30.00 See MG 9.1", "7.2 N 30.00 See MG 9.1", "9.1 Y 55.55 MG for 4.1,7.2"))
FOR_ANOTHER_BILL = MadeBill("700003-2", ("1.1 Y 80.00", "3.5 Y 75.25 MG for 9.9 02/10"))
ON_ANOTHER_BILL = MadeBill("700004-1", ("1.1 Y 80.00", "2.1 N 80.00 See MG 15.4"))
LOWERED = MadeBill("700005-1", ("1.1 Y 25 [POL LUR: Original Rate $30]", "1.2 Y 30"))
LOWERED_MAKEGOOD = MadeBill(
    "700006-1",
    ("2.1 N 1250.50 See MG 3.1", "3.1 Y 999.99 MG for 2.1 03/01 [POL LUR: Original Rate $1,250.50]", "3.2 Y 10"),
)
MIXED = MadeBill(
    "700007-1",
    (
        "1.1 N 50 Credited",
        "1.2 N 50 Credited",
        "1.3 N 50 Unresolved",
        "1.4 N 50",
        "1.5 Y 50",
        "2.1 Y 33.30",
        "2.2 N 20 NM",
    ),
)
WITHOUT_WEEKS = MadeBill("TV0700008", ("1.1 Y 12.34", "2.1 Y 0.33"), has_weeks=False)
WITHOUT_LINES = MadeBill("700009-1", ("1.1 Y 19.99", "2.1 Y 0.01", "3.1 Y 45.07"), has_lines=False)
WITHOUT_DATE = MadeBill("700010-1", ("1.1 Y 200",), date="")
WITHOUT_TERMS = MadeBill("700011-1", ("1.1 Y 200",), terms="")
NOTHING_RAN = MadeBill("700012-1", ("1.1 N 200 Credited", "1.2 N 200 Unresolved"))
PRINTED_AGAIN = MadeBill("700013-1", ("1.1 Y 70", "1.2 N 70 Unresolved"))
REPRINT = MadeBill("700013-1", ("1.1 Y 70", "1.2 N 70 Unresolved"), stamp="DUPLICATE")
BALANCE = MadeBill("700014-1", ("1.1 Y 100",), terms="Net 15 Days", balance="40.00", stamp="DUPLICATE")
ZERO_RATES = MadeBill("700015-1", ("1.1 Y 0", "2.1 Y 0 MG for 1.9 03/01"))
HERE = MadeBill("700016-1", ("1.1 Y 11",), station="KAAA")
THERE = MadeBill("700016-1", ("1.1 Y 22",), station="KBBB")

EARLIER = (TWO_MAKEGOODS, FOR_ANOTHER_BILL, WITHOUT_WEEKS)
SINGLE = (
    *EARLIER, ONE_FOR_TWO, ON_ANOTHER_BILL, LOWERED, LOWERED_MAKEGOOD, MIXED, WITHOUT_LINES, WITHOUT_DATE,
    WITHOUT_TERMS, NOTHING_RAN, PRINTED_AGAIN, BALANCE, ZERO_RATES,
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


@pytest.fixture(scope="module")
def desk(home_folder: Path, folder: Path) -> Iterator[Desk]:
    """A first extract of some bills, then a later one of all."""
    with a_desk(home_folder / "made", at("2020-05-03")) as desk:
        desk.load("fcc", [write_bills(folder / "april", EARLIER)], at("2020-04-02"))
        desk.load("fcc", [write_bills(folder / "may", (*SINGLE, REPRINT, HERE, THERE))], at("2020-05-02"))
        yield desk


@pytest.fixture(scope="module")
def expected(desk: Desk, folder: Path) -> dict[str, Bill]:
    """What the later extract says, of bills that are there once."""
    read = {bill.number: bill for bill in read_bills(folder / "may") if bill.number != REPRINT.number}
    return read | {bill.number: bill for bill in read_bills(write_bills(folder / "one", (PRINTED_AGAIN,)))}


@pytest.mark.parametrize("bill", SINGLE, ids=lambda bill: bill.number)
def test_spots_of_any_such_bill(desk: Desk, expected: dict[str, Bill], bill: MadeBill) -> None:
    answer = desk.ask(f"how many spots ran on {bill.number.lower()}, and what became of the missed ones?")

    counts = {column: value for column, value in printed(answer, "spot_summary").items() if column != "invoice"}
    assert counts == expected[bill.number].spots(), said(answer)


@pytest.mark.parametrize("bill", SINGLE, ids=lambda bill: bill.number)
def test_amounts_of_any_such_bill(desk: Desk, expected: dict[str, Bill], bill: MadeBill) -> None:
    wanted = expected[bill.number]

    answer = desk.ask(f"gross, commission and net of invoice {bill.number}")

    cells = amounts(answer, "invoice_status")
    assert (cells["gross"], cells["commission"], cells["net"]) == (wanted.gross, wanted.commission, wanted.net)
    lines = {str(row["line_no"]): row for row in evidence_of(answer, "invoice_lines").rows}
    commission = {number: Decimal(str(row["commission"])) for number, row in lines.items()}
    assert commission == wanted.shares(wanted.commission)
    assert sum(Decimal(str(row["net"])) for row in lines.values()) == wanted.net


def test_a_missed_spot_that_two_spots_made_good(desk: Desk) -> None:
    answer = desk.ask(f"was the missed spot on {TWO_MAKEGOODS.number} made good?")

    links = evidence_of(answer, "spot_links").rows
    assert {(r["missed_line"], r["missed_spot"], r["makegood_line"], r["makegood_spot"]) for r in links} == {
        ("4", "1", "12", "2"),
        ("4", "1", "12", "3"),
    }
    assert "made good" in answer.text
    assert "“See MG 12.2,12.3”" in answer.text


def test_a_makegood_for_two_missed_spots(desk: Desk) -> None:
    answer = desk.ask(f"did the makegoods on {ONE_FOR_TWO.number} run")

    links = evidence_of(answer, "spot_links").rows
    assert {(row["missed_line"], row["missed_spot"], row["makegood_line"]) for row in links} == {
        ("4", "1", "9"),
        ("7", "2", "9"),
    }


def test_a_makegood_for_a_spot_of_another_bill(desk: Desk) -> None:
    answer = desk.ask(f"any makegoods on {FOR_ANOTHER_BILL.number}?")

    (link,) = evidence_of(answer, "spot_links").rows
    assert (link["missed_line"], link["missed_printed"]) == (None, "9.9 02/10")
    assert printed(answer, "spot_summary")["makegoods_ran"] == "1"


def test_a_lowered_rate_is_said_with_the_rate_before(desk: Desk) -> None:
    alone = desk.ask(f"was a rate lowered on {LOWERED.number}")
    combined = desk.ask(f"was any rate lowered on {LOWERED_MAKEGOOD.number}?")

    assert "rate lowered from 30.00 USD to 25.00 USD" in alone.text
    assert "ran as a makegood, rate lowered from 1,250.50 USD to 999.99 USD" in combined.text


def test_what_is_not_on_record_is_said(desk: Desk) -> None:
    weeks = desk.ask(f"spots ordered on {WITHOUT_WEEKS.number}")
    date = desk.ask(f"when is {WITHOUT_DATE.number} due")
    terms = desk.ask(f"what are the terms on {WITHOUT_TERMS.number}")

    assert "spots ordered are not on record" in weeks.text
    assert "no due date on record; terms 30 Days" in date.text
    assert "no due date on record" in terms.text


def test_an_original_with_its_reprint_is_one_bill_and_nothing_is_missing(desk: Desk) -> None:
    answer = desk.ask(f"gross, commission and net of {PRINTED_AGAIN.number}")

    assert amounts(answer, "invoice_status")["gross"] == Decimal(70)
    assert "reprint" not in answer.text
    assert "Not read" not in answer.text


def test_a_printed_balance_is_quoted_as_printed_and_never_as_paid(desk: Desk) -> None:
    answer = desk.ask(f"is {BALANCE.number} paid?")

    assert amounts(answer, "invoice_status") == {"total": Decimal(85), "printed_balance": Decimal(40)}
    assert "they do not say" in answer.text
    assert "a reprint, not a second bill" in answer.text


def test_a_number_that_two_stations_have_gets_a_pick_list(desk: Desk) -> None:
    answer = desk.ask(f"gross of {HERE.number}")

    assert answer.status == "clarify"
    assert "KAAA" in answer.text
    assert "KBBB" in answer.text


def test_the_station_tells_two_equal_numbers_apart(desk: Desk) -> None:
    answer = desk.ask(f"gross of {HERE.number} on KBBB")

    assert amounts(answer, "invoice_status")["gross"] == Decimal(22), said(answer)


@pytest.mark.parametrize("question", ["how many spots ran on 700001", "makegoods on 700001-1?", "spots of bill 700001"])
def test_the_number_of_the_order_stands_for_its_only_invoice(desk: Desk, question: str) -> None:
    answer = desk.ask(question)

    assert printed(answer, "spot_summary")["makegoods_ran"] == "2", said(answer)


def test_bills_of_a_source_of_their_own_stand_beside_the_others(desk: Desk, folder: Path) -> None:
    other = MadeBill("800001-1", ("1.1 Y 64", "1.2 N 64 Credited"), station="KCCC")
    desk.load("fcc", [write_bills(folder / "other", (other,))], at("2020-05-02"), source="station-c")

    answers = desk.ask_all([f"how many spots ran on {other.number}", f"how many spots ran on {MIXED.number}"])

    assert [printed(answer, "spot_summary")["missed"] for answer in answers] == ["1", "5"]


def test_a_row_of_no_account_is_said_with_every_account_of_its_books(desk: Desk, folder: Path) -> None:
    bill = MadeBill("900001-1", ("1.1 Y 64",), station="KDDD")
    extract = write_bills(folder / "stray", (bill,))
    with (extract / "spots.csv").open("a") as spots:
        spots.write("nowhere,999999-1,Y,1,A,1,1,M,03/01/20,,,:30,10.00,,\n")
    desk.load("fcc", [extract], at("2020-05-02"), source="station-d")

    answer = desk.ask(f"how many spots ran on {bill.number}")

    assert printed(answer, "import_gaps").get("not_placed") == "1", said(answer)
    assert "some may belong here" in answer.text
