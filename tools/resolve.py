"""From what a person wrote to the account ids or the document that a query takes; otherwise a refusal that helps."""

from dataclasses import dataclass
from datetime import date

from tools.context import Refused, ToolContext
from tools.documents import Document, DocumentKind, find_documents
from tools.names import Meant

ALL = frozenset({"", "all", "everything", "all accounts", "my accounts", "everyone", "any"})


@dataclass(frozen=True)
class Accounts:
    """Accounts that a question is about; `ids` is None for all in scope."""

    ids: tuple[int, ...] | None
    said: str
    notes: tuple[str, ...] = ()

    @property
    def parameter(self) -> list[int] | None:
        """As the queries take it."""
        return None if self.ids is None else list(self.ids)


@dataclass(frozen=True)
class OneDocument:
    """The document that a question is about."""

    document: Document
    notes: tuple[str, ...] = ()


def resolve_accounts(context: ToolContext, name: str | None) -> Accounts | Refused:
    """The accounts of an account, advertiser, agency or group; all in scope when nothing is named."""
    written = (name or "").strip()
    if written.casefold() in ALL:
        return Accounts(None, "all accounts you may see")
    match context.names().accounts.resolve(written):
        case Meant(name=meant, guessed=guessed):
            notes = (f"I read “{written}” as {meant.said}.",) if guessed else ()
            return Accounts(tuple(sorted(meant.accounts)), meant.text, notes)
        case unclear if unclear.choices and not unclear.near:
            return Refused(
                "ambiguous",
                f"“{written}” can be several of your accounts. Which one?",
                tuple(n.said for n in unclear.choices),
            )
        case unclear:
            return Refused(
                "not_found", not_found(f"account called “{written}”"), tuple(n.said for n in unclear.choices)
            )


def resolve_document(
    context: ToolContext, number: str, kind: DocumentKind | None = "invoice", account: str = ""
) -> OneDocument | Refused:
    """The one document with this number, however it was written; of the account, where several have the number."""
    written = number.strip()
    found = find_documents(context.reader, written, kind)
    if found.near or not found.found:
        near = tuple(document.said for document in found.found)
        return Refused("not_found", not_found(f"{kind or 'document'} {written}"), near)
    documents = of_accounts(context, found.found, account)
    if len(documents) > 1:
        say = f"“{written}” can be several documents. Which one?"
        return Refused("ambiguous", say, tuple(_told_apart(document) for document in documents[:5]))
    document = documents[0]
    notes = (f"I read “{written}” as {document.number}.",) if found.guessed and document.number != written else ()
    return OneDocument(document, notes)


def of_accounts(context: ToolContext, documents: tuple[Document, ...], account: str) -> tuple[Document, ...]:
    """Of several documents with one number those of the account that is named; all of them when it has none."""
    if len(documents) == 1 or not account:
        return documents
    match context.names().accounts.resolve(account):
        case Meant(name=meant):
            return tuple(d for d in documents if d.account_id in meant.accounts) or documents
        case _:
            return documents


def resolve_invoice(
    context: ToolContext, number: str, account: str, date_from: date | None, date_to: date | None
) -> OneDocument | Refused:
    """The invoice with this number; without one, the only invoice of an account for a period of service."""
    if number:
        return resolve_document(context, number, account=account)
    accounts = resolve_accounts(context, account)
    if isinstance(accounts, Refused):
        return accounts
    if accounts.ids is None or date_from is None or date_to is None:
        return Refused("ambiguous", "Which invoice do you mean? Give its number, or the account and the month.")
    rows = context.reader.glance(
        "invoices_of_period", accounts=accounts.parameter, date_from=date_from, date_to=date_to
    )
    if not rows:
        return Refused("not_found", not_found(f"invoice of {accounts.said} for that time"))
    if len(rows) > 1:
        choices = tuple(f"{row['invoice']} of {row['account']}" for row in rows[:5])
        return Refused("ambiguous", f"{accounts.said} has several invoices for that time. Which one?", choices)
    row = rows[0]
    document = Document(
        "invoice", str(row["invoice_id"]), str(row["invoice"]), str(row["account"]), None, is_credit=False
    )
    return OneDocument(document, accounts.notes)


def not_found(what: str) -> str:
    """The same words for what does not exist and for what the caller may not see."""
    return f"I find no {what} in the books that you may see. Check the spelling, or ask your manager for access."


def _told_apart(document: Document) -> str:
    return f"{document.said}, {document.of_property}" if document.of_property else document.said
