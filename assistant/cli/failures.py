"""What a command says when it fails, and the exit code: 2 wrong usage, 3 refused, 4 unavailable."""

import errno
import logging
import tempfile
import traceback
from pathlib import Path

from assistant.desk.errors import AccessDeniedError
from assistant.errors import UNAVAILABLE, AssistantError
from assistant.incidents import new_incident
from tools.ledger.errors import LedgerError
from tools.plain_text import as_typed

logger = logging.getLogger(__name__)


def sentence_for(error: Exception) -> tuple[str, int]:
    """The sentence for a person, and the exit code. What is not ours is logged under an incident number."""
    error = _known(error)
    if isinstance(error, UNAVAILABLE):
        return as_typed(str(error)), 4
    if isinstance(error, AccessDeniedError):
        return as_typed(str(error)), 3
    if isinstance(error, AssistantError | LedgerError):
        return as_typed(str(error)), 2
    if (usage := _usage(error)) is not None:
        return as_typed(usage), 2
    if isinstance(error, OSError) and error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return "The disk is full: free some space and try again; nothing half done was kept.", 4
    incident = new_incident()
    logger.error("incident %s", incident, exc_info=error)
    log = _log() or _write(incident, error)
    where = f"{log} has the details" if log else "no log could be written"
    return f"Something went wrong on our side (incident {incident}); nothing half done was kept, and {where}.", 4


def _known(error: Exception) -> Exception:
    """A failing database as the sentence that it is."""
    from sqlalchemy.exc import DBAPIError

    from tools.ledger.engines import unavailable_as_sentence

    if not isinstance(error, DBAPIError):
        return error
    try:
        with unavailable_as_sentence():
            raise error
    except (DBAPIError, LedgerError) as known:
        return known


def _usage(error: Exception) -> str | None:
    """What is wrong with a command line, and where its help is."""
    from typer import Abort
    from typer.exceptions import TyperException

    if isinstance(error, Abort):
        return "Nothing was entered, so nothing was done."
    if not isinstance(error, TyperException):
        return None
    message = error.format_message().rstrip(".")
    if message.startswith("Usage:"):
        return message
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "billing"
    return f"{message}. See `{command} --help`."


def _log() -> Path | None:
    handlers = logging.getLogger().handlers
    return next((Path(h.baseFilename) for h in handlers if isinstance(h, logging.FileHandler)), None)


def _write(incident: str, error: Exception) -> Path | None:
    """The details in a file of their own: there was no home yet to log in."""
    try:
        with tempfile.NamedTemporaryFile(
            "w", prefix=f"billing-incident-{incident}-", suffix=".log", delete=False, encoding="utf-8"
        ) as file:
            file.writelines(traceback.format_exception(error))
            return Path(file.name)
    except OSError:
        return None
