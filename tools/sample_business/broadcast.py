"""Broadcast bills: the weeks ordered, the spots and what became of them. Only spots that ran are charged."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from random import Random

from tools.sample_business.billing import Charge, Head, add_invoice
from tools.sample_business.books import Books
from tools.sample_business.periods import Span, business_day_after, weeks
from tools.sample_business.rows import Account, Invoice, Io, IoLine, MakegoodLink, Spot, WeekOrdered

MISSED = {(7, "1", 2): "credited", (8, "2", 1): "made_good", (8, "3", 2): "unresolved", (9, "1", 4): "made_good"}
"""Month, line and spot number of the spots that did not run, with what became of them."""

HOURS = {"1": 6, "2": 18, "3": 14}
WEEKDAYS = {"1": 5, "2": 5}


def add_broadcast_bill(
    books: Books, account: Account, order: Io, lines: Sequence[IoLine], head: Head, random: Random
) -> Invoice:
    """Adds the bill of a broadcast month with its weeks and spots."""
    spots = [spot for line in lines for spot in spots_of(head, account, line, random)]
    charges = []
    for line in lines:
        ran = [spot for spot in spots if spot.line_no == line.line_no and spot.ran]
        gross = sum((spot.rate for spot in ran), Decimal(0))
        charges.append(Charge(line, head.period, Decimal(len(ran)), gross, line.rate))
    invoice = add_invoice(books, account, order, head, charges)
    invoice.printed_spot_count = sum(spot.ran for spot in spots)
    for line in lines:
        for number, week in enumerate(weeks(head.period), start=1):
            books.add(week_ordered(invoice, line, number, week))
    for spot in spots:
        books.add(spot)
    add_links(books, invoice, spots)
    return invoice


def week_ordered(invoice: Invoice, line: IoLine, number: int, week: Span) -> WeekOrdered:
    """A week's order on one line."""
    return WeekOrdered(
        week_id=f"{invoice.trx_number}/{line.line_no}/W{number}",
        account_number=invoice.account_number,
        invoice_id=invoice.invoice_id,
        line_no=line.line_no,
        week_start=week.start,
        week_end=week.end,
        spots=line.spots_per_week or 0,
        rate=line.rate,
    )


def spots_of(head: Head, account: Account, line: IoLine, random: Random) -> list[Spot]:
    """A month's spots of one line, and after each that was made good the one that replaces it."""
    spots: list[Spot] = []
    for week in weeks(head.period):
        for day in airing_days(line, week, random):
            outcome = MISSED.get((head.period.end.month, line.line_no, len(spots) + 1), "ran")
            spots.append(a_spot(head, account, line, len(spots) + 1, day, random, outcome))
    for missed in [spot for spot in spots if spot.outcome == "made_good"]:
        number = len(spots) + 1
        replacement = a_spot(head, account, line, number, next_airing(line, missed.aired_on), random, "ran")
        replacement.is_makegood = True
        replacement.note = f"MG for {line.line_no}.{missed.spot_no} {missed.aired_on:%m/%d}"
        missed.note = f"See MG {line.line_no}.{number}"
        spots.append(replacement)
    return spots


def airing_days(line: IoLine, week: Span, random: Random) -> list[date]:
    """As many days of the week as spots are ordered for it."""
    days = week.dates()
    open_days = days[: WEEKDAYS[line.line_no]] if line.line_no in WEEKDAYS else days[5:6]
    return sorted(random.sample(open_days, line.spots_per_week or 0))


def next_airing(line: IoLine, day: date) -> date:
    """The next day on which the line's program is on."""
    return business_day_after(day) if line.line_no in WEEKDAYS else day + timedelta(7)


def a_spot(head: Head, account: Account, line: IoLine, number: int, day: date, random: Random, outcome: str) -> Spot:
    """One spot as the bill prints it."""
    ran = outcome == "ran"
    minute = random.randrange(2, 28)
    return Spot(
        spot_id=f"{head.trx_number}/{line.line_no}.{number}",
        account_number=account.account_number,
        invoice_id=head.trx_number,
        line_no=line.line_no,
        spot_no=str(number),
        aired_on=day,
        aired_at=time(HOURS[line.line_no], minute) if ran else None,
        program=line.product,
        spot_length=line.spot_length or ":30",
        currency=account.currency,
        rate=line.rate.quantize(Decimal("0.01")),
        original_rate=None,
        ran=ran,
        outcome=outcome,
        is_makegood=False,
        rate_type="SPOT",
        note={"credited": "Credited", "unresolved": "Unresolved"}.get(outcome),
    )


def add_links(books: Books, invoice: Invoice, spots: Sequence[Spot]) -> None:
    """Links each spot that was made good with the one that replaced it."""
    by_number = {(spot.line_no, spot.spot_no): spot for spot in spots}
    for missed in (spot for spot in spots if spot.outcome == "made_good"):
        printed = (missed.note or "").removeprefix("See MG ")
        line_no, spot_no = printed.split(".")
        books.add(
            MakegoodLink(
                link_id=f"{missed.spot_id}>{printed}",
                account_number=invoice.account_number,
                invoice_id=invoice.invoice_id,
                missed_spot_id=missed.spot_id,
                makegood_spot_id=by_number[line_no, spot_no].spot_id,
                missed_printed=f"{missed.line_no}.{missed.spot_no}",
                makegood_printed=printed,
            )
        )
