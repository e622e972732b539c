"""The playbook as a LangChain chat model: look up what is named, choose a play, call its tools, write its answer."""

from datetime import date
from typing import Any

from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage, ToolMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from langchain_core.runnables import Runnable

from assistant.agent.playbook import calls, sayings
from assistant.agent.playbook.matcher import Matcher
from assistant.agent.playbook.outcome import Outcome
from assistant.agent.playbook.plays import Play
from assistant.agent.playbook.reading import Reading, read
from assistant.agent.playbook.turns import names_nothing, same_again, with_focus
from assistant.agent.results import Result


class PlaybookModel(BaseChatModel):
    """Answers with plays. Stateless: what it has done so far it reads from the messages."""

    matcher: Matcher
    plays: tuple[Play, ...]

    @property
    def _llm_type(self) -> str:
        return "playbook"

    def bind_tools(self, *_: Any, **__: Any) -> Runnable[LanguageModelInput, AIMessage]:
        """The plays name the tools; nothing to bind."""
        return self

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=self._next(messages))])

    def _next(self, messages: list[BaseMessage]) -> AIMessage:
        asked = max(i for i, message in enumerate(messages) if isinstance(message, HumanMessage))
        question, results = messages[asked].text, _results(messages[asked + 1 :])
        if not results:
            return calls.look_up(question)
        today = date.fromisoformat(messages[asked].additional_kwargs["as_of"])
        reading = read(question, results[0]["entities"], today)
        outcome = self.outcome(reading, messages[:asked])
        if outcome.play is None or outcome.text:
            return sayings.say(outcome.text, outcome)
        if len(results) == 1:
            return calls.call(outcome.play.calls, outcome.slot_sets())
        return sayings.answer(outcome.play, outcome, results[1:])

    def outcome(self, reading: Reading, before: list[BaseMessage]) -> Outcome:
        """Which play, with which slots; or what to say instead."""
        reading = with_focus(reading, before)
        play, reading = self._play(reading, before)
        if play is None:
            return sayings.not_understood(reading, self.plays)
        if not play.is_answered:
            refusal = play.refuses or sayings.UNKNOWN
            return Outcome(play, reading.slots, refusal, "refused", play.reason or "not_understood")
        if unclear := [entity for entity in reading.unclear if entity["kind"] in play.slots()]:
            return sayings.ask_which(play, reading, unclear[0])
        if reading.points_at and not play.needs and names_nothing(reading) and "owner" not in reading.slots:
            return sayings.ask_for_more(play, reading, ("account", "invoice"))
        if missing := [group for group in play.needs if not any(slot in reading.slots for slot in group)]:
            return sayings.ask_for_more(play, reading, missing[0])
        also = tuple((kind, meant) for kind, meant in reading.also if kind in play.slots())
        return Outcome(play, reading.slots, "", "answered", None, reading.guesses, also)

    def _play(self, reading: Reading, before: list[BaseMessage]) -> tuple[Play | None, Reading]:
        if match := self.matcher.choose(reading):
            return match.play, reading
        again = None if self.matcher.asks_something(reading) else same_again(reading, before, self.plays)
        return again or (None, reading)


def _results(messages: list[BaseMessage]) -> list[Result]:
    return [message.artifact or _unreadable(message) for message in messages if isinstance(message, ToolMessage)]


def _unreadable(message: ToolMessage) -> Result:
    """A call that the tool did not take: as a refusal, so that it is said and not tried for ever."""
    say = "The look-up did not take what I read from the question; say it in other words."
    refused = "unreadable" if message.name != calls.LOOK_UP else None
    return Result(evidence=[], notes=[], focus={}, entities=[], refused=refused, say=say, choices=[])
