"""Tools about receipts: what a payment paid, and money that is not applied."""

from datetime import date
from decimal import Decimal

from tools.accounts import gaps
from tools.context import Found, Refused, ToolContext, ToolResult
from tools.resolve import Accounts, not_found, resolve_accounts, resolve_document

MANY = 10
"""More receipts than this are listed without what each paid: the person narrows the question."""


def payment_use(
    context: ToolContext,
    receipt: str = "",
    account: str = "",
    amount: Decimal | None = None,
    date_from: date | None = None,
    date_to: date | None = None,
) -> ToolResult:
    """What a payment was applied to, and what of it is left. Found by receipt number, payer, amount or date.

    Use it for "we wired 52,300 on 3 June, what did it pay?", "where did receipt R-2201 go?". For what paid one
    invoice use invoice_status. Changes nothing.

    Args:
        receipt: the receipt number as written, if given.
        account: the payer, if named.
        amount: the receipt's amount, e.g. 52300.00.
        date_from: first receipt date, inclusive.
        date_to: last receipt date, inclusive.
    """
    resolved = resolve_accounts(context, account)
    if isinstance(resolved, Refused):
        return resolved
    numbers: list[str] | None = None
    if receipt:
        meant = resolve_document(context, receipt, "receipt")
        if isinstance(meant, Refused):
            return meant
        numbers = [meant.document.number]
    found = context.reader.run(
        "receipts", receipts=numbers, accounts=resolved.parameter, amount=amount, date_from=date_from, date_to=date_to
    )
    notes = resolved.notes
    if not found.rows and amount is not None and date_from is not None:
        found = context.reader.run(
            "receipts", receipts=numbers, accounts=resolved.parameter, amount=amount, date_from=None, date_to=None
        )
        notes = (*notes, "No receipt of that amount has that date; this is by the amount alone.")
    if not found.rows:
        return Refused("not_found", not_found("such receipt"))
    payments = [str(row["payment_id"]) for row in found.rows[:MANY]]
    if found.total_rows > MANY:
        return Found((found,), (*notes, "Several receipts match: name the amount, the date or the number."))
    used = context.reader.run("receipt_applications", payments=payments)
    left = context.reader.run("receipt_remainders", payments=payments)
    return Found((found, used, left), notes)


def unapplied_cash(context: ToolContext, account: str = "") -> ToolResult:
    """Money received and not applied to an invoice: totals by currency and the receipts.

    Use it for "total unapplied for GroupM?", "do they have cash on account?". Changes nothing.

    Args:
        account: an account, advertiser, agency or group; empty for all that the caller may see.
    """
    match resolve_accounts(context, account):
        case Refused() as refused:
            return refused
        case Accounts() as accounts:
            totals = context.reader.run("unapplied_totals", accounts=accounts.parameter)
            rows = context.reader.run("unapplied_cash", accounts=accounts.parameter)
            return Found(
                (totals, rows),
                (*accounts.notes, *gaps(context, accounts)),
                {"account": accounts.said} if accounts.ids else {},
            )
