"""The root of what can go wrong in the assistant. Not here: the books' own errors (tools/ledger/errors.py)."""

from inspect import cleandoc
from typing import ClassVar, Final

from tools.ledger.errors import DatabaseFullError, DatabaseUnavailableError, HomeFullError, ServerStartError

UNAVAILABLE: Final = (DatabaseUnavailableError, DatabaseFullError, HomeFullError, ServerStartError)
"""What is nobody's mistake: the same question can be answered later."""


class AssistantError(Exception):
    """The assistant cannot do this."""

    code: ClassVar[str] = "assistant"
    """Stable, snake_case; each face maps it to its own status."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or cleandoc(type(self).__doc__ or ""))
