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
    Party("P-20", "Acme", "Acme Widgets International Ltd", ("ADVERTISER",), None, "GB", None),
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

# number, name, bill-to, advertiser, agency, country, currency, terms, credit limit, collector
ACCOUNTS = (
    ("A-1001", "Acme UK", "P-21", "P-20", None, "GB", "GBP", "NET30", 150_000, "Tomas Varga"),
    ("A-1002", "Acme DE", "P-22", "P-20", None, "DE", "EUR", "NET30", 150_000, "Tomas Varga"),
    ("A-1003", "Acme US", "P-23", "P-20", None, "US", "USD", "NET45", 250_000, "Tomas Varga"),
    ("A-1004", "Northwind", "P-24", "P-24", None, "US", "USD", "NET30", 60_000, "Ines Ferreira"),
    ("A-1005", "Solvane via Northwind", "P-11", "P-25", "P-11", "US", "USD", "NET45", 200_000, "Ines Ferreira"),
    ("A-1006", "Solvane via Tindrel", "P-13", "P-25", "P-13", "US", "USD", "NET60", 200_000, "Ines Ferreira"),
    ("A-1007", "Zürnfeld Möbel", "P-12", "P-26", "P-12", "FR", "EUR", "NET30", 20_000, "Tomas Varga"),
    ("A-1008", "O'Dwyer's Outdoor", "P-14", "P-27", "P-14", "US", "USD", "NET60", 120_000, "Ines Ferreira"),
    ("A-1009", "Kaverani Foods", "P-28", "P-28", None, "IN", "INR", "NET30", 900_000, "Mei Tanigawa"),
    ("A-1010", "Hoshikage Denki", "P-29", "P-29", None, "JP", "JPY", "NET60", 9_000_000, "Mei Tanigawa"),
    ("A-1011", "Dalmanah Telecom", "P-30", "P-30", None, "KW", "KWD", "NET45", 30_000, "Mei Tanigawa"),
    ("A-1012", "Garrick Tyre Barn", "P-14", "P-31", "P-14", "US", "USD", "NET30", 80_000, "Ines Ferreira"),
)
HOLDS = {
    "A-1004": "INV-104101 is more than 120 days past due",
    "A-1007": "Credit limit exceeded; no new orders until INV-104166 is paid",
}
PROPERTIES = {"A-1012": "Channel 6 Larkspur"}


def accounts() -> list[Account]:
    """The twelve accounts that have names, by number."""
    return [
        Account(
            account_number=number,
            name=name,
            party_id=bill_to,
            advertiser_id=advertiser,
            agency_id=agency,
            property=PROPERTIES.get(number),
            country=country,
            currency=currency,
            terms_id=terms,
            billing_model="INVOICED",
            credit_limit=round_half_up(Decimal(limit), currency),
            credit_hold=number in HOLDS,
            credit_hold_reason=HOLDS.get(number),
            collector=collector,
            status="ACTIVE",
        )
        for number, name, bill_to, advertiser, agency, country, currency, terms, limit, collector in ACCOUNTS
    ]


def add_parties(books: Books) -> None:
    """Adds parties, terms and accounts."""
    for row in (*PARTIES, *TERMS, *accounts()):
        books.add(replace(row))
