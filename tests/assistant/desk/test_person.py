"""Who has access, and what each role sees."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Connection

from assistant.desk.errors import PersonNotActiveError, UnknownPersonError
from assistant.desk.person import get_person, scope_of
from assistant.desk.roles import PersonRole
from tests.assistant.desk.conftest import NOW
from tests.assistant.desk.people import HEADER, SET_UP, an_account, load
from tools.ledger.scope import Scope

TODAY = NOW.date()


def scope(connection: Connection, email: str) -> Scope:
    return scope_of(connection, get_person(connection, email, TODAY), as_of=date(2026, 6, 30))


def test_an_unknown_person_is_told_the_way_to_get_access(connection: Connection) -> None:
    with pytest.raises(
        UnknownPersonError, match=r"nobody@x.org has no access here: ask an admin .* `billing people import`"
    ):
        get_person(connection, "nobody@x.org", TODAY)


def test_a_name_that_postgres_cannot_keep_is_unknown(connection: Connection) -> None:
    with pytest.raises(UnknownPersonError):
        get_person(connection, "a\0@x.org", TODAY)


def test_an_address_is_found_in_any_case(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)

    assert get_person(connection, " SUE@x.ORG", TODAY).name == "Sue Sales"


@pytest.mark.parametrize(
    ("on", "why"), [(date(2026, 5, 31), "begins only on 2026-06-01"), (date(2026, 7, 1), "ended on 2026-06-30")]
)
def test_access_has_a_first_and_a_last_day(connection: Connection, tmp_path: Path, on: date, why: str) -> None:
    load(connection, tmp_path, "tim@x.org,Tim,,sales,,*,,,2026-06-01,2026-06-30")

    with pytest.raises(PersonNotActiveError, match=why):
        get_person(connection, "tim@x.org", on)


@pytest.mark.parametrize("on", [date(2026, 6, 1), date(2026, 6, 30)])
def test_the_first_and_the_last_day_count(connection: Connection, tmp_path: Path, on: date) -> None:
    load(connection, tmp_path, "tim@x.org,Tim,,sales,,*,,,2026-06-01,2026-06-30")

    assert get_person(connection, "tim@x.org", on).is_active(on)


@pytest.mark.parametrize("role", ["sales", "collections"])
def test_sales_and_collections_see_their_accounts(connection: Connection, tmp_path: Path, role: str) -> None:
    mine, _ = an_account(connection, "A-1"), an_account(connection, "A-2")
    load(connection, tmp_path, f"sue@x.org,Sue,,{role},,A-1;A-9,,,,")

    assert scope(connection, "sue@x.org").accounts == {mine}


def test_an_account_number_counts_in_every_source(connection: Connection, tmp_path: Path) -> None:
    ids = {an_account(connection, "A-1", "erp"), an_account(connection, "A-1", "old")}
    load(connection, tmp_path, "sue@x.org,Sue,,sales,,A-1,,,,")

    assert scope(connection, "sue@x.org").accounts == ids


def test_no_accounts_means_none(connection: Connection, tmp_path: Path) -> None:
    an_account(connection, "A-1")
    load(connection, tmp_path, "sue@x.org,Sue,,sales,,,,,,")

    seen = scope(connection, "sue@x.org")

    assert (seen.accounts, seen.everything) == (frozenset(), False)


@pytest.mark.parametrize("role", sorted(set(PersonRole) - {PersonRole.SALES, PersonRole.COLLECTIONS, PersonRole.ADMIN}))
def test_specialists_and_up_and_auditors_see_everything(connection: Connection, tmp_path: Path, role: str) -> None:
    load(connection, tmp_path, f"pat@x.org,Pat,,{role},,,,,,")

    assert scope(connection, "pat@x.org") == Scope("pat@x.org", "finance", date(2026, 6, 30), everything=True)


def test_a_star_lets_sales_see_everything_masked(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, "sue@x.org,Sue,,sales,,*,,,,")

    assert scope(connection, "sue@x.org") == Scope("sue@x.org", "sales", date(2026, 6, 30), everything=True)


def test_an_admin_sees_no_amounts_whatever_the_accounts(connection: Connection, tmp_path: Path) -> None:
    an_account(connection, "A-1")
    load(connection, tmp_path, "ada@x.org,Ada,,admin,,*,,,,\nabe@x.org,Abe,,admin,,A-1,,,,")

    seen = [scope(connection, "ada@x.org"), scope(connection, "abe@x.org")]

    assert [(one.accounts, one.everything, one.role) for one in seen] == [(frozenset(), False, "sales")] * 2


@pytest.mark.parametrize(
    ("roles", "expected"),
    [
        ("sales", "sales"),
        ("sales;admin", "sales"),
        ("collections", "finance"),
        ("sales;collections", "finance"),
        ("sales;specialist", "finance"),
    ],
)
def test_only_who_is_nothing_but_sales_sees_masked(
    connection: Connection, tmp_path: Path, roles: str, expected: str
) -> None:
    load(connection, tmp_path, f"sue@x.org,Sue,,{roles},,*,,,,")

    assert scope(connection, "sue@x.org").role == expected


def test_only_an_admin_sees_no_amounts(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, "ada@x.org,Ada,,admin,,,,,,\nabe@x.org,Abe,,admin;sales,,,,,,")

    seen = [get_person(connection, email, TODAY).sees_amounts for email in ("ada@x.org", "abe@x.org")]

    assert seen == [False, True]


def test_several_roles_see_what_each_of_them_sees(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, "sue@x.org,Sue,,sales;auditor,,A-1,,,,")

    assert scope(connection, "sue@x.org").everything


def test_two_addresses_of_one_person_see_their_own_accounts(connection: Connection, tmp_path: Path) -> None:
    first, second = an_account(connection, "A-1"), an_account(connection, "A-2")
    rows = "sue@x.org,Sue,,sales,,A-1,,,,,sue\nsue@y.org,Sue,,sales,,A-2,,,,,Sue"
    load(connection, tmp_path, rows, header=HEADER + ",person")

    assert [scope(connection, email).accounts for email in ("sue@x.org", "sue@y.org")] == [{first}, {second}]
