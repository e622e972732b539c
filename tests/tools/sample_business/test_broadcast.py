"""The broadcast account: spots, weeks and makegoods, as its bills print them."""

from datetime import date, timedelta
from decimal import Decimal

from tests.tools.sample_business.sample_files import Sample, amount


def test_missed_spots_were_credited_made_good_or_are_unresolved(sample: Sample) -> None:
    outcomes = {row["spot_id"]: row["outcome"] for row in sample["spot"] if row["ran"] == "false"}

    assert outcomes == {
        "INV-104216/1.2": "credited",
        "INV-104236/2.1": "made_good",
        "INV-104236/3.2": "unresolved",
        "INV-104256/1.4": "made_good",
    }
    assert {row["outcome"] for row in sample["spot"] if row["ran"] == "true"} == {"ran"}


def test_only_spots_that_ran_are_charged(sample: Sample) -> None:
    for number in ("INV-104216", "INV-104236", "INV-104256"):
        invoice = sample.keyed("invoice", "trx_number")[number]
        ran = [row for row in sample["spot"] if row["invoice_id"] == number and row["ran"] == "true"]
        assert sum((amount(row["rate"]) for row in ran), Decimal(0)) == amount(invoice["gross"])
        assert len(ran) == int(invoice["printed_spot_count"])
        assert invoice["calendar"] == "BROADCAST"


def test_as_many_spots_are_planned_as_weeks_order(sample: Sample) -> None:
    ordered = sum(int(row["spots"]) for row in sample["week_ordered"])

    assert ordered == len([row for row in sample["spot"] if row["is_makegood"] == "false"]) == 78


def test_weeks_run_from_monday_to_sunday_within_the_bill(sample: Sample) -> None:
    invoices = sample.keyed("invoice", "invoice_id")
    for row in sample["week_ordered"]:
        start, end = date.fromisoformat(row["week_start"]), date.fromisoformat(row["week_end"])
        assert (start.weekday(), end - start) == (0, timedelta(6))
        assert invoices[row["invoice_id"]]["period_start"] <= row["week_start"]
        assert row["week_end"] <= invoices[row["invoice_id"]]["period_end"]


def test_a_makegood_names_the_spot_that_it_replaces(sample: Sample) -> None:
    spots = sample.keyed("spot", "spot_id")
    for link in sample["makegood_link"]:
        missed, makegood = spots[link["missed_spot_id"]], spots[link["makegood_spot_id"]]
        assert missed["note"] == f"See MG {link['makegood_printed']}"
        assert makegood["note"].startswith(f"MG for {link['missed_printed']} ")
        assert (missed["outcome"], makegood["outcome"], makegood["is_makegood"]) == ("made_good", "ran", "true")


def test_spots_air_on_the_days_of_their_program(sample: Sample) -> None:
    for row in sample["spot"]:
        saturday = date.fromisoformat(row["aired_on"]).weekday() == 5
        assert saturday == (row["program"] == "Saturday Matinee")
