"""What can go wrong in a tool that is nobody's answer: raised, and turned into a sentence at the tool boundary."""

from tools.ledger.errors import LedgerError


class QueryTooSlowError(LedgerError):
    """A query was stopped at its time limit."""

    code = "query_too_slow"

    def __init__(self, query: str) -> None:
        self.query = query
        super().__init__(
            f"The look-up {query} took too long and was stopped: ask about fewer accounts or a shorter period."
        )
