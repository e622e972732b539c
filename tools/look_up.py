"""Finds what a sentence is about: the documents and names in it that the caller may see, as people write them."""

from dataclasses import dataclass

from tools.context import Found, ToolContext
from tools.spotting.documents import documents_in, told_apart
from tools.spotting.entity import Entity
from tools.spotting.names import NameSpotter


@dataclass(frozen=True)
class Looked(Found):
    """What a text names, in the order of the text."""

    entities: tuple[Entity, ...] = ()


def look_up(context: ToolContext, text: str) -> Looked:
    """Which invoices, receipts, disputes, orders and accounts a text names, also misspelt. Changes nothing.

    Args:
        text: the person's words.
    """
    documents = tuple(documents_in(context, text))
    names = context.names()
    accounts = tuple(NameSpotter(names.accounts, "account", text, context.is_ordinary_word).names(documents))
    known = tuple(entity for entity in accounts if entity.sureness != "near")
    spotted = NameSpotter(names.products, "product", text, context.is_ordinary_word).names((*documents, *known))
    products = tuple(product for product in spotted if product.sureness == "exact")
    near = (e for e in accounts if e.sureness == "near" and not any(p.overlaps(e.start, e.end) for p in products))
    settled = (told_apart(context, document, known) for document in documents)
    entities = tuple(sorted((*settled, *known, *products, *near), key=lambda entity: entity.start))
    sure = {entity.kind: entity.meant for entity in reversed(entities) if entity.sureness in ("exact", "guessed")}
    focus = {str(kind): meant for kind, meant in sure.items() if kind != "product"}
    return Looked((), tuple(f"{e.written} = {e.kind} {e.meant} ({e.sureness})" for e in entities), focus, entities)
