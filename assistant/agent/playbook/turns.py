"""What a question leans on: the thing talked of before."""

from dataclasses import replace

from langchain_core.messages import AIMessage, BaseMessage

from assistant.agent.playbook.reading import Reading

THINGS = ("invoice", "account", "receipt", "dispute", "order", "makegood")
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


def _focus(before: list[BaseMessage]) -> dict[str, str]:
    for message in reversed(before):
        if isinstance(message, AIMessage) and (focus := message.additional_kwargs.get("focus")):
            return dict(focus)
    return {}
