"""The first file sets up; a later one adds and changes, and what gives or takes something waits."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import ProgrammingError

from assistant.desk.errors import AsCannotActError, NotAdminError, OperatorCannotSetUpError, UnknownPersonError
from assistant.desk.identity import Actor
from assistant.desk.journal import find_entries
from assistant.desk.journal_check import verify
from assistant.desk.people import PeopleReport, find_people, find_person, find_waiting, get_person, import_people
from tests.assistant.desk.conftest import NOW, Books
from tests.assistant.desk.people import ABE, ADA, HEADER, MAKER, SET_UP, a_file, load

SUE = "sue@x.org,Sue Sales,USUE,sales,abe@x.org,A-1;A-2,,,,"


def test_the_first_file_takes_effect_at_once(connection: Connection, tmp_path: Path) -> None:
    report = load(connection, tmp_path, SET_UP)

    assert report == PeopleReport(added=("ada@x.org", "abe@x.org", "sue@x.org"), admins=2)
    assert get_person(connection, "sue@x.org", NOW.date()).account_numbers == {"A-1", "A-2"}


def test_only_the_maker_of_the_home_loads_the_first_file(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(OperatorCannotSetUpError):
        load(connection, tmp_path, SET_UP, by=ADA)


@pytest.mark.parametrize(
    ("by", "error"),
    [
        (Actor("sue@x.org", "token"), NotAdminError),
        (Actor("ghost@x.org", "token"), UnknownPersonError),
        (Actor("ada@x.org", "operator:maker"), AsCannotActError),
    ],
    ids=["no admin", "unknown", "an admin who is only named"],
)
def test_others_than_admins_import_nothing(
    connection: Connection, tmp_path: Path, by: Actor, error: type[Exception]
) -> None:
    load(connection, tmp_path, SET_UP)

    with pytest.raises(error):
        load(connection, tmp_path, SUE, by=by)


@pytest.mark.parametrize(
    "row",
    [
        SUE.replace("sales,", "sales;auditor,"),
        SUE.replace("A-1;A-2", "*"),
        SUE.replace("A-1;A-2", "A-1"),
        SUE.replace(",,,,", ",100,USD,,"),
        SUE.removesuffix(",") + ",2026-12-31",
        SUE.replace("USUE", "USUSAN"),
        SUE.replace("abe@x.org", "ada@x.org"),
    ],
    ids=["roles", "all accounts", "fewer accounts", "limit", "validity", "Slack user", "manager"],
)
def test_what_gives_or_takes_something_waits(connection: Connection, tmp_path: Path, row: str) -> None:
    load(connection, tmp_path, SET_UP)
    before = find_person(connection, "sue@x.org")

    report = load(connection, tmp_path, row, by=ADA)

    assert (report.waiting, find_person(connection, "sue@x.org")) == (("sue@x.org",), before)
    assert [change.before for change in find_waiting(connection)] == [before]


def test_another_person_behind_an_address_waits(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)

    report = load(connection, tmp_path, SUE + ",susan", by=ADA, header=HEADER + ",person")

    assert (report.waiting, find_waiting(connection)[0].differences) == (("sue@x.org",), ["person_key"])


def test_a_new_person_waits(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)

    report = load(connection, tmp_path, "tim@x.org,Tim,,sales,sue@x.org,A-1,,,,", by=ADA)

    assert (report.waiting, find_person(connection, "tim@x.org")) == (("tim@x.org",), None)


def test_a_name_and_a_time_zone_change_at_once(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)

    row = SUE.replace("Sue Sales", "Sue Seller") + ",Europe/Berlin"
    report = load(connection, tmp_path, row, by=ADA, header=HEADER + ",time_zone")

    sue = get_person(connection, "sue@x.org", NOW.date())
    assert (report.changed, sue.name, sue.time_zone) == (("sue@x.org",), "Sue Seller", "Europe/Berlin")


def test_a_file_removes_nobody_and_the_same_file_changes_nothing(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)

    report = load(connection, tmp_path, SUE)

    assert (report, len(find_people(connection))) == (PeopleReport(unchanged=("sue@x.org",), admins=2), 3)


def test_columns_that_are_left_out_stay_as_they_are(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SUE.replace("abe@x.org", "") + ",susan,Asia/Tokyo", header=HEADER + ",person,time_zone")

    report = load(connection, tmp_path, SUE.replace("abe@x.org", ""))

    assert report.unchanged == ("sue@x.org",)


def test_a_limit_is_the_same_however_it_is_written(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, "pat@x.org,Pat,,director,,,25000,USD,,")

    report = load(connection, tmp_path, "pat@x.org,Pat,,director,,,25000.00,usd,,")

    assert report.unchanged == ("pat@x.org",)


def test_a_later_proposal_replaces_the_one_that_waits(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)
    load(connection, tmp_path, SUE.replace("A-1;A-2", "A-1"), by=ADA)

    load(connection, tmp_path, SUE.replace("A-1;A-2", "*"), by=ABE)

    assert [(change.proposed_by, change.after.all_accounts) for change in find_waiting(connection)] == [
        (ABE.email, True)
    ]


def test_the_same_proposal_again_goes_on_waiting_as_it_is(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)
    load(connection, tmp_path, SUE.replace("A-1;A-2", "*"), by=ADA)
    waiting = find_waiting(connection)

    report = load(connection, tmp_path, SUE.replace("A-1;A-2", "*"), by=ABE)

    assert (report.waiting, find_waiting(connection)) == (("sue@x.org",), waiting)


def test_a_file_that_says_what_is_there_drops_what_waits(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)
    load(connection, tmp_path, SUE.replace("A-1;A-2", "*"), by=ADA)

    load(connection, tmp_path, SUE, by=ADA)

    assert find_waiting(connection) == []


def test_a_manager_may_be_somebody_who_waits(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)
    load(connection, tmp_path, "tim@x.org,Tim,,sales,,A-1,,,,", by=ADA)

    assert load(connection, tmp_path, "tom@x.org,Tom,,sales,tim@x.org,,,,,", by=ADA).waiting == ("tom@x.org",)


def test_the_journal_tells_who_loaded_and_who_proposed_what(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)
    load(connection, tmp_path, SUE.replace("A-1;A-2", "*"), by=ADA)

    entries = find_entries(connection, last=9)

    assert [(entry.tag, entry.actor, entry.proved_by, entry.subject) for entry in entries] == [
        ("people:imported", "operator:maker", "operator:maker", "people.csv"),
        ("people:proposed", "ada@x.org", "token", "sue@x.org"),
        ("people:imported", "ada@x.org", "token", "people.csv"),
    ]
    assert entries[1].detail["after"]["all_accounts"] is True
    assert verify(connection) == []


def test_an_admin_whose_access_ended_imports_nothing(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, "ada@x.org,Ada,,admin,,,,,,2026-07-01")
    path = a_file(tmp_path, SUE.replace("abe@x.org", ""))

    import_people(connection, path, by=ADA, at=NOW)
    with pytest.raises(Exception, match="ended on 2026-07-01"):
        import_people(connection, path, by=ADA, at=NOW + timedelta(days=1))


def test_a_set_up_counts_human_beings_as_admins(connection: Connection, tmp_path: Path) -> None:
    rows = "ada@x.org,Ada,,admin,,,,,,,ada\nada@y.org,Ada,,admin,,,,,,,ada"

    assert load(connection, tmp_path, rows, by=MAKER, header=HEADER + ",person").admins == 1


def test_of_two_first_files_at_once_one_sets_up_and_the_other_proposes(app: Engine, tmp_path: Path) -> None:
    def first(number: int) -> tuple[int, int]:
        path = a_file(tmp_path, f"ada{number}@x.org,Ada,,admin,,,,,,", name=f"{number}.csv")
        with app.begin() as connection:
            report = import_people(connection, path, by=MAKER, at=NOW)
        return len(report.added), len(report.waiting)

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(first, range(2))) == [(0, 1), (1, 0)]


def test_without_an_entry_in_the_journal_nothing_is_imported(books: Books, tmp_path: Path) -> None:
    with books.owner.begin() as connection:
        connection.execute(text("revoke insert on desk.journal from billing_app"))

    with pytest.raises(ProgrammingError, match="permission denied"), books.app.begin() as connection:
        load(connection, tmp_path, SET_UP)

    with books.app.begin() as connection:
        assert find_people(connection) == []
