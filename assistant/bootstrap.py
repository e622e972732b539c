"""The composition root: from settings to an assistant that answers. Nothing else opens databases or models.

What only an assistant needs is imported when one is built: LangChain takes longer to load than most commands run.
"""

import gc
import secrets
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import URL

from assistant.clock import Clock, system_clock
from assistant.config import Settings
from tools.ledger.cluster import Cluster, Role
from tools.ledger.engines import Engines
from tools.ledger.home import Home
from tools.ledger.schema import migrate

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

    from assistant.service import Assistant
    from knowledge.embeddings import Embedder


@dataclass(frozen=True)
class Books:
    """An open home with its database, ready for use."""

    home: Home
    cluster: Cluster
    database: str
    engines: Engines
    warning: str | None = None
    """What the administrator should be told of the set-up, in one sentence."""


@contextmanager
def open_books(settings: Settings, *, waiting: Callable[[], None] = lambda: None) -> Iterator[Books]:
    """Open the home and the database, up to date; close what was opened.

    Args: waiting: called once when another process holds the home's lock.
    Raises: HomeError and other LedgerErrors, each a sentence for the person.
    """
    url = settings.database_url.get_secret_value() if settings.database_url else None
    home = Home.open(settings.home, embedded=url is None)
    cluster = Cluster.at(url, home) if url else Cluster.embedded(home, waiting)
    try:
        with home.lock("schema", waiting), cluster.answering():
            cluster.ensure_roles()
            cluster.ensure_database()
            warning = migrate(cluster, cluster.database, checkpoints=_make_checkpoint_tables)
        engines = Engines.open(cluster, cluster.database)
        try:
            yield Books(home, cluster, cluster.database, engines, warning)
        finally:
            engines.close()
    finally:
        cluster.close()


@contextmanager
def build(
    settings: Settings,
    *,
    model: "BaseChatModel | None" = None,
    embedder: "Embedder | None" = None,
    clock: Clock = system_clock,
    ids: Callable[[], str] | None = None,
    books: Books | None = None,
) -> "Iterator[Assistant]":
    """An assistant over the books; opens them unless they are given."""
    if books is None:
        with (
            open_books(settings) as opened,
            build(settings, model=model, embedder=embedder, clock=clock, ids=ids, books=opened) as made,
        ):
            yield made
        return
    with _uncollected():
        from assistant.agent.checkpoints import open_checkpointer, open_connections
        from assistant.agent.graph import build_graph
        from assistant.agent.models import open_chat_model
        from assistant.namebooks import NameBooks
        from assistant.service import Assistant
        from knowledge.embeddings import WordLlamaEmbedder
        from tools.catalogue import Capability, tools_for

    embedder = embedder or WordLlamaEmbedder()
    chat = model or open_chat_model(settings.model, embedder)
    with closing(open_connections(books.cluster.url(Role.APP, books.database))) as connections:
        tools = tools_for(frozenset({Capability.READ_BOOKS}))
        yield Assistant(
            engines=books.engines,
            graph=build_graph(chat, tools, open_checkpointer(connections)),
            names=NameBooks(books.engines),
            is_ordinary_word=embedder.is_ordinary_word,
            clock=clock,
            new_id=ids or (lambda: secrets.token_hex(6)),
            model=settings.model,
            wake=books.cluster.ensure_running,
        )


def _make_checkpoint_tables(owner: URL) -> None:
    from assistant.agent.checkpoints import make_tables

    make_tables(owner)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Libraries load a fifth faster while the garbage collector rests; all that they make stays anyway."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
