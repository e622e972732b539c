"""Tools about disputes: which are open, how old, whose."""

from tools.accounts import gaps
from tools.context import Found, Refused, ToolContext, ToolResult
from tools.resolve import not_found, resolve_accounts, resolve_document


def list_disputes(
    context: ToolContext,
    account: str = "",
    invoice: str = "",
    dispute: str = "",
    owner: str = "",
    over_days: int | None = None,
    *,
    include_closed: bool = False,
) -> ToolResult:
    """Disputes with amount, reason, owner and age; totals by owner; or one dispute by its number.

    Use it for "open disputes over 30 days by owner", "is INV-104233 disputed?", "where is dispute D-12?".
    Changes nothing.

    Args:
        account: an account, advertiser, agency or group; empty for all that the caller may see.
        invoice: only disputes about this invoice.
        dispute: one dispute's number.
        owner: only this owner's, e.g. "Priya"; "me" for the caller's own.
        over_days: only those open for more than so many days.
        include_closed: also resolved and rejected ones.
    """
    accounts = resolve_accounts(context, account)
    if isinstance(accounts, Refused):
        return accounts
    owner = context.person_name if owner.casefold() in ("me", "i", "my", "mine") else owner
    notes, focus = accounts.notes, {"account": accounts.said} if accounts.ids else {}
    invoice_id = numbers = None
    if invoice:
        resolved = resolve_document(context, invoice)
        if isinstance(resolved, Refused):
            return resolved
        invoice_id, notes, focus = (
            resolved.document.document_id,
            (*notes, *resolved.notes),
            {"invoice": resolved.document.number},
        )
    if dispute:
        one = resolve_document(context, dispute, "dispute")
        if isinstance(one, Refused):
            return one
        numbers, notes = [one.document.number], (*notes, *one.notes)
    found = context.reader.run(
        "disputes",
        accounts=accounts.parameter,
        disputes=numbers,
        invoice=invoice_id,
        owner=owner or None,
        over_days=over_days,
        open_only=not (include_closed or numbers),
    )
    if numbers and not found.rows:
        return Refused("not_found", not_found(f"dispute {dispute}"))
    if numbers or invoice_id:
        return Found((found,), notes, focus)
    by_owner = context.reader.run(
        "disputes_by_owner", accounts=accounts.parameter, over_days=over_days, owner=owner or None
    )
    asked = {"accounts": accounts.parameter, "over_days": over_days, "owner": owner or None}
    count = context.reader.run("dispute_count", **asked)
    totals = context.reader.run("dispute_totals", **asked)
    marked = context.reader.run("disputed_totals", accounts=accounts.parameter)
    evidence = (count, totals, found, by_owner, marked) if marked.rows else (count, totals, found, by_owner)
    return Found(evidence, (*notes, *gaps(context, accounts)), focus)
