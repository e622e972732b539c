"""Everything that people ask about is in the sample, under the names that its documentation uses."""

from datetime import date
from decimal import Decimal

from tests.tools.sample_business.sample_files import Sample, amount
from tools.sample_business import AS_OF


def test_accounts_are_direct_and_of_agencies(sample: Sample) -> None:
    direct = [row["account_number"] for row in sample["account"] if not row["agency_id"]]
    parties = sample.keyed("party", "party_id")
    agencies = {parties[row["agency_id"]]["name"] for row in sample["account"] if row["agency_id"]}

    assert direct[:4] == ["A-1001", "A-1002", "A-1003", "A-1004"]
    assert agencies == {"Northwind", "Média Zéphyrin", "Tindrel Media", "Pellworth Media"}


def test_two_holdings_have_two_agencies_each(sample: Sample) -> None:
    parties = sample.keyed("party", "party_id")
    children = [parties[row["parent_party_id"]]["name"] for row in sample["party"] if row["roles"] == "AGENCY"]

    assert sorted(children) == ["Merrowick Holdings"] * 2 + ["Ostravale Group"] * 2


def test_an_advertiser_and_an_agency_share_a_name(sample: Sample) -> None:
    assert [row["roles"] for row in sample["party"] if row["name"] == "Northwind"] == ["AGENCY", "ADVERTISER"]


def test_one_advertiser_is_booked_through_two_agencies(sample: Sample) -> None:
    parties = sample.keyed("party", "party_id")
    solvane = [row for row in sample["account"] if parties[row["advertiser_id"]]["name"] == "Solvane"]

    assert [parties[row["agency_id"]]["name"] for row in solvane] == ["Northwind", "Tindrel Media"]


def test_one_advertiser_has_accounts_in_three_countries(sample: Sample) -> None:
    parties = sample.keyed("party", "party_id")
    acme = [row for row in sample["account"] if parties[row["advertiser_id"]]["name"] == "Acme"]

    assert [(row["name"], row["country"], row["currency"]) for row in acme] == [
        ("Acme UK", "GB", "GBP"),
        ("Acme DE", "DE", "EUR"),
        ("Acme US", "US", "USD"),
    ]


def test_there_are_terms_currencies_and_rate_types_of_every_sort(sample: Sample) -> None:
    assert {row["days"] for row in sample["terms"]} == {"30", "45", "60"} == set(terms_in_use(sample))
    assert {row["currency"] for row in sample["account"]} == {"USD", "EUR", "GBP", "JPY", "KWD", "INR"}
    assert {row["rate_type"] for row in sample["io_line"]} == {
        "CPM", "VCPM", "CPC", "CPV", "CPA", "CPL", "CPD", "FLAT", "SPOT",
    }  # fmt: skip


def terms_in_use(sample: Sample) -> set[str]:
    days = {row["terms_id"]: row["days"] for row in sample["terms"]}
    return {days[row["terms_id"]] for row in sample["account"]}


def test_agencies_get_fifteen_per_cent_and_direct_advertisers_none(sample: Sample) -> None:
    accounts = sample.keyed("account", "account_number")
    for order in sample["io"]:
        assert order["commission_pct"] == ("15" if accounts[order["account_number"]]["agency_id"] else "0")


def test_an_added_value_line_is_billed_at_nothing(sample: Sample) -> None:
    (free,) = (row["io_line_id"] for row in sample["io_line"] if row["added_value"] == "true")
    lines = [row for row in sample["invoice_line"] if row["io_line_id"] == free]

    assert len([row for row in lines if amount(row["units"]) > 0]) == 3
    assert {amount(row["net"]) for row in lines} == {0}


def test_third_parties_count_lower_but_within_ten_per_cent(sample: Sample) -> None:
    counts: dict[tuple[str, str], Decimal] = {}
    for row in sample["delivery_daily"]:
        key = (row["io_line_id"], row["counted_by"])
        counts[key] = counts.get(key, Decimal(0)) + amount(row["billable_units"])

    third = {key: units for key, units in counts.items() if key[1] != "FIRST_PARTY"}
    assert {by for _, by in third} == {"OpenTally", "Countwell"}
    for (line, _), units in third.items():
        assert Decimal("0.9") < units / counts[line, "FIRST_PARTY"] <= 1


def test_one_order_goes_on_and_is_not_billed_yet(sample: Sample) -> None:
    (running,) = (row["io_id"] for row in sample["io"] if row["status"] == "SIGNED")
    counts = [row for row in sample["delivery_daily"] if row["io_line_id"].startswith(f"{running}/")]

    assert running not in {row["io_id"] for row in sample["invoice"]}
    assert {row["is_final"] for row in counts} == {"true", "false"}


def test_two_bills_of_one_order_share_a_number_but_for_the_suffix(sample: Sample) -> None:
    invoices = sample.keyed("invoice", "trx_number")

    assert invoices["INV-104250"]["io_id"] == invoices["INV-104250-2"]["io_id"]


def test_disputes_have_several_owners_and_ages(sample: Sample) -> None:
    disputes = [row for row in sample["dispute_case"] if not row["closed_on"]]
    ages = sorted((AS_OF.date() - date.fromisoformat(row["opened_on"])).days for row in disputes)

    assert len({row["owner"] for row in disputes}) == 3
    assert ages == [11, 19, 33, 40, 68, 135]
    assert {row["status"] for row in sample["dispute_case"]} == {
        "OPEN", "INVESTIGATING", "WAITING", "RESOLVED", "REJECTED",
    }  # fmt: skip


def test_no_more_is_disputed_than_the_invoice_says(sample: Sample) -> None:
    invoices = sample.keyed("invoice", "invoice_id")
    for row in sample["dispute_case"]:
        open_amount = (
            sample.balance(row["invoice_id"]) if not row["closed_on"] else amount(invoices[row["invoice_id"]]["total"])
        )
        assert 0 < amount(row["disputed_amount"]) <= open_amount


def test_makegoods_are_delivered_agreed_and_expired(sample: Sample) -> None:
    lines = sample.keyed("io_line", "io_line_id")
    delivered, *others = sample["makegood"]

    assert [row["status"] for row in sample["makegood"]] == ["DELIVERED", "AGREED", "EXPIRED"]
    assert amount(delivered["delivered_units"]) >= amount(delivered["short_units"]) > 0
    assert lines[delivered["makegood_line_id"]]["makegood_of_line_id"] == delivered["short_line_id"]
    assert {row["delivered_units"] for row in others} == {"0"}
    assert all(lines[row["short_line_id"]]["guaranteed"] == "true" for row in sample["makegood"])
