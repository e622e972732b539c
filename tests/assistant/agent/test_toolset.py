import logging
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import pytest
from langchain_core.messages import AIMessage
from langgraph.errors import GraphBubbleUp
from langgraph.prebuilt import ToolNode
from langgraph.runtime import Runtime

from assistant.agent.toolset import bind
from tools.catalogue import CATALOGUE, Capability, Tool
from tools.context import Found, Refused, ToolContext, ToolResult
from tools.errors import QueryTooSlowError
from tools.ledger.errors import DatabaseUnavailableError


@dataclass
class Raises:
    """What a tool raises."""

    error: BaseException

    def tool(self) -> Tool:
        def failing(context: ToolContext, number: str) -> ToolResult:
            """Look something up.

            Args:
                number: the number.
            """
            raise self.error

        return Tool(failing, Capability.READ_BOOKS)


def called(tool: Tool) -> Any:  # noqa: ANN401 (an artifact)
    """The tool, called as the graph calls it."""
    context: Any = ToolContext(
        person="ruth@example.com",
        person_name="Ruth",
        reader=None,  # type: ignore[arg-type]
        names=lambda: None,  # type: ignore[arg-type, return-value]
        is_ordinary_word=lambda word: False,
        as_of=date(2026, 10, 31),
        clock=lambda: datetime(2026, 10, 31, tzinfo=UTC),
    )
    call = AIMessage("", tool_calls=[{"name": tool.name, "args": {"number": "1"}, "id": "1", "type": "tool_call"}])
    node = ToolNode(bind([tool]))
    runtime: Any = Runtime(context=context)
    result = node.invoke({"messages": [call]}, config={"configurable": {"__pregel_runtime": runtime}})
    return result["messages"][0]


def test_every_tool_tells_a_model_what_it_answers_and_takes() -> None:
    for tool in bind(CATALOGUE):
        assert "Changes nothing." in tool.description, tool.name
        for name, schema in tool.args.items():
            assert schema.get("description"), f"{tool.name}.{name}"


def test_a_database_that_went_away_is_no_answer_of_a_tool() -> None:
    with pytest.raises(DatabaseUnavailableError):
        called(Raises(DatabaseUnavailableError()).tool())


def test_an_interrupt_passes() -> None:
    with pytest.raises(GraphBubbleUp):
        called(Raises(GraphBubbleUp()).tool())


def test_an_error_of_ours_is_said_to_the_model() -> None:
    message = called(Raises(QueryTooSlowError("ageing")).tool())

    assert message.artifact["refused"] == "unreadable"
    assert "took too long" in message.text


def test_any_other_error_is_an_incident_without_its_details(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        message = called(Raises(RuntimeError("password=hunter2")).tool())

    assert "hunter2" not in message.text
    assert "incident number" in message.text
    assert "hunter2" in caplog.text


def test_a_refusal_is_a_value() -> None:
    def refusing(context: ToolContext, number: str) -> Found | Refused:
        """Look something up.

        Args:
            number: the number.
        """
        return Refused("not_found", "Nothing.", ("one", "two"))

    message = called(Tool(refusing, Capability.READ_BOOKS))

    assert message.artifact["choices"] == ["one", "two"]
    assert message.text == "refused (not_found): Nothing.\n- one\n- two"
