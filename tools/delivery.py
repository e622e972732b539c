"""Tools about delivery: units billed and counted, makegoods."""

from datetime import date

from tools.context import Found, Refused, ToolContext, ToolResult
from tools.documents import find_documents
from tools.resolve import not_found, resolve_accounts, resolve_document


def delivered_units(
    context: ToolContext,
    invoice: str = "",
    account: str = "",
    order: str = "",
    line: str = "",
    product: str = "",
    date_from: date | None = None,
    date_to: date | None = None,
) -> ToolResult:
    """Units billed, line by line, beside what was counted as delivered in the same days.

    Use it for "how many imps did we bill on line 3 in May?". Changes nothing.

    Args:
        invoice: an invoice number; or
        account: an account, advertiser, agency or group; or
        order: an order (IO) number. all that the caller may see when none is given.
        line: only this line number.
        product: only lines of this product, e.g. "Homepage billboard".
        date_from: first day of service, inclusive.
        date_to: last day of service, inclusive.
    """
    invoices: list[str] | None = None
    notes: tuple[str, ...] = ()
    focus: dict[str, str] = {}
    if invoice:
        resolved = resolve_document(context, invoice)
        if isinstance(resolved, Refused):
            return resolved
        invoices, notes, focus = [resolved.document.document_id], resolved.notes, {"invoice": resolved.document.number}
    accounts = resolve_accounts(context, account)
    if isinstance(accounts, Refused):
        return accounts
    if accounts.ids:
        focus = {**focus, "account": accounts.said}
    number = _order(context, order)
    if isinstance(number, Refused):
        return number
    parameters = {
        "invoices": invoices,
        "accounts": accounts.parameter,
        "order_number": number,
        "line_no": line or None,
        "product": product or None,
        "date_from": date_from,
        "date_to": date_to,
    }
    lines = context.reader.run("delivered_units", **parameters)
    if not lines.rows:
        return Refused("not_found", not_found("such billed line"))
    totals = context.reader.run("delivered_totals", **parameters)
    return Found((lines, totals), (*notes, *accounts.notes), focus)


def makegoods(
    context: ToolContext,
    account: str = "",
    order: str = "",
    makegood: str = "",
    product: str = "",
    date_from: date | None = None,
    date_to: date | None = None,
) -> ToolResult:
    """Makegoods agreed for short delivery: units owed, delivered, until when, and their state.

    Use it for "did the Q1 makegood run?", "is there a makegood for IO 7781?". For spots of a broadcast invoice use
    invoice_spots. Changes nothing.

    Args:
        account: an account, advertiser, agency or group; empty for all that the caller may see.
        order: an order (IO) number.
        makegood: one makegood's number, e.g. "MG-301".
        product: only for this product, e.g. "Home & Garden reach".
        date_from: first day on which it was agreed, inclusive.
        date_to: last day on which it was agreed, inclusive.
    """
    accounts = resolve_accounts(context, account)
    if isinstance(accounts, Refused):
        return accounts
    number = _order(context, order)
    if isinstance(number, Refused):
        return number
    one: str | None = None
    if makegood:
        resolved = resolve_document(context, makegood, "makegood")
        if isinstance(resolved, Refused):
            return resolved
        one = resolved.document.number
    found = context.reader.run(
        "makegoods",
        accounts=accounts.parameter,
        order_number=number,
        makegood=one,
        product=product or None,
        date_from=date_from,
        date_to=date_to,
    )
    return Found((found,), accounts.notes, {"account": accounts.said} if accounts.ids else {})


def _order(context: ToolContext, order: str) -> str | Refused | None:
    if not order:
        return None
    found = find_documents(context.reader, order, "order")
    if not found.found or found.near:
        return Refused("not_found", not_found(f"order {order}"))
    return found.found[0].number
