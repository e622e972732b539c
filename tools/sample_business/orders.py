"""Insertion orders and their lines as rows."""

from datetime import timedelta
from decimal import Decimal

from tools.money import round_half_up
from tools.sample_business.books import Books
from tools.sample_business.catalogue import AGENCY_COMMISSION
from tools.sample_business.periods import AS_OF
from tools.sample_business.rows import Account, Io, IoLine
from tools.sample_business.specs import LineSpec, OrderSpec

THOUSANDS = {"CPM", "VCPM"}


def charge(units: Decimal | int, rate: Decimal, rate_type: str, currency: str) -> Decimal:
    """Gross of units at a rate: `R2(units / 1000 * rate)` for CPM and VCPM, else `R2(units * rate)`."""
    return round_half_up(Decimal(units) * rate / (1000 if rate_type in THOUSANDS else 1), currency)


def net_of_commission(gross: Decimal, percent: Decimal, currency: str) -> Decimal:
    """What an agency pays; the commission is gross less this, never rounded by itself."""
    return round_half_up(gross * (100 - percent) / 100, currency)


def add_order(books: Books, spec: OrderSpec, account: Account) -> Io:
    """Adds an insertion order with its lines."""
    order = books.add(
        Io(
            io_id=spec.io_number,
            account_number=account.account_number,
            io_number=spec.io_number,
            revision_no=spec.revision_no,
            status="COMPLETE" if spec.flight.end < AS_OF.date() else "SIGNED",
            currency=account.currency,
            terms_id=account.terms_id,
            po_number=spec.po_number,
            po_amount=round_half_up(Decimal(spec.po_amount), account.currency) if spec.po_amount else None,
            commission_pct=AGENCY_COMMISSION if account.agency_id else Decimal(0),
            billing_source=spec.billing_source,
            billing_schedule="ACTUALS",
            flight_start=spec.flight.start,
            flight_end=spec.flight.end,
            signed_on=spec.flight.start - timedelta(13),
        )
    )
    for number, line in enumerate(spec.lines, start=1):
        add_line(books, order, spec, number, line)
    return order


def add_line(books: Books, order: Io, spec: OrderSpec, number: int, line: LineSpec) -> IoLine:
    """Adds one line of an order."""
    flight = line.flight or spec.flight
    amount = charge(line.units, Decimal(line.rate), line.rate_type, order.currency)
    return books.add(
        IoLine(
            io_line_id=f"{order.io_id}/{number}",
            account_number=order.account_number,
            io_id=order.io_id,
            line_no=str(number),
            product=line.product,
            daypart=line.daypart,
            rate_type=line.rate_type,
            rate=Decimal(line.rate),
            currency=order.currency,
            booked_units=Decimal(line.units),
            booked_amount=round_half_up(Decimal(0), order.currency) if line.added_value else amount,
            cap_amount=amount if line.capped else None,
            cap_rule="CUMULATIVE" if line.capped else "NONE",
            flight_start=flight.start,
            flight_end=flight.end,
            spot_length=line.spot_length,
            spots_per_week=line.units // (flight.days // 7) if line.rate_type == "SPOT" else None,
            guaranteed=line.guaranteed,
            added_value=line.added_value,
            makegood_of_line_id=f"{order.io_id}/{line.makegood_of}" if line.makegood_of else None,
            status="FINISHED" if flight.end < AS_OF.date() else "IN_FLIGHT",
        )
    )
