"""Finds what a sentence is about: the documents and names in it that the caller may see, as people write them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Literal

from babel import Locale
from rapidfuzz import fuzz, process

from tools.context import Found, ToolContext
from tools.documents import DocumentKind, find_documents
from tools.names import Meant, NameBook, Unclear, normal
from tools.resolve import of_accounts

Sureness = Literal["exact", "guessed", "unclear", "near"]
SLIP = 84.0
"""Similarity (0-100) to an everyday word from which an unknown word is that word, mistyped."""
MOST_WORDS = 60
"""Words of a text that are looked at for names; a question that needs more names nothing in particular."""
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
    r"(?:\b(?P<word>invoices?|inv|bill|credit memo|credit note|cm|cn|receipt|payment|wire|rcpt|rct|dispute|dsp|case|io|order|insertion order|mg|makegood)"
    r"\b(?:\s+(?:no|number|nr)\b)?[\s#:.-]{0,3})?"
    r"(?<![\w.,$€£¥/-])(?P<number>[A-Za-z]{0,6}-?\d[A-Za-z\d]*(?:-[A-Za-z\d]+)*)(?![\w%/]|[.,]\d)",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"\d{4}-\d{2}(-\d{2})?|\d{1,2}(st|nd|rd|th)|q[1-4]|\d+[km]|(19|20)\d\d|\d{1,2}-\d{1,2}-\d{2,4}|h[12]|w\d+|\d{1,3}-\d{1,3}",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*", re.UNICODE)


@dataclass(frozen=True)
class Entity:
    """Something that a text names. `start` and `end` are its place in the text."""

    kind: DocumentKind | Literal["account", "product"]
    written: str
    meant: str
    sureness: Sureness
    start: int
    end: int
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Looked(Found):
    """What a text names, in the order of the text."""

    entities: tuple[Entity, ...] = ()


def look_up(context: ToolContext, text: str) -> Looked:
    """Which invoices, receipts, disputes, orders and accounts a text names, also misspelt. Changes nothing.

    Args:
        text: the person's words.
    """
    documents = tuple(_documents(context, text))
    names = context.names()
    ordinary = context.is_ordinary_word
    accounts = tuple(_names(names.accounts, text, documents, "account", ordinary))
    known = tuple(entity for entity in accounts if entity.sureness != "near")
    products = tuple(
        e for e in _names(names.products, text, (*documents, *known), "product", ordinary) if e.sureness == "exact"
    )
    near = tuple(
        e for e in accounts if e.sureness == "near" and not any(e.start < p.end and p.start < e.end for p in products)
    )
    told_apart = (_of_account(context, document, known) for document in documents)
    entities = tuple(sorted((*told_apart, *known, *products, *near), key=lambda entity: entity.start))
    return Looked((), tuple(f"{e.written} = {e.kind} {e.meant} ({e.sureness})" for e in entities), entities=entities)


def _documents(context: ToolContext, text: str) -> Iterator[Entity]:
    for match in islice(_NUMBER.finditer(text), MOST_NUMBERS):
        word, number = (match["word"] or "").casefold(), match["number"]
        if _is_no_document(word, number):
            continue
        kind = _KINDS.get(word)
        start = match.start("word") if match["word"] else match.start("number")
        found = find_documents(context.reader, number, kind)
        if not found.found and kind:
            found = find_documents(context.reader, number)
        if not found.found or found.near:
            if not word and _is_account(context, number):
                continue
            near = tuple(document.said for document in found.found)
            yield Entity(kind or "invoice", match[0], number, "near", start, match.end(), near)
        elif len(found.found) > 1:
            choices = tuple(document.said for document in found.found[:5])
            yield Entity(found.found[0].kind, match[0], number, "unclear", start, match.end(), choices)
        else:
            one = found.found[0]
            yield Entity(one.kind, match[0], one.number, "guessed" if found.guessed else "exact", start, match.end())


def _of_account(context: ToolContext, entity: Entity, accounts: tuple[Entity, ...]) -> Entity:
    """A number that several accounts have, beside the name of one of them: that account's document."""
    if entity.sureness != "unclear":
        return entity
    found = find_documents(context.reader, entity.meant).found
    for account in accounts:
        if len(one := of_accounts(context, found, account.meant)) == 1:
            return replace(entity, kind=one[0].kind, meant=one[0].number, sureness="exact", choices=())
    return entity


def _is_account(context: ToolContext, number: str) -> bool:
    """Whether it is an account's number, such as 0379-NEVHP, or looks so much like one that it can be nothing else."""
    accounts = context.names().accounts
    if accounts.knows(number):
        return True
    return sum(character.isalpha() for character in number) >= 3 and isinstance(accounts.resolve(number), Meant)


def _is_no_document(word: str, number: str) -> bool:
    if word:
        return False
    digits = sum(character.isdigit() for character in number)
    return bool(_DATE.fullmatch(number)) or digits < 3 or (number.isdigit() and digits < 4)


def _names(
    book: NameBook,
    text: str,
    taken: tuple[Entity, ...],
    kind: Literal["account", "product"],
    ordinary: Callable[[str], bool],
) -> Iterator[Entity]:
    words = [w for w in _WORDS.finditer(text) if not any(w.start() < e.end and e.start < w.end() for e in taken)][
        :MOST_WORDS
    ]
    position = 0
    while position < len(words):
        entity, used = _name_at(book, text, words[position:], ordinary)
        if entity and not (entity.sureness == "near" and not entity.choices and _is_slip(entity.written)):
            yield replace(entity, kind=kind)
        position += used


def _name_at(
    book: NameBook, text: str, words: list[re.Match[str]], ordinary: Callable[[str], bool]
) -> tuple[Entity | None, int]:
    """The longest name that begins at the first word, and how many words it takes."""
    for length in range(min(book.longest, len(words)), 0, -1):
        phrase = text[words[0].start() : words[length - 1].end()]
        if book.knows(phrase) and not (length == 1 and is_common(phrase)):
            entity = _entity(book, phrase, words[0].start(), words[length - 1].end())
            return entity and _with_place(book, text, entity, words[length:]), length
    if mistyped := _mistyped(book, text, words):
        return mistyped
    run = _run(book, text, words, ordinary)
    for length in range(len(run), 0, -1):
        if not all(book.has_word(word[0]) for word in run[:length]):
            continue
        entity = _entity(book, text[run[0].start() : run[length - 1].end()], run[0].start(), run[length - 1].end())
        if entity and entity.sureness != "near":
            return _with_place(book, text, entity, words[length:]), length
    if run:
        return _entity(book, text[run[0].start() : run[-1].end()], run[0].start(), run[-1].end()), len(run)
    return None, 1


def _mistyped(book: NameBook, text: str, words: list[re.Match[str]]) -> tuple[Entity, int] | None:
    """A name of several words with a slip in one of them: "Garrick Tire Barn"."""
    if not book.has_word(words[0][0]):
        return None
    for length in range(min(book.longest, len(words)), 1, -1):
        start, end = words[0].start(), words[length - 1].end()
        if found := book.nearly(text[start:end]):
            return Entity("account", text[start:end], found.text, "guessed", start, end), length
    return None


def _with_place(book: NameBook, text: str, entity: Entity, after: list[re.Match[str]]) -> Entity:
    """ "Acme DE" is not the Acme that somebody sees in another country: a place belongs to the name before it."""
    if not after or text[entity.end : after[0].start()].strip() or not _is_place(after[0][0]):
        return entity
    end = after[0].end()
    return _entity(book, text[entity.start : end], entity.start, end) or entity


def _is_place(word: str) -> bool:
    return word.upper() in _places() and not (word.islower() and word in _ALSO_WORDS)


_ALSO_WORDS = frozenset(
    [
        "in",
        "is",
        "it",
        "no",
        "at",
        "be",
        "to",
        "me",
        "my",
        "so",
        "as",
        "am",
        "do",
        "by",
        "la",
        "mo",
        "pa",
        "va",
        "ma",
        "ad",
        "al",
        "ar",
        "ba",
        "co",
        "cd",
        "id",
        "il",
    ]
)
"""Country codes that in small letters are everyday words."""


@cache
def _places() -> frozenset[str]:
    names = Locale("en").territories
    codes = {code for code in names if len(code) == 2}
    return frozenset(
        codes | {"UK", "USA", "UAE", "EMEA", "APAC", "LATAM"} | {n.upper() for n in names.values() if " " not in n}
    )


def _run(book: NameBook, text: str, words: list[re.Match[str]], ordinary: Callable[[str], bool]) -> list[re.Match[str]]:
    """The words from here on that belong to no ordinary question: a name, or a part of one."""
    run: list[re.Match[str]] = []
    for word in words:
        gap = text[run[-1].end() : word.start()] if run else ""
        joins = bool(run) and word[0].casefold() in _JOINING
        everyday = is_common(word[0]) or (ordinary(word[0]) and not book.has_word(word[0]))
        number = word[0][0].isdigit() and not book.has_word(word[0])
        if (everyday and not joins) or number or any(c in gap for c in ",;:?!\n"):
            break
        run.append(word)
    return run


_JOINING = frozenset(["uk", "us", "de", "usa", "media", "group", "company", "national", "industry"])


def _entity(book: NameBook, phrase: str, start: int, end: int) -> Entity | None:
    match book.resolve(phrase):
        case Meant(name=name, guessed=guessed):
            return Entity("account", phrase, name.text, "guessed" if guessed else "exact", start, end)
        case Unclear(choices=choices, near=near):
            sureness: Sureness = "near" if near else "unclear"
            return Entity("account", phrase, phrase, sureness, start, end, tuple(name.said for name in choices))


def _is_slip(written: str) -> bool:
    """Whether an unknown word is an everyday one with a slip of the keys."""
    return process.extractOne(normal(written), sorted(_common()), scorer=fuzz.ratio, score_cutoff=SLIP) is not None


def is_common(word: str) -> bool:
    """Whether a word is one that any billing question may have."""
    plain = normal(word)
    return plain in _common() or plain.removesuffix("s") in _common() or len(plain) < 2


@cache
def _common() -> frozenset[str]:
    return frozenset((files("tools") / "common_words.txt").read_text().split())
