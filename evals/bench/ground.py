"""Where measurements are made: a home of their own with the sample business at the wanted size, gone afterwards."""

import csv
import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import text

from assistant.bootstrap import Books, open_books
from assistant.config import Settings
from assistant.desk.identity import HomeMaker
from assistant.desk.people import import_people
from assistant.imports import load_extract
from tools.ledger.imports import ImportReport, load_profile
from tools.sample_business import AS_OF, write_sample

NOW = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)
"""The clock of what is measured: the day of the sample's extract, so that the books are not called old."""

LINES_A_SCALE = 1000
"""Invoice lines that one more unit of the sample's scale brings, rounded down."""

MAKER = HomeMaker("bench")


def fixed_clock() -> datetime:
    """The same moment always."""
    return NOW


@contextmanager
def temporary_home() -> Iterator[Settings]:
    """Settings of an empty home; the person's own home and database are not touched."""
    folder = Path(tempfile.mkdtemp(prefix="billing.bench."))
    # For root another user runs PostgreSQL, who must be let in; the server's own folders stay closed.
    folder.chmod(0o755)
    try:
        yield Settings(home=folder / "home", database_url=None, token=None)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def sample_files(lines: int) -> Iterator[Path]:
    """The sample's CSVs with at least so many invoice lines."""
    with tempfile.TemporaryDirectory(prefix="billing.sample.") as folder:
        write_sample(Path(folder), scale=1 + math.ceil(lines / LINES_A_SCALE))
        yield Path(folder)


@contextmanager
def empty_books(settings: Settings) -> Iterator[Books]:
    """A new home's books, with the schema and nothing in them."""
    with open_books(settings) as books:
        yield books


def load_people(books: Books, files: Path) -> None:
    """The people of the folder's `people.csv`."""
    with books.engines.transaction() as connection:
        import_people(connection, files / "people.csv", by=MAKER, at=NOW)


def load_books(books: Books, files: Path) -> ImportReport:
    """The folder's extract, through the product's own import."""
    return load_extract(
        books, load_profile("canonical"), extract(files), actor=MAKER, clock=fixed_clock, as_of=AS_OF, source="sample"
    )


def count_lines(books: Books) -> int:
    """Invoice lines in the books."""
    with books.engines.transaction() as connection:
        return int(connection.scalar(text("select count(*) from ledger.invoice_line")) or 0)


def server_version(books: Books) -> str:
    """The PostgreSQL that holds the books."""
    with books.engines.transaction() as connection:
        return str(connection.scalar(text("show server_version")))


def extract(files: Path) -> list[Path]:
    """The files of the extract; people are no part of it."""
    return [path for path in sorted(files.glob("*.csv")) if path.name != "people.csv"]


def account_numbers(files: Path, count: int) -> list[str]:
    """The first so many accounts of the extract."""
    with (files / "account.csv").open(encoding="utf-8", newline="") as rows:
        return [row["account_number"] for row, _ in zip(csv.DictReader(rows), range(count), strict=False)]
