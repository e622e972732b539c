"""Writes television invoices of the public kind: each spot as one line of text. Every name is invented."""

import csv
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

HEADS = {
    "invoices": "file_id,invoice_no,invoice_date,invoice_month,period_start,period_end,order_no,alt_order_no,"
    "flight_start,flight_end,advertiser,product,estimate_no,agency_bill_to,agency_code,advertiser_code,property,sales_office,"
    "billing_calendar,billing_type,payment_terms,printed_spot_count,gross,agency_commission,net_due,tax,invoice_balance,"
    "stamp,spots_run,spots_not_run,layout,pages",
    "spots": "file_id,invoice_no,ran,page,layout,line,spot_no,day,air_date,air_time,program,length,rate,type,note",
    "order_lines": "file_id,invoice_no,page,line,start,end,description,daypart,length,spots_per_week,rate,type",
    "weeks_ordered": "file_id,invoice_no,line,week_start,week_end,spots,rate",
}


@dataclass(frozen=True)
class MadeBill:
    """A bill. A spot is `line.spot Y|N rate note`, as in `5.1 N 120.00 See MG 5.2`."""

    number: str
    spots: tuple[str, ...]
    date: str = "03/29/20"
    terms: str = "30 Days"
    station: str = "KAAA"
    stamp: str = ""
    balance: str = ""
    has_weeks: bool = True
    has_lines: bool = True

    @property
    def file_id(self) -> str:
        """A print is known by its file."""
        return f"{self.station}-{self.number}-{self.stamp}"

    @property
    def printed(self) -> list[dict[str, str]]:
        """The spots as rows, a day apart each."""
        rows = []
        for i, spot in enumerate(self.spots):
            place, ran, rate, *note = spot.split(maxsplit=3)
            line, number = place.split(".")
            rows.append(
                {"line": line, "spot_no": number, "ran": ran, "rate": rate, "note": " ".join(note)}
                | {"air_date": f"03/{i + 1:02}/20", "length": ":30" if ran == "Y" else ":00"}
            )
        return rows

    @property
    def header(self) -> dict[str, str]:
        """The header: what ran is charged, the net is rounded half up, the commission takes the odd cent."""
        gross = sum((Decimal(row["rate"]) for row in self.printed if row["ran"] == "Y"), Decimal(0))
        net = (gross * Decimal("0.85")).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return {
            "invoice_date": self.date,
            "period_start": "2020-02-24",
            "period_end": "2020-03-29",
            "order_no": self.number.split("-")[0],
            "advertiser": "Friends of Alder",
            "agency_bill_to": "Birch Media / Denver, CO 80014",
            "property": self.station,
            "billing_calendar": "Broadcast",
            "payment_terms": self.terms,
            "printed_spot_count": str(sum(row["ran"] == "Y" for row in self.printed)),
            "gross": str(gross),
            "agency_commission": str(gross - net),
            "net_due": str(net),
            "invoice_balance": self.balance,
            "stamp": self.stamp,
        }

    def rows(self) -> dict[str, list[dict[str, str]]]:
        """Its rows, by file."""
        lines = sorted({row["line"] for row in self.printed}, key=int)
        week = {"week_start": "03/02/20", "week_end": "03/08/20"}
        ordered = [{"line": n, **week, "spots": str(sum(row["line"] == n for row in self.printed))} for n in lines]
        described = [{"line": n, "start": "03/01/20", "end": "03/29/20", "description": f"News {n}"} for n in lines]
        parts = {
            "invoices": [self.header],
            "spots": self.printed,
            "weeks_ordered": ordered if self.has_weeks else [],
            "order_lines": described if self.has_lines else [],
        }
        named = {"file_id": self.file_id, "invoice_no": self.number}
        return {name: [named | row for row in rows] for name, rows in parts.items()}


def write_bills(folder: Path, bills: tuple[MadeBill, ...]) -> Path:
    """The bills as the folder of four files that stations' invoices come in."""
    folder.mkdir(parents=True)
    for name, head in HEADS.items():
        with (folder / f"{name}.csv").open("w", newline="") as file:
            writer = csv.DictWriter(file, head.split(","))
            writer.writeheader()
            writer.writerows(row for bill in bills for row in bill.rows()[name])
    return folder
