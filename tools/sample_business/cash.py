"""What was paid: receipts and what they were applied to, and the use of credit memos."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.money import round_half_up
from tools.sample_business.books import Books
from tools.sample_business.periods import business_day_after
from tools.sample_business.rows import Application, Payment


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt and the invoices that it pays, in full if nothing else is said."""

    number: int
    on: date
    account_number: str | None
    pays: tuple[str, ...] = ()
    text: str | None = None
    amount: str | None = None
    """Paid on a single invoice, or received without one."""
    over: str = "0"
    """Paid on the last invoice above its balance; negative: below."""
    on_account: str = "0"
    refunded_on: date | None = None
    returned_on: date | None = None
    """The bank took it back."""
    method: str = "WIRE"
    currency: str = ""
    """Where there is no invoice."""


@dataclass(frozen=True, slots=True)
class CreditUse:
    """A credit memo applied to an invoice, wholly or for an amount."""

    credit_memo: str
    target: str
    on: date
    amount: str | None = None


CREDIT_USES = (
    CreditUse("CM-881", "INV-104201", date(2026, 8, 28)),
    CreditUse("CM-882", "INV-104222", date(2026, 10, 5), "500"),
    CreditUse("CM-884", "INV-104206", date(2026, 9, 14)),
    CreditUse("CM-885", "INV-104212", date(2026, 9, 10)),
)

RECEIPTS = (
    Receipt(69950, date(2026, 7, 20), "A-1004", ("INV-104143",), "part payment per call", "6500", method="CHECK"),
    Receipt(70001, date(2026, 8, 28), "A-1001", ("INV-104201", "INV-104213"), "INV-104201 INV-104213"),
    Receipt(70002, date(2026, 8, 27), "A-1002", ("INV-104202", "INV-104217"), "RE 104202 104217", method="SEPA"),
    Receipt(70003, date(2026, 9, 10), "A-1003", ("INV-104203",), "INV-104203 plus deposit", on_account="1500"),
    Receipt(70004, date(2026, 8, 28), "A-1004", ("INV-104205",), "Inv 104205", method="CHECK"),
    Receipt(70005, date(2026, 9, 14), "A-1005", ("INV-104206", "INV-104207"), "INV 104206 104207 less CM 884"),
    Receipt(70006, date(2026, 9, 28), "A-1006", ("INV-104208",), "TND-5521 INV-104208", method="ACH"),
    Receipt(70007, date(2026, 8, 31), "A-1007", ("INV-104218",), "Facture INV-104218", method="SEPA"),
    Receipt(70008, date(2026, 8, 24), "A-1008", ("INV-104210", "INV-104216"), "Pellworth: INV-104210, INV-104216"),
    Receipt(70009, date(2026, 8, 31), "A-1009", ("INV-104211",), "NEFT KAVERANI INV-104211"),
    Receipt(70010, date(2026, 9, 18), "A-1009", ("INV-104212",), "NEFT KAVERANI INV-104212 less CM-885"),
    Receipt(70011, date(2026, 9, 29), "A-1010", ("INV-104214",), "HOSHIKAGE DENKI INV-104214"),
    Receipt(70012, date(2026, 9, 11), "A-1011", ("INV-104215",), "DT-4471"),
    Receipt(70013, date(2026, 10, 9), "A-1001", ("INV-104221",), "INV-104221"),
    Receipt(70014, date(2026, 10, 2), "A-1001", ("INV-104233",), "INV-104233 undisputed part", "12000"),
    Receipt(70015, date(2026, 9, 29), "A-1002", ("INV-104222",), "RE 104222 TEILZAHLUNG", "9000", method="SEPA"),
    Receipt(70016, date(2026, 10, 20), "A-1002", ("INV-104237",), "RE 104237", method="SEPA"),
    Receipt(70017, date(2026, 9, 29), "A-1004", ("INV-104225",), "104225", returned_on=date(2026, 10, 6)),
    Receipt(70018, date(2026, 10, 26), "A-1005", ("INV-104226",), "SOL-2026-14 INV-104226"),
    Receipt(70019, date(2026, 9, 28), "A-1007", ("INV-104229",), "Facture INV-104229", method="SEPA"),
    Receipt(70020, date(2026, 10, 28), "A-1008", ("INV-104230",), "Pellworth: INV-104230", over="250"),
    Receipt(70021, date(2026, 10, 12), "A-1012", ("INV-104236",), "INV-104236 less 1 x Sat Matinee", over="-233.75"),
    Receipt(70022, date(2026, 9, 29), "A-1009", ("INV-104231",), "INV-104231 less TDS 2%", over="-2000"),
    Receipt(70023, date(2026, 9, 30), "A-1009", ("INV-104232",), "NEFT KAVERANI INV-104232"),
    Receipt(70024, date(2026, 10, 27), "A-1010", ("INV-104234",), "HOSHIKAGE DENKI INV-104234", over="-330"),
    Receipt(70025, date(2026, 10, 13), "A-1011", ("INV-104235",), "DT-4471 AUG, charges SHA", over="-2.500"),
    Receipt(70026, date(2026, 10, 15), "A-1007", ("INV-104258",), "Facture INV-104258", method="SEPA"),
    Receipt(70027, date(2026, 10, 29), "A-1009", ("INV-104251",), "NEFT KAVERANI INV-104251"),
    Receipt(70028, date(2026, 10, 21), "A-1006", text="invoice number to follow", amount="12000", currency="USD"),
    Receipt(70029, date(2026, 10, 22), None, text="AVIS 77120 MARKETING", amount="3450", currency="EUR", method="SEPA"),
    Receipt(70030, date(2026, 10, 5), "A-1010", text="INV-104214 again", amount="500000", currency="JPY",
            refunded_on=date(2026, 10, 19)),
)  # fmt: skip


def add_cash(books: Books) -> None:
    """Adds the use of credit memos and then every receipt."""
    for use in CREDIT_USES:
        use_credit(books, use)
    for receipt in RECEIPTS:
        add_receipt(books, receipt)


def use_credit(books: Books, use: CreditUse) -> Application:
    """Applies a credit memo to an invoice."""
    memo, target = books.invoice(use.credit_memo), books.invoice(use.target)
    amount = round_half_up(Decimal(use.amount), memo.currency) if use.amount else -books.open_amount(memo)
    return books.add(
        Application(
            application_id=f"{use.credit_memo}>{use.target}",
            account_number=target.account_number,
            payer_account_number=memo.account_number,
            payment_id=None,
            cm_invoice_id=memo.invoice_id,
            target_invoice_id=target.invoice_id,
            currency=memo.currency,
            amount=amount,
            apply_date=use.on,
            gl_date=use.on,
        )
    )


def add_receipt(books: Books, spec: Receipt) -> Payment:
    """Adds a receipt with its movements."""
    currency = spec.currency or books.invoice(spec.pays[0]).currency
    paid = amounts_paid(books, spec, currency)
    rest = round_half_up(Decimal(spec.on_account), currency)
    received = sum(paid.values(), rest) if spec.pays else round_half_up(Decimal(spec.amount or 0), currency)
    payment = books.add(
        Payment(
            payment_id=f"RCT-{spec.number}",
            account_number=spec.account_number,
            receipt_number=f"RCT-{spec.number}",
            receipt_date=spec.on,
            currency=currency,
            amount=received,
            method=spec.method,
            status=status_of(spec),
            remittance_text=spec.text,
            bank_ref=f"BK{spec.on:%y%m%d}{spec.number}",
        )
    )
    applied_on = business_day_after(spec.on)
    for trx_number, amount in paid.items():
        row = books.add(movement(payment, trx_number, amount, applied_on, books.invoice(trx_number).account_number))
        if spec.returned_on:
            back = movement(payment, f"{trx_number}/R", -amount, spec.returned_on, row.account_number)
            back.target_invoice_id, back.reverses_id = row.target_invoice_id, row.application_id
            books.add(back)
    if rest:
        row = movement(payment, "on-account", rest, applied_on, None)
        row.target_invoice_id, row.status = None, "ACC"
        books.add(row)
    if spec.refunded_on:
        row = movement(payment, "refund", received, spec.refunded_on, None)
        row.target_invoice_id, row.status = None, "ACTIVITY"
        books.add(row)
    return payment


def amounts_paid(books: Books, spec: Receipt, currency: str) -> dict[str, Decimal]:
    """What the receipt pays on each invoice."""
    if spec.amount and spec.pays:
        return {spec.pays[0]: round_half_up(Decimal(spec.amount), currency)}
    paid = {trx_number: books.open_amount(books.invoice(trx_number)) for trx_number in spec.pays}
    if spec.pays:
        paid[spec.pays[-1]] += round_half_up(Decimal(spec.over), currency)
    return paid


def status_of(spec: Receipt) -> str:
    """The receipt's state in the billing system; APPLIED also hides what is on account."""
    if spec.returned_on:
        return "NSF"
    if spec.account_number is None:
        return "UNIDENTIFIED"
    return "APPLIED" if spec.pays or spec.refunded_on else "UNAPPLIED"


def movement(payment: Payment, on: str, amount: Decimal, day: date, account_number: str | None) -> Application:
    """One application of the receipt to an invoice."""
    return Application(
        application_id=f"{payment.receipt_number}>{on}",
        account_number=account_number,
        payer_account_number=payment.account_number,
        payment_id=payment.payment_id,
        cm_invoice_id=None,
        target_invoice_id=on,
        currency=payment.currency,
        amount=amount,
        apply_date=day,
        gl_date=day,
    )
