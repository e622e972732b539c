"""The whole business, put together and written."""

from pathlib import Path

from tools.sample_business.adjustments import add_adjustments
from tools.sample_business.books import Books
from tools.sample_business.cash import add_cash
from tools.sample_business.credits import add_credits
from tools.sample_business.disputes import add_disputes
from tools.sample_business.makegoods import add_makegoods
from tools.sample_business.months import add_orders
from tools.sample_business.parties import add_parties
from tools.sample_business.people import write_people
from tools.sample_business.plain import plain_books
from tools.sample_business.writing import Writer


def named_books(seed: int) -> Books:
    """The accounts that have names, with everything that happened to them; rows may still be changed."""
    books = Books()
    add_parties(books)
    add_orders(books, seed)
    add_credits(books)
    add_cash(books)
    add_adjustments(books)
    add_makegoods(books)
    add_disputes(books)
    return books


def write_sample(out: Path, *, seed: int = 1, scale: int = 1) -> None:
    """Writes the canonical CSVs, one a ledger table, and `people.csv`.

    Args:
        out: the folder, made when missing; files of the same names are replaced.
        seed: moves counts and so most amounts; names, numbers and what happened stay.
        scale: how many times the accounts; those beyond the first twelve have plain invoices.
    """
    with Writer(out) as writer:
        writer.write(named_books(seed))
        for books in plain_books(seed, scale):
            writer.write(books)
    write_people(out / "people.csv")
