"""A person's way to the sample's books, as tools have it."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from assistant.bootstrap import Books
from assistant.desk.people import get_person, scope_of
from tests.conftest import NOW, fixed_clock
from tools.ledger.scope import open_scope
from tools.reader import Reader

ReaderOf = Callable[[str], Reader]


@pytest.fixture
def reader_of(sample: Books) -> Iterator[ReaderOf]:
    """A reader in the scope of a person of the sample, as of its day."""
    with ExitStack() as scopes:

        def reader_of(email: str) -> Reader:
            with sample.engines.transaction() as connection:
                person = get_person(connection, email, NOW.date())
                scope = scope_of(connection, person, as_of=NOW.date())
            return Reader(sample.engines, scopes.enter_context(open_scope(sample.engines, scope)), fixed_clock)

        yield reader_of
