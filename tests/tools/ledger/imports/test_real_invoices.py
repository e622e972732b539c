"""The real advertising invoices, against a computation of the test's own."""

import csv
from collections import Counter, defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.tools.ledger.imports.extracts import Books

pytestmark = pytest.mark.real_data


def printed(real_data: Path, name: str) -> list[dict[str, str]]:
    with (real_data / "fcc_ad_invoices" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def spots_by_invoice(real_data: Path) -> dict[str, list[dict[str, str]]]:
    spots: dict[str, list[dict[str, str]]] = defaultdict(list)
    for spot in printed(real_data, "spots"):
        spots[spot["invoice_no"]].append(spot)
    return spots


def test_headers_are_as_printed(real_books: Books, real_data: Path) -> None:
    found = real_books.rows("select trx_number, gross, commission, net, total from ledger.invoice where source = 'fcc'")

    expected = {
        (row["invoice_no"], *(Decimal(row[name]) for name in ("gross", "agency_commission", "net_due", "net_due")))
        for row in printed(real_data, "invoices")
    }
    assert expected == set(found)


def test_lines_sum_to_their_header_to_the_cent(real_books: Books) -> None:
    wrong = real_books.rows(
        """select trx_number from ledger.invoice i join ledger.invoice_line l using (invoice_id) where i.source = 'fcc'
           group by invoice_id having (sum(l.gross), sum(l.commission), sum(l.net)) <> (i.gross, i.commission, i.net)"""
    )

    assert wrong == []


def test_no_share_of_a_line_is_a_cent_or_more_off(real_books: Books) -> None:
    worst = real_books.one(
        """select max(abs(l.commission - l.gross * i.commission / i.gross)) from ledger.invoice i
           join ledger.invoice_line l using (invoice_id) where i.source = 'fcc' and i.gross <> 0"""
    )

    assert worst < Decimal("0.01")


def test_spots_are_counted_by_what_became_of_them(real_books: Books, real_data: Path) -> None:
    found = real_books.rows(
        """select i.trx_number, count(*) filter (where ran), count(*) filter (where not ran),
                  count(*) filter (where outcome = 'credited'), count(*) filter (where outcome = 'made_good'),
                  count(*) filter (where outcome = 'unresolved'), count(*) filter (where is_makegood and ran)
           from ledger.invoice i join ledger.spot s using (invoice_id) where i.source = 'fcc' group by 1"""
    )

    expected = set()
    for number, spots in spots_by_invoice(real_data).items():
        missed = Counter(spot["note"].split(" ")[0] for spot in spots if spot["ran"] == "N")
        ran = [spot for spot in spots if spot["ran"] == "Y"]
        makegoods = sum(spot["note"].startswith("MG for") for spot in ran)
        outcomes = (missed["Credited"], missed["See"], missed["Unresolved"])
        expected.add((number, len(ran), len(spots) - len(ran), *outcomes, makegoods))
    assert expected == set(found)


def test_due_dates_follow_from_date_and_terms(real_books: Books, real_data: Path) -> None:
    found = dict(real_books.rows("select trx_number, due_date from ledger.invoice where source = 'fcc'"))

    expected: dict[str, date | None] = {}
    for row in printed(real_data, "invoices"):
        days = "".join(sign for sign in row["payment_terms"] if sign.isdigit())
        known = row["invoice_date"] and days
        day = datetime.strptime(row["invoice_date"], "%m/%d/%y").date() if known else None  # noqa: DTZ007
        expected[row["invoice_no"]] = day + timedelta(int(days)) if day else None
    assert expected == found


def test_weeks_ordered_are_all_there(real_books: Books, real_data: Path) -> None:
    found = dict(
        real_books.rows(
            """select i.trx_number, sum(w.spots) from ledger.invoice i
               join ledger.week_ordered w using (invoice_id) group by 1"""
        )
    )

    expected: Counter[str] = Counter()
    for week in printed(real_data, "weeks_ordered"):
        expected[week["invoice_no"]] += int(week["spots"])
    assert dict(expected) == found


def test_an_invoice_without_weeks_has_none(real_books: Books, real_data: Path) -> None:
    without = {row["invoice_no"] for row in printed(real_data, "invoices")} - {
        row["invoice_no"] for row in printed(real_data, "weeks_ordered")
    }

    found = real_books.rows(
        "select trx_number from ledger.invoice i where source = 'fcc' and not exists "
        "(select from ledger.week_ordered w where w.invoice_id = i.invoice_id)"
    )

    assert without == {number for (number,) in found}


def test_accounts_are_station_agency_and_advertiser(real_books: Books, real_data: Path) -> None:
    found = {number for (number,) in real_books.rows("select account_number from ledger.account where source = 'fcc'")}

    assert found == {
        f"{row['property']} | {row['agency_bill_to']} | {row['advertiser']}" for row in printed(real_data, "invoices")
    }


def test_what_looks_wrong_is_listed(real_books: Books) -> None:
    found = Counter(
        rule for (rule,) in real_books.rows("select rule from ledger.import_exception where row_id like 'fcc:%'")
    )

    assert found == {"no_date": 2, "spots_count": 2}


def test_no_row_is_refused(real_books: Books) -> None:
    assert real_books.one("select count(*) from ledger.import_reject") == 0


def test_these_books_carry_no_payments(real_books: Books) -> None:
    carries = real_books.one("select carries from ledger.source where source = 'fcc'")

    assert {"invoice", "invoice_line", "spot", "week_ordered", "makegood_link"} <= set(carries)
    assert not {"payment", "application"} & set(carries)


def test_both_sides_of_a_makegood_make_one_pair(real_books: Books) -> None:
    twice = real_books.rows(
        "select missed_spot_id, makegood_spot_id from ledger.makegood_link where missed_spot_id is not null "
        "and makegood_spot_id is not null group by 1, 2 having count(*) > 1"
    )

    assert twice == []


def test_a_linked_spot_was_missed_and_its_makegood_ran(real_books: Books) -> None:
    wrong = real_books.rows(
        """select link_id from ledger.makegood_link k left join ledger.spot m on m.spot_id = k.missed_spot_id
           left join ledger.spot g on g.spot_id = k.makegood_spot_id where m.ran or not g.ran"""
    )

    assert wrong == []
