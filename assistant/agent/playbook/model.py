"""The playbook as a LangChain chat model: look up what is named, choose a play, call its tools, write its answer."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable

from assistant.agent.playbook.matcher import Matcher
from assistant.agent.playbook.plays import Call, Play
from assistant.agent.playbook.reading import Reading, read
from assistant.agent.playbook.templates import write
from assistant.agent.playbook.turns import Outcome, with_focus
from assistant.agent.results import Result
from tools.plain_text import in_markdown, shortened

LOOK_UP = "look_up"
UNKNOWN = "I don't know how to answer that."


class PlaybookModel(BaseChatModel):
    """Answers with plays. Stateless: what it has done so far it reads from the messages."""

    matcher: Any
    plays: Any

    @property
    def _llm_type(self) -> str:
        return "playbook"

    def bind_tools(self, tools: Sequence[Any], **kwargs: Any) -> Runnable[Any, AIMessage]:  # noqa: ARG002
        """The plays name the tools; nothing to bind."""
        return self

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,  # noqa: ARG002
        run_manager: CallbackManagerForLLMRun | None = None,  # noqa: ARG002
        **kwargs: Any,  # noqa: ARG002
    ) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages))])

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        asked = max(i for i, message in enumerate(messages) if isinstance(message, HumanMessage))
        question, results = messages[asked].text, _results(messages[asked + 1 :])
        if not results:
            return _looking_up(question)
        today = date.fromisoformat(messages[asked].additional_kwargs["as_of"])
        reading = read(question, results[0]["entities"], today)
        outcome = self.outcome(reading, messages[:asked])
        if isinstance(outcome.play, Play) and len(results) == 1 and not outcome.text:
            return _call(outcome.play.calls, outcome.slot_sets())
        if outcome.play is None or outcome.text:
            return _say(outcome.text, outcome)
        return _answer(outcome, results[1:])

    def outcome(self, reading: Reading, before: list[BaseMessage]) -> Outcome:
        """Which play, with which slots; or what to say instead."""
        matcher: Matcher = self.matcher
        reading = with_focus(reading, before, self.plays)
        match = matcher.choose(reading)
        if match is None:
            return Outcome(None, reading.slots, _not_understood(reading, self.plays), "refused", "not_understood")
        play = match.play
        if not play.is_answered:
            return Outcome(play, reading.slots, play.refuses or UNKNOWN, "refused", play.reason or "not_understood")
        if unclear := [entity for entity in reading.unclear if entity["kind"] in play.slots()]:
            return _ask_which(play, reading, unclear[0])  # type: ignore[arg-type]
        if missing := [group for group in play.needs if not any(slot in reading.slots for slot in group)]:
            asked = " or ".join(missing[0])
            return Outcome(
                play, reading.slots, f"Which {asked} do you mean? Name it and I will look.", "clarify", "incomplete"
            )
        also = tuple((kind, meant) for kind, meant in reading.also if kind in play.slots())
        return Outcome(play, reading.slots, "", "answered", None, also)


def _results(messages: list[BaseMessage]) -> list[Result]:
    return [message.artifact or _unreadable(message) for message in messages if isinstance(message, ToolMessage)]


def _unreadable(message: ToolMessage) -> Result:
    """A call that the tool did not take: as a refusal, so that it is said and not tried for ever."""
    say = "The look-up did not take what I read from the question; say it in other words."
    refused = "unreadable" if message.name != LOOK_UP else None
    return Result(evidence=[], notes=[], focus={}, entities=[], refused=refused, say=say, choices=[])


def _looking_up(question: str) -> AIMessage:
    call = {"name": LOOK_UP, "args": {"text": question}, "id": "call_look_up", "type": "tool_call"}
    return AIMessage(content="", tool_calls=[call])


def _call(calls: Sequence[Call], slot_sets: list[dict[str, object]]) -> AIMessage:
    made = []
    for number, (slots, call) in enumerate((slots, call) for slots in slot_sets for call in calls):
        arguments = {name: _filled(value, slots) for name, value in call.arguments.items()}
        kept = {name: value for name, value in arguments.items() if value is not None}
        made.append({"name": call.tool, "args": kept, "id": f"call_{call.tool}_{number}", "type": "tool_call"})
    return AIMessage(content="", tool_calls=made)


def _filled(value: str, slots: dict[str, object]) -> object:
    """The slot's value for `{slot}`, nothing when it is empty; anything else is meant literally."""
    if value.startswith("{") and value.endswith("}"):
        filled = slots.get(value[1:-1])
        return filled.isoformat() if isinstance(filled, date) else str(filled) if filled is not None else None
    return value


def _answer(outcome: Outcome, results: list[Result]) -> AIMessage:
    """One text for each thing asked about; refused as a whole only when every look-up was."""
    assert outcome.play is not None
    size = len(outcome.play.calls)
    parts = [results[i : i + size] for i in range(0, len(results), size)]
    texts = [_part(outcome.play, part, slots) for part, slots in zip(parts, outcome.slot_sets(), strict=False)]
    refused = next((r["refused"] for r in results if r["refused"]), None)
    if refused and all(result["refused"] for result in results):
        status = "clarify" if refused == "ambiguous" else "refused"
        return _say("\n\n".join(texts), Outcome(outcome.play, outcome.slots, "", status, refused))
    return _say("\n\n".join(texts), outcome)


def _part(play: Play, results: list[Result], slots: dict[str, object]) -> str:
    if all(result["refused"] for result in results):
        first = results[0]
        return "\n".join([in_markdown(first["say"]), *_offered(first["choices"], near=first["refused"] == "not_found")])
    return write(play.answer, results, slots)


def _say(text: str, outcome: Outcome) -> AIMessage:
    play = outcome.play.name if outcome.play else None
    slots = {name: str(value) for name, value in outcome.slots.items()}
    return AIMessage(
        content=text,
        response_metadata={"status": outcome.status, "reason": outcome.reason, "play": play, "slots": slots},
    )


def _ask_which(play: Play, reading: Reading, entity: Any) -> Outcome:
    choices = _offered(entity["choices"], near=entity["sureness"] == "near")
    if entity["sureness"] == "unclear":
        text = f"“{_quoted(entity['written'])}” can be several. Which one do you mean?"
        return Outcome(play, reading.slots, "\n".join([text, *choices]), "clarify", "ambiguous")
    what = "account called" if entity["kind"] == "account" else entity["kind"]
    number = _quoted(entity["meant"])
    text = (
        f"I find no {what} {number} in the books that you may see. Check the spelling, or ask your manager for access."
    )
    return Outcome(play, reading.slots, "\n".join([text, *choices]), "refused", "not_found")


def _offered(choices: list[str], *, near: bool) -> list[str]:
    return [*(["Did you mean:"] if near and choices else []), *(f"- {in_markdown(choice)}" for choice in choices[:5])]


def _quoted(words: str) -> str:
    """The person's own words, as text and not too long."""
    return in_markdown(shortened(words))


def _not_understood(reading: Reading, plays: Sequence[Play]) -> str:
    """An honest no, with what can be asked."""
    can = sorted({play.answers for play in plays if play.is_answered})
    return "\n".join([UNKNOWN, "I can tell you, for example:", *(f"- {answer}" for answer in can[:6])])
