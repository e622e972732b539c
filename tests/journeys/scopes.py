"""An office that tests may change, and what each view must show to a scope. For tests of scopes."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import Connection, text

from assistant.answers import Answer
from assistant.bootstrap import Books
from assistant.desk.identity import NOT_PROVED, Actor
from assistant.service import Assistant
from tests.conftest import fixed_clock
from tools.context import ToolContext
from tools.ledger.engines import Engines
from tools.ledger.scope import Scope, open_scope
from tools.reader import Reader

DAY = date(2026, 10, 31)
Role = Literal["sales", "finance"]


@dataclass
class Office:
    """A home of these tests' own, with its assistant."""

    books: Books
    assistant: Assistant

    @property
    def engines(self) -> Engines:
        return self.books.engines

    def ask(self, who: str, question: str, conversation: str | None = None) -> Answer:
        return self.assistant.ask(question, Actor(f"{who}@example.com", NOT_PROVED), conversation=conversation)

    def opens(self, who: str, answer: Answer, label: str) -> bool:
        actor = Actor(f"{who}@example.com", NOT_PROVED)
        return self.assistant.open_evidence(actor, answer.conversation, answer.turn, label) is not None

    def journal(self, conversation: str) -> list[str]:
        with self.engines.transaction() as connection:
            entries = text("select tag from desk.journal where subject like :subject || '%' order by entry")
            return [str(tag) for tag in connection.scalars(entries, {"subject": conversation})]

    def see(self, who: str, *numbers: str) -> None:
        """Give somebody other accounts, as a confirmed change of people does."""
        with self.engines.transaction() as connection:
            connection.execute(
                text("update desk.address set account_numbers = :numbers where email = :email"),
                {"numbers": list(numbers), "email": f"{who}@example.com"},
            )

    def context(self, scope: Scope, reader: Reader) -> ToolContext:
        return ToolContext(
            person=scope.person,
            person_name="Ruth Adeyemi",
            reader=reader,
            is_ordinary_word=self.assistant.is_ordinary_word,
            names=lambda: self.assistant.names.of(reader.scope, reader),
            as_of=scope.as_of,
            clock=fixed_clock,
        )


def add_rows(engines: Engines) -> None:
    """What the sample business has none of: spellings, former values, rejected and wrong rows, of each account."""
    statements = (
        """insert into ledger.party_alias
                (source, alias, party_id, proposed_by, proposed_at, confirmed_by, confirmed_at)
            select source, 'also ' || name, party_id, 'x', now(), 'y', now() from ledger.party""",
        """insert into ledger.history
                (table_name, row_id, account_id, known_until, batch_id, superseded_by, changed, row)
            select 'payment', payment_id, account_id, '2026-01-01', batch_id, batch_id, '{bank_ref}', to_jsonb(p)
            from ledger.payment p""",
        """insert into ledger.history
                (table_name, row_id, account_id, known_until, batch_id, superseded_by, changed, row)
            select 'application', application_id, account_id, '2026-01-01', batch_id, batch_id, '{amount}', to_jsonb(x)
            from ledger.application x""",
        """insert into ledger.import_reject (batch_id, file, line, rule, detail, content, account_id)
            select 1, 'invoice.csv', account_id, 'orphan', name, name, account_id from ledger.account
            union all select 1, 'invoice.csv', 99, 'orphan', 'nobody knows', 'x', null""",
        """insert into ledger.import_exception (batch_id, table_name, row_id, rule, detail, account_id)
            select 1, 'application', application_id, 'applied_currency', 'of ' || payment_id, account_id
            from ledger.application where payment_id is not null""",
    )
    with engines.transaction() as connection:
        for statement in statements:
            connection.execute(text(statement))


def rows(engines: Engines, accounts: set[int], query: str, role: Role = "finance") -> list[tuple[Any, ...]]:
    with (
        open_scope(engines, Scope("x@example.com", role, DAY, frozenset(accounts))) as opened,
        engines.reading(opened.token, everything=False) as connection,
    ):
        return [tuple(row) for row in connection.execute(text(query))]


def shown(engines: Engines, scope: Scope) -> dict[str, Counter[str]]:
    """Rows of every view under a scope, each as one text."""
    with (
        open_scope(engines, scope) as opened,
        engines.reading(opened.token, everything=False) as connection,
    ):
        return {view: _rows(connection, view, "true", scope.accounts) for view in _views(connection)}


def expected(engines: Engines, scope: Scope) -> dict[str, Counter[str]]:
    """What the views must show to it: what they show to somebody who sees everything, filtered by account."""
    with engines.transaction() as connection:
        names = text("""select distinct p.party_id from ledger.account a join ledger.party m
            on m.party_id in (a.party_id, a.advertiser_id, a.agency_id)
            join ledger.party p on p.party_id in (m.party_id, m.parent_party_id) where a.account_id = any (:mine)""")
        parties = list(connection.scalars(names, {"mine": sorted(scope.accounts)}))
    everything = Scope(scope.person, scope.role, scope.as_of, everything=True)
    with open_scope(engines, everything) as opened, engines.reading(opened.token, everything=True) as connection:
        more: dict[str, object] = {"parties": parties, "person": scope.person}
        return {
            view: _rows(connection, view, FILTERS.get(view, "account_id = any (:mine)"), scope.accounts, more)
            for view in _views(connection)
        }


FILTERS = {
    "books": "exists (select from accounts a where a.source = v.source and a.account_id = any (:mine))",
    "party_aliases": "party_id = any (:parties)",
    "applications": "account_id = any (:mine) or payer_account_id = any (:mine)",
    "changes": """account_id = any (:mine)
        and (table_name <> 'application' or coalesce((former ->> 'payer_account_id')::int = any (:mine), true))""",
    "import_exceptions": """account_id = any (:mine) and (table_name <> 'application' or exists (
        select from applications x
        where x.application_id = row_id and coalesce(x.payer_account_id = any (:mine), true)))""",
    "evidence": "not everything and accounts <@ cast(:mine as int[]) and (accounts <> '{}' or run_by = :person)",
}
"""Views that are not filtered by one account."""

ROWS = {
    "applications": """case when not is_partly_hidden and coalesce(account_id = any (:mine), true)
        and coalesce(payer_account_id = any (:mine), true) then v::text
        else concat_ws(' ', 'partly hidden', amount, currency, apply_date, status, is_cash) end"""
}
"""How a row is compared where a part of it is hidden."""


def _views(connection: Connection) -> list[str]:
    listed = "select relname::text from pg_class where relnamespace = current_schema()::regnamespace"
    return list(connection.scalars(text(listed)))


def _rows(
    connection: Connection, view: str, condition: str, mine: Collection[int], more: dict[str, object] | None = None
) -> Counter[str]:
    query = f"select {ROWS.get(view, 'v::text')} from {view} v where {condition}".replace("v::text", "cast(v as text)")
    return Counter(connection.scalars(text(query), {"mine": sorted(mine), **(more or {})}))
