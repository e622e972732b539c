"""A real home, a real PostgreSQL and the real agent for every test that asks for them: one a worker."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from assistant.answers import Answer
from assistant.bootstrap import Books, build, open_books
from assistant.config import Settings
from assistant.desk.identity import NOT_PROVED, Actor, HomeMaker
from assistant.desk.people import import_people
from assistant.imports import load_extract
from assistant.service import Assistant
from tests.program import Program
from tools.ledger.cluster import Cluster
from tools.ledger.home import Home
from tools.ledger.imports import load_profile
from tools.sample_business import AS_OF, write_sample

NOW = datetime(2026, 10, 31, 18, 0, tzinfo=UTC)
"""The day of the sample business's extract."""

Ask = Callable[..., Answer]


def fixed_clock() -> datetime:
    """The same moment always."""
    return NOW


@pytest.fixture(scope="session")
def home_folder() -> Iterator[Path]:
    """An empty folder for homes; pytest's own are closed to the user that runs PostgreSQL for root."""
    folder = Path(tempfile.mkdtemp(prefix="billing.", dir="/tmp"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sample_files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample business's CSVs."""
    folder = tmp_path_factory.mktemp("sample")
    write_sample(folder)
    return folder


@pytest.fixture(scope="session")
def sample(home_folder: Path, sample_files: Path) -> Iterator[Books]:
    """Books with the sample business and its people. Read only: a test that writes takes a home of its own."""
    with open_books(Settings(home=home_folder / "sample")) as books:
        load_sample(books, sample_files)
        yield books


@pytest.fixture(scope="session")
def billing(home_folder: Path) -> Iterator[Program]:
    """The program on a demonstration's home, whose server runs so that commands are quick."""
    program = Program(home_folder / "demo")
    made = program("demo")
    assert made.code == 0, made.err
    with Cluster.embedded(Home.open(program.home)):
        yield program


def load_sample(books: Books, files: Path) -> None:
    """People and books of the sample business into an empty home."""
    maker = HomeMaker("tests")
    with books.engines.transaction() as connection:
        import_people(connection, files / "people.csv", by=maker, at=NOW)
    extract = [path for path in sorted(files.glob("*.csv")) if path.name != "people.csv"]
    load_extract(
        books, load_profile("canonical"), extract, actor=maker, clock=fixed_clock, as_of=AS_OF, source="sample"
    )


@pytest.fixture(scope="session")
def assistant(sample: Books) -> Iterator[Assistant]:
    """The assistant over the sample business, with the playbook, on the extract's day."""
    with build(Settings(), books=sample, clock=fixed_clock) as assistant:
        yield assistant


@pytest.fixture(scope="session")
def ask(assistant: Assistant) -> Ask:
    """Ask a question as a person of the sample business."""

    def ask(email: str, question: str, **more: object) -> Answer:
        return assistant.ask(question, Actor(email, NOT_PROVED), **more)  # type: ignore[arg-type]

    return ask


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder with real records; without it the test is skipped, loudly."""
    folder = os.environ.get("BILLING_REAL_DATA")  # noqa: TID251
    if not folder or not Path(folder).is_dir():
        pytest.skip("REAL DATA ABSENT: set BILLING_REAL_DATA to the folder with fcc_ad_invoices and ibm_ar")
    return Path(folder)
