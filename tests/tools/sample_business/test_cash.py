"""What people ask about payments, credits, ageing and holds is in the sample, under names that stay."""

from datetime import date
from decimal import Decimal

from tests.tools.sample_business.sample_files import Rows, Sample, amount
from tools.sample_business import AS_OF

LAST_AGES = {"current": 0, "1-30": 30, "31-60": 60, "61-90": 90, "91-120": 120, "120+": 10_000}


def overdue_days(sample: Sample) -> dict[str, int]:
    invoices = [row for row in sample["invoice"] if row["class"] == "INV" and sample.balance(row["trx_number"]) > 0]
    return {row["trx_number"]: (AS_OF.date() - date.fromisoformat(row["due_date"])).days for row in invoices}


def last_paid(sample: Sample, trx_number: str) -> str:
    return max(
        (row["apply_date"] for row in sample["application"] if row["target_invoice_id"] == trx_number), default=""
    )


def movements_of(sample: Sample, receipt: str) -> Rows:
    return [row for row in sample["application"] if row["payment_id"] == receipt]


def test_open_invoices_are_in_every_ageing_bucket(sample: Sample) -> None:
    ages = overdue_days(sample).values()

    assert {next(name for name, last in LAST_AGES.items() if age <= last) for age in ages} == set(LAST_AGES)


def test_invoices_were_paid_on_time_and_late(sample: Sample) -> None:
    paid = [row for row in sample["invoice"] if row["class"] == "INV" and sample.balance(row["trx_number"]) == 0]
    late = {row["trx_number"] for row in paid if last_paid(sample, row["trx_number"]) > row["due_date"]}

    assert {"INV-104221", "INV-104226", "INV-104237"} <= late
    assert len(paid) - len(late) > 5


def test_the_invoice_of_the_documentation_is_partly_paid_and_disputed(sample: Sample) -> None:
    invoice = sample.keyed("invoice", "trx_number")["INV-104233"]

    assert invoice["account_number"] == "A-1001"
    assert 0 < sample.balance("INV-104233") < amount(invoice["total"])
    assert [row["case_number"] for row in sample["dispute_case"] if row["invoice_id"] == "INV-104233"] == ["DSP-2044"]


def test_one_receipt_pays_several_invoices(sample: Sample) -> None:
    paid = [row["target_invoice_id"] for row in movements_of(sample, "RCT-70001")]

    assert paid == ["INV-104201", "INV-104213"]


def test_one_payer_pays_for_two_accounts(sample: Sample) -> None:
    assert [row["account_number"] for row in movements_of(sample, "RCT-70008")] == ["A-1008", "A-1012"]


def test_one_wire_names_invoices_less_a_credit_memo(sample: Sample) -> None:
    receipt = sample.keyed("payment", "payment_id")["RCT-70005"]
    invoices = sample.keyed("invoice", "trx_number")
    total = sum(amount(invoices[number]["total"]) for number in ("INV-104206", "INV-104207", "CM-884"))

    assert receipt["remittance_text"] == "INV 104206 104207 less CM 884"
    assert amount(receipt["amount"]) == total


def test_cash_is_on_account_unapplied_and_of_nobody_known(sample: Sample) -> None:
    receipts = sample.keyed("payment", "payment_id")

    assert [row["amount"] for row in sample["application"] if row["status"] == "ACC"] == ["1500.00"]
    assert receipts["RCT-70003"]["status"] == "APPLIED"
    assert (receipts["RCT-70028"]["status"], movements_of(sample, "RCT-70028")) == ("UNAPPLIED", [])
    assert (receipts["RCT-70029"]["status"], receipts["RCT-70029"]["account_number"]) == ("UNIDENTIFIED", "")


def test_withheld_tax_leaves_two_thousand_rupees(sample: Sample) -> None:
    receipt = sample.keyed("payment", "payment_id")["RCT-70022"]

    assert (receipt["amount"], receipt["currency"]) == ("116000.00", "INR")
    assert sample.balance("INV-104231") == 2000


def test_a_returned_payment_is_reversed(sample: Sample) -> None:
    applied, back = movements_of(sample, "RCT-70017")

    assert sample.keyed("payment", "payment_id")["RCT-70017"]["status"] == "NSF"
    assert (back["reverses_id"], amount(back["amount"])) == (applied["application_id"], -amount(applied["amount"]))
    assert sample.balance("INV-104225") > 0


def test_a_double_payment_was_refunded(sample: Sample) -> None:
    assert [row["status"] for row in movements_of(sample, "RCT-70030")] == ["ACTIVITY"]


def test_credit_memos_are_used_up_partly_used_and_unused(sample: Sample) -> None:
    totals = {row["trx_number"]: amount(row["total"]) for row in sample["invoice"] if row["class"] == "CM"}
    left = {number: sample.balance(number) for number in totals}

    assert all(total < 0 for total in totals.values())
    assert {number for number, rest in left.items() if rest == 0} == {"CM-881", "CM-884", "CM-885"}
    assert totals["CM-882"] < left["CM-882"] < 0
    assert left["CM-883"] == totals["CM-883"]


def test_the_billing_system_adjusted_wrote_off_and_waits(sample: Sample) -> None:
    adjustments = [(row["kind"], row["status"], row["invoice_id"]) for row in sample["erp_adjustment"]]

    assert adjustments == [
        ("WRITE_OFF", "APPROVED", "INV-104143"),
        ("SMALL_BALANCE", "APPROVED", "INV-104234"),
        ("SMALL_BALANCE", "PENDING", "INV-104235"),
    ]
    assert [sample.balance(number) for _, _, number in adjustments] == [0, 0, Decimal("2.500")]


def test_two_accounts_are_on_hold_for_the_reason_given(sample: Sample) -> None:
    holds = {row["account_number"]: row for row in sample["account"] if row["credit_hold"] == "true"}
    of_zurnfeld = [row["trx_number"] for row in sample["invoice"] if row["account_number"] == "A-1007"]

    assert set(holds) == {"A-1004", "A-1007"}
    assert overdue_days(sample)["INV-104101"] > 120
    assert sum(sample.balance(number) for number in of_zurnfeld) > amount(holds["A-1007"]["credit_limit"])


def test_everybody_else_is_within_the_credit_limit(sample: Sample) -> None:
    owed: dict[str, Decimal] = {}
    for row in sample["invoice"]:
        owed[row["account_number"]] = owed.get(row["account_number"], Decimal(0)) + sample.balance(row["trx_number"])
    over = {
        row["account_number"] for row in sample["account"] if owed[row["account_number"]] > amount(row["credit_limit"])
    }

    assert over == {"A-1007"}
