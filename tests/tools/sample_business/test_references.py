"""What points to something points to something that is there, and days follow each other."""

from tests.tools.sample_business.sample_files import Sample
from tools.sample_business import AS_OF

REFERENCES = {
    ("party", "parent_party_id"): "party.party_id",
    ("account", "party_id"): "party.party_id",
    ("account", "advertiser_id"): "party.party_id",
    ("account", "agency_id"): "party.party_id",
    ("account", "terms_id"): "terms.terms_id",
    ("io", "terms_id"): "terms.terms_id",
    ("io_line", "io_id"): "io.io_id",
    ("io_line", "makegood_of_line_id"): "io_line.io_line_id",
    ("delivery_daily", "io_line_id"): "io_line.io_line_id",
    ("invoice", "io_id"): "io.io_id",
    ("invoice", "terms_id"): "terms.terms_id",
    ("invoice", "corrected_invoice_id"): "invoice.invoice_id",
    ("invoice_line", "invoice_id"): "invoice.invoice_id",
    ("invoice_line", "io_line_id"): "io_line.io_line_id",
    ("invoice_line", "parent_line_id"): "invoice_line.invoice_line_id",
    ("invoice_line", "credited_line_id"): "invoice_line.invoice_line_id",
    ("application", "payment_id"): "payment.payment_id",
    ("application", "cm_invoice_id"): "invoice.invoice_id",
    ("application", "target_invoice_id"): "invoice.invoice_id",
    ("application", "payer_account_number"): "account.account_number",
    ("application", "reverses_id"): "application.application_id",
    ("erp_adjustment", "invoice_id"): "invoice.invoice_id",
    ("dispute_case", "invoice_id"): "invoice.invoice_id",
    ("makegood", "short_line_id"): "io_line.io_line_id",
    ("makegood", "makegood_line_id"): "io_line.io_line_id",
    ("spot", "invoice_id"): "invoice.invoice_id",
    ("makegood_link", "invoice_id"): "invoice.invoice_id",
    ("makegood_link", "missed_spot_id"): "spot.spot_id",
    ("makegood_link", "makegood_spot_id"): "spot.spot_id",
    ("week_ordered", "invoice_id"): "invoice.invoice_id",
}
OF_AN_ACCOUNT = (
    "io", "io_line", "delivery_daily", "invoice", "invoice_line", "payment", "application", "erp_adjustment",
    "dispute_case", "makegood", "spot", "makegood_link", "week_ordered",
)  # fmt: skip
DATED = {
    "io": "signed_on", "delivery_daily": "delivered_on", "invoice": "trx_date", "payment": "receipt_date",
    "application": "apply_date", "erp_adjustment": "gl_date", "dispute_case": "opened_on", "makegood": "agreed_on",
    "spot": "aired_on",
}  # fmt: skip


def test_every_reference_resolves(sample: Sample) -> None:
    references = REFERENCES | {(table, "account_number"): "account.account_number" for table in OF_AN_ACCOUNT}
    for (table, column), target in references.items():
        there = {row[target.partition(".")[2]] for row in sample[target.partition(".")[0]]}
        assert {row[column] for row in sample[table]} - there <= {""}, (table, column)


def test_keys_come_once(sample: Sample) -> None:
    for table in {*OF_AN_ACCOUNT, "party", "terms", "account"}:
        keys = [next(iter(row.values())) for row in sample[table]]
        assert len(keys) == len(set(keys)), table


def test_a_row_belongs_to_the_account_of_what_it_points_to(sample: Sample) -> None:
    of_invoice = {row["invoice_id"]: row["account_number"] for row in sample["invoice"]}
    for table in ("invoice_line", "erp_adjustment", "dispute_case", "spot", "makegood_link", "week_ordered"):
        assert [row for row in sample[table] if row["account_number"] != of_invoice[row["invoice_id"]]] == []
    for row in sample["application"]:
        assert row["account_number"] == of_invoice.get(row["target_invoice_id"], "")


def test_a_movement_is_of_either_a_receipt_or_a_credit_memo(sample: Sample) -> None:
    for row in sample["application"]:
        assert bool(row["payment_id"]) != bool(row["cm_invoice_id"])
        assert (row["status"] == "APP") == bool(row["target_invoice_id"])


def test_nothing_is_dated_after_the_books(sample: Sample) -> None:
    for table, column in DATED.items():
        assert max(row[column] for row in sample[table]) <= AS_OF.date().isoformat(), table


def test_nothing_is_applied_before_it_came(sample: Sample) -> None:
    receipts = sample.keyed("payment", "payment_id")
    documents = sample.keyed("invoice", "invoice_id")
    for row in sample["application"]:
        if row["payment_id"]:
            assert row["apply_date"] >= receipts[row["payment_id"]]["receipt_date"]
        if row["cm_invoice_id"]:
            assert row["apply_date"] >= documents[row["cm_invoice_id"]]["trx_date"]
        if row["target_invoice_id"]:
            assert row["apply_date"] >= documents[row["target_invoice_id"]]["trx_date"]


def test_a_closed_dispute_says_how_it_ended(sample: Sample) -> None:
    for row in sample["dispute_case"]:
        closed = row["status"] in {"RESOLVED", "REJECTED"}
        assert closed == bool(row["closed_on"]) == bool(row["resolution"]) == bool(row["resolved_amount"])
