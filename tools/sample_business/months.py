"""The regular course of business: orders, delivery and the monthly bill runs. Not here: what happens to the bills."""

from datetime import date

from tools.sample_business.billing import Head, add_invoice, charges_of_month
from tools.sample_business.books import Books
from tools.sample_business.broadcast import add_broadcast_bill
from tools.sample_business.catalogue import BROUGHT_FORWARD, BROUGHT_FORWARD_NUMBERS, ORDERS
from tools.sample_business.chance import chance
from tools.sample_business.delivery import Counts, add_delivery
from tools.sample_business.orders import add_order
from tools.sample_business.periods import broadcast_month, calendar_month, months
from tools.sample_business.rows import Account, Io, IoLine
from tools.sample_business.specs import OrderSpec

FIRST_NUMBER = 104201
NUMBERS_A_MONTH = 20


def invoice_number(order: int, month: int) -> str:
    """The number of the order's bill, both counted from 0; orders keep their place from month to month."""
    return f"INV-{FIRST_NUMBER + month * NUMBERS_A_MONTH + order}"


def add_orders(books: Books, seed: int) -> None:
    """Adds every named order with its delivery and bills."""
    accounts = {account.account_number: account for account in books.of(Account)}
    for spec in BROUGHT_FORWARD:
        order, lines, counts = placed(books, spec, accounts[spec.account_number], seed)
        for (io_number, month), number in BROUGHT_FORWARD_NUMBERS.items():
            if io_number == spec.io_number:
                bill(books, spec, (accounts[spec.account_number], order, lines, counts), (2026, month), number)
    booked = [(spec, accounts[spec.account_number]) for spec in ORDERS]
    placements = [(spec, account, *placed(books, spec, account, seed)) for spec, account in booked]
    for place, (year, month) in enumerate(months()):
        for index, (spec, account, order, lines, counts) in enumerate(placements):
            number = invoice_number(index, place)
            if lines[0].rate_type == "SPOT":
                period = broadcast_month(year, month)
                head = Head(number, period.end, period, "BROADCAST")
                add_broadcast_bill(books, account, order, lines, head, chance(seed, number))
            else:
                bill(books, spec, (account, order, lines, counts), (year, month), number)


def placed(books: Books, spec: OrderSpec, account: Account, seed: int) -> tuple[Io, list[IoLine], Counts]:
    """Adds an order, its lines and their delivery."""
    order = add_order(books, spec, account)
    lines = [line for line in books.of(IoLine) if line.io_id == order.io_id]
    return order, lines, add_delivery(books, spec, lines, chance(seed, spec.io_number))


def bill(
    books: Books,
    spec: OrderSpec,
    placement: tuple[Account, Io, list[IoLine], Counts],
    month: tuple[int, int],
    number: str,
) -> None:
    """Bills an order for a calendar month, on one invoice or, where the order asks for it, on two."""
    account, order, lines, counts = placement
    period = calendar_month(*month)
    charges = charges_of_month(books, spec, lines, period, counts)
    second = dict(spec.split).get(month[1], len(lines) + 1)
    parts = {
        number: [item for item in charges if int(item.line.line_no) < second],
        f"{number}-2": [item for item in charges if int(item.line.line_no) >= second],
    }
    for trx_number, part in parts.items():
        if part:
            add_invoice(books, account, order, Head(trx_number, date(*month, period.days), period), part)
