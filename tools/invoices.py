"""Tools about one invoice: its status and balance, its amounts line by line, its spots."""

from datetime import date

from tools.accounts import missing_rows
from tools.context import Found, Refused, ToolContext, ToolResult
from tools.evidence import Evidence
from tools.resolve import OneDocument, resolve_invoice

NO_PAYMENTS = "These books carry no payments: whether it is paid, and what is open, they do not say."


def invoice_status(
    context: ToolContext,
    number: str = "",
    account: str = "",
    date_from: date | None = None,
    date_to: date | None = None,
) -> ToolResult:
    """Whether an invoice or credit memo is paid, what is open on it, when it is due and on which terms.

    Use it for "is INV-104233 paid?", "when is it due?", "what is still open on it?". For how the amount came
    about use invoice_amounts. Changes nothing.

    Args:
        number: the invoice number as the person wrote it, e.g. "INV-104233" or "104233"; or
        account: whose invoice, together with
        date_from: first day of the month of service, inclusive, and
        date_to: last day of it, inclusive.
    """
    match resolve_invoice(context, number, account, date_from, date_to):
        case Refused() as refused:
            return refused
        case OneDocument(document=document, notes=notes):
            status = context.reader.run("invoice_status", invoices=[document.document_id])
            more = [context.reader.run("invoice_applications", invoice=document.document_id)]
            adjustments = context.reader.run("invoice_adjustments", invoice=document.document_id)
            if adjustments.rows:
                more.append(adjustments)
            changes = context.reader.run("invoice_changes", invoice=document.document_id)
            if changes.rows:
                more.append(changes)
            said = (*notes, *_payments(status), *_notes(context, status))
            return Found((status, *more), said, {"invoice": document.number})


def invoice_amounts(
    context: ToolContext,
    number: str = "",
    account: str = "",
    date_from: date | None = None,
    date_to: date | None = None,
) -> ToolResult:
    """How an invoice's amount is made up: gross, commission, net, tax, total, and each line with rate and units.

    Use it for "why is it 48,210.55?", "is the commission right?", "which rate did we bill?". It gives the facts on
    the invoice and on the order; it does not investigate causes. Changes nothing.

    Args:
        number: the invoice number as the person wrote it, e.g. "INV-104233" or "104233"; or
        account: whose invoice, together with
        date_from: first day of the month of service, inclusive, and
        date_to: last day of it, inclusive.
    """
    match resolve_invoice(context, number, account, date_from, date_to):
        case Refused() as refused:
            return refused
        case OneDocument(document=document, notes=notes):
            status = context.reader.run("invoice_status", invoices=[document.document_id])
            lines = context.reader.run("invoice_lines", invoice=document.document_id)
            exceptions = context.reader.run("invoice_exceptions", invoice=document.document_id)
            evidence = (status, lines, exceptions) if exceptions.rows else (status, lines)
            return Found(evidence, (*notes, *_notes(context, status)), {"invoice": document.number})


def invoice_spots(
    context: ToolContext,
    number: str = "",
    account: str = "",
    date_from: date | None = None,
    date_to: date | None = None,
) -> ToolResult:
    """The spots of a broadcast invoice: ordered, ran, missed, and of the missed: credited, made good, unresolved.

    Use it for "how many spots ran?", "was the missed spot made good?", "do they still get a credit?". A spot marked
    credited was never charged: nothing is to be credited again. Changes nothing.

    Args:
        number: the invoice number as the person wrote it, e.g. "INV-104233" or "104233"; or
        account: whose invoice, together with
        date_from: first day of the month of service, inclusive, and
        date_to: last day of it, inclusive.
    """
    match resolve_invoice(context, number, account, date_from, date_to):
        case Refused() as refused:
            return refused
        case OneDocument(document=document, notes=notes):
            summary = context.reader.run("spot_summary", invoice=document.document_id)
            if not summary.rows:
                return Refused("not_carried", f"Invoice {document.number} has no spots on record.")
            missed = context.reader.run("missed_spots", invoice=document.document_id)
            links = context.reader.run("spot_links", invoice=document.document_id)
            exceptions = context.reader.run("invoice_exceptions", invoice=document.document_id)
            evidence = (summary, missed, links, exceptions) if exceptions.rows else (summary, missed, links)
            return Found(evidence, (*notes, *_notes(context, summary)), {"invoice": document.number})


def _payments(status: Evidence) -> tuple[str, ...]:
    carries = status.rows[0]["carries"]
    return (NO_PAYMENTS,) if isinstance(carries, list) and "payment" not in carries else ()


def _notes(context: ToolContext, invoice: Evidence) -> tuple[str, ...]:
    row = invoice.rows[0]
    notes = []
    if row["missing_since"] is not None:
        since = f"[[{invoice.label}.1.missing_since]]"
        notes.append(
            f"The extract of {since} no longer has this invoice: what stands here is what the books said before."
        )
    if row["is_reprint"]:
        notes.append("It is stamped as a duplicate: a reprint, not a second bill.")
    return (*notes, *missing_rows(context, [int(str(row["account_id"]))]))
