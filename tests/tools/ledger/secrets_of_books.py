"""What of the books a scope must not see, and where it shows in a text. For tests that attack a scope."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import text

from tools.ledger.engines import Engines

WORDS = {
    "account": ("account_number", "name", "collector"),
    "io": ("io_id", "io_number", "po_number"),
    "invoice": ("invoice_id", "trx_number", "po_number", "memo", "external_reference"),
    "payment": ("payment_id", "receipt_number", "remittance_text", "bank_ref"),
    "dispute_case": ("case_id", "case_number", "claimed_reason"),
    "erp_adjustment": ("adjustment_id", "number", "comments"),
    "makegood": ("makegood_id",),
    "spot": ("program",),
}
"""Columns whose values tell who or which document a row is."""

AMOUNTS = {
    "invoice": ("gross", "net", "total"),
    "payment": ("amount",),
    "application": ("amount",),
    "dispute_case": ("disputed_amount",),
    "erp_adjustment": ("amount",),
    "io": ("po_amount",),
}

_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?")


@dataclass(frozen=True)
class Secrets:
    """Words and amounts of rows out of scope that no row in scope has too."""

    words: frozenset[str]
    amounts: frozenset[Decimal]

    def found_in(self, said: str, *, besides: str = "") -> list[str]:
        """The secrets that a text tells. `besides`: what whoever asked wrote, and so knows."""
        words = [word for word in self.words if word in said and word not in besides]
        numbers = {Decimal(match.replace(",", "")) for match in _NUMBER.findall(said)}
        known = {Decimal(match.replace(",", "")) for match in _NUMBER.findall(besides)}
        return sorted(words + [str(amount) for amount in (numbers & self.amounts) - known])


def secrets_of(engines: Engines, in_scope: Collection[int]) -> Secrets:
    """What the books have and these accounts do not."""
    own, other = _words(engines, in_scope, True), _words(engines, in_scope, False)
    seen = "\n".join(own)
    words = frozenset(word for word in other if len(word) >= 5 and word not in seen)
    amounts = _amounts(engines, in_scope, False) - _amounts(engines, in_scope, True)
    # Round amounts are also costs of a plan or numbers of rows.
    return Secrets(words, frozenset(a for a in amounts if len(str(a.normalize()).replace(".", "")) >= 5))


def _words(engines: Engines, in_scope: Collection[int], inside: bool) -> set[str]:
    found = {str(value) for value in _values(engines, WORDS, in_scope, inside) if value}
    parties = """select distinct unnest(array[p.name, p.legal_name, p.tax_id]) from ledger.party p join ledger.account a
        on p.party_id in (a.party_id, a.advertiser_id, a.agency_id) where (a.account_id = any (:own)) = :inside"""
    with engines.transaction() as connection:
        rows = connection.scalars(text(parties), {"own": list(in_scope), "inside": inside})
        return found | {str(value) for value in rows if value}


def _amounts(engines: Engines, in_scope: Collection[int], inside: bool) -> set[Decimal]:
    return {Decimal(str(value)) for value in _values(engines, AMOUNTS, in_scope, inside) if value}


def _values(
    engines: Engines, columns: dict[str, tuple[str, ...]], in_scope: Collection[int], inside: bool
) -> Iterable[object]:
    with engines.transaction() as connection:
        for table, names in columns.items():
            rows = connection.execute(
                text(f"""select {", ".join(names)} from ledger.{table}
                    where coalesce(account_id = any (:own), false) = :inside"""),
                {"own": list(in_scope), "inside": inside},
            )
            yield from (value for row in rows for value in row)
