"""Tools about one invoice: its status and balance, its amounts line by line, its spots."""

from tools.context import Found, Refused, ToolContext, ToolResult
from tools.evidence import Evidence
from tools.resolve import OneDocument, resolve_document

NO_PAYMENTS = "These books carry no payments: whether it is paid, and what is open, they do not say."


def invoice_status(context: ToolContext, number: str) -> ToolResult:
    """Whether an invoice or credit memo is paid, what is open on it, when it is due and on which terms.

    Use it for "is INV-104233 paid?", "when is it due?", "what is still open on it?". For how the amount came
    about use invoice_amounts. Changes nothing.

    Args:
        number: the invoice number as the person wrote it, e.g. "INV-104233" or "104233".
    """
    match resolve_document(context, number):
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
            return Found((status, *more), (*notes, *_notes(status)), {"invoice": document.number})


def invoice_amounts(context: ToolContext, number: str) -> ToolResult:
    """How an invoice's amount is made up: gross, commission, net, tax, total, and each line with rate and units.

    Use it for "why is it 48,210.55?", "is the commission right?", "which rate did we bill?". It gives the facts on
    the invoice and on the order; it does not investigate causes. Changes nothing.

    Args:
        number: the invoice number as the person wrote it.
    """
    match resolve_document(context, number):
        case Refused() as refused:
            return refused
        case OneDocument(document=document, notes=notes):
            status = context.reader.run("invoice_status", invoices=[document.document_id])
            lines = context.reader.run("invoice_lines", invoice=document.document_id)
            exceptions = context.reader.run("invoice_exceptions", invoice=document.document_id)
            evidence = (status, lines, exceptions) if exceptions.rows else (status, lines)
            return Found(evidence, (*notes, *_notes(status)), {"invoice": document.number})


def invoice_spots(context: ToolContext, number: str) -> ToolResult:
    """The spots of a broadcast invoice: ordered, ran, missed, and of the missed: credited, made good, unresolved.

    Use it for "how many spots ran?", "was the missed spot made good?", "do they still get a credit?". A spot marked
    credited was never charged: nothing is to be credited again. Changes nothing.

    Args:
        number: the invoice number as the person wrote it.
    """
    match resolve_document(context, number):
        case Refused() as refused:
            return refused
        case OneDocument(document=document, notes=notes):
            summary = context.reader.run("spot_summary", invoice=document.document_id)
            if not summary.rows:
                return Refused("not_carried", f"Invoice {document.number} has no spots on record: it is no broadcast bill.")
            missed = context.reader.run("missed_spots", invoice=document.document_id)
            links = context.reader.run("spot_links", invoice=document.document_id)
            return Found((summary, missed, links), notes, {"invoice": document.number})


def _notes(status: Evidence) -> tuple[str, ...]:
    row = status.rows[0]
    carries = row["carries"]
    notes = []
    if isinstance(carries, list) and "payment" not in carries:
        notes.append(NO_PAYMENTS)
    if row["missing_since"] is not None:
        notes.append("The newest extract no longer has this invoice.")
    if row["is_reprint"]:
        notes.append("It is stamped as a duplicate: a reprint, not a second bill.")
    return tuple(notes)
