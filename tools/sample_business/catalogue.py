"""What was sold: insertion orders and their lines. The order of the list gives invoices their numbers."""

from datetime import date
from decimal import Decimal

from tools.sample_business.periods import Span
from tools.sample_business.specs import LineSpec, OrderSpec

JULY = Span(date(2026, 7, 1), date(2026, 7, 31))
AUGUST = Span(date(2026, 8, 1), date(2026, 8, 31))
SEPTEMBER = Span(date(2026, 9, 1), date(2026, 9, 30))

ORDERS = (
    OrderSpec(
        "IO-7701",
        "A-1001",
        (
            LineSpec("Homepage billboard", "CPM", "7.50", 3_600_000),
            LineSpec("Sponsored links", "CPC", "0.42", 18_000),
            LineSpec("Newsletter banner", "CPM", "4.00", 300_000, added_value=True),
            LineSpec("Home & Garden reach", "CPM", "6.20", 1_500_000, pace="0.92", flight=JULY, guaranteed=True),
            LineSpec(
                "Home & Garden reach, makegood",
                "CPM",
                "0",
                125_000,
                pace="1",
                flight=SEPTEMBER,
                makegood_of=4,
            ),
        ),
        "4500-1187",
        "60000",
        "OpenTally",
    ),
    OrderSpec(
        "IO-7705",
        "A-1002",
        (
            LineSpec("Run of network", "CPM", "5.80", 4_200_000),
            LineSpec("Pre-roll video", "CPV", "0.031", 540_000),
        ),
        "DE-88231",
        "50000",
        "OpenTally",
    ),
    OrderSpec(
        "IO-7709",
        "A-1003",
        (
            LineSpec("Run of network", "CPM", "6.90", 6_000_000),
            LineSpec("App installs", "CPA", "3.25", 9_000),
        ),
        "4500123",
        "100000",
        "Countwell",
        "THIRD_PARTY",
    ),
    OrderSpec(
        "IO-7714",
        "A-1004",
        (
            LineSpec("Search results", "CPC", "0.55", 24_000),
            LineSpec("Catalogue requests", "CPL", "4.80", 1_500),
        ),
    ),
    OrderSpec(
        "IO-7718",
        "A-1004",
        (LineSpec("Regatta page sponsorship", "FLAT", "12000", 1),),
    ),
    OrderSpec(
        "IO-7722",
        "A-1005",
        (
            LineSpec("Lifestyle reach", "CPM", "8.40", 4_500_000, guaranteed=True, pace="1.00"),
            LineSpec("Recipe page takeover", "CPD", "650", 46, pace="1"),
        ),
        "SOL-2026-14",
        "75000",
        "Countwell",
    ),
    OrderSpec(
        "IO-7726",
        "A-1005",
        (LineSpec("Pre-roll video", "CPV", "0.045", 720_000),),
        "SOL-2026-15",
        "40000",
    ),
    OrderSpec(
        "IO-7730",
        "A-1006",
        (
            LineSpec("Sports reach", "CPM", "9.10", 3_900_000),
            LineSpec("Sports reach, July", "CPM", "9.60", 1_200_000, pace="0.90", flight=JULY, guaranteed=True),
        ),
        "TND-5521",
        "70000",
        "OpenTally",
    ),
    OrderSpec(
        "IO-7734",
        "A-1007",
        (
            LineSpec("Living section", "CPM", "7.15", 2_700_000),
            LineSpec("Sponsored links", "CPC", "0.38", 16_000),
        ),
        "ZM/26/071",
        "35000",
    ),
    OrderSpec(
        "IO-7738",
        "A-1008",
        (
            LineSpec("Outdoor section", "CPM", "6.60", 3_000_000),
            LineSpec("Weekend newsletter", "CPM", "11.00", 450_000),
            LineSpec("Trail map sponsorship", "FLAT", "9000", 1),
            LineSpec("Campsite reach", "CPM", "6.00", 800_000, pace="0.91", flight=JULY, guaranteed=True),
        ),
        "OD-3307",
        "50000",
        "Countwell",
        split=((9, 3),),
    ),
    OrderSpec(
        "IO-7742",
        "A-1009",
        (
            LineSpec("Festival sponsorship, July", "FLAT", "100000", 1, flight=JULY),
            LineSpec("Festival sponsorship, August", "FLAT", "100000", 1, flight=AUGUST),
            LineSpec("Festival sponsorship, September", "FLAT", "100000", 1, flight=SEPTEMBER),
        ),
        "KAV/PO/908",
        "354000",
    ),
    OrderSpec(
        "IO-7746",
        "A-1009",
        (
            LineSpec("Run of network", "CPM", "110", 3_300_000),
            LineSpec("Pre-roll video", "CPV", "0.35", 420_000),
        ),
        "KAV/PO/911",
        "700000",
    ),
    OrderSpec(
        "IO-7781",
        "A-1001",
        (
            LineSpec("Autumn launch video", "CPV", "0.05", 600_000, pace="1.04", capped=True),
            LineSpec("Autumn launch display", "VCPM", "9.80", 2_100_000),
        ),
        "4500-1192",
        "60000",
        "OpenTally",
        revision_no=2,
    ),
    OrderSpec(
        "IO-7750",
        "A-1010",
        (
            LineSpec("Run of network", "CPM", "720", 3_000_000),
            LineSpec("Appliance finder", "CPC", "48", 21_000),
        ),
        "HD-0620",
        "4500000",
    ),
    OrderSpec(
        "IO-7754",
        "A-1011",
        (
            LineSpec("Run of network", "CPM", "2.150", 3_000_000),
            LineSpec("Weekend magazine page", "FLAT", "2750.500", 1),
        ),
        "DT-4471",
        "12000",
    ),
    OrderSpec(
        "IO-7758",
        "A-1012",
        (
            LineSpec("Morning News", "SPOT", "450", 39, daypart="M-F 6-7a", spot_length=":30"),
            LineSpec("Evening News", "SPOT", "1150", 26, daypart="M-F 6-6:30p", spot_length=":30"),
            LineSpec("Saturday Matinee", "SPOT", "275", 13, daypart="Sa 2-4p", spot_length=":15"),
        ),
        flight=Span(date(2026, 6, 29), date(2026, 9, 27)),
    ),
    OrderSpec(
        "IO-7762",
        "A-1002",
        (LineSpec("Homepage takeover", "CPD", "1200", 18, pace="1"),),
        "DE-88240",
        "30000",
    ),
    OrderSpec(
        "IO-7766",
        "A-1007",
        (LineSpec("Interiors, viewable", "VCPM", "8.90", 1_500_000),),
        "ZM/26/078",
        "15000",
    ),
    OrderSpec(
        "IO-7790",
        "A-1003",
        (LineSpec("Winter reach", "CPM", "7.10", 5_000_000),),
        "4500131",
        "40000",
        "Countwell",
        "THIRD_PARTY",
        flight=Span(date(2026, 10, 1), date(2026, 12, 31)),
    ),
)

BROUGHT_FORWARD = (
    OrderSpec(
        "IO-7610",
        "A-1004",
        (LineSpec("Spring regatta sponsorship", "FLAT", "16000", 1),),
        flight=Span(date(2026, 4, 1), date(2026, 5, 31)),
    ),
    OrderSpec(
        "IO-7655",
        "A-1007",
        (LineSpec("Terrace special", "FLAT", "6400", 1),),
        "ZM/26/044",
        "6400",
        flight=Span(date(2026, 6, 1), date(2026, 6, 30)),
    ),
)
"""Orders of before the business begins, some of whose invoices are still open."""

BROUGHT_FORWARD_NUMBERS = {
    ("IO-7610", 4): "INV-104101",
    ("IO-7610", 5): "INV-104143",
    ("IO-7655", 6): "INV-104166",
}
AGENCY_COMMISSION = Decimal(15)
"""Per cent; direct advertisers get none."""
