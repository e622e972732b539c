"""The prompts, as Markdown files beside this module."""

from functools import cache
from importlib.resources import files


@cache
def system_prompt() -> str:
    """What every turn's model is told first."""
    return (files("assistant.agent.prompts") / "system.md").read_text()
