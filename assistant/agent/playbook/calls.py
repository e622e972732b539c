"""Writes the tool calls of a play, its slots filled in."""

from collections.abc import Sequence
from datetime import date

from langchain_core.messages import AIMessage
from langchain_core.messages.tool import ToolCall, tool_call

from assistant.agent.playbook.plays import Call

LOOK_UP = "look_up"


def look_up(question: str) -> AIMessage:
    """The call that finds what the question names."""
    return AIMessage(content="", tool_calls=[tool_call(name=LOOK_UP, args={"text": question}, id="call_look_up")])


def call(calls: Sequence[Call], slot_sets: Sequence[dict[str, object]]) -> AIMessage:
    """Every call of a play, once for each set of slots."""
    wanted = [(call, slots) for slots in slot_sets for call in calls]
    return AIMessage(content="", tool_calls=[_filled(*each, number) for number, each in enumerate(wanted)])


def _filled(call: Call, slots: dict[str, object], number: int) -> ToolCall:
    """Arguments whose slot is empty are left out."""
    arguments = {name: _value(written, slots) for name, written in call.arguments.items()}
    kept = {name: value for name, value in arguments.items() if value is not None}
    return tool_call(name=call.tool, args=kept, id=f"call_{call.tool}_{number}")


def _value(written: str, slots: dict[str, object]) -> str | None:
    """The slot's value for `{slot}`, nothing when it is empty; anything else is meant literally."""
    if not (written.startswith("{") and written.endswith("}")):
        return written
    match slots.get(written[1:-1]):
        case None:
            return None
        case date() as day:
            return day.isoformat()
        case value:
            return str(value)
