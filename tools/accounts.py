"""Tools about accounts: look-up, what is open, ageing."""

from tools.context import Found, Refused, ToolContext, ToolResult
from tools.evidence import Row
from tools.resolve import Accounts, resolve_accounts


def find_account(context: ToolContext, name: str) -> ToolResult:
    """Which accounts a name means: an account, an advertiser, an agency or a group, also misspelt.

    Use it to look an account up ("who is Acme UK?", "which accounts does OMD have?"). Other tools take names
    themselves. Changes nothing.

    Args:
        name: the name or account number as the person wrote it.
    """
    match resolve_accounts(context, name):
        case Refused() as refused:
            return refused
        case Accounts() as accounts:
            found = context.reader.run("accounts", accounts=accounts.parameter)
            return Found((found,), accounts.notes, {"account": accounts.said})


def account_balance(context: ToolContext, account: str = "", *, overdue_only: bool = False) -> ToolResult:
    """What is open on an account, advertiser, agency or group: totals by currency and the open invoices.

    Use it for "what's still open on Acme UK?", "how much do they owe?". For days-past-due buckets use ageing.
    Changes nothing.

    Args:
        account: whose; empty for all accounts that the caller may see.
        overdue_only: list only invoices past their due date.
    """
    match resolve_accounts(context, account):
        case Refused() as refused:
            return refused
        case Accounts() as accounts:
            found = [
                context.reader.run("account_balances", accounts=accounts.parameter),
                context.reader.run("open_items", accounts=accounts.parameter, overdue=overdue_only),
            ]
            if found[0].total_rows > 1:
                found.append(context.reader.run("balance_totals", accounts=accounts.parameter))
            return Found(tuple(found), (*accounts.notes, *gaps(context, accounts)), _focus(accounts))


def ageing(context: ToolContext, account: str = "", over_days: int | None = None) -> ToolResult:
    """Open invoices by days past due (current, 1-30, 31-60, 61-90, 91-120, over 120), by currency and account.

    Use it for "ageing for GroupM", "past due over 60 for all Publicis brands", "how old is the debt?". Changes nothing.

    Args:
        account: an account, advertiser, agency or group; empty for all accounts that the caller may see.
        over_days: only invoices more than so many days past due, e.g. 60.
    """
    match resolve_accounts(context, account):
        case Refused() as refused:
            return refused
        case Accounts() as accounts:
            totals = context.reader.run("ageing_totals", accounts=accounts.parameter, over_days=over_days)
            rows = context.reader.run("ageing", accounts=accounts.parameter, over_days=over_days)
            items = context.reader.run("overdue_items", accounts=accounts.parameter, over_days=over_days or 0)
            if over_days is not None:
                totals_of_all = context.reader.run("balance_totals", accounts=accounts.parameter)
                return Found(
                    (totals, rows, items, totals_of_all), (*accounts.notes, *gaps(context, accounts)), _focus(accounts)
                )
            return Found((totals, rows, items), (*accounts.notes, *gaps(context, accounts)), _focus(accounts))


def gaps(context: ToolContext, accounts: Accounts) -> tuple[str, ...]:
    """What must be said about the books behind these accounts: rows that are missing, things not carried."""
    rows = context.reader.glance("import_gaps", accounts=accounts.parameter)
    unknown = (row["title"] for row in rows if isinstance(row["carries"], list) and "payment" not in row["carries"])
    silent = (f"The books of {title} carry no payments: what is open there they do not say." for title in unknown)
    return (*_missing(context, accounts.parameter, rows), *silent)


def missing_rows(context: ToolContext, account_ids: list[int] | None) -> tuple[str, ...]:
    """Sentences about rows that the extract has and the books have not, and invoices that it no longer has."""
    return _missing(context, account_ids, context.reader.glance("import_gaps", accounts=account_ids))


def _missing(context: ToolContext, account_ids: list[int] | None, rows: list[Row]) -> tuple[str, ...]:
    if not any(row[what] for row in rows for what in _GAPS):
        return ()
    found = context.reader.run("import_gaps", accounts=account_ids)
    return tuple(
        sentence.replace("{", f"[[{found.label}.{number}.").replace("}", "]]")
        for number, row in enumerate(found.rows, start=1)
        for what, sentence in _GAPS.items()
        if row[what]
    )


_GAPS = {
    "rejected": "Not read: {rejected} row(s) of the extract of {title}; what they say is missing here.",
    "not_placed": "Of the extract of {title}, {not_placed} row(s) could be placed in no account; some may belong here.",
    "missing_invoices": "Not counted: {missing_invoices} invoice(s) that the newest extract of {title} no longer has.",
}
"""What is missing, by the column that counts it."""


def _focus(accounts: Accounts) -> dict[str, str]:
    return {} if accounts.ids is None else {"account": accounts.said}
