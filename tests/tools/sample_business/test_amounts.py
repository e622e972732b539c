"""Every amount computed again from the files: lines, headers, balances, remainders."""

from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pytest

from tests.tools.sample_business.sample_files import Sample, amount

DECIMALS = {"USD": 2, "EUR": 2, "GBP": 2, "INR": 2, "JPY": 0, "KWD": 3}
MONEY = ("gross", "commission", "net", "tax", "total", "amount", "booked_amount", "cap_amount", "disputed_amount")


def r2(value: Decimal, currency: str) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-DECIMALS[currency]), ROUND_HALF_UP)


def test_amounts_have_the_decimals_of_their_currency(sample: Sample) -> None:
    for table in ("invoice", "invoice_line", "payment", "application", "erp_adjustment", "io_line", "dispute_case"):
        for row in sample[table]:
            places = {len(row[name].partition(".")[2]) for name in MONEY if row.get(name)}
            assert places <= {DECIMALS[row["currency"]]}, row


def test_a_header_is_the_sum_of_its_lines(sample: Sample) -> None:
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line in sample["invoice_line"]:
        for name in ("gross", "commission", "net", "tax"):
            if name == "tax" or line["line_type"] == "LINE":
                sums[line["invoice_id"]][name] += amount(line[name])

    for invoice in sample["invoice"]:
        assert {name: amount(invoice[name]) for name in ("gross", "commission", "net", "tax")} == dict(
            sums[invoice["invoice_id"]]
        )
        assert amount(invoice["total"]) == amount(invoice["net"]) + amount(invoice["tax"])


def test_a_line_is_units_times_rate_less_commission(sample: Sample) -> None:
    orders, order_lines = sample.keyed("io", "io_id"), sample.keyed("io_line", "io_line_id")
    for line in (row for row in sample["invoice_line"] if row["line_type"] == "LINE"):
        sold = order_lines[line["io_line_id"]]
        k = 1000 if sold["rate_type"] in {"CPM", "VCPM"} else 1
        gross, pct = amount(line["gross"]), amount(orders[sold["io_id"]]["commission_pct"])
        assert gross == r2(amount(line["units"]) * amount(line["unit_price"]) / k, line["currency"])
        assert amount(line["net"]) == r2(gross * (1 - pct / 100), line["currency"])
        assert amount(line["commission"]) == gross - amount(line["net"])


def test_prices_and_units_are_those_of_the_order(sample: Sample) -> None:
    order_lines, orders = sample.keyed("io_line", "io_line_id"), sample.keyed("io", "io_id")
    memos = {row["invoice_id"] for row in sample["invoice"] if row["class"] == "CM"}
    billed: dict[tuple[str, str], Decimal] = {}
    for line in sample["invoice_line"]:
        sold = order_lines[line["io_line_id"]]
        if line["invoice_id"] in memos or line["line_type"] == "TAX" or sold["rate_type"] in {"FLAT", "SPOT"}:
            continue
        free = sold["added_value"] == "true"
        assert amount(line["unit_price"]) == (0 if free else amount(sold["rate"]))
        if not sold["cap_amount"]:
            billed[line["io_line_id"], line["service_start"][:7]] = amount(line["units"])

    counted: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for day in sample["delivery_daily"]:
        order = orders[order_lines[day["io_line_id"]]["io_id"]]
        if (day["counted_by"] == "FIRST_PARTY") == (order["billing_source"] == "FIRST_PARTY"):
            counted[day["io_line_id"], day["delivered_on"][:7]] += amount(day["billable_units"])
    assert billed == {key: counted[key] for key in billed}


def test_a_flat_fee_is_billed_to_the_cent(sample: Sample) -> None:
    flat = {row["io_line_id"]: amount(row["booked_amount"]) for row in sample["io_line"] if row["rate_type"] == "FLAT"}
    billed: dict[str, Decimal] = defaultdict(Decimal)
    for line in sample["invoice_line"]:
        if line["line_type"] == "LINE" and line["io_line_id"] in flat and not line["credited_line_id"]:
            billed[line["io_line_id"]] += amount(line["gross"])

    assert billed == flat


def test_a_capped_line_stops_at_its_cap(sample: Sample) -> None:
    (capped,) = (row for row in sample["io_line"] if row["cap_amount"])
    lines = [row for row in sample["invoice_line"] if row["io_line_id"] == capped["io_line_id"]]
    delivered = (row for row in sample["delivery_daily"] if row["io_line_id"] == capped["io_line_id"])
    ours = sum(amount(row["billable_units"]) for row in delivered if row["counted_by"] == "FIRST_PARTY")

    assert sum(amount(row["gross"]) for row in lines if row["line_type"] == "LINE") == amount(capped["cap_amount"])
    assert ours > amount(capped["booked_units"])


def test_no_order_is_billed_beyond_its_purchase_order(sample: Sample) -> None:
    billed: dict[str, Decimal] = defaultdict(Decimal)
    for invoice in sample["invoice"]:
        billed[invoice["io_id"]] += amount(invoice["total"]) if invoice["class"] == "INV" else 0

    limits = {row["io_id"]: amount(row["po_amount"]) for row in sample["io"] if row["po_amount"]}
    assert {io_id: billed[io_id] for io_id, limit in limits.items() if billed[io_id] > limit} == {}


TAXES = [("GB", "20"), ("DE", "19"), ("FR", "0"), ("IN", "18"), ("JP", "10"), ("US", None), ("KW", None)]


@pytest.mark.parametrize(("country", "percent"), TAXES)
def test_tax_is_that_of_the_country(sample: Sample, country: str, percent: str | None) -> None:
    accounts = sample.keyed("account", "account_number")
    lines = [row for row in sample["invoice_line"] if accounts[row["account_number"]]["country"] == country]
    by_id = {row["invoice_line_id"]: row for row in lines}
    taxes = [row for row in lines if row["line_type"] == "TAX"]

    assert {row["tax_rate"] for row in taxes} == ({percent} if percent else set())
    for tax in taxes:
        base = amount(by_id[tax["parent_line_id"]]["net"])
        assert amount(tax["net"]) == amount(tax["tax"]) == r2(base * amount(percent or "0") / 100, tax["currency"])


def test_only_the_overpaid_invoice_is_below_zero(sample: Sample) -> None:
    invoices = {row["trx_number"]: row for row in sample["invoice"] if row["class"] == "INV"}

    balances = {number: sample.balance(number) for number in invoices}

    assert {number: left for number, left in balances.items() if left < 0} == {"INV-104230": Decimal(-250)}
    assert all(left <= amount(invoices[number]["total"]) for number, left in balances.items())


def test_no_credit_memo_is_used_beyond_its_total(sample: Sample) -> None:
    memos = {row["trx_number"]: amount(row["total"]) for row in sample["invoice"] if row["class"] == "CM"}

    assert all(total <= sample.balance(number) <= 0 for number, total in memos.items())


def test_no_receipt_is_applied_beyond_its_amount(sample: Sample) -> None:
    used: dict[str, Decimal] = defaultdict(Decimal)
    for row in sample["application"]:
        used[row["payment_id"]] += amount(row["amount"])
    receipts = sample.keyed("payment", "payment_id")

    left = {number: amount(receipt["amount"]) - used[number] for number, receipt in receipts.items()}

    not_applied = {number for number, rest in left.items() if rest != 0}
    assert min(left.values()) == 0
    assert not_applied == {"RCT-70017", "RCT-70028", "RCT-70029"}
    assert [receipts[number]["status"] for number in sorted(not_applied)] == ["NSF", "UNAPPLIED", "UNIDENTIFIED"]
