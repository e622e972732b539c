"""What became of a turn: its status, what it was about, what it cost; and questions that are not asked at all."""

from typing import Any

from langchain_core.messages import AIMessage, BaseMessage, ToolMessage

from assistant.agent.references import Printed
from assistant.answers import Status
from assistant.desk.people import Person
from tools.ledger.scope import Scope

LONGEST_QUESTION = 4_000
"""Characters; a longer text is a document, not a question."""
EMPTY = "The question is empty: write what you would like to know, for example “Is INV-104233 paid?”."
NO_AMOUNTS = "You see people and settings but no amounts: ask an administrator for a role with accounts."
NO_ACCOUNTS = "No account is yours to see yet: ask an administrator to add your accounts."
DENIED = frozenset({"not_found", "no_amounts", "no_accounts"})
"""Reasons that the journal keeps as a denial."""


def unfit(question: str, person: Person) -> tuple[str, str] | None:
    """What to say at once, and the reason's code, when a question goes to no model."""
    if not person.sees_amounts:
        return NO_AMOUNTS, "no_amounts"
    if not question.strip():
        return EMPTY, "unfit_question"
    if len(question) > LONGEST_QUESTION:
        said = f"The question has {len(question):,} characters: keep it under {LONGEST_QUESTION:,}, without documents."
        return said, "unfit_question"
    return None


def outcome(messages: list[BaseMessage], printed: Printed, scope: Scope) -> tuple[Status, str | None]:
    """What the model says of its answer, else what the tools' results make of it."""
    final = messages[-1] if messages else AIMessage("")
    refused = [m.artifact["refused"] for m in messages if isinstance(m, ToolMessage) and m.artifact]
    last = next((code for code in reversed(refused) if code), None)
    status: Status = final.response_metadata.get("status") or "answered"
    reason = final.response_metadata.get("reason")
    if "status" not in final.response_metadata and last and not printed.figures:
        status, reason = ("clarify" if last == "ambiguous" else "refused"), last
    if status == "answered" and not (scope.everything or scope.accounts):
        # Nothing was found because nothing could be: that is no answer about the books.
        return "refused", "no_accounts"
    return status, reason


def focus(messages: list[BaseMessage]) -> dict[str, Any]:
    """The document or account that the turn was about, and the play that answered."""
    about: dict[str, Any] = {}
    for message in messages:
        if isinstance(message, ToolMessage) and message.artifact:
            about |= message.artifact["focus"]
    said = messages[-1].response_metadata if messages else {}
    if play := said.get("play"):
        about |= {"play": play, "slots": said.get("slots", {})}
    return about


def usage(messages: list[BaseMessage]) -> dict[str, int]:
    """Tokens of the turn's model calls."""
    used = [m.usage_metadata for m in messages if isinstance(m, AIMessage) and m.usage_metadata]
    return {
        "prompt_tokens": sum(u["input_tokens"] for u in used),
        "completion_tokens": sum(u["output_tokens"] for u in used),
    }
