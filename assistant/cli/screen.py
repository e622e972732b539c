"""How answers look in a terminal."""

from rich.console import Console
from rich.markdown import Markdown

from assistant.answers import Answer


def print_answer(out: Console, answer: Answer) -> None:
    """The answer, then where its figures come from, in a quiet line."""
    out.print(Markdown(answer.text), width=min(out.width, 110))
    sources = ", ".join(f"{item.label} {item.query.title} ({item.total_rows} rows)" for item in answer.evidence)
    if sources:
        out.print(f"\n[dim]Evidence: {sources}.[/dim]")
    if answer.conversation and answer.status in ("answered", "clarify"):
        out.print(f"[dim]Go on with --conversation {answer.conversation}[/dim]")
