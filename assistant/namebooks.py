"""Keeps name books between turns: one a scope and state of the books, so that a turn does not read every name anew."""

from collections import OrderedDict
from threading import Lock

from sqlalchemy import text

from tools.ledger.engines import Engines
from tools.ledger.scope import OpenScope
from tools.names import NameBook, Names, account_names, product_names
from tools.reader import Reader

KEPT = 16
"""Name books held; the one unused for longest goes first."""

Key = tuple[bool, frozenset[int], int, int]


class NameBooks:
    """Name books by what may be seen and the newest import; a confirmed alias makes a new one."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines
        self._books: OrderedDict[Key, Names] = OrderedDict()
        self._lock = Lock()

    def of(self, opened: OpenScope, reader: Reader) -> Names:
        """The names that this scope may see now."""
        key = self._key(opened)
        with self._lock:
            if key in self._books:
                self._books.move_to_end(key)
                return self._books[key]
        book = Names(
            NameBook(account_names(reader.glance("accounts_in_scope"), reader.glance("aliases_in_scope"))),
            NameBook(product_names(reader.glance("products_in_scope"))),
        )
        with self._lock:
            self._books[key] = book
            while len(self._books) > KEPT:
                self._books.popitem(last=False)
        return book

    def _key(self, opened: OpenScope) -> Key:
        with self._engines.transaction() as connection:
            batch, aliases = connection.execute(
                text("""select (select coalesce(max(batch_id), 0) from ledger.import_batch),
                    (select count(*) from ledger.party_alias where confirmed_at is not null)""")
            ).one()
        return opened.scope.everything, opened.scope.accounts, batch, aliases
