"""A change holds when a second person has confirmed it: an admin who neither proposed it nor is concerned."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text

from assistant.desk.errors import (
    AsCannotActError,
    ChangeDecidedError,
    ChangeOutdatedError,
    ChangeUnknownError,
    NotAdminError,
    SelfConfirmationError,
    TokenNotValidError,
)
from assistant.desk.identity import Actor
from assistant.desk.journal import find_entries
from assistant.desk.people import confirm, find_person, find_waiting
from assistant.desk.tokens import invite, login, who_is
from tests.assistant.desk.conftest import NOW
from tests.assistant.desk.people import ABE, ADA, HEADER, MAKER, load

PEOPLE = """
ada@x.org,Ada,,admin,,,,,,,ada
ada@y.org,Ada,,admin,,,,,,,ada
abe@x.org,Abe,,admin,,,,,,,abe
sue@x.org,Sue,,sales,,A-1,,,,,sue
"""
PROPOSAL = "sue@x.org,Sue,,sales,,*,,,,,sue"
WITH_PERSON = HEADER + ",person"


@pytest.fixture
def change(connection: Connection, tmp_path: Path) -> int:
    """Ada proposes that Sue sees everything."""
    load(connection, tmp_path, PEOPLE, header=WITH_PERSON)
    load(connection, tmp_path, PROPOSAL, by=ADA, header=WITH_PERSON)
    return find_waiting(connection)[0].change_id


def propose(connection: Connection, folder: Path, row: str) -> int:
    load(connection, folder, row, by=ADA, header=WITH_PERSON)
    return find_waiting(connection)[-1].change_id


def test_a_second_admin_lets_a_change_take_effect(connection: Connection, change: int) -> None:
    confirm(connection, change, by=ABE, at=NOW)

    sue = find_person(connection, "sue@x.org")
    assert sue is not None
    assert (sue.all_accounts, find_waiting(connection)) == (True, [])


def test_the_journal_tells_both_persons_and_both_records(connection: Connection, change: int) -> None:
    confirm(connection, change, by=ABE, at=NOW)

    entry = find_entries(connection, last=1)[0]

    assert (entry.tag, entry.actor, entry.detail["proposed_by"]) == ("people:confirmed", "abe@x.org", "ada@x.org")
    assert [entry.detail[side]["all_accounts"] for side in ("before", "after")] == [False, True]


def test_whoever_proposed_does_not_confirm(connection: Connection, change: int) -> None:
    with pytest.raises(SelfConfirmationError, match=r"^ada@x.org proposed change .* another admin must.$"):
        confirm(connection, change, by=ADA, at=NOW)


def test_another_address_of_whoever_proposed_does_not_confirm(connection: Connection, change: int) -> None:
    with pytest.raises(SelfConfirmationError, match=r"the same person as ada@x.org"):
        confirm(connection, change, by=Actor("ada@y.org", "token"), at=NOW)


@pytest.mark.parametrize("row", ["abe@x.org,Abe,,admin;cfo,,,,,,,abe", "abe@z.org,Abe,,cfo,,,,,,,abe"])
def test_whom_it_concerns_does_not_confirm(connection: Connection, tmp_path: Path, change: int, row: str) -> None:
    own = propose(connection, tmp_path, row)

    with pytest.raises(SelfConfirmationError, match="is concerned by change"):
        confirm(connection, own, by=ABE, at=NOW)


def test_who_is_no_longer_the_person_behind_an_address_does_not_confirm_that(
    connection: Connection, tmp_path: Path, change: int
) -> None:
    moved = propose(connection, tmp_path, "abe@x.org,Abe,,admin,,,,,,,somebody else")

    with pytest.raises(SelfConfirmationError):
        confirm(connection, moved, by=ABE, at=NOW)


def test_somebody_who_is_no_admin_does_not_confirm(connection: Connection, change: int) -> None:
    with pytest.raises(NotAdminError):
        confirm(connection, change, by=Actor("sue@x.org", "token"), at=NOW)


def test_the_maker_of_the_home_does_not_confirm(connection: Connection, change: int) -> None:
    with pytest.raises(NotAdminError, match="operator:maker may not confirm"):
        confirm(connection, change, by=MAKER, at=NOW)


def test_an_admin_who_is_only_named_does_not_confirm(connection: Connection, change: int) -> None:
    with pytest.raises(AsCannotActError):
        confirm(connection, change, by=Actor("abe@x.org", "operator:maker"), at=NOW)


def test_what_the_maker_of_the_home_proposed_is_confirmed_by_an_admin(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, PEOPLE, header=WITH_PERSON)
    load(connection, tmp_path, PROPOSAL, by=MAKER, header=WITH_PERSON)

    change = confirm(connection, find_waiting(connection)[0].change_id, by=ADA, at=NOW)

    assert change.proposed_by == "operator:maker"


@pytest.mark.parametrize("change_id", [999, -1, 10**30])
def test_a_number_of_no_change_is_named(connection: Connection, change: int, change_id: int) -> None:
    with pytest.raises(ChangeUnknownError, match=f"No change {change_id} is waiting"):
        confirm(connection, change_id, by=ABE, at=NOW)


def test_a_change_is_confirmed_once(connection: Connection, change: int) -> None:
    confirm(connection, change, by=ABE, at=NOW)

    with pytest.raises(ChangeDecidedError, match=r"was already confirmed by abe@x.org"):
        confirm(connection, change, by=ABE, at=NOW)


def test_a_replaced_change_cannot_be_confirmed(connection: Connection, tmp_path: Path, change: int) -> None:
    propose(connection, tmp_path, PROPOSAL.replace("*", "A-2"))

    with pytest.raises(ChangeDecidedError, match="was replaced by a later one"):
        confirm(connection, change, by=ABE, at=NOW)


def test_a_slack_user_that_was_given_away_meanwhile_is_named(
    connection: Connection, tmp_path: Path, change: int
) -> None:
    first = propose(connection, tmp_path, "tim@x.org,Tim,UNEW,,,,,,,,tim")
    second = propose(connection, tmp_path, "tom@x.org,Tom,UNEW,,,,,,,,tom")
    confirm(connection, first, by=ABE, at=NOW)

    with pytest.raises(ChangeOutdatedError, match="import the file again"):
        confirm(connection, second, by=ABE, at=NOW)


def test_another_person_behind_an_address_needs_a_new_token(
    connection: Connection, tmp_path: Path, change: int
) -> None:
    token = login(connection, invite(connection, "sue@x.org", by=ADA, at=NOW), at=NOW).token
    moved = propose(connection, tmp_path, "sue@x.org,Sam,,sales,,A-1,,,,,sam")

    confirm(connection, moved, by=ABE, at=NOW)

    with pytest.raises(TokenNotValidError):
        who_is(connection, token, NOW)


def test_a_record_that_is_another_by_now_is_not_overwritten(connection: Connection, change: int) -> None:
    connection.execute(text("update desk.address set valid_to = '2026-07-31' where email = 'sue@x.org'"))

    with pytest.raises(ChangeOutdatedError, match=r"a record of sue@x.org that has changed since"):
        confirm(connection, change, by=ABE, at=NOW)
