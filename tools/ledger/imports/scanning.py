"""One pass over a file's bytes: its digest, its lines, and whether its text is UTF-8. Not here: what the text says."""

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path

from tools.ledger.imports.errors import BrokenEncodingError, EmptyFileError, ExtractUnreadableError

_BLOCK = 1 << 20
_TEXT = {".csv", ".json", ".jsonl", ".ndjson"}


@dataclass(frozen=True)
class Scan:
    """What the bytes of a file say without being understood."""

    sha256: str
    lines: int
    """Line ends, plus one when the last line has none."""


def scan(path: Path, name: str) -> Scan:
    """Read the file once.

    Args:
        path: the file.
        name: how sentences call it.

    Raises:
        BrokenEncodingError: a text file is not UTF-8 (with or without its mark) or holds a zero byte.
        EmptyFileError: there is no byte in it.
        ExtractUnreadableError: it cannot be opened.
    """
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")() if path.suffix.lower() in _TEXT else None
    size = lines = 0
    last = b""
    try:
        with path.open("rb") as file:
            while block := file.read(_BLOCK):
                digest.update(block)
                if decoder:
                    _look(decoder, block, name, size, lines)
                size += len(block)
                lines += block.count(b"\n")
                last = block[-1:]
            if decoder and decoder.getstate()[0]:
                raise BrokenEncodingError(name, size, lines + 1, "it ends within a character")
    except OSError as error:
        raise ExtractUnreadableError(path, error.strerror or "unknown reason") from error
    if size == 0:
        raise EmptyFileError(name)
    return Scan(digest.hexdigest(), lines + (last != b"\n"))


def _look(decoder: codecs.IncrementalDecoder, block: bytes, name: str, before: int, lines: int) -> None:
    """Raise for the first byte of the block that is no text."""
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(block)
    except UnicodeDecodeError as error:
        at = max(0, error.start - pending)
        found = "UTF-16" if before == 0 and block[:2] in {b"\xff\xfe", b"\xfe\xff"} else f"a byte 0x{block[at]:02x}"
        raise BrokenEncodingError(name, before + at, lines + block.count(b"\n", 0, at) + 1, found) from error
    zero = block.find(b"\0")
    if zero >= 0:
        raise BrokenEncodingError(name, before + zero, lines + block.count(b"\n", 0, zero) + 1, "a zero byte")
