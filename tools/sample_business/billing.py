"""Monthly invoices: what was delivered, times the rate, less commission, plus tax. Not here: broadcast bills."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from tools.money import round_half_up
from tools.sample_business.books import Books
from tools.sample_business.delivery import Counts
from tools.sample_business.orders import charge, net_of_commission
from tools.sample_business.parties import TERMS_DAYS
from tools.sample_business.periods import Span
from tools.sample_business.rows import Account, Invoice, InvoiceLine, Io, IoLine
from tools.sample_business.specs import OrderSpec

UNIT_WORDS = {
    "CPM": "impressions",
    "VCPM": "viewable impressions",
    "CPC": "clicks",
    "CPV": "views",
    "CPA": "actions",
    "CPL": "leads",
    "CPD": "days",
    "FLAT": "flat",
    "SPOT": "spots",
}
TAXES = {"GB": ("GB-VAT-20", Decimal(20)), "DE": ("DE-VAT-19", Decimal(19)), "FR": ("EU-REVERSE-CHARGE", Decimal(0)),
         "IN": ("IN-GST-18", Decimal(18)), "JP": ("JP-CT-10", Decimal(10))}  # fmt: skip
"""Tax code and per cent by the account's country; a country that is not here has no tax."""


@dataclass(frozen=True, slots=True)
class Charge:
    """A line of an invoice before commission and tax."""

    line: IoLine
    service: Span
    units: Decimal
    gross: Decimal
    unit_price: Decimal
    note: str = ""
    credited_line_id: str | None = None


def charges_of_month(
    books: Books, spec: OrderSpec, lines: Sequence[IoLine], month: Span, counts: Counts
) -> list[Charge]:
    """What an order is charged for a month; lines without a day in the month are left out."""
    found = []
    for line, sold in zip(lines, spec.lines, strict=True):
        service = month.overlap(Span(line.flight_start, line.flight_end))
        if service is None:
            continue
        if sold.rate_type == "FLAT":
            gross = flat_part(books, line, service)
            found.append(Charge(line, service, Decimal(1), gross, gross))
            continue
        units = sum(counts.get((line.io_line_id, day), 0) for day in service.dates())
        free = sold.added_value or sold.makegood_of is not None
        price = Decimal(0) if free else line.rate
        gross = charge(units, price, line.rate_type, line.currency)
        if line.cap_amount is not None and gross > (left := line.cap_amount - billed_so_far(books, line)):
            units, gross = int(left / price), left
        found.append(Charge(line, service, Decimal(units), gross, price, " (added value)" if sold.added_value else ""))
    return found


def billed_so_far(books: Books, line: IoLine) -> Decimal:
    """Gross of the line on the invoices made so far."""
    rows = (row for row in books.of(InvoiceLine) if row.io_line_id == line.io_line_id and row.line_type == "LINE")
    return sum((row.gross or Decimal(0) for row in rows), Decimal(0))


def flat_part(books: Books, line: IoLine, service: Span) -> Decimal:
    """A flat fee's part by days; the last part is what the earlier ones left."""
    if service.end == line.flight_end:
        return round_half_up(line.rate, line.currency) - billed_so_far(books, line)
    return round_half_up(line.rate * service.days / Span(line.flight_start, line.flight_end).days, line.currency)


@dataclass(frozen=True, slots=True)
class Head:
    """What an invoice says before its lines."""

    trx_number: str
    trx_date: date
    period: Span
    calendar: str = "CALENDAR"


def add_invoice(books: Books, account: Account, order: Io, head: Head, charges: Sequence[Charge]) -> Invoice:
    """Adds an invoice with its lines and tax lines; the header is the sum of the lines."""
    credit = head.trx_number.startswith("CM")
    zero = round_half_up(Decimal(0), account.currency)
    invoice = Invoice(
        invoice_id=head.trx_number,
        account_number=account.account_number,
        trx_number=head.trx_number,
        class_="CM" if credit else "INV",
        trx_date=head.trx_date,
        gl_date=head.trx_date,
        due_date=None if credit else head.trx_date + timedelta(TERMS_DAYS[order.terms_id]),
        period_start=head.period.start,
        period_end=head.period.end,
        calendar=head.calendar,
        io_id=order.io_id,
        terms_id=None if credit else order.terms_id,
        po_number=order.po_number,
        currency=account.currency,
        gross=zero,
        commission=zero,
        net=zero,
        tax=zero,
        total=zero,
    )
    books.add(invoice)
    for number, item in enumerate(charges, start=1):
        row = books.add(invoice_line(invoice, order, number, item))
        invoice.gross += row.gross or 0
        invoice.commission += row.commission or 0
        invoice.net += row.net
        if account.country in TAXES:
            invoice.tax += books.add(tax_line(row, number + len(charges), *TAXES[account.country])).net
    invoice.total = invoice.net + invoice.tax
    return invoice


def invoice_line(invoice: Invoice, order: Io, number: int, item: Charge) -> InvoiceLine:
    """One charge, or one credit when its units and gross are negative."""
    net = net_of_commission(item.gross, order.commission_pct, invoice.currency)
    return InvoiceLine(
        invoice_line_id=f"{invoice.trx_number}/{number}",
        account_number=invoice.account_number,
        invoice_id=invoice.invoice_id,
        line_no=str(number),
        line_type="LINE",
        io_line_id=item.line.io_line_id,
        description=item.line.product + item.note,
        service_start=item.service.start,
        service_end=item.service.end,
        uom=UNIT_WORDS[item.line.rate_type],
        units=item.units,
        unit_price=item.unit_price,
        currency=invoice.currency,
        gross=item.gross,
        commission=item.gross - net,
        net=net,
        credited_line_id=item.credited_line_id,
    )


def tax_line(line: InvoiceLine, number: int, code: str, percent: Decimal) -> InvoiceLine:
    """The tax on one line's net; reverse charge is a line of zero."""
    tax = round_half_up(line.net * percent / 100, line.currency)
    return InvoiceLine(
        invoice_line_id=f"{line.invoice_id}/{number}",
        account_number=line.account_number,
        invoice_id=line.invoice_id,
        line_no=str(number),
        line_type="TAX",
        io_line_id=line.io_line_id,
        description=f"{code} on line {line.line_no}",
        service_start=line.service_start,
        service_end=line.service_end,
        uom=None,
        units=None,
        unit_price=None,
        currency=line.currency,
        gross=None,
        commission=None,
        net=tax,
        tax=tax,
        tax_code=code,
        tax_rate=percent,
        parent_line_id=line.invoice_line_id,
    )
