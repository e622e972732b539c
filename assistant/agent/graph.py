"""The agent: a chat model, the caller's tools, a checkpointer. One turn is one run."""

from typing import Any, TypeAlias

from langchain.agents import create_agent
from langchain.agents.middleware import ModelCallLimitMiddleware
from langchain_core.language_models import BaseChatModel
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.graph.state import CompiledStateGraph

from assistant.agent.prompts import system_prompt
from assistant.agent.toolset import bind
from tools.catalogue import Tool
from tools.context import ToolContext

Agent: TypeAlias = CompiledStateGraph[Any, ToolContext, Any, Any]

MODEL_CALLS = 12
"""Model calls in one turn; a model that has not answered by then is not going to."""


def build_graph(model: BaseChatModel, tools: tuple[Tool, ...], checkpointer: BaseCheckpointSaver[Any] | None) -> Agent:
    """The compiled agent. The context (caller, scope, books) is given with each run."""
    return create_agent(
        model,
        bind(tools),
        system_prompt=system_prompt(),
        middleware=[ModelCallLimitMiddleware(run_limit=MODEL_CALLS, exit_behavior="error")],
        context_schema=ToolContext,
        checkpointer=checkpointer,
    )
