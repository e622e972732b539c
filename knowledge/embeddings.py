"""Turns texts into vectors of meaning without a download. Searching them is the callers' business."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]
"""Shape (texts, dimensions); each row has length 1."""


class Embedder(Protocol):
    """Anything that gives texts vectors."""

    name: str
    """Names model and version: vectors of two names are never compared."""

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order."""

    def is_ordinary_word(self, word: str) -> bool:
        """Whether a word is one of everyday language rather than a name."""


class WordLlamaEmbedder:
    """The 256-dimension static model that ships in the wordllama wheel."""

    name = "wordllama-l2-supercat-256"

    def __init__(self) -> None:
        import wordllama

        folder = Path(wordllama.__file__).parent
        self._model = wordllama.WordLlama.load(cache_dir=folder, disable_download=True)
        self._tokenizer = self._model.tokenizer

    def embed(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, in order."""
        vectors: Vectors = np.asarray(self._model.embed(list(texts), norm=True), dtype=np.float32)
        return vectors

    def is_ordinary_word(self, word: str) -> bool:
        """Whether the vocabulary has the word whole: everyday words are, names nearly always come in pieces."""
        return len(word) > 1 and len(self._tokenizer.encode(word.casefold(), add_special_tokens=False).tokens) == 1
