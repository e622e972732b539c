"""Small extracts, with sensible defaults: a test states what matters to it. Every name is invented."""

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, text

from tools.ledger.imports import (
    DocumentException,
    ImportReport,
    Reject,
    find_exceptions,
    find_rejects,
    import_extract,
    load_profile,
)

Row = Mapping[str, object]
Tables = Mapping[str, Sequence[Row]]

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MARCH = datetime(2026, 3, 1, tzinfo=UTC)
APRIL = datetime(2026, 4, 1, tzinfo=UTC)
MAY = datetime(2026, 5, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Books:
    """Books of a test."""

    engine: Engine

    def load(
        self, profile: str | Path, *paths: Path, as_of: datetime = MARCH, source: str | None = None
    ) -> ImportReport:
        return import_extract(
            self.engine,
            load_profile(profile),
            paths,
            as_of=as_of,
            imported_by="someone@example.com",
            source=source,
            clock=lambda: NOW,
        )

    def rows(self, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
        with self.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), parameters)]

    def one(self, sql: str, **parameters: object) -> Any:  # noqa: ANN401
        ((value,),) = self.rows(sql, **parameters)
        return value

    def rejects(self, report: ImportReport) -> tuple[Reject, ...]:
        with self.engine.connect() as connection:
            return find_rejects(connection, report.batch_id)

    def exceptions(self, report: ImportReport) -> tuple[DocumentException, ...]:
        with self.engine.connect() as connection:
            return find_exceptions(connection, report.batch_id)


def an_account(number: str = "A-1", **more: object) -> Row:
    return {"account_number": number, "name": f"Account {number}", "currency": "USD"} | more


def an_invoice(key: str = "INV-1", **more: object) -> Row:
    return {
        "invoice_id": key,
        "account_number": "A-1",
        "trx_number": key,
        "class": "INV",
        "trx_date": "2026-01-31",
        "due_date": "2026-03-02",
        "currency": "USD",
        "gross": "100.00",
        "commission": "15.00",
        "net": "85.00",
        "tax": "",
        "total": "85.00",
    } | more


def a_line(key: str = "INV-1/1", **more: object) -> Row:
    return {
        "invoice_line_id": key,
        "account_number": "A-1",
        "invoice_id": key.partition("/")[0],
        "line_no": key.partition("/")[2],
        "currency": "USD",
        "gross": "50.00",
        "commission": "7.50",
        "net": "42.50",
    } | more


def a_payment(key: str = "P-1", **more: object) -> Row:
    return {
        "payment_id": key,
        "account_number": "A-1",
        "receipt_number": key,
        "receipt_date": "2026-02-10",
        "currency": "USD",
        "amount": "40.00",
        "status": "APPLIED",
    } | more


def an_application(key: str = "X-1", **more: object) -> Row:
    return {
        "application_id": key,
        "payment_id": "P-1",
        "cm_invoice_id": "",
        "target_invoice_id": "INV-1",
        "currency": "USD",
        "amount": "40.00",
        "apply_date": "2026-02-10",
        "status": "APP",
    } | more


def write_canonical(folder: Path, **tables: Sequence[Row]) -> Path:
    """One CSV a table: one account, one invoice, two lines, a payment and its application, unless said otherwise."""
    return write_csvs(
        folder,
        {
            "account": [an_account()],
            "invoice": [an_invoice()],
            "invoice_line": [a_line("INV-1/1"), a_line("INV-1/2")],
            "payment": [a_payment()],
            "application": [an_application()],
        }
        | tables,
    )


def a_bill(number: str = "700100-1", **more: object) -> Row:
    return {
        "file_id": f"file-{number}",
        "invoice_no": number,
        "invoice_date": "03/29/20",
        "period_start": "2020-02-24",
        "period_end": "2020-03-29",
        "order_no": number.partition("-")[0],
        "alt_order_no": "",
        "flight_start": "2020-02-24",
        "flight_end": "2020-03-29",
        "advertiser": "Orchard for Mayor",
        "product": "",
        "estimate_no": "",
        "agency_bill_to": "Pine Media / Springfield, IL 62701",
        "property": "WXYZ",
        "billing_calendar": "Broadcast",
        "payment_terms": "30 Days",
        "printed_spot_count": "2",
        "gross": "300.00",
        "agency_commission": "45.00",
        "net_due": "255.00",
        "tax": "",
        "invoice_balance": "",
        "stamp": "",
    } | more


def a_spot(
    line: int, spot: int | str, note: str = "", *, ran: bool = True, rate: str = "100.00", **more: object
) -> Row:
    return {
        "file_id": "file-700100-1",
        "invoice_no": "700100-1",
        "ran": "Y" if ran else "N",
        "line": line,
        "spot_no": spot,
        "air_date": "03/02/20",
        "air_time": "6:27 AM",
        "program": "News",
        "length": ":30" if ran else ":00",
        "rate": rate,
        "type": "NM",
        "note": note,
    } | more


def an_order_line(line: int, **more: object) -> Row:
    return {
        "file_id": "file-700100-1",
        "invoice_no": "700100-1",
        "line": line,
        "start": "02/24/20",
        "end": "03/29/20",
        "description": "News",
        "daypart": "M-F 6-7a",
        "length": ":30",
        "spots_per_week": 1,
        "rate": "100.00",
        "type": "NM",
    } | more


def a_week(line: int, **more: object) -> Row:
    return {
        "file_id": "file-700100-1",
        "invoice_no": "700100-1",
        "line": line,
        "week_start": "03/02/20",
        "week_end": "03/08/20",
        "spots": 2,
        "rate": "100.00",
    } | more


def write_fcc(folder: Path, **tables: Sequence[Row]) -> Path:
    """One bill: line 1 with a spot that ran and one that did not, line 2 with one of 200.00, unless said otherwise."""
    given = {
        "invoices": [a_bill()],
        "spots": [a_spot(1, 1), a_spot(1, 2, "Credited", ran=False), a_spot(2, 1, rate="200.00")],
        "order_lines": [an_order_line(1)],
        "weeks_ordered": [a_week(1)],
    } | tables
    headers = {"order_lines": an_order_line(1), "weeks_ordered": a_week(1), "spots": a_spot(1, 1), "invoices": a_bill()}
    return write_csvs(folder, given, headers)


def write_csvs(folder: Path, tables: Tables, headers: Mapping[str, Row] | None = None) -> Path:
    """Each table as a CSV; its columns are those of its first row."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(column for row in rows for column in row)) or list((headers or {})[name])
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="")
            writer.writeheader()
            writer.writerows(rows)
    return folder
