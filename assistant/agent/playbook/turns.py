"""What a question leans on: the thing talked of before, the play of the question before."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from langchain_core.messages import AIMessage, BaseMessage

from assistant.agent.playbook.plays import Play
from assistant.agent.playbook.reading import Reading

THINGS = ("invoice", "account", "receipt", "dispute", "order", "makegood")


MOST = 5
"""Things that one question may ask the same of."""


@dataclass(frozen=True)
class Outcome:
    """What the playbook decided about a question."""

    play: Play | None
    slots: dict[str, object]
    text: str
    """What to say at once; empty when tools are to be called."""
    status: str
    reason: str | None
    also: tuple[tuple[str, str], ...] = ()
    """Further things that the same is asked of."""

    def slot_sets(self) -> list[dict[str, object]]:
        """The slots once for each thing that the question is about."""
        return [self.slots, *({**self.slots, kind: meant} for kind, meant in self.also[: MOST - 1])]


def with_focus(reading: Reading, before: list[BaseMessage], plays: Sequence[Play]) -> Reading:  # noqa: ARG001
    """The reading with the document or account of the last answer, when the question names none itself."""
    focus = _focus(before)
    if (
        not focus
        or any(reading.has(thing) for thing in THINGS)
        or not (reading.refers_back or len(reading.words.split()) <= 6)
    ):
        return reading
    thing = next((thing for thing in THINGS if thing in focus), None)
    if thing is None:
        return reading
    return replace(reading, slots={**reading.slots, thing: focus[thing]}, words=f"{reading.words} {{{thing}}}")


def _focus(before: list[BaseMessage]) -> dict[str, str]:
    for message in reversed(before):
        if isinstance(message, AIMessage) and (focus := message.additional_kwargs.get("focus")):
            return dict(focus)
    return {}
