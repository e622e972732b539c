"""Finds the invoice, receipt, dispute or order that a number means, as people write numbers."""

import re
import string
from dataclasses import dataclass
from typing import Literal

from tools.evidence import Row
from tools.reader import Reader

DocumentKind = Literal["invoice", "receipt", "dispute", "order", "makegood"]
PADDED = 12
"""Numbers of digits only are also tried with leading zeros up to this length."""
LONGEST_NUMBER = 40
"""Characters; a longer word is no number of a document, and its misspellings are too many to try."""


@dataclass(frozen=True)
class Document:
    """One document in scope."""

    kind: DocumentKind
    document_id: str
    number: str
    account: str
    of_property: str | None
    is_credit: bool
    account_id: int | None = None

    @property
    def said(self) -> str:
        """As it stands in a pick-list."""
        kind = "credit memo" if self.is_credit else self.kind
        return f"{kind} {self.number} of {self.account}"


@dataclass(frozen=True)
class Documents:
    """What a number means. `guessed`: written otherwise than in the books; `near`: none, these look like it."""

    found: tuple[Document, ...]
    guessed: bool = False
    near: bool = False


def find_documents(reader: Reader, written: str, kind: DocumentKind | None = None) -> Documents:
    """Documents whose number is written so; else with prefix, zeros or suffix added; else one keystroke away."""
    number = _tidy(written)
    if not any(character.isdigit() for character in number) or len(number) > LONGEST_NUMBER:
        return Documents(())
    if found := _search(reader, {number, written.strip()}, kind):
        return _of_an_order(reader, number, found) if kind is None else Documents(found)
    if found := _search(reader, _fuller(reader, number), kind):
        suffixed = _suffixed(reader, found[0].number) if len(found) == 1 and found[0].kind == "invoice" else ()
        return Documents((*found, *suffixed), guessed=True)
    if kind in (None, "invoice") and (suffixed := _suffixed(reader, number)):
        return Documents(suffixed, guessed=True)
    return Documents(_search(reader, _one_keystroke_away(number), kind)[:5], near=True)


def _of_an_order(reader: Reader, number: str, found: tuple[Document, ...]) -> Documents:
    """Where nobody said "order", an order's number stands for its invoice: of the same number, or with a suffix."""
    if any(document.kind not in ("invoice", "order") for document in found):
        return Documents(found)
    if invoices := tuple(document for document in found if document.kind == "invoice"):
        return Documents(invoices)
    suffixed = _suffixed(reader, number)
    return Documents(suffixed, guessed=True) if suffixed else Documents(found)


def _suffixed(reader: Reader, stem: str) -> tuple[Document, ...]:
    """Invoices with this number and a suffix: the second, third … of an order."""
    return _documents(reader.glance("invoices_with_suffix", stem=stem))


def _tidy(written: str) -> str:
    return re.sub(r"\s*-\s*|\s+|#", lambda match: "-" if "-" in match[0] else "", written.strip()).upper()


def _fuller(reader: Reader, number: str) -> set[str]:
    first_digit = re.search(r"\d", number)
    start = first_digit.start() if first_digit else len(number)
    letters, digits = number[:start], number[start:]
    padded = {digits.zfill(length) for length in range(len(digits), PADDED + 1)} if digits.isdigit() else {digits}
    prefixes = {str(row["prefix"]) for row in reader.glance("number_prefixes")}
    alike = {prefix for prefix in prefixes if not letters or prefix.rstrip("-").upper() == letters.rstrip("-")}
    return {prefix + digits for prefix in alike} | (padded if not letters else set())


def _one_keystroke_away(number: str) -> set[str]:
    """Every number with one digit changed, added, dropped, or two neighbours swapped."""
    digits = string.digits
    changed = {number[:i] + d + number[i + 1 :] for i, c in enumerate(number) if c.isdigit() for d in digits}
    dropped = {number[:i] + number[i + 1 :] for i, c in enumerate(number) if c.isdigit()}
    added = {number[:i] + d + number[i:] for i in range(len(number) + 1) for d in digits}
    swapped = {number[:i] + number[i + 1] + number[i] + number[i + 2 :] for i in range(len(number) - 1)}
    return (changed | dropped | added | swapped) - {number}


def _search(reader: Reader, numbers: set[str], kind: DocumentKind | None) -> tuple[Document, ...]:
    if not numbers:
        return ()
    found = _documents(reader.glance("documents_by_number", numbers=sorted(numbers)))
    return tuple(document for document in found if kind in (None, document.kind))


def _documents(rows: list[Row]) -> tuple[Document, ...]:
    return tuple(
        Document(
            kind=row["kind"],  # type: ignore[arg-type]  # The query knows no other kinds.
            document_id=str(row["id"]),
            number=str(row["number"]),
            account=str(row["account"] or "no account"),
            of_property=str(row["property"]) if row["property"] else None,
            is_credit=row["class"] == "CM",
            account_id=int(str(row["account_id"])) if row["account_id"] is not None else None,
        )
        for row in rows
    )
