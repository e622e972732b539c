"""Who is billed: holdings, agencies, advertisers, their accounts and terms. Every name is invented."""

from dataclasses import replace
from decimal import Decimal

from tools.money import round_half_up
from tools.sample_business.books import Books
from tools.sample_business.rows import Account, Party, Terms

PARTIES = (
    Party("P-01", "Merrowick Holdings", "Merrowick Holdings plc", ("HOLDING",), None, "GB", None),
    Party("P-02", "Ostravale Group", "Ostravale Group Inc.", ("HOLDING",), None, "US", None),
    Party("P-11", "Northwind", "Northwind Media Buying LLC", ("AGENCY",), "P-01", "US", None),
    Party("P-12", "Média Zéphyrin", "Média Zéphyrin SARL", ("AGENCY",), "P-01", "FR", "FR40000000024"),
    Party("P-13", "Tindrel Media", "Tindrel Media Inc.", ("AGENCY",), "P-02", "US", None),
    Party("P-14", "Pellworth Media", "Pellworth Media LLC", ("AGENCY",), "P-02", "US", None),
    Party("P-20", "Acme", "Acme Widgets International Ltd", ("ADVERTISER",), None, "GB", "GB000000020"),
    Party("P-21", "Acme UK", "Acme Widgets UK Ltd", ("ADVERTISER",), "P-20", "GB", "GB000000021"),
    Party("P-22", "Acme DE", "Acme Widgets Deutschland GmbH", ("ADVERTISER",), "P-20", "DE", "DE000000022"),
    Party("P-23", "Acme US", "Acme Widgets US Inc.", ("ADVERTISER",), "P-20", "US", None),
    Party("P-24", "Northwind", "Northwind Sailcloth Co.", ("ADVERTISER",), None, "US", None),
    Party("P-25", "Solvane", "Solvane Beverages Inc.", ("ADVERTISER",), None, "US", None),
    Party("P-26", "Zürnfeld Möbel", "Zürnfeld Möbel AG", ("ADVERTISER",), None, "FR", None),
    Party("P-27", "O'Dwyer's Outdoor", "O'Dwyer's Outdoor Goods LLC", ("ADVERTISER",), None, "US", None),
    Party("P-28", "Kaverani Foods", "Kaverani Foods Private Limited", ("ADVERTISER",), None, "IN", "29AAAAA0000A1Z5"),
    Party("P-29", "Hoshikage Denki", "星影電器株式会社", ("ADVERTISER",), None, "JP", "T0000000000029"),
    Party("P-30", "Dalmanah Telecom", "Dalmanah Telecom K.S.C.", ("ADVERTISER",), None, "KW", None),
    Party("P-31", "Garrick Tyre Barn", "Garrick Tyre Barn Inc.", ("ADVERTISER",), None, "US", None),
)

TERMS = (Terms("NET30", "Net 30", 30), Terms("NET45", "Net 45", 45), Terms("NET60", "Net 60", 60))
TERMS_DAYS = {terms.terms_id: terms.days for terms in TERMS}

_PAST_DUE = "INV-104101 is more than 120 days past due"
_OVER_LIMIT = "Credit limit exceeded; no new orders until INV-104166 is paid"

# number, name, bill-to, advertiser, agency, property, country, currency, terms, credit limit, reason of a hold, collector
_ACCOUNTS = (
    ("A-1001", "Acme UK", "P-21", "P-20", None, None, "GB", "GBP", "NET30", 150000, None, "Tomas Varga"),
    ("A-1002", "Acme DE", "P-22", "P-20", None, None, "DE", "EUR", "NET30", 150000, None, "Tomas Varga"),
    ("A-1003", "Acme US", "P-23", "P-20", None, None, "US", "USD", "NET45", 250000, None, "Tomas Varga"),
    ("A-1004", "Northwind", "P-24", "P-24", None, None, "US", "USD", "NET30", 60000, _PAST_DUE, "Ines Ferreira"),
    ("A-1005", "Solvane via Northwind", "P-11", "P-25", "P-11", None, "US", "USD", "NET45", 200000, None, "Ines Ferreira"),
    ("A-1006", "Solvane via Tindrel", "P-13", "P-25", "P-13", None, "US", "USD", "NET60", 200000, None, "Ines Ferreira"),
    ("A-1007", "Zürnfeld Möbel", "P-12", "P-26", "P-12", None, "FR", "EUR", "NET30", 40000, _OVER_LIMIT, "Tomas Varga"),
    ("A-1008", "O'Dwyer's Outdoor", "P-14", "P-27", "P-14", None, "US", "USD", "NET60", 120000, None, "Ines Ferreira"),
    ("A-1009", "Kaverani Foods", "P-28", "P-28", None, None, "IN", "INR", "NET30", 900000, None, "Mei Tanigawa"),
    ("A-1010", "Hoshikage Denki", "P-29", "P-29", None, None, "JP", "JPY", "NET60", 9000000, None, "Mei Tanigawa"),
    ("A-1011", "Dalmanah Telecom", "P-30", "P-30", None, None, "KW", "KWD", "NET45", 30000, None, "Mei Tanigawa"),
    ("A-1012", "Garrick Tyre Barn", "P-14", "P-31", "P-14", "Channel 6 Larkspur", "US", "USD", "NET30", 80000, None, "Ines Ferreira"),
)  # fmt: skip


def accounts() -> list[Account]:
    """The twelve accounts that have names, by number."""
    return [
        Account(
            *row[:9],
            "INVOICED",
            round_half_up(Decimal(row[9]), row[7]),
            row[10] is not None,
            row[10],
            row[11],
            "ACTIVE",
        )
        for row in _ACCOUNTS
    ]


def add_parties(books: Books) -> None:
    """Adds parties, terms and accounts."""
    for row in (*PARTIES, *TERMS, *accounts()):
        books.add(replace(row))
