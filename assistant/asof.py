"""Which day an answer is about, and how it says so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, text

from assistant.errors import AssistantError
from tools.evidence import Evidence, print_value
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

    def stated(self, answer: str, evidence: Sequence[Evidence] = ()) -> str:
        """The answer with its as-of; first when the books that it rests on are old, last otherwise."""
        if self.books_end is None:
            return answer
        ends = _ends(evidence) or {min(self.day, self.books_end)}
        oldest, newest = min(ends), max(ends)
        age = (self.today - oldest).days
        if not (oldest < self.day if self.requested else age > STALE_AFTER_DAYS):
            return f"{answer}\n\nAs of {_said(oldest)}."
        if oldest < newest:
            days = f"the oldest on {_said(oldest)}, the newest on {_said(newest)}"
            first = f"The books behind this end on different days, {days}."
        elif self.requested:
            first = f"The books end on {_said(oldest)}: this is as of that day."
        else:
            first = f"The books end on {_said(oldest)}, {age} days ago; this is as of that day."
        return f"{first}\n\n{answer}"

    def asked(self, refusal: str) -> str:
        """A refusal that says of which day it is, when the person chose one: then a document may only be later."""
        return f"{refusal}\n\nAsked as of {_said(self.day)}." if self.requested else refusal


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


def _ends(evidence: Sequence[Evidence]) -> set[date]:
    """The days on which the books end that the evidence is from; accounts of two sources may differ."""
    days = (row.get("as_of") for item in evidence for row in item.rows)
    return {day for day in days if isinstance(day, date)}


def _said(day: date) -> str:
    return print_value(day, "date", "")
