"""What the documentation says is what the code has."""

import re
from pathlib import Path

from assistant.agent.playbook.plays import all_plays
from assistant.config import Settings
from tools.catalogue import CATALOGUE
from tools.query import all_names, named

ROOT = Path(__file__).parent.parent


def test_the_readme_lists_every_setting_and_no_other() -> None:
    table = set(re.findall(r"^\| `(BILLING_\w+)` \|", (ROOT / "README.md").read_text(), re.MULTILINE))

    assert {f"BILLING_{name.upper()}" for name in Settings.model_fields} == table


def test_every_tool_says_what_it_answers_and_that_it_changes_nothing() -> None:
    for tool in CATALOGUE:
        assert "Changes nothing." in (tool.function.__doc__ or ""), tool.name


def test_every_play_calls_tools_that_exist() -> None:
    names = {tool.name for tool in CATALOGUE}

    assert {call.tool for play in all_plays() for call in play.calls} <= names


def test_every_named_query_is_run_by_something() -> None:
    code = "".join(path.read_text() for folder in ("tools", "assistant") for path in (ROOT / folder).rglob("*.py"))

    assert [name for name in all_names() if f'"{named(name).name}"' not in code] == []


def test_every_decision_has_the_four_headings() -> None:
    for path in (ROOT / "docs" / "decisions").glob("0*.md"):
        headings = re.findall(r"^## (\w+)", path.read_text(), re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Evidence"], path.name
