"""Control totals of what was taken from an extract, to be tied to the source system. Not here: single documents."""

from collections.abc import Mapping

import duckdb

from tools.ledger.imports.statements import statement
from tools.ledger.imports.tables import Table

_SUMMED: Mapping[str, tuple[str, ...]] = {
    "invoice": ("gross", "commission", "net", "tax", "total"),
    "invoice_line": ("gross", "commission", "net", "tax"),
    "payment": ("amount",),
    "application": ("amount",),
    "erp_adjustment": ("amount",),
    "dispute_case": ("disputed_amount",),
}

Totals = dict[str, dict[str, dict[str, str | int]]]
"""Currency → table → `count` and sums, which are texts so that they stay exact; what no row has is left out."""


def control_totals(work: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> Totals:
    """Count and sum the rows that were taken, changed or not, per currency."""
    totals: Totals = {}
    for name, summed in _SUMMED.items():
        if name in tables:
            sums = ", ".join(f"sum({column})" for column in summed)
            for currency, scale, count, *amounts in work.execute(statement("total", table=name, sums=sums)).fetchall():
                found: dict[str, str | int] = {"count": int(count)}
                sums_found = zip(summed, amounts, strict=True)
                found |= {column: f"{amount:.{scale}f}" for column, amount in sums_found if amount is not None}
                totals.setdefault(currency or "none", {})[name] = found
    return totals
