"""Credit memos: parts of billed lines taken back, with the commission and tax of the line."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tools.money import round_half_up
from tools.sample_business.billing import Charge, Head, add_invoice
from tools.sample_business.books import Books
from tools.sample_business.orders import charge
from tools.sample_business.periods import Span
from tools.sample_business.rows import Account, Invoice, Io, IoLine


@dataclass(frozen=True, slots=True)
class CreditSpec:
    """A credit memo on one line of an invoice: `units` of it, or for a flat fee an `amount` of its gross."""

    trx_number: str
    credits: str
    line: int
    on: date
    reason_code: str
    memo: str
    units: int = 0
    amount: str | None = None


CREDITS = (
    CreditSpec("CM-881", "INV-104201", 1, date(2026, 8, 28), "IVT_CR", "Invalid traffic of July", 40_000),
    CreditSpec("CM-882", "INV-104202", 2, date(2026, 9, 22), "DISCREP_3P", "Views of July reconciled", 30_000),
    CreditSpec("CM-883", "INV-104205", 1, date(2026, 10, 8), "GOODWILL", "Page was down on 14 July", amount="500"),
    CreditSpec("CM-884", "INV-104206", 1, date(2026, 9, 4), "IVT_CR", "Invalid traffic of July", 50_000),
    CreditSpec("CM-885", "INV-104212", 1, date(2026, 9, 10), "IVT_CR", "Invalid traffic of July", 100_000),
)


def add_credits(books: Books) -> None:
    """Adds the credit memos, not yet applied."""
    for spec in CREDITS:
        add_credit(books, spec)


def add_credit(books: Books, spec: CreditSpec) -> Invoice:
    """Adds one credit memo."""
    credited = books.invoice(spec.credits)
    line = books.lines_of(credited)[spec.line - 1]
    account = next(row for row in books.of(Account) if row.account_number == credited.account_number)
    order = next(row for row in books.of(Io) if row.io_id == credited.io_id)
    sold = next(row for row in books.of(IoLine) if row.io_line_id == line.io_line_id)
    if spec.amount:
        units, price = -1, round_half_up(Decimal(spec.amount), credited.currency)
        gross = -price
    else:
        units, price = -spec.units, line.unit_price or Decimal(0)
        gross = charge(units, price, sold.rate_type, credited.currency)
    service = Span(line.service_start, line.service_end)
    item = Charge(sold, service, Decimal(units), gross, price, ", credit", line.invoice_line_id)
    head = Head(spec.trx_number, spec.on, Span(credited.period_start, credited.period_end), credited.calendar)
    memo = add_invoice(books, account, order, head, [item])
    memo.corrected_invoice_id, memo.reason_code, memo.memo = credited.invoice_id, spec.reason_code, spec.memo
    return memo
