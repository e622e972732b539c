"""Advertising invoices: what notes say of spots, reprints, orders with several invoices, and odd bills."""

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.tools.ledger.imports.extracts import APRIL, Books, Row, a_bill, a_spot, a_week, an_order_line, write_fcc

LINKS = """
    select m.line_no || '.' || m.spot_no, k.missed_printed, g.line_no || '.' || g.spot_no, k.makegood_printed
    from ledger.makegood_link k left join ledger.spot m on m.spot_id = k.missed_spot_id
    left join ledger.spot g on g.spot_id = k.makegood_spot_id order by k.link_id
"""


def links(books: Books, folder: Path, *spots: Row) -> list[tuple[Any, ...]]:
    report = books.load("fcc", write_fcc(folder, spots=spots))
    assert books.rejects(report) == ()
    return books.rows(LINKS)


def test_notes_on_both_sides_are_one_pair(books: Books, tmp_path: Path) -> None:
    found = links(books, tmp_path, a_spot(4, 1, "See MG 5.2", ran=False), a_spot(5, 2, "MG for 4.1 03/02"))

    assert found == [("4.1", "4.1 03/02", "5.2", "5.2")]


def test_one_side_is_enough(books: Books, tmp_path: Path) -> None:
    found = links(books, tmp_path, a_spot(4, 1, "See MG 5.2", ran=False), a_spot(5, 2))

    assert found == [("4.1", "4.1", "5.2", "5.2")]


def test_a_note_lists_several_makegoods(books: Books, tmp_path: Path) -> None:
    spots = [
        a_spot(4, 1, "See MG 12.2,12.3", ran=False),
        a_spot(12, 2, "MG for 4.1"),
        a_spot(12, 3, "MG for 4.1 03/02"),
    ]

    assert [(missed, makegood) for missed, _, makegood, _ in links(books, tmp_path, *spots)] == [
        ("4.1", "12.2"),
        ("4.1", "12.3"),
    ]


def test_a_note_lists_several_missed_spots(books: Books, tmp_path: Path) -> None:
    spots = [
        a_spot(4, 1, "See MG 9.5", ran=False),
        a_spot(7, 2, "See MG 9.5", ran=False),
        a_spot(9, 5, "MG for 4.1,7.2", rate="200.00"),
    ]

    assert [(missed, makegood) for missed, _, makegood, _ in links(books, tmp_path, *spots)] == [
        ("4.1", "9.5"),
        ("7.2", "9.5"),
    ]


def test_a_spot_on_another_bill_is_kept_as_printed(books: Books, tmp_path: Path) -> None:
    found = links(books, tmp_path, a_spot(4, 1, "See MG 5.2", ran=False), a_spot(26, 4, "MG for 26.2,26.1 02/17"))

    assert found == [
        (None, "26.1 02/17", "26.4", "26.4"),
        (None, "26.2", "26.4", "26.4"),
        ("4.1", "4.1", None, "5.2"),
    ]


def test_a_spot_that_ran_was_not_missed(books: Books, tmp_path: Path) -> None:
    assert links(books, tmp_path, a_spot(4, 1), a_spot(5, 2, "MG for 4.1 02/17")) == [(None, "4.1 02/17", "5.2", "5.2")]


def test_a_missed_spot_of_another_day_is_on_another_bill(books: Books, tmp_path: Path) -> None:
    found = links(books, tmp_path, a_spot(4, 1, "Credited", ran=False), a_spot(5, 2, "MG for 4.1 02/17"))

    assert found == [(None, "4.1 02/17", "5.2", "5.2")]


def test_of_two_spots_with_one_number_the_missed_one_is_meant(books: Books, tmp_path: Path) -> None:
    spots = [a_spot(4, 2, air_date="03/03/20"), a_spot(4, 2, "See MG 4.4", ran=False), a_spot(4, 4, "MG for 4.2 03/02")]

    assert links(books, tmp_path, *spots) == [("4.2", "4.2 03/02", "4.4", "4.4")]
    assert books.one(
        "select m.aired_on::text from ledger.makegood_link k join ledger.spot m on m.spot_id = k.missed_spot_id"
    ) == ("2020-03-02")


def test_a_makegood_may_have_the_number_of_what_it_makes_good(books: Books, tmp_path: Path) -> None:
    spots = [a_spot(5, 1, "See MG 5.1", ran=False), a_spot(5, 1, "MG for 5.1 03/02", air_date="03/09/20")]

    assert [(missed, makegood) for missed, _, makegood, _ in links(books, tmp_path, *spots)] == [("5.1", "5.1")]


def test_a_missed_makegood_is_made_good_in_turn(books: Books, tmp_path: Path) -> None:
    spots = [
        a_spot(4, 1, "See MG 5.2", ran=False),
        a_spot(5, 2, "MG for 4.1 03/02, See MG 6.1", ran=False),
        a_spot(6, 1, "MG for 5.2 03/02"),
    ]

    assert [(missed, makegood) for missed, _, makegood, _ in links(books, tmp_path, *spots)] == [
        ("4.1", "5.2"),
        ("5.2", "6.1"),
    ]


def test_a_reference_that_is_no_number_is_kept(books: Books, tmp_path: Path) -> None:
    assert links(books, tmp_path, a_spot(4, 1, "See MG next month", ran=False)) == [("4.1", "4.1", None, "next month")]


@pytest.mark.parametrize(
    ("note", "ran", "outcome", "is_makegood", "original_rate"),
    [
        ("", True, "ran", False, None),
        ("NM", False, None, False, None),
        ("", False, None, False, None),
        ("Credited", False, "credited", False, None),
        ("Unresolved", False, "unresolved", False, None),
        ("See MG 5.2", False, "made_good", False, None),
        ("See MG 12.2,12.3", False, "made_good", False, None),
        ("MG for 4.1,7.2", True, "ran", True, None),
        ("[POL LUR: Original Rate $30]", True, "ran", False, "30"),
        ("[POL LUR: Original Rate $1,250.00]", True, "ran", False, "1250"),
        ("MG for 4.1 03/02 [POL LUR: Original Rate $1250.50]", True, "ran", True, "1250.50"),
        ("[POL LUR: Original Rate $30] MG for 4.1 03/02", True, "ran", True, "30"),
        ("See MG 5.2 [POL LUR: Original Rate $75.00]", False, "made_good", False, "75"),
        ("Credited [POL LUR: Original Rate $.50]", False, "credited", False, "0.50"),
    ],
)
def test_a_note_says_what_became_of_a_spot(
    books: Books,
    tmp_path: Path,
    note: str,
    ran: bool,
    outcome: str | None,
    is_makegood: bool,
    original_rate: str | None,
) -> None:
    books.load("fcc", write_fcc(tmp_path, spots=[a_spot(1, 1, note, ran=ran)]))

    expected = (ran, outcome, is_makegood, Decimal(original_rate) if original_rate else None)
    assert books.rows("select ran, outcome, is_makegood, original_rate from ledger.spot") == [expected]


def test_only_spots_that_ran_are_charged(books: Books, fcc: Path) -> None:
    books.load("fcc", fcc)

    assert books.rows(
        """select line_no, units, unit_price, gross, commission, net, description
           from ledger.invoice_line order by line_no"""
    ) == [
        ("1", 1, 100, 100, 15, 85, "News"),
        ("2", 1, 200, 200, 30, 170, None),
    ]


def test_spots_of_several_rates_have_no_unit_price(books: Books, tmp_path: Path) -> None:
    books.load("fcc", write_fcc(tmp_path, spots=[a_spot(1, 1), a_spot(1, 2, rate="200.00")]))

    assert books.rows("select units, unit_price, gross from ledger.invoice_line") == [(2, None, 300)]


def test_shares_sum_to_a_header_that_does_not_fit_its_spots(books: Books, tmp_path: Path) -> None:
    report = books.load("fcc", write_fcc(tmp_path, invoices=[a_bill(gross="310.00")]))

    assert books.rows("select sum(gross), sum(commission), sum(net) from ledger.invoice_line") == [(300, 45, 255)]
    assert {exception.rule for exception in books.exceptions(report)} >= {"spots_gross", "lines_gross", "header_net"}


def test_tax_is_added_to_the_net(books: Books, tmp_path: Path) -> None:
    books.load("fcc", write_fcc(tmp_path, invoices=[a_bill(tax="20.08")]))

    assert books.rows("select net, tax, total from ledger.invoice") == [(255, Decimal("20.08"), Decimal("275.08"))]


def test_a_printed_net_with_tax_is_taken_apart(books: Books, tmp_path: Path) -> None:
    books.load("fcc", write_fcc(tmp_path, invoices=[a_bill(tax="20.08", net_due="275.08")]))

    assert books.rows("select net, tax, total from ledger.invoice") == [(255, Decimal("20.08"), Decimal("275.08"))]


def test_amounts_are_read_as_stations_print_them(books: Books, tmp_path: Path) -> None:
    bill = a_bill(gross="$1,300.00", agency_commission="195.00", net_due="$1,105.00")

    books.load("fcc", write_fcc(tmp_path, invoices=[bill]))

    assert books.rows("select gross, commission, net from ledger.invoice") == [(1300, 195, 1105)]


def test_a_reprint_is_not_a_second_bill(books: Books, tmp_path: Path) -> None:
    reprint = a_bill(file_id="again", stamp="DUPLICATE", invoice_balance="0.00")
    again = [a_spot(1, 1, file_id="again"), a_spot(2, 1, rate="200.00", file_id="again")]

    extract = write_fcc(
        tmp_path, invoices=[reprint, a_bill()], spots=[*again, a_spot(1, 1), a_spot(2, 1, rate="200.00")]
    )
    report = books.load("fcc", extract)

    assert books.rows("select is_reprint, gross from ledger.invoice") == [(False, 300)]
    assert books.one("select count(*) from ledger.spot") == 2
    assert [reject.rule for reject in books.rejects(report)] == ["same_row_twice"]


def test_two_bills_with_one_number_and_other_amounts_are_both_refused(books: Books, tmp_path: Path) -> None:
    other = a_bill(file_id="other", gross="400.00", agency_commission="60.00", net_due="340.00")

    report = books.load("fcc", write_fcc(tmp_path, invoices=[a_bill(), other], spots=[a_spot(1, 1)]))

    assert books.one("select count(*) from ledger.invoice") == 0
    assert [reject.rule for reject in books.rejects(report)][:2] == ["same_key_twice", "same_key_twice"]


def test_one_number_at_two_stations_is_two_invoices(books: Books, tmp_path: Path) -> None:
    books.load("fcc", write_fcc(tmp_path, invoices=[a_bill(), a_bill(file_id="other", property="KQRS")]))

    assert books.one("select count(*) from ledger.invoice where trx_number = '700100-1'") == 2


def test_an_order_has_several_invoices(books: Books, tmp_path: Path) -> None:
    second = {"file_id": "second", "invoice_no": "700100-2"}
    extract = write_fcc(
        tmp_path,
        invoices=[a_bill(), a_bill("700100-2", **second)],
        order_lines=[
            an_order_line(1),
            an_order_line(1, **second),
            an_order_line(2),
            an_order_line(2, rate="120.00", **second),
        ],
    )

    books.load("fcc", extract)

    assert books.one("select count(*) from ledger.io") == 1
    assert books.rows("select io_line_id, rate from ledger.io_line order by 1") == [
        ("fcc:WXYZ | 700100 | 1", 100),
        ("fcc:WXYZ | 700100 | 2", 100),
        ("fcc:WXYZ | 700100 | 2 | version 2", 120),
    ]


def test_a_spot_of_an_invoice_that_is_not_there_is_an_orphan(books: Books, tmp_path: Path) -> None:
    report = books.load("fcc", write_fcc(tmp_path, spots=[a_spot(1, 1), a_spot(3, 1, file_id="x", invoice_no="999-1")]))

    assert {(reject.file, reject.line, reject.rule) for reject in books.rejects(report)} == {("spots.csv", 3, "orphan")}


def test_a_bill_with_an_amount_that_cannot_be_read_takes_its_spots_along(books: Books, tmp_path: Path) -> None:
    report = books.load("fcc", write_fcc(tmp_path, invoices=[a_bill(gross="3OO.00")]))

    rejects = books.rejects(report)
    assert rejects[0].detail == 'gross is "3OO.00", which is not a number.'
    assert {reject.rule for reject in rejects[1:]} == {"orphan"}
    assert all(reject.account_id is not None for reject in rejects)


def test_a_bill_without_date_terms_agency_or_order_is_loaded(books: Books, tmp_path: Path) -> None:
    bare = a_bill(invoice_date="", payment_terms="", agency_bill_to="", order_no="")

    report = books.load("fcc", write_fcc(tmp_path, invoices=[bare], order_lines=[]))

    assert report.rows_rejected == 0
    assert books.rows("select trx_date, due_date, terms_id, io_id from ledger.invoice") == [(None, None, None, None)]
    assert books.rows("select account_number, name, agency_id from ledger.account") == [
        ("WXYZ | direct | Orchard for Mayor", "Orchard for Mayor on WXYZ", None)
    ]


def test_weeks_may_repeat(books: Books, tmp_path: Path) -> None:
    books.load(
        "fcc", write_fcc(tmp_path, weeks_ordered=[a_week(1), a_week(1, spots=3), a_week(1, week_start="2020-03-09")])
    )

    assert books.one("select sum(spots) from ledger.week_ordered") == 7


def test_a_spot_that_was_settled_later_changes_alone(books: Books, tmp_path: Path) -> None:
    open_spot, settled = (a_spot(1, 2, note, ran=False) for note in ("Unresolved", "Credited"))
    books.load("fcc", write_fcc(tmp_path / "march", spots=[a_spot(1, 1), open_spot, a_spot(2, 1, rate="200.00")]))

    later = write_fcc(tmp_path / "april", spots=[a_spot(1, 1), settled, a_spot(2, 1, rate="200.00")])
    report = books.load("fcc", later, as_of=APRIL)

    assert (report.rows_loaded, report.rows_changed, report.rows_missing) == (0, 1, 0)
    assert books.rows("select changed, row ->> 'outcome' from ledger.history") == [(["outcome", "note"], "unresolved")]
