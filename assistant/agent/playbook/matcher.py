"""Chooses the play that a question is, by what its words mean; or none, when no play is near enough."""

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.agent.playbook.concepts import Lexicon, Meaning
from assistant.agent.playbook.plays import Play
from assistant.agent.playbook.reading import Reading
from knowledge.embeddings import Embedder

NEAR_ENOUGH = 0.5
"""Score (0-1) below which no play is chosen: on the development questions, wrong choices lie below."""
MARGIN = 0.02
"""A play of another question type that comes this near makes the choice a guess, so none is made."""
BY_SENTENCE = 0.3
"""Share of the score that whole sentences' likeness has; the rest is the concepts'."""
LACKING = 1.1
EXTRA = 0.5
"""Weights of what only the phrasing has and of what only the question has: people add circumstances."""
MOST_FOREIGN = 4
"""Unknown words beyond these add nothing: a long story is no other question."""
FOREIGN = 0.3
"""Weight of a word that the lexicon does not know, in units of the rarest concept's."""
WEAK = frozenset({"when", "who", "how_many", "account_word", "billed", "find", "received", "ran"})
"""Concepts that go with many questions and decide none."""
DOCUMENTS = ("invoice", "receipt", "dispute", "order", "makegood")
FORBIDDEN = {"write_off", "credit_them", "override", "others", "bank"}
"""Concepts of requests that are refused whatever else the sentence asks."""
TURNING = {"exclusion", "ranking", "future", "bound", "paid_list"}
"""Concepts that make another question of any: no play answers "all but", "less than", "the largest", "when will"."""
UNMET = 0.75
"""Factor for a play that needs something which the question does not name."""


@dataclass(frozen=True)
class Match:
    """A play with its score (0-1)."""

    play: Play
    score: float


class Matcher:
    """Holds the plays' phrasings as concepts and as vectors."""

    def __init__(self, plays: Sequence[Play], embedder: Embedder) -> None:
        self._embedder = embedder
        self.lexicon = Lexicon(embedder)
        read = [(play, phrase, self.lexicon.read(phrase)) for play in plays for phrase in play.phrasings]
        # A phrasing that comes down to a bare name recognises nothing: "which campaigns are live for Acme?"
        kept = [
            (play, phrase, meaning) for play, phrase, meaning in read if play.is_answered or _says_something(meaning)
        ]
        self._phrasings = [(play, meaning) for play, _, meaning in kept]
        self._vectors = embedder.embed([_spoken(phrase) for _, phrase, _ in kept])
        types = defaultdict(set)
        for play, meaning in self._phrasings:
            for concept in meaning.concepts:
                types[concept].add(play.question_type)
        number = len({play.question_type for play in plays})
        self._weights = {concept: math.log(1 + number / len(having)) for concept, having in types.items()}
        self._rarest = math.log(1 + number)

    def choose(self, reading: Reading) -> Match | None:
        """The one play that this question is."""
        ranked = self.rank(reading)
        if not ranked or ranked[0].score < NEAR_ENOUGH:
            return None
        best = ranked[0]
        return None if any(_rivals(best, other) for other in ranked[1:]) else best

    def asks_something(self, reading: Reading) -> bool:
        """Whether it says anything beside names, times and words that go with any question."""
        return _says_something(self.lexicon.read(reading.words))

    def rank(self, reading: Reading) -> list[Match]:
        """Plays that the question could be, best first."""
        meaning = self.lexicon.read(reading.words)
        alike = self._vectors @ self._embedder.embed([_spoken(reading.words)])[0]
        best: dict[str, Match] = {}
        for index, (play, phrase) in enumerate(self._phrasings):
            score = (1 - BY_SENTENCE) * self._shared(meaning, phrase) + BY_SENTENCE * max(0.0, float(alike[index]))
            if play.name not in best or score > best[play.name].score:
                best[play.name] = Match(play, score)
        fitting = (match for match in best.values() if _fits(match.play, reading, meaning))
        weighed = (replace(m, score=m.score * (1 if _is_met(m.play, reading) else UNMET)) for m in fitting)
        return sorted(weighed, key=lambda match: -match.score)

    def _shared(self, question: Meaning, phrase: Meaning) -> float:
        """Weighted share of common concepts: one that the phrase has and the question lacks counts more (Tversky)."""
        common = sum(map(self._weight, question.concepts & phrase.concepts))
        lacking = sum(map(self._weight, phrase.concepts - question.concepts))
        extra = sum(map(self._weight, question.concepts - phrase.concepts))
        foreign = FOREIGN * self._rarest * min(len(question.foreign - phrase.foreign), MOST_FOREIGN)
        whole = common + LACKING * lacking + EXTRA * (extra + foreign)
        return common / whole if whole else 0.0

    def _weight(self, concept: str) -> float:
        weight = self._weights.get(concept, self._rarest)
        return 0.4 * weight if concept in WEAK or concept.startswith("{") else weight


def _says_something(meaning: Meaning) -> bool:
    return bool(meaning.foreign) or any(not c.startswith("{") and c not in WEAK for c in meaning.concepts)


def _spoken(phrase: str) -> str:
    return phrase.replace("{", "").replace("}", "")


def _fits(play: Play, reading: Reading, meaning: Meaning) -> bool:
    """Whether it has the concepts that it must, none that it must not, and room for every thing that is named."""
    if any(not (set(group) & meaning.concepts) for group in play.words):
        return False
    if meaning.concepts & (set(play.never) | (FORBIDDEN | TURNING if play.is_answered else set())):
        return False
    if not play.is_answered:
        return True
    slots = play.slots()
    # A play that cannot use a day or an amount would answer as if it had not been said.
    times_fit = not {"date", "period"} & reading.slots.keys() or bool({"date", "period"} & slots)
    return (
        _decisive(reading) <= slots
        and times_fit
        and ("amount" not in reading.slots or "amount" in slots or "invoice" in slots)
    )


def _is_met(play: Play, reading: Reading) -> bool:
    return all(any(reading.has(slot) for slot in group) for group in play.needs)


def _decisive(reading: Reading) -> set[str]:
    """The things named that an answer must be about: a document says more than its account or product."""
    documents = {thing for thing in DOCUMENTS if reading.has(thing)}
    if documents:
        return documents
    return {"account"} if reading.has("account") else {"product"} if reading.has("product") else set()


def _rivals(best: Match, other: Match) -> bool:
    """Whether another play comes so near that choosing would be guessing; not between two that are not answered."""
    if other.play.question_type == best.play.question_type or best.score - other.score >= MARGIN:
        return False
    return best.play.is_answered or other.play.is_answered
