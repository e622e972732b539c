"""A question as the playbook sees it: its slots filled, its names replaced by placeholders."""

import re
from dataclasses import dataclass
from datetime import date

from assistant.agent.playbook.slots import read_slots
from assistant.agent.results import Named

SURE = ("exact", "guessed")
_THING = re.compile(
    r"\b(?:it|its|this|that one|the same|they|them|their|that|the (?:bill|invoice|account|client|advertiser|agency|customer))\b",
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

    def has(self, slot: str) -> bool:
        """Whether the slot is filled, or named though unclear."""
        return slot in self.slots or any(entity["kind"] == slot for entity in self.unclear)


def read(text: str, entities: list[Named], today: date) -> Reading:
    """Fill slots from the look-up's entities first, then from what no entity covers."""
    sure = [e for e in entities if e["sureness"] in SURE]
    amounts = [s for s in read_slots(text, today)]
    unclear = [e for e in entities if e["sureness"] not in SURE and not _is_amount(e, amounts)]
    marks = [(e["start"], e["end"], e["kind"]) for e in (*sure, *unclear)]
    slots: dict[str, object] = {}
    for entity in sure:
        slots.setdefault(entity["kind"], entity["meant"])
        if entity["kind"] in slots and slots[entity["kind"]] != entity["meant"]:
            slots.setdefault(f"second_{entity['kind']}", entity["meant"])
    for slot in amounts:
        if any(slot.start < end and start < slot.end for start, end, _ in marks):
            continue
        if slot.name not in slots:
            slots |= {slot.name: text[slot.start : slot.end], **slot.values}
        marks.append((slot.start, slot.end, slot.name))
    return Reading(text, _with_marks(text, marks), slots, tuple(unclear), bool(_THING.search(text) or _AND.search(text)))


def _is_amount(entity: Named, slots: list) -> bool:  # type: ignore[type-arg]
    """A bare number that no document has is an amount."""
    return entity["kind"] != "account" and any(
        slot.name in ("amount", "days", "line", "date", "period") and slot.start < entity["end"] and entity["start"] < slot.end for slot in slots
    )


def _with_marks(text: str, marks: list[tuple[int, int, str]]) -> str:
    words, position = [], 0
    for start, end, kind in sorted(marks):
        words += [text[position:start], f" {{{kind}}} "]
        position = max(position, end)
    return " ".join("".join([*words, text[position:]]).split())
