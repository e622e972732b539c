"""Everyday words: what any billing question may have and no name is made of alone."""

from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from tools.names import normal

SLIP = 84.0
"""Similarity (0-100) to an everyday word from which an unknown word is that word, mistyped."""


def is_common(word: str) -> bool:
    """Whether a word is one that any billing question may have."""
    plain = normal(word)
    return plain in _common() or plain.removesuffix("s") in _common() or len(plain) < 2


def is_slip(written: str) -> bool:
    """Whether an unknown word is an everyday one with a slip of the keys."""
    return process.extractOne(normal(written), _common(), scorer=fuzz.ratio, score_cutoff=SLIP) is not None


@cache
def _common() -> frozenset[str]:
    return frozenset((files("tools.spotting") / "common_words.txt").read_text().split())
