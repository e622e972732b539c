"""What a command says when it fails, and the exit code: 2 wrong usage, 3 refused, 4 unavailable."""

import logging

from assistant.desk.errors import AccessDeniedError
from assistant.errors import AssistantError
from assistant.incidents import new_incident
from tools.ledger.errors import DatabaseUnavailableError, LedgerError

logger = logging.getLogger(__name__)


def sentence_for(error: Exception) -> tuple[str, int]:
    """The sentence for a person, and the exit code. What is not ours is logged under an incident number."""
    if isinstance(error, DatabaseUnavailableError):
        return str(error), 4
    if isinstance(error, AccessDeniedError):
        return str(error), 3
    if isinstance(error, AssistantError | LedgerError):
        return str(error), 2
    incident = new_incident()
    logger.error("incident %s", incident, exc_info=error)
    return f"Something went wrong on our side (incident {incident}); nothing half done was kept. The log has the details.", 4
