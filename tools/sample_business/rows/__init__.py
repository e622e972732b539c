"""One class a ledger table: a row of its canonical CSV, columns in order. Not here: where values come from."""

from tools.sample_business.rows.broadcast import MakegoodLink, Spot, WeekOrdered
from tools.sample_business.rows.cash import Application, Payment
from tools.sample_business.rows.documents import DisputeCase, ErpAdjustment, Invoice, InvoiceLine, Makegood
from tools.sample_business.rows.orders import Account, DeliveryDaily, Io, IoLine, Party, Terms
from tools.sample_business.rows.row import Row

__all__ = [
    "TABLES",
    "Account",
    "Application",
    "DeliveryDaily",
    "DisputeCase",
    "ErpAdjustment",
    "Invoice",
    "InvoiceLine",
    "Io",
    "IoLine",
    "Makegood",
    "MakegoodLink",
    "Party",
    "Payment",
    "Row",
    "Spot",
    "Terms",
    "WeekOrdered",
]

TABLES: tuple[type[Row], ...] = (
    Party,
    Terms,
    Account,
    Io,
    IoLine,
    DeliveryDaily,
    Invoice,
    InvoiceLine,
    Payment,
    Application,
    ErpAdjustment,
    DisputeCase,
    Makegood,
    Spot,
    MakegoodLink,
    WeekOrdered,
)
