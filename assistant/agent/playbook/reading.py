"""A question as the playbook sees it: its slots filled, its names replaced by placeholders."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.agent.playbook.slots import Slot, read_slots
from assistant.agent.results import Named

SURE = ("exact", "guessed")
_JOINT = re.compile(r"\s*(?:via|thru|through|by way of|/|&|\+|@|:)?\s*", re.IGNORECASE)
SHORT = 3
"""Letters up to which an unknown word is no name that somebody looks for."""
_THING = re.compile(
    r"\b(?:it|its|this|that one|the same|they|them|their|that|the (?:bill|invoice|account|client|advertiser|agency|customer))\b",
    re.IGNORECASE,
)
_MINE = re.compile(
    r"\b(?:i|me|my|mine)\b.*\b(?:own|owner|disputes?|cases?|queue|desk)\b|\b(?:disputes?|cases?)\b.*\b(?:i|me|mine)\b",
    re.IGNORECASE,
)
_AND = re.compile(r"^\s*(?:and|also|what about|how about|same|ok(?:ay)?,? and|then|now)\b", re.IGNORECASE)


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
    marks = [(entity["start"], entity["end"], entity["kind"]) for entity in (*sure, *unclear)]
    slots: dict[str, object] = {}
    also: list[tuple[str, str]] = []
    for entity in sure:
        if slots.setdefault(entity["kind"], entity["meant"]) != entity["meant"]:
            also.append((entity["kind"], entity["meant"]))
    for slot in found:
        if any(slot.start < end and start < slot.end for start, end, _ in marks):
            continue
        if slot.name not in slots:
            slots |= {slot.name: text[slot.start : slot.end], **slot.values}
        elif slot.name == "period":
            slots |= _widened(slots, slot, text)
        marks.append((slot.start, slot.end, slot.name))
    if _MINE.search(text):
        slots["owner"] = "me"
    refers_back = bool(_THING.search(text) or _AND.search(text))
    return Reading(text, _with_marks(text, marks), slots, tuple(unclear), refers_back, tuple(dict.fromkeys(also)))


def _widened(slots: dict[str, object], slot: Slot, text: str) -> dict[str, object]:
    """ "July, August and September": one stretch of time from the first to the last."""
    first = min(slots["date_from"], slot.values["date_from"])  # type: ignore[type-var]
    last = max(slots["date_to"], slot.values["date_to"])  # type: ignore[type-var]
    return {"period": f"{slots['period']} to {text[slot.start : slot.end]}", "date_from": first, "date_to": last}


def _counts(entity: Named, sure: list[Named], slots: list[Slot], text: str) -> bool:
    """An unclear name counts unless something is named surely; an unclear number unless it is an amount or a day."""
    if entity["kind"] == "account":
        long = bool(entity["choices"]) or len(entity["written"]) > SHORT
        return long and (not sure or any(_adjoin(entity, other, text) for other in sure if other["kind"] == "account"))
    if entity["sureness"] == "unclear":
        return True
    return not any(slot.start < entity["end"] and entity["start"] < slot.end for slot in slots)


def _adjoin(unknown: Named, known: Named, text: str) -> bool:
    """Whether an unknown name and a known one are written as one: "Solvane via Northwind", "Solvane/Northwind"."""
    first, second = sorted((unknown, known), key=lambda entity: entity["start"])
    return _JOINT.fullmatch(text[first["end"] : second["start"]]) is not None


def _with_marks(text: str, marks: list[tuple[int, int, str]]) -> str:
    words, position = [], 0
    for start, end, kind in sorted(marks):
        words += [text[position:start], f" {{{kind}}} "]
        position = max(position, end)
    return " ".join("".join([*words, text[position:]]).split())
