"""Reduces a question to what it means: the groups of the lexicon that its words are of, by word or by meaning."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import numpy as np
import yaml

from knowledge.embeddings import Embedder

NEAR_WORD = 0.7
"""Cosine from which a word that is in no group counts as the group's nearest one."""
TELLING = 3
"""Letters from which a word of a group draws others near it."""

_WORD = re.compile(r"#|\{\w+\}|[a-z0-9/]+(?:['’.&-][a-z0-9/]+)*")
_ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s")


@dataclass(frozen=True)
class Meaning:
    """`concepts` are groups and slots (`{invoice}`); `foreign` are words near nothing that the lexicon knows."""

    concepts: frozenset[str]
    foreign: frozenset[str]


class Lexicon:
    """The groups of `lexicon.yaml`, ready for look-up."""

    def __init__(self, embedder: Embedder) -> None:
        data = _data()
        self._embedder = embedder
        groups: dict[str, list[str]] = {**data["concepts"], **data["questions"]}
        self._phrases = {
            tuple(_words(phrase)): group for group, phrases in groups.items() for phrase in map(str, phrases)
        }
        self._longest = max(map(len, self._phrases))
        self._filler = frozenset(_words(data["filler"]))
        singles = {words[0]: group for words, group in self._phrases.items() if len(words) == 1}
        self._stems = {_stem(word): group for word, group in singles.items()}
        telling = {word: group for word, group in singles.items() if len(word) >= TELLING}
        self._group_of = list(telling.values())
        self._vectors = embedder.embed(list(telling))
        self._by_meaning = lru_cache(maxsize=4096)(self._nearest)

    def read(self, words: str) -> Meaning:
        """What a text means, its names already replaced by `{kind}`."""
        found, foreign = set(), set()
        rest = _words(words)
        while rest:
            group, used = self._longest_phrase(rest)
            if group is None:
                group = self._one_word(rest[0])
            if group is None:
                foreign.add(rest[0])
            elif group:
                found.add(group)
            rest = rest[used:]
        return Meaning(frozenset(found), frozenset(foreign))

    def _longest_phrase(self, words: list[str]) -> tuple[str | None, int]:
        for length in range(min(self._longest, len(words)), 0, -1):
            if group := self._phrases.get(tuple(words[:length])):
                return group, length
        return None, 1

    def _one_word(self, word: str) -> str | None:
        """Its group; empty for a word that says nothing; None for one that is near no group."""
        if word.startswith("{"):
            return word
        if word in self._filler or len(word) == 1:
            return ""
        return self._stems.get(_stem(word)) or ("" if word.isdigit() else self._by_meaning(word))

    def _nearest(self, word: str) -> str | None:
        similar = self._vectors @ self._embedder.embed([word])[0]
        best = int(np.argmax(similar))
        return self._group_of[best] if float(similar[best]) >= NEAR_WORD else None


@cache
def _data() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((files("assistant.agent.playbook") / "lexicon.yaml").read_text())
    return loaded


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold().replace("’", "'"))


def _stem(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
    return word.removesuffix("e") if len(word) > 4 else word
