"""Spots the numbers of documents in a text: invoices, receipts, disputes, orders, makegoods."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from tools.context import ToolContext
from tools.documents import DocumentKind, find_documents
from tools.names import Meant, Unclear
from tools.resolve import of_accounts
from tools.spotting.entity import Entity

MOST_NUMBERS = 12
"""Numbers of a text that are looked up; each may take a few queries."""

_KINDS: dict[str, DocumentKind] = {
    **dict.fromkeys(("invoice", "invoices", "inv", "bill", "credit memo", "cm", "cn", "credit note"), "invoice"),
    **dict.fromkeys(("receipt", "payment", "wire", "rcpt", "rct"), "receipt"),
    **dict.fromkeys(("dispute", "case", "dsp"), "dispute"),
    **dict.fromkeys(("io", "order", "insertion order"), "order"),
    **dict.fromkeys(("mg", "makegood"), "makegood"),
}
_NUMBER = re.compile(
    rf"""
    (?:                                                     # "invoice no. " before it, or nothing
        \b (?P<word> {"|".join(map(re.escape, _KINDS))} ) \b
        (?: \s+ (?:no|number|nr) \b )?
        [\s#:.-]{{0,3}}
    )?
    (?<! [\w.,$€£¥/-] )                                     # no amount, no part of a longer word
    (?P<number> [A-Za-z]{{0,6}} -? \d[A-Za-z\d]* (?: -[A-Za-z\d]+ )* )
    (?! [\w%/] | [.,]\d )                                   # no percentage, fraction or decimal
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NOT_A_NUMBER = re.compile(
    r"""
      \d{4}-\d{2}(-\d{2})?          # 2026-09, 2026-09-30
    | \d{1,2}(st|nd|rd|th)          # 3rd
    | q[1-4] | h[12] | w\d+         # a quarter, half year or week
    | \d+[km]                       # 5k
    | (19|20)\d\d                   # a year
    | \d{1,2}-\d{1,2}-\d{2,4}       # 30-9-26
    | \d{1,3}-\d{1,3}               # 30-60 days
    """,
    re.IGNORECASE | re.VERBOSE,
)


def documents_in(context: ToolContext, text: str) -> Iterator[Entity]:
    """The documents whose numbers stand in the text, in its order."""
    for match in islice(_NUMBER.finditer(text), MOST_NUMBERS):
        if match["word"] or _may_be_a_document(match["number"]):
            yield _document(context, match)


def told_apart(context: ToolContext, entity: Entity, accounts: tuple[Entity, ...]) -> Entity:
    """A number that several accounts have, beside the name of one of them: that account's document."""
    if entity.sureness != "unclear" or entity.kind == "account":
        return entity
    found = find_documents(context.reader, entity.meant).found
    for account in accounts:
        if len(one := of_accounts(context, found, account.meant)) == 1:
            return replace(entity, kind=one[0].kind, meant=one[0].number, sureness="exact", choices=())
    return entity


def _document(context: ToolContext, match: re.Match[str]) -> Entity:
    """What the number means: a document, or an account that is known by such a number."""
    number, start, end = match["number"], match.start(), match.end()
    kind = _KINDS.get((match["word"] or "").casefold())
    found = find_documents(context.reader, number, kind)
    if not found.found and kind:
        found = find_documents(context.reader, number)
    if not found.found or found.near:
        if not match["word"] and (account := _account(context, number, start, end)):
            return account
        near = tuple(document.said for document in found.found)
        return Entity(kind or "invoice", match[0], number, "near", start, end, near)
    one = found.found[0]
    if len(found.found) > 1:
        choices = tuple(document.said for document in found.found[:5])
        return Entity(one.kind, match[0], number, "unclear", start, end, choices)
    return Entity(one.kind, match[0], one.number, "guessed" if found.guessed else "exact", start, end)


def _account(context: ToolContext, number: str, start: int, end: int) -> Entity | None:
    """The account whose number it is, such as 0379-NEVHP, or looks so much like that it can be nothing else."""
    accounts = context.names().accounts
    if not accounts.knows(number) and sum(character.isalpha() for character in number) < 3:
        return None
    match accounts.resolve(number):
        case Meant(name=name, guessed=guessed):
            return Entity("account", number, name.text, "guessed" if guessed else "exact", start, end)
        case Unclear(choices=choices, near=False):
            return Entity("account", number, number, "unclear", start, end, tuple(name.said for name in choices))
        case _:
            return None


def _may_be_a_document(number: str) -> bool:
    """Whether a number that stands without "invoice", "receipt" … is long enough for one, and no date or period."""
    digits = sum(character.isdigit() for character in number)
    return not _NOT_A_NUMBER.fullmatch(number) and digits >= (4 if number.isdigit() else 3)
