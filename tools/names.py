"""Finds the account, advertiser, agency or group that a person means, among the names in their scope."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz, process

NameKind = Literal["account", "advertiser", "agency", "group", "product"]

SURE = 86.0
"""Similarity (0-100) from which one nearest name is taken as meant, and said; measured on typed misspellings."""
SLIPPED = 90.0
"""Similarity from which several words are a name with a slip in it."""
SURE_WORD = 82.0
"""Similarity from which a word is taken for a word of a name: one slip in six letters."""
LONG_ENOUGH = 4
"""Letters from which a word is corrected at all."""
NEAR = 66.0
"""Similarity from which a name is offered as a suggestion."""

_WORD = re.compile(r"[^\W_]+(?:['’&][^\W_]+)*", re.UNICODE)
_LEGAL = frozenset(["inc", "llc", "ltd", "gmbh", "plc", "corp", "co", "ag", "sa", "spa", "bv", "kk", "oy", "ab", "pte"])


@dataclass(frozen=True)
class Name:
    """One name and the accounts behind it."""

    text: str
    kind: NameKind
    accounts: frozenset[int]

    @property
    def said(self) -> str:
        """As it stands in a pick-list."""
        return self.text if self.kind == "account" else f"{self.text} ({self.kind})"


@dataclass(frozen=True)
class Meant:
    """The one name that a phrase means. `guessed`: it was not written quite so."""

    name: Name
    guessed: bool = False


@dataclass(frozen=True)
class Unclear:
    """Several names that a phrase may mean, or (`near`) none but some that look like it."""

    choices: tuple[Name, ...]
    near: bool = False


def normal(text: str) -> str:
    """Lower case, no accents, no punctuation, no legal form: how names are compared."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode() or text
    words = [word.replace("'", "").replace("’", "") for word in _WORD.findall(plain.casefold())]
    kept = [word for word in words if word not in _LEGAL]
    return " ".join(kept or words)


class NameBook:
    """The names of one scope, indexed for look-up. Built once a scope and extract."""

    def __init__(self, names: Iterable[Name]) -> None:
        self.names = sorted(names, key=lambda name: (name.text, name.kind))
        self._exact: dict[str, list[Name]] = defaultdict(list)
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._keys = [normal(name.text) for name in self.names]
        for position, (name, key) in enumerate(zip(self.names, self._keys, strict=True)):
            self._exact[key].append(name)
            for word in key.split():
                self._by_word[word].add(position)
        self._words = list(self._by_word)
        self._longest = max((len(key.split()) for key in self._exact), default=0)

    @property
    def longest(self) -> int:
        """Words in the longest name."""
        return self._longest

    def knows(self, phrase: str) -> bool:
        """Whether a name is written exactly so, capitals and legal form aside."""
        return normal(phrase) in self._exact

    def nearly(self, phrase: str) -> Name | None:
        """The one name of several words that is written with a slip."""
        found = process.extractOne(normal(phrase), self._keys, scorer=fuzz.ratio, score_cutoff=SLIPPED)
        return self.names[found[2]] if found else None

    def has_word(self, word: str) -> bool:
        """Whether some name has this word."""
        return normal(word) in self._by_word

    def resolve(self, phrase: str) -> Meant | Unclear:
        """The name that a phrase means: written so, by some of its words, or nearly so."""
        key = normal(phrase)
        if exact := self._exact.get(key):
            return _one_or_unclear(exact, guessed=False)
        words = key.split()
        if words and (holding := self._holding(words)):
            return _one_or_unclear([self.names[i] for i in sorted(holding)], guessed=False)
        corrected = [self._nearest_word(word) for word in words]
        if all(corrected) and corrected != words:
            right = " ".join(word for word in corrected if word)
            if found := self._exact.get(right) or [self.names[i] for i in sorted(self._holding(right.split()))]:
                return _one_or_unclear(found, guessed=True)
        return self._nearest(key)

    def _nearest_word(self, word: str) -> str | None:
        if word in self._by_word:
            return word
        if len(word) < LONG_ENOUGH:
            return None
        found = process.extractOne(word, self._words, scorer=fuzz.ratio, score_cutoff=SURE_WORD)
        return str(found[0]) if found else None

    def _holding(self, words: list[str]) -> set[int]:
        sets = [self._by_word.get(word, set()) for word in words]
        return set.intersection(*sets)

    def _nearest(self, key: str) -> Meant | Unclear:
        if len(key) < 3:
            return Unclear((), near=True)
        scored = process.extract(key, self._keys, scorer=fuzz.ratio, limit=8, score_cutoff=NEAR)
        found = [(self.names[i], score) for _, score, i in scored]
        sure = [name for name, score in found if score >= SURE and score >= found[0][1] - 3]
        if sure:
            return _one_or_unclear(sure, guessed=True)
        return Unclear(_distinct(name for name, _ in found), near=True)


@dataclass(frozen=True)
class Names:
    """Everything that a scope has names for."""

    accounts: NameBook
    products: NameBook


def account_names(accounts: Iterable[Mapping[str, object]], aliases: Iterable[Mapping[str, object]] = ()) -> list[Name]:
    """Names and numbers of accounts, names of their parties, and confirmed spellings of these."""
    grouped: dict[tuple[str, NameKind], set[int]] = defaultdict(set)
    for row in accounts:
        account_id = int(str(row["account_id"]))
        for column, kind in _NAMED:
            if row.get(column):
                grouped[str(row[column]), kind].add(account_id)
    for alias in aliases:
        for kind in ("advertiser", "agency"):
            if known := grouped.get((str(alias["party"]), kind)):
                grouped[str(alias["alias"]), kind] |= known
    return [Name(text, kind, frozenset(ids)) for (text, kind), ids in grouped.items()]


def product_names(products: Iterable[Mapping[str, object]]) -> list[Name]:
    """Names of products, each with the accounts that ordered it."""
    rows = ((str(row["product"]), row["account_ids"]) for row in products)
    return [Name(text, "product", frozenset(ids if isinstance(ids, list) else ())) for text, ids in rows]


_NAMED: tuple[tuple[str, NameKind], ...] = (
    ("account", "account"),
    ("account_number", "account"),
    ("advertiser", "advertiser"),
    ("advertiser_legal_name", "advertiser"),
    ("agency", "agency"),
    ("agency_legal_name", "agency"),
    ("parent", "group"),
)


def _one_or_unclear(names: list[Name], *, guessed: bool) -> Meant | Unclear:
    """Names that stand for the same accounts are one; otherwise the person is asked."""
    by_accounts: dict[frozenset[int], Name] = {}
    for name in names:
        present = by_accounts.get(name.accounts)
        if present is None or _RANK[name.kind] < _RANK[present.kind]:
            by_accounts[name.accounts] = name
    distinct = list(by_accounts.values())
    return Meant(distinct[0], guessed) if len(distinct) == 1 else Unclear(_distinct(distinct))


_RANK: dict[NameKind, int] = {"account": 0, "advertiser": 1, "agency": 2, "group": 3, "product": 4}


def _distinct(names: Iterable[Name]) -> tuple[Name, ...]:
    """At most five, no two with the same accounts."""
    seen: dict[frozenset[int], Name] = {}
    for name in names:
        seen.setdefault(name.accounts, name)
    return tuple(seen.values())[:5]
