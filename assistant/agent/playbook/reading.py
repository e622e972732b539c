"""A question as the playbook sees it: its slots filled, its names replaced by placeholders."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.agent.playbook.slots import Slot, read_slots
from assistant.agent.results import Named

SURE = ("exact", "guessed")
SHORT = 3
"""Letters up to which an unknown word is no name that somebody looks for."""

_FLAGS = re.IGNORECASE | re.VERBOSE
_JOINT = re.compile(
    r"\s* (?: via | thru | through | by\ way\ of | / | & | \+ | @ | : | , | and | or | versus | vs\.? )? \s*", _FLAGS
)
_THING = re.compile(
    r"""\b (?: it | its | this | that\ one | the\ same | they | them | their | that
             | the\ (?: bill | invoice | account | client | advertiser | agency | customer ) ) \b""",
    _FLAGS,
)
_AND = re.compile(r"^\s* (?: and | also | what\ about | how\ about | same | ok(?:ay)?,?\ and | then | now ) \b", _FLAGS)
_DOCUMENT = re.compile(r"[a-z]", re.IGNORECASE)
_MONEY = re.compile(
    r"""\b (?: wired? | transfer\w* | receiv\w* | receipts? | sent | cheques? | checks? | deposit\w* | paid\ us
             | payments? | cash | credit | refund | amount | total | says | why | usd | eur | gbp | came | got
             | bill\ is ) \b""",
    _FLAGS,
)
"""Words beside which a bare number is an amount and not a document's number."""
_POINTS = re.compile(r"\b (?: it | its | them | their | theirs ) \b", _FLAGS)
_MINE = re.compile(
    r"""\b (?: i | me | my | mine ) \b .* \b (?: own | owner | disputes? | cases? | queue | desk ) \b
      | \b (?: disputes? | cases? ) \b .* \b (?: i | me | mine ) \b""",
    _FLAGS,
)

Mark = tuple[int, int, str]
"""Start, end and name of what a placeholder stands for."""


@dataclass(frozen=True)
class Reading:
    """`words` is the question with `{invoice}`, `{account}`, `{period}` … where names and slots stood."""

    text: str
    words: str
    slots: dict[str, object]
    unclear: tuple[Named, ...]
    """Things named that fit several documents or accounts, or none."""
    refers_back: bool
    """It says "it", "that invoice", "and …": about what was talked of before."""
    points_at: bool = False
    """It says "it", "their": of something that must have been named before."""
    guesses: tuple[tuple[str, str], ...] = ()
    """Names that were written otherwise than they are: (written, meant). Said with the answer."""
    also: tuple[tuple[str, str], ...] = ()
    """Further things of a kind that is named already: (kind, meant)."""

    def has(self, slot: str) -> bool:
        """Whether the slot is filled, or named though unclear."""
        return slot in self.slots or any(entity["kind"] == slot for entity in self.unclear)


def read(text: str, entities: list[Named], today: date) -> Reading:
    """Fill slots from the look-up's entities first, then from what no entity covers."""
    found = read_slots(text, today)
    sure = [entity for entity in entities if entity["sureness"] in SURE]
    unclear = [entity for entity in entities if entity["sureness"] not in SURE and _counts(entity, sure, found, text)]
    named = [(entity["start"], entity["end"], entity["kind"]) for entity in (*sure, *unclear)]
    free = [slot for slot in found if not any(slot.overlaps(start, end) for start, end, _ in named)]
    slots = {**_meant(sure), **_filled(free, text)}
    also = dict.fromkeys((e["kind"], e["meant"]) for e in sure if slots[e["kind"]] != e["meant"])
    if _MINE.search(text):
        slots["owner"] = "me"
    words = _with_marks(text, [*named, *((slot.start, slot.end, slot.name) for slot in free)])
    refers_back = bool(_THING.search(text) or _AND.search(text))
    points_at = _POINTS.search(text) is not None
    guesses = tuple((e["written"], e["meant"]) for e in sure if e["sureness"] == "guessed" and e["kind"] == "account")
    return Reading(text, words, slots, tuple(unclear), refers_back, points_at, guesses, tuple(also))


def _meant(sure: list[Named]) -> dict[str, object]:
    """Of each kind the first that is named."""
    slots: dict[str, object] = {}
    for entity in sure:
        slots.setdefault(entity["kind"], entity["meant"])
    return slots


def _filled(found: list[Slot], text: str) -> dict[str, object]:
    """Of each slot the first that stands in the text; a further period widens the first."""
    slots: dict[str, object] = {}
    for slot in found:
        written = text[slot.start : slot.end]
        if slot.name not in slots:
            slots |= {slot.name: written, **slot.values}
        elif slot.name == "period":
            slots |= {"period": f"{slots['period']} to {written}", **_widened(slots, slot)}
    return slots


def _widened(slots: dict[str, object], slot: Slot) -> dict[str, object]:
    """One stretch of time from the first to the last: "July, August and September"."""
    ends = [values[end] for values in (slots, slot.values) for end in ("date_from", "date_to")]
    days = [day for day in ends if isinstance(day, date)]
    return {"date_from": min(days), "date_to": max(days)}


def _counts(entity: Named, sure: list[Named], slots: list[Slot], text: str) -> bool:
    """An unclear name counts unless something is named surely; an unclear number unless it is an amount or a day."""
    if entity["kind"] == "account":
        if entity["sureness"] == "unclear":
            return all(other["kind"] in ("account", "product") for other in sure)
        long = bool(entity["choices"]) or len(entity["written"]) > SHORT
        return long and (not sure or any(_adjoin(entity, other, text) for other in sure if other["kind"] == "account"))
    if entity["sureness"] == "unclear" or (_DOCUMENT.match(entity["written"]) and not sure):
        return True
    covering = [slot for slot in slots if slot.overlaps(entity["start"], entity["end"])]
    bare = all(slot.name == "amount" and text[slot.start : slot.end].strip().isdigit() for slot in covering)
    return not covering or (bare and not _outweighed(entity, sure) and _MONEY.search(text) is None)


def _outweighed(number: Named, sure: list[Named]) -> bool:
    """Whether what is named surely leaves a bare number to be an amount: not one as long as a document's beside it."""
    digits = [sum(map(str.isdigit, entity["meant"])) for entity in sure if entity["kind"] not in ("account", "product")]
    return bool(sure) and len(number["meant"]) not in digits


def _adjoin(unknown: Named, known: Named, text: str) -> bool:
    """Whether an unknown name and a known one are written as one: "Solvane via Northwind", "Solvane/Northwind"."""
    first, second = sorted((unknown, known), key=lambda entity: entity["start"])
    return _JOINT.fullmatch(text[first["end"] : second["start"]]) is not None


def _with_marks(text: str, marks: list[Mark]) -> str:
    """The text with `{name}` for each mark."""
    words, position = [], 0
    for start, end, kind in sorted(marks):
        words += [text[position:start], f" {{{kind}}} "]
        position = max(position, end)
    return " ".join("".join([*words, text[position:]]).split())
