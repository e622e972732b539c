"""Text from people and from the books as nothing but text: no control sequence, no markup, no reference of ours."""

import re

_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|(?:\x1b\]|\x9d)[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)?|\x1b[ -/]*[0-~]"
)
"""What terminals obey instead of printing: colours, cursor movements, titles, links."""
_BREAK = re.compile(r"\r\n|[\n\v\f\r\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\0-\x08\x0e-\x1f\x7f-\x9f\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]"
)
"""Control characters, and marks that turn or hide what is written. Joiners stay: emoji and scripts need them."""
_BROKEN = re.compile("[\ud800-\udfff]")
"""What remains of bytes that were no UTF-8."""
_HYPHEN = re.compile("[\u2010\u2011\u2212\ufe63\uff0d]|(?<=\\w)[\u2012\u2013](?=\\w)")
"""Hyphens and dashes that word processors put into numbers."""
_BLANK = re.compile("[\t\xa0\u2000-\u200a\u202f\u205f\u3000]")

_MARKS = re.compile(r"[\\`*<|]|\[(?=\[|$)|^\[(?=E\d)|\](?=[(:\[])|(?<![^\W_])_|_(?![^\W_])|~(?=~)|&(?=#?\w+;)")
"""What Markdown would take for markup; a lone bracket or an underscore within a word it leaves alone."""
_BLOCK = re.compile(r"^(?:(>|#{1,6}(?=\s|$)|[-+=](?=\s|$|[-=]))|(\d{1,9})(?=[.)](?:\s|$)))")
"""What at the beginning of a line makes a heading, a quotation or a list."""

LONGEST_QUOTED = 60
"""Characters of somebody's words that an answer repeats."""


def one_line(text: str) -> str:
    """The text as people see it, on one line; nothing in it moves a cursor, hides or turns what follows."""
    return _BREAK.sub(" ", as_typed(text)).replace("\t", " ")


def as_typed(text: str) -> str:
    """The text with its line breaks, without control sequences and characters that nobody sees."""
    seen = _SEQUENCE.sub("", text)
    return _BROKEN.sub("\ufffd", _UNSEEN.sub("", _BREAK.sub("\n", seen)))


def as_asked(text: str) -> str:
    """A question with hyphens and blanks as a keyboard makes them, so that numbers pasted into it are found."""
    return _HYPHEN.sub("-", _BLANK.sub(" ", as_typed(text)))


def in_markdown(text: str) -> str:
    """The text so that Markdown shows it as it is, and no reference is read in it."""
    marked = _MARKS.sub(lambda match: "\\" + match[0], one_line(text).strip())
    return _BLOCK.sub(lambda match: "\\" + match[1] if match[1] else match[2] + "\\", marked)


def shortened(text: str, longest: int = LONGEST_QUOTED) -> str:
    """The text, or its beginning with an ellipsis."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
