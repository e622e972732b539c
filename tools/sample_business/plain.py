"""Accounts without a story, for measuring speed: twelve more for each further step of scale."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import count
from random import Random

from tools.sample_business.billing import Charge, Head, add_invoice
from tools.sample_business.books import Books
from tools.sample_business.cash import movement
from tools.sample_business.chance import chance
from tools.sample_business.delivery import counted
from tools.sample_business.orders import add_order, charge
from tools.sample_business.parties import PARTIES, accounts
from tools.sample_business.periods import Span, calendar_month, months
from tools.sample_business.rows import Account, Invoice, IoLine, Party, Payment
from tools.sample_business.specs import LineSpec, OrderSpec

LINES = 20
FIRST_NUMBER = 2_000_001
PRICES = ("4.20", "5.60", "6.80", "7.50", "9.10")


def plain_books(seed: int, scale: int) -> Iterator[Books]:
    """The books of one account after another; a line is counted once a month, or days would be most of the rows."""
    models = accounts()
    numbers = count(FIRST_NUMBER)
    for step in range(2, scale + 1):
        for model in models:
            yield plain_account(model, step, numbers, chance(seed, step, model.account_number))


def plain_account(model: Account, step: int, numbers: Iterator[int], random: Random) -> Books:
    """An account like the model: an order, a bill a month, all but the last bill paid."""
    books = Books()
    number = f"{model.account_number}-{step}"
    party = next(party for party in PARTIES if party.party_id == model.advertiser_id)
    books.add(Party(f"P-{number}", f"{party.name} {step}", None, ("ADVERTISER",), None, model.country, None))
    account = replace(
        model,
        account_number=number,
        name=f"{model.name} {step}",
        party_id=f"P-{number}",
        advertiser_id=f"P-{number}",
        agency_id=None,
        credit_limit=model.credit_limit * 10,
        credit_hold=False,
        credit_hold_reason=None,
    )
    books.add(account)
    every_month = [calendar_month(*month) for month in months()]
    sold = tuple(
        LineSpec(f"Placement {line}", "CPM", random.choice(PRICES), 300_000 * len(every_month))
        for line in range(1, LINES + 1)
    )
    flight = Span(every_month[0].start, every_month[-1].end)
    order = add_order(books, OrderSpec(f"IO-{number}", number, sold, flight=flight), account)
    lines = books.of(IoLine)
    for month in every_month:
        counts = [
            books.add(counted(line, month.end, "FIRST_PARTY", units_of_a_month(random), random)) for line in lines
        ]
        charges = [plain_charge(line, month, row.billable_units or 0) for line, row in zip(lines, counts, strict=True)]
        head = Head(f"INV-{next(numbers)}", month.end, month)
        invoice = add_invoice(books, account, order, head, charges)
        if month != every_month[-1]:
            pay_when_due(books, invoice)
    return books


def units_of_a_month(random: Random) -> int:
    """A month's part of what was booked, less up to a tenth."""
    return random.randrange(270_000, 300_001)


def plain_charge(line: IoLine, month: Span, units: int) -> Charge:
    """What was counted in a month, at the line's rate."""
    return Charge(line, month, Decimal(units), charge(units, line.rate, line.rate_type, line.currency), line.rate)


def pay_when_due(books: Books, invoice: Invoice) -> None:
    """Pays an invoice in full two days before it is due."""
    on = (invoice.due_date or invoice.trx_date) - timedelta(2)
    name = invoice.trx_number.replace("INV", "RCT")
    payment = books.add(
        Payment(
            payment_id=name,
            account_number=invoice.account_number,
            receipt_number=name,
            receipt_date=on,
            currency=invoice.currency,
            amount=invoice.total,
            method="WIRE",
            status="APPLIED",
            remittance_text=invoice.trx_number,
            bank_ref=f"BK{name}",
        )
    )
    books.add(movement(payment, invoice.invoice_id, invoice.total, on, invoice.account_number))
