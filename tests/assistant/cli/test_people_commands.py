"""People, signing in and the journal as one uses them: each test goes on where the home stands."""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner, Result

from assistant.cli import app
from assistant.desk.errors import (
    AsCannotActError,
    CodeNotValidError,
    NotAdminError,
    PeopleFileError,
    RoleMissingError,
    SelfConfirmationError,
    TokenNotValidError,
)
from tools.ledger.cluster import Cluster
from tools.ledger.home import Home
from tools.ledger.roles import Role

HEADER = "email,name,slack_user_id,roles,manager,accounts,approval_limit,approval_currency,valid_from,valid_to\n"
SET_UP = """\
ada@x.org,Ada,,admin,,,,,,
abe@x.org,Abe,,admin,,,,,,
sue@x.org,[bold]Sue,,sales,,A-1,,,,
kim@x.org,Kim,,auditor,,,2500,USD,,
"""


@dataclass
class Billing:
    """The program on a home."""

    home: Path
    folder: Path
    token: str | None = None

    def __call__(self, *arguments: str) -> Result:
        environment = {"BILLING_HOME": str(self.home), "BILLING_TOKEN": self.token}
        return CliRunner().invoke(app, arguments, env=environment)

    def says(self, *arguments: str) -> str:
        result = self(*arguments)
        assert result.exception is None, result.exception
        return result.stdout

    def json(self, *arguments: str) -> Any:  # noqa: ANN401 (JSON)
        return json.loads(self.says(*arguments, "--json"))

    def fails(self, *arguments: str) -> BaseException | None:
        return self(*arguments).exception

    def file(self, rows: str) -> str:
        path = self.folder / "people.csv"
        path.write_text(HEADER + rows, encoding="utf-8")
        return str(path)

    def signed_in(self, email: str) -> "Billing":
        """The same home, with a token of that person's."""
        code = self.json("people", "invite", email)["code"]
        return Billing(self.home, self.folder, self.says("login", code, "--print-token").strip())


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix="people.", dir="/tmp"))
    path.chmod(0o755)
    # Held open, so that commands find the server running.
    with Cluster.embedded(Home.open(path)):
        yield path
    rmtree(path, ignore_errors=True)


@pytest.fixture(scope="module")
def set_up(home: Path) -> str:
    """What the first import says."""
    folder = Path(tempfile.mkdtemp())
    billing = Billing(home, folder)
    return billing.says("people", "import", billing.file(SET_UP))


@pytest.fixture
def billing(home: Path, set_up: str, tmp_path: Path) -> Billing:
    return Billing(home, tmp_path)


def test_the_first_import_says_how_many_were_added(set_up: str) -> None:
    assert set_up == "4 added\n"


def test_the_list_shows_everybody_as_they_are_written(billing: Billing) -> None:
    shown = billing.says("people", "list")

    assert "[bold]Sue" in shown
    assert "2,500.00 USD" in shown


def test_the_list_as_json_has_the_records(billing: Billing) -> None:
    sue = billing.json("people", "list")[-1]

    assert (sue["email"], sue["roles"], sue["account_numbers"]) == ("sue@x.org", ["sales"], ["A-1"])


def test_a_change_waits_until_a_second_admin_confirms(billing: Billing) -> None:
    ada, abe = billing.signed_in("ada@x.org"), billing.signed_in("abe@x.org")

    assert ada.json("people", "import", ada.file("sue@x.org,Sue,,sales,,*,,,,\n"))["waiting"] == ["sue@x.org"]
    (change,) = ada.json("people", "pending")
    assert "ada@x.org" in ada.says("people", "pending")
    assert isinstance(ada.fails("people", "confirm", str(change["id"])), SelfConfirmationError)
    assert isinstance(billing.fails("people", "confirm", str(change["id"])), NotAdminError)
    assert isinstance(billing.fails("people", "confirm", str(change["id"]), "--as", "abe@x.org"), AsCannotActError)
    assert "sue@x.org holds" in abe.says("people", "confirm", str(change["id"]))
    assert abe.says("people", "pending") == "Nothing waits.\n"


def test_a_bad_file_is_refused_whole(billing: Billing) -> None:
    assert isinstance(billing.fails("people", "import", billing.file("x,,,king,,,,,,\n")), PeopleFileError)


def test_signing_in_saves_the_token_for_the_user(billing: Billing) -> None:
    code = billing.json("people", "invite", "sue@x.org")["code"]

    assert billing.says("login", code) == "You are signed in as sue@x.org.\n"
    (saved,) = (billing.home / "tokens").iterdir()
    assert saved.stat().st_mode & 0o777 == 0o600
    assert isinstance(billing.fails("login", code), CodeNotValidError)
    saved.unlink()


def test_the_maker_of_the_home_still_invites_when_signed_in_as_somebody_else(billing: Billing) -> None:
    billing.says("login", billing.json("people", "invite", "sue@x.org")["code"])

    assert billing.json("people", "invite", "ada@x.org")["email"] == "ada@x.org"
    (billing.home / "tokens").joinpath(next((billing.home / "tokens").iterdir()).name).unlink()


def test_a_revoked_token_ends_at_once(billing: Billing) -> None:
    sue = billing.signed_in("sue@x.org")

    assert "worth nothing now" in billing.says("people", "revoke", "sue@x.org")
    assert isinstance(sue.fails("people", "list"), TokenNotValidError)


@pytest.mark.parametrize("command", [("people", "list"), ("people", "pending"), ("journal", "list")])
def test_sales_read_neither_people_nor_journal(billing: Billing, command: tuple[str, ...]) -> None:
    assert isinstance(billing.fails(*command, "--as", "sue@x.org"), RoleMissingError)


def test_admins_do_not_read_the_journal_and_auditors_do(billing: Billing) -> None:
    assert isinstance(billing.fails("journal", "list", "--as", "ada@x.org"), RoleMissingError)
    assert billing.json("journal", "list", "--as", "kim@x.org")


def test_what_is_refused_is_in_the_journal(billing: Billing) -> None:
    billing.fails("people", "list", "--as", "sue@x.org")

    (denied,) = billing.json("journal", "list", "--tag", "access:denied", "--last", "1")
    assert (denied["actor"], denied["detail"]["code"]) == ("sue@x.org", "role_missing")
    assert denied["proved_by"].startswith("operator:")


def test_the_journal_of_all_this_holds(billing: Billing) -> None:
    assert billing.says("journal", "verify").endswith("the chain holds.\n")
    assert billing.json("journal", "verify")["problems"] == []


@pytest.fixture
def tampered(billing: Billing) -> Iterator[None]:
    """Somebody changed the first entry; afterwards it is as it was."""
    with Cluster.embedded(Home.open(billing.home)) as cluster:
        engine = create_engine(cluster.url(Role.OWNER))
        change = text("update desk.journal set subject = reverse(subject) where entry = 1")
        with engine.begin() as connection:
            connection.execute(change)
        yield
        with engine.begin() as connection:
            connection.execute(change)
        engine.dispose()


def test_a_changed_entry_ends_the_verification_with_one(billing: Billing, tampered: None) -> None:
    result = billing("journal", "verify")

    assert (result.exit_code, result.stdout) == (1, "Entry 1 was changed after it was written.\n")
