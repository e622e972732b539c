"""Which day an answer is about, and how it says so."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from assistant.errors import AssistantError
from tools.evidence import print_value
from tools.ledger.scope import Scope

STALE_AFTER_DAYS = 3
"""Days after which an answer says first that the books are old (domain §3.4: refuse or say; policy data later)."""


class AsOfInFutureError(AssistantError):
    """Nobody knows that day yet."""

    code = "as_of_in_future"

    def __init__(self, day: date) -> None:
        self.day = day
        super().__init__(f"{day} is in the future: ask as of today or earlier.")


@dataclass(frozen=True)
class AsOf:
    """The day (inclusive), the day of the newest extract, and whether the person chose it."""

    day: date
    books_end: date | None
    requested: bool
    today: date

    def stated(self, answer: str) -> str:
        """The answer with its as-of; first when the books are old, last otherwise."""
        if self.books_end is None:
            return answer
        if self.requested and self.day > self.books_end:
            return f"The books end on {_said(self.books_end)}: this is as of that day.\n\n{answer}"
        age = (self.today - self.books_end).days
        if not self.requested and age > STALE_AFTER_DAYS:
            return f"The books end on {_said(self.books_end)}, {age} days ago; this is as of that day.\n\n{answer}"
        return f"{answer}\n\nAs of {_said(self.day)}."


def choose_as_of(connection: Connection, scope: Scope, requested: date | None, today: date) -> AsOf:
    """The requested day, or the newest extract's of the accounts in scope (never after today).

    Raises: AsOfInFutureError.
    """
    if requested and requested > today:
        raise AsOfInFutureError(requested)
    newest = connection.scalar(
        text("""select max(s.as_of)::date from ledger.source s where :everything
            or exists (select from ledger.account a where a.source = s.source and a.account_id = any (:accounts))"""),
        {"everything": scope.everything, "accounts": sorted(scope.accounts)},
    )
    return AsOf(requested or min(newest or today, today), newest, requested is not None, today)


def _said(day: date) -> str:
    return print_value(day, "date", "")
