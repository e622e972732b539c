"""What a question leans on: the thing talked of before."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage

from assistant.agent.playbook.plays import Play
from assistant.agent.playbook.reading import Reading

THINGS = ("invoice", "account", "receipt", "dispute", "order", "makegood")
DATES = {"date_from", "date_to", "over_days"}
"""What a period or a number of days is read as."""
SHORT_QUESTION = 6
"""Words up to which a question that names nothing goes on with what was talked of."""


def with_focus(reading: Reading, before: list[BaseMessage]) -> Reading:
    """The reading with the document or account of the last answer, when the question names none itself."""
    if any(reading.has(thing) for thing in THINGS):
        return reading
    if not reading.refers_back and len(reading.words.split()) > SHORT_QUESTION:
        return reading
    focus = _focus(before)
    thing = next((thing for thing in THINGS if thing in focus), None)
    if thing is None:
        return reading
    return replace(reading, slots={**reading.slots, thing: focus[thing]}, words=f"{reading.words} {{{thing}}}")


def names_nothing(reading: Reading) -> bool:
    """Whether no document and no account is named, here or before: "their" is then of nobody."""
    return not any(reading.has(thing) for thing in THINGS)


def same_again(reading: Reading, before: list[BaseMessage], plays: Sequence[Play]) -> tuple[Play, Reading] | None:
    """The play of the question before, asked of what this one names: "and Acme DE?", "and last month?"."""
    focus = _focus(before)
    play = next((play for play in plays if play.name == focus.get("play") and play.is_answered), None)
    if play is None:
        return None
    known = play.slots() | DATES
    named = {name: value for name, value in reading.slots.items() if name in known}
    if not named and not any(entity["kind"] in known for entity in reading.unclear):
        return None
    kept: dict[str, object] = dict(focus.get("slots") or {})
    if any(reading.has(thing) for thing in THINGS):
        kept = {name: value for name, value in kept.items() if name not in THINGS}
    return play, replace(reading, slots={**kept, **named})


def _focus(before: list[BaseMessage]) -> dict[str, Any]:
    for message in reversed(before):
        if isinstance(message, AIMessage) and (focus := message.additional_kwargs.get("focus")):
            return dict(focus)
    return {}
