"""Opens the chat model that settings name: the built-in playbook, or a hosted one."""

from langchain_core.language_models import BaseChatModel

from assistant.errors import AssistantError
from knowledge.embeddings import Embedder


class UnknownModelError(AssistantError):
    """The chat model is not known."""

    code = "unknown_model"

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"There is no chat model “{name}”: set BILLING_MODEL to playbook.")


def open_chat_model(name: str, embedder: Embedder) -> BaseChatModel:
    """The model by its name in settings.

    Raises: UnknownModelError.
    """
    if name != "playbook":
        raise UnknownModelError(name)
    from assistant.agent.playbook.matcher import Matcher
    from assistant.agent.playbook.model import PlaybookModel
    from assistant.agent.playbook.plays import all_plays

    plays = all_plays()
    return PlaybookModel(matcher=Matcher(plays, embedder), plays=plays)
