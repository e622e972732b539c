"""Writes what the playbook says: answers from results, questions back, refusals."""

from collections.abc import Sequence

from langchain_core.messages import AIMessage

from assistant.agent.playbook.outcome import Outcome
from assistant.agent.playbook.plays import Play
from assistant.agent.playbook.reading import Reading
from assistant.agent.playbook.templates import write
from assistant.agent.results import Named, Result
from tools.plain_text import in_markdown, shortened
from tools.resolve import not_found

UNKNOWN = "I don't know how to answer that."
MOST_CHOICES = 5
MOST_EXAMPLES = 6


def say(text: str, outcome: Outcome) -> AIMessage:
    """The turn's last message; how it came about goes with it."""
    play = outcome.play.name if outcome.play else None
    slots = {name: str(value) for name, value in outcome.slots.items()}
    return AIMessage(
        content=text,
        response_metadata={"status": outcome.status, "reason": outcome.reason, "play": play, "slots": slots},
    )


def answer(play: Play, outcome: Outcome, results: list[Result]) -> AIMessage:
    """One text for each thing asked about; refused as a whole only when every look-up was."""
    size = len(play.calls)
    parts = [results[i : i + size] for i in range(0, len(results), size)]
    texts = [_part(play, part, slots) for part, slots in zip(parts, outcome.slot_sets(), strict=False)]
    refused = next((result["refused"] for result in results if result["refused"]), None)
    if refused and all(result["refused"] for result in results):
        status = "clarify" if refused == "ambiguous" else "refused"
        outcome = Outcome(play, outcome.slots, "", status, refused)
    read = [f"I read “{_quoted(written)}” as {_quoted(meant)}." for written, meant in outcome.guesses]
    return say("\n\n".join([*read, *texts]), outcome)


def ask_for_more(play: Play, reading: Reading, missing: Sequence[str]) -> Outcome:
    """Ask for one of the slots that the play cannot do without."""
    text = f"Which {' or '.join(missing)} do you mean? Name it and I will look."
    return Outcome(play, reading.slots, text, "clarify", "incomplete")


def ask_which(play: Play, reading: Reading, entity: Named) -> Outcome:
    """Ask which of several is meant; say of none that it is not found, with what looks like it."""
    choices = _offered(entity["choices"], near=entity["sureness"] == "near")
    if entity["sureness"] == "unclear":
        text = f"“{_quoted(entity['written'])}” can be several. Which one do you mean?"
        return Outcome(play, reading.slots, "\n".join([text, *choices]), "clarify", "ambiguous")
    what = "account called" if entity["kind"] == "account" else entity["kind"]
    text = not_found(f"{what} {_quoted(entity['meant'])}")
    return Outcome(play, reading.slots, "\n".join([text, *choices]), "refused", "not_found")


def not_understood(reading: Reading, plays: Sequence[Play]) -> Outcome:
    """An honest no, with what can be asked."""
    can = sorted({play.answers for play in plays if play.is_answered})
    text = "\n".join([UNKNOWN, "I can tell you, for example:", *(f"- {answer}" for answer in can[:MOST_EXAMPLES])])
    return Outcome(None, reading.slots, text, "refused", "not_understood")


def _part(play: Play, results: list[Result], slots: dict[str, object]) -> str:
    if all(result["refused"] for result in results):
        first = results[0]
        return "\n".join([in_markdown(first["say"]), *_offered(first["choices"], near=first["refused"] == "not_found")])
    return write(play.answer, results, slots)


def _offered(choices: list[str], *, near: bool) -> list[str]:
    head = ["Did you mean:"] if near and choices else []
    return [*head, *(f"- {in_markdown(choice)}" for choice in choices[:MOST_CHOICES])]


def _quoted(words: str) -> str:
    """The person's own words, as text and not too long."""
    return in_markdown(shortened(words))
