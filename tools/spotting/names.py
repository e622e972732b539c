"""Spots the names of accounts or products in a text: written so, in part, with a slip of the keys, with a place."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tools.names import Meant, NameBook, Unclear
from tools.spotting.entity import Entity, NamedKind
from tools.spotting.places import is_place
from tools.spotting.words import is_common, is_slip

MOST_WORDS = 60
"""Words of a text that are looked at for names; a question that needs more names nothing in particular."""

_WORD = re.compile(r"[^\W_]+(?:['’&.-][^\W_]+)*", re.UNICODE)
_JOINING = frozenset(["uk", "us", "de", "usa", "media", "group", "company", "national", "industry"])
"""Everyday words that within a name belong to it."""
_ENDS_A_NAME = frozenset(",;:?!\n")

Words = list[re.Match[str]]


@dataclass(frozen=True)
class NameSpotter:
    """Looks for one book's names in one text."""

    book: NameBook
    kind: NamedKind
    text: str
    is_ordinary_word: Callable[[str], bool]

    def names(self, taken: tuple[Entity, ...]) -> Iterator[Entity]:
        """The names in the text, in its order, outside of what is `taken` already."""
        free = (w for w in _WORD.finditer(self.text) if not any(e.overlaps(w.start(), w.end()) for e in taken))
        words = list(free)[:MOST_WORDS]
        position = 0
        while position < len(words):
            entity, used = self._name_at(words[position:])
            if entity and not (entity.sureness == "near" and not entity.choices and is_slip(entity.written)):
                yield entity
            position += used

    def _name_at(self, words: Words) -> tuple[Entity | None, int]:
        """The longest name that begins at the first word, and how many words it takes."""
        if found := self._written_so(words) or self._mistyped(words):
            return found
        run = self._run(words)
        if found := self._in_part(run, words):
            return found
        return (self._entity(run), len(run)) if run else (None, 1)

    def _written_so(self, words: Words) -> tuple[Entity, int] | None:
        for length in self._lengths(words, shortest=1):
            phrase = self._phrase(words[:length])
            if self.book.knows(phrase) and not (length == 1 and is_common(phrase)):
                return self._with_place(self._entity(words[:length]), words, length), length
        return None

    def _mistyped(self, words: Words) -> tuple[Entity, int] | None:
        """A name of several words with a slip in one of them: "Garrick Tire Barn"."""
        if not self.book.has_word(words[0][0]):
            return None
        for length in self._lengths(words, shortest=2):
            phrase = self._phrase(words[:length])
            if found := self.book.nearly(phrase):
                start, end = words[0].start(), words[length - 1].end()
                return Entity(self.kind, phrase, found.text, "guessed", start, end), length
        return None

    def _in_part(self, run: Words, words: Words) -> tuple[Entity, int] | None:
        """Some words of a name: "Hollister" for Hollister Motors."""
        for length in range(len(run), 0, -1):
            if all(self.book.has_word(word[0]) for word in run[:length]):
                entity = self._entity(run[:length])
                if entity.sureness != "near":
                    return self._with_place(entity, words, length), length
        return None

    def _run(self, words: Words) -> Words:
        """The words from here on that belong to no ordinary question: a name, or a part of one."""
        run: Words = []
        for word in words:
            between = self.text[run[-1].end() : word.start()] if run else ""
            if _ENDS_A_NAME & set(between) or not self._may_be_named(word[0], within=bool(run)):
                break
            run.append(word)
        return run

    def _may_be_named(self, word: str, *, within: bool) -> bool:
        """Whether a word can be one of a name's, as its first or (`within`) a later one."""
        known = self.book.has_word(word)
        if word.isdigit() and not within:
            # "over 30 days" is not about account A-1001-30.
            return False
        if word[0].isdigit() and not known:
            return False
        everyday = is_common(word) or (self.is_ordinary_word(word) and not known)
        return not everyday or (within and word.casefold() in _JOINING)

    def _with_place(self, entity: Entity, words: Words, length: int) -> Entity:
        """A place belongs to the name before it: "Acme DE" is not the Acme that somebody sees in another country."""
        if length == len(words) or not is_place(words[length][0]):
            return entity
        between = self.text[entity.end : words[length].start()]
        return entity if between.strip() else self._entity(words[: length + 1])

    def _entity(self, words: Words) -> Entity:
        phrase, start, end = self._phrase(words), words[0].start(), words[-1].end()
        match self.book.resolve(phrase):
            case Meant(name=name, guessed=guessed):
                return Entity(self.kind, phrase, name.text, "guessed" if guessed else "exact", start, end)
            case Unclear(choices=choices, near=near):
                said = tuple(name.said for name in choices)
                return Entity(self.kind, phrase, phrase, "near" if near else "unclear", start, end, said)

    def _lengths(self, words: Words, *, shortest: int) -> range:
        """Numbers of words that a name may have here, longest first."""
        return range(min(self.book.longest, len(words)), shortest - 1, -1)

    def _phrase(self, words: Words) -> str:
        return self.text[words[0].start() : words[-1].end()]
