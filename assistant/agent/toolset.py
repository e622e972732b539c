"""Our tools as LangChain tools: the context comes from the run, never from a model's argument."""

import inspect
import logging
from collections.abc import Iterable
from typing import Any, get_type_hints

from langchain.tools import ToolRuntime
from langchain_core.tools import BaseTool, StructuredTool
from langgraph.errors import GraphBubbleUp
from pydantic import BaseModel, Field, create_model

from assistant.agent.results import Result, as_data, as_text
from assistant.incidents import new_incident
from tools.catalogue import Tool
from tools.context import Refused, ToolContext
from tools.ledger.errors import DatabaseUnavailableError, LedgerError

logger = logging.getLogger(__name__)


def bind(tools: Iterable[Tool]) -> list[BaseTool]:
    """LangChain tools with the same names, arguments and descriptions."""
    return [_bound(tool) for tool in tools]


def _bound(tool: Tool) -> BaseTool:
    def run(runtime: ToolRuntime[ToolContext, Any], **arguments: Any) -> tuple[str, Result]:
        try:
            result = tool.function(runtime.context, **arguments)
        except (GraphBubbleUp, DatabaseUnavailableError):
            raise
        except LedgerError as error:
            result = Refused("unreadable", str(error))
        except Exception:
            incident = new_incident()
            logger.exception("incident %s: tool %s", incident, tool.name)
            result = Refused("unreadable", f"The look-up failed; its incident number is {incident}.")
        return as_text(result), as_data(result)

    summary, described = _docstring(tool)
    return StructuredTool.from_function(
        func=run,
        name=tool.name,
        description=summary,
        args_schema=_arguments(tool, described),
        response_format="content_and_artifact",
    )


def _arguments(tool: Tool, described: dict[str, str]) -> type[BaseModel]:
    hints = get_type_hints(tool.function)
    fields: dict[str, Any] = {}
    for name, parameter in list(inspect.signature(tool.function).parameters.items())[1:]:
        default = ... if parameter.default is inspect.Parameter.empty else parameter.default
        fields[name] = (hints[name], Field(default, description=described.get(name)))
    return create_model(tool.name, **fields)


def _docstring(tool: Tool) -> tuple[str, dict[str, str]]:
    """The text before `Args:`, and what is said of each argument."""
    summary, _, arguments = inspect.cleandoc(tool.function.__doc__ or "").partition("\nArgs:\n")
    described: dict[str, str] = {}
    name = ""
    for line in arguments.splitlines():
        head, colon, rest = line.strip().partition(": ")
        if colon and line.startswith("    ") and not line.startswith("     "):
            name = head
            described[name] = rest
        elif name and line.strip():
            described[name] += " " + line.strip()
    return summary.strip(), described
