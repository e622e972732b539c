"""The mix of questions that are timed: typed question types over documents and accounts that the asker may see."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

from sqlalchemy import text

from assistant.bootstrap import Books

KINDS: Mapping[str, str] = {
    "invoice status": "Is {invoice} paid?",
    "invoice amounts": "Why does {invoice} come to that amount?",
    "due date": "When is {invoice} due?",
    "account open": "What's still open on {account}?",
    "account ageing": "Ageing for {account}",
    "disputes": "Open disputes for {account}",
    "payment": "What did {receipt} pay?",
    "unapplied cash": "Total unapplied cash for {account}",
}
"""One document or one account each."""

WIDE: Mapping[str, str] = {
    "open, all accounts": "What is open on all accounts?",
    "ageing, all accounts": "Ageing of all accounts",
    "disputes, all accounts": "Open disputes over 30 days by owner",
    "unapplied, all accounts": "Total unapplied cash",
}
"""Over everything that the asker may see."""

_SUBJECTS = """
    select array(select trx_number from (
               select trx_number, row_number() over (order by invoice_id) as n, count(*) over () as of
               from ledger.invoice where class = 'INV' and (:everything or account_id = any (:accounts))) i
           where n % greatest(of / :count, 1) = 0 order by n limit :count) as invoices,
           array(select name from (
               select name, row_number() over (order by account_id) as n, count(*) over () as of
               from ledger.account where :everything or account_id = any (:accounts)) a
           where n % greatest(of / :count, 1) = 0 order by n limit :count) as accounts,
           array(select receipt_number from (
               select receipt_number, row_number() over (order by payment_id) as n, count(*) over () as of
               from ledger.payment where account_id is not null and (:everything or account_id = any (:accounts))) p
           where n % greatest(of / :count, 1) = 0 order by n limit :count) as receipts
"""


@dataclass(frozen=True)
class Question:
    """One question of a kind."""

    kind: str
    text: str


@dataclass(frozen=True)
class Subjects:
    """Documents and accounts in somebody's scope, spread evenly over it."""

    invoices: Sequence[str]
    accounts: Sequence[str]
    receipts: Sequence[str]

    @classmethod
    def of(cls, books: Books, accounts: frozenset[int], *, everything: bool, count: int) -> "Subjects":
        """At most so many of each in these accounts, or in all."""
        parameters = {"accounts": sorted(accounts), "everything": everything, "count": count}
        with books.engines.transaction() as connection:
            row = connection.execute(text(_SUBJECTS), parameters).one()
        return cls(row.invoices, row.accounts, row.receipts)

    def questions(self, count: int) -> Iterator[Question]:
        """So many of each kind, the kinds in turns, no two the same as long as there are subjects."""
        named = zip(cycle(self.invoices), cycle(self.accounts), cycle(self.receipts), strict=False)
        for invoice, account, receipt in islice(named, count):
            for kind, words in KINDS.items():
                yield Question(kind, words.format(invoice=invoice, account=account, receipt=receipt))


def wide_questions() -> Iterator[Question]:
    """One of each kind that is about everything in scope."""
    for kind, words in WIDE.items():
        yield Question(kind, words)
