"""Rows of the business while it is being made, before they are written. Not here: what the rows say."""

from collections import defaultdict
from decimal import Decimal
from typing import TypeVar, cast

from tools.sample_business.rows import Application, ErpAdjustment, Invoice, InvoiceLine, Row

T = TypeVar("T", bound=Row)


class Books:
    """A part of the business that fits in memory: everything of some accounts."""

    def __init__(self) -> None:
        self._rows: dict[type[Row], list[Row]] = defaultdict(list)
        self._invoices: dict[str, Invoice] = {}
        self._lines: dict[str, list[InvoiceLine]] = defaultdict(list)

    def add(self, row: T) -> T:
        """Keeps a row, in the order of coming, and gives it back."""
        self._rows[type(row)].append(row)
        if isinstance(row, Invoice):
            self._invoices[row.trx_number] = row
        elif isinstance(row, InvoiceLine):
            self._lines[row.invoice_id].append(row)
        return row

    def of(self, kind: type[T]) -> list[T]:
        """All rows of one table."""
        return cast(list[T], self._rows[kind])

    def invoice(self, trx_number: str) -> Invoice:
        """The invoice or credit memo with this number."""
        return self._invoices[trx_number]

    def lines_of(self, invoice: Invoice) -> list[InvoiceLine]:
        """The invoice's rows of type LINE, in order."""
        return [line for line in self._lines[invoice.invoice_id] if line.line_type == "LINE"]

    def open_amount(self, invoice: Invoice) -> Decimal:
        """What everything so far leaves of an invoice; of a credit memo, negative."""
        left = invoice.total
        for movement in self.of(Application):
            if movement.target_invoice_id == invoice.invoice_id:
                left -= movement.amount
            if movement.cm_invoice_id == invoice.invoice_id:
                left += movement.amount
        posted = [row for row in self.of(ErpAdjustment) if row.invoice_id == invoice.invoice_id]
        return left + sum((row.amount for row in posted if row.status == "APPROVED"), Decimal(0))
