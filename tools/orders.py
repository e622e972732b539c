"""Tools about orders and what was billed on them: terms, commission, totals of a time."""

from datetime import date

from tools.accounts import gaps
from tools.context import Found, Refused, ToolContext, ToolResult
from tools.documents import find_documents
from tools.resolve import not_found, resolve_accounts


def order_terms(context: ToolContext, order: str = "", account: str = "") -> ToolResult:
    """What an order (IO) agrees: commission, payment terms, currency, PO, flight. By its number or all of an account.

    Use it for "which commission is agreed on IO-7655?", "does Acme US get agency commission?". Changes nothing.

    Args:
        order: an order number; or
        account: an account, advertiser, agency or group.
    """
    accounts = resolve_accounts(context, account)
    if isinstance(accounts, Refused):
        return accounts
    numbers: list[str] | None = None
    if order:
        found = find_documents(context.reader, order, "order")
        if not found.found or found.near:
            return Refused("not_found", not_found(f"order {order}"))
        numbers = [document.number for document in found.found]
    orders = context.reader.run("order_terms", orders=numbers, accounts=accounts.parameter)
    if not orders.rows:
        return Refused("not_found", not_found("such order"))
    return Found((orders,), accounts.notes, {"order": numbers[0]} if numbers else {"account": accounts.said})


def billed_totals(
    context: ToolContext, account: str = "", date_from: date | None = None, date_to: date | None = None
) -> ToolResult:
    """What was billed for a time of service: gross, commission, net, tax and total by currency, and the invoices.

    Use it for "how much did we invoice Acme UK in August?", "commission on Garrick's invoices added up?". The time is
    that of the service, not of the invoice's date. Changes nothing.

    Args:
        account: an account, advertiser, agency or group; empty for all that the caller may see.
        date_from: first day of service, inclusive.
        date_to: last day of service, inclusive.
    """
    accounts = resolve_accounts(context, account)
    if isinstance(accounts, Refused):
        return accounts
    asked = {"accounts": accounts.parameter, "date_from": date_from, "date_to": date_to}
    totals = context.reader.run("billed_totals", **asked)
    if not totals.rows:
        return Refused("not_found", not_found("invoice for that time"))
    invoices = context.reader.run("billed_invoices", **asked)
    focus = {"account": accounts.said} if accounts.ids else {}
    return Found((totals, invoices), (*accounts.notes, *gaps(context, accounts)), focus)
