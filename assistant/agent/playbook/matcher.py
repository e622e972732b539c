"""Chooses the play that a question is, by its words and by its meaning; or none, when no play is near enough."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from assistant.agent.playbook.plays import Play
from assistant.agent.playbook.reading import Reading
from knowledge.embeddings import Embedder

NEAR_ENOUGH = 0.56
"""Score (0-1) below which no play is chosen; on the development questions wrong choices lie below, right ones above."""
MARGIN = 0.03
"""A second play of another kind that comes this near makes the choice a guess, so none is made."""
BY_WORDS = 0.55
"""Share of the words' score; the rest is the meaning's."""

_TOKEN = re.compile(r"\{\w+\}|[a-z0-9]+(?:['’][a-z]+)?")
_ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "ed", "es", "s")


@dataclass(frozen=True)
class Match:
    """A play with its score (0-1)."""

    play: Play
    score: float


class Matcher:
    """Holds the plays' phrasings as words and as vectors."""

    def __init__(self, plays: Sequence[Play], embedder: Embedder) -> None:
        self._embedder = embedder
        self._phrasings = [(play, phrase) for play in plays for phrase in play.phrasings]
        self._words = [frozenset(tokens(phrase)) for _, phrase in self._phrasings]
        counts = Counter(word for words in self._words for word in words)
        self._known = len(self._words)
        self._weights = {word: math.log(1 + self._known / count) for word, count in counts.items()}
        self._vectors = embedder.embed([_spoken(phrase) for _, phrase in self._phrasings])

    def choose(self, reading: Reading) -> Match | None:
        """The one play that this question is."""
        ranked = self.rank(reading)
        if not ranked or ranked[0].score < NEAR_ENOUGH:
            return None
        best = ranked[0]
        rivals = [m for m in ranked[1:] if m.play.question_type != best.play.question_type and best.score - m.score < MARGIN]
        return None if rivals and best.score < 0.9 else best

    def rank(self, reading: Reading) -> list[Match]:
        """Plays that the question could be, best first."""
        words = frozenset(tokens(reading.words))
        meaning = self._vectors @ self._embedder.embed([_spoken(reading.words)])[0]
        scores: dict[str, Match] = {}
        for index, (play, _) in enumerate(self._phrasings):
            score = BY_WORDS * self._alike(words, self._words[index]) + (1 - BY_WORDS) * max(0.0, float(meaning[index]))
            if play.name not in scores or score > scores[play.name].score:
                scores[play.name] = Match(play, score)
        fitting = (match for match in scores.values() if _fits(match.play, reading, words))
        return sorted(fitting, key=lambda match: -match.score)

    def _alike(self, question: frozenset[str], phrase: frozenset[str]) -> float:
        """Weighted share of the two's words that they have in common; a word that no phrasing has weighs most."""
        common = sum(self._weight(word) for word in question & phrase)
        either = sum(self._weight(word) for word in question | phrase)
        return common / either if either else 0.0

    def _weight(self, word: str) -> float:
        if word in _EMPTY:
            return 0.2
        return self._weights.get(word, math.log(1 + self._known))


def tokens(text: str) -> list[str]:
    """Words without endings, placeholders whole."""
    return [word if word.startswith("{") else _stem(word) for word in _TOKEN.findall(text.casefold())]


def _stem(word: str) -> str:
    word = word.replace("’", "'")
    if word.endswith("'s"):
        word = word[:-2]
    word = word.replace("'", "")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
    return word.removesuffix("e") if len(word) > 3 else word


def _spoken(phrase: str) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: match[1], phrase)


def _fits(play: Play, reading: Reading, words: frozenset[str]) -> bool:
    """Whether the play has what it needs, says what it must and not what it must not."""
    if any(not any(_stem(word) in words for word in group) for group in play.words):
        return False
    if any(_stem(word) in words for word in play.never):
        return False
    given = {slot for slot in ("invoice", "receipt", "dispute", "order", "account") if reading.has(slot)}
    return given <= play.slots() | {"second_account"} if play.is_answered else True


_EMPTY = frozenset(
    _stem(word)
    for word in (
        "a an the is are was were be been do does did can could would will we i you me my our your us it to of on in for from by with at "
        "and or please hi hey hello thanks thank there that this so just now still any some what whats which who how has have had as"
    ).split()
)
