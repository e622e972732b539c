"""A code is good once and for three days; a token until it is revoked."""

import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text

from assistant.desk.errors import (
    CodeNotValidError,
    LoginFileOpenError,
    NotAdminError,
    TokenNotValidError,
    UnknownPersonError,
)
from assistant.desk.identity import Actor
from assistant.desk.journal import find_entries
from assistant.desk.login_file import forget_token, read_token, save_token
from assistant.desk.tokens import invite, login, revoke, who_is
from tests.assistant.desk.conftest import NOW
from tests.assistant.desk.people import ADA, MAKER, SET_UP, load

SUE = Actor("sue@x.org", "token")


@pytest.fixture
def people(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)


@pytest.fixture
def code(people: None, connection: Connection) -> str:
    return invite(connection, "Sue@x.org", by=ADA, at=NOW)


def test_a_code_becomes_a_token_that_says_who_it_is(code: str, connection: Connection) -> None:
    done = login(connection, code, at=NOW)

    assert (done.email, who_is(connection, done.token, NOW)) == ("sue@x.org", "sue@x.org")


def test_a_code_may_be_typed_in_small_letters_without_dashes(code: str, connection: Connection) -> None:
    assert login(connection, f" {code.lower().replace('-', ' ')}\n", at=NOW).email == "sue@x.org"


def test_a_code_is_good_once(code: str, connection: Connection) -> None:
    login(connection, code, at=NOW)

    with pytest.raises(CodeNotValidError):
        login(connection, code, at=NOW)


def test_of_ten_who_redeem_a_code_at_once_one_gets_a_token(app: Engine, tmp_path: Path) -> None:
    with app.begin() as connection:
        load(connection, tmp_path, SET_UP)
        code = invite(connection, "sue@x.org", by=ADA, at=NOW)

    def redeem(_: int) -> bool:
        try:
            with app.begin() as connection:
                login(connection, code, at=NOW)
        except CodeNotValidError:
            return False
        return True

    with ThreadPoolExecutor(10) as pool:
        assert sum(pool.map(redeem, range(10))) == 1


def test_a_code_is_good_for_three_days(code: str, connection: Connection) -> None:
    with pytest.raises(CodeNotValidError):
        login(connection, code, at=NOW + timedelta(hours=72))
    assert login(connection, code, at=NOW + timedelta(hours=71, minutes=59)).email == "sue@x.org"


def test_a_new_code_makes_the_one_before_worthless(code: str, connection: Connection) -> None:
    invite(connection, "sue@x.org", by=ADA, at=NOW)

    with pytest.raises(CodeNotValidError):
        login(connection, code, at=NOW)


@pytest.mark.parametrize("code", ["", "----", "ABCD", "\0", "\ud800", "x" * 20_000])
def test_a_code_that_is_none_is_refused(connection: Connection, people: None, code: str) -> None:
    with pytest.raises(CodeNotValidError, match="ask an admin for a new one"):
        login(connection, code, at=NOW)


def test_a_code_is_no_token_and_a_token_no_code(code: str, connection: Connection) -> None:
    token = login(connection, code, at=NOW).token

    with pytest.raises(TokenNotValidError):
        who_is(connection, code, NOW)
    with pytest.raises(CodeNotValidError):
        login(connection, token, at=NOW)


def test_neither_code_nor_token_is_kept(code: str, connection: Connection) -> None:
    token = login(connection, code, at=NOW).token
    tables = connection.execute(text("select cast(t as text) from desk.token t")).scalars().all()
    journal = connection.execute(text("select cast(j as text) from desk.journal j")).scalars().all()

    kept = "\n".join([*tables, *journal])

    assert not any(secret in kept for secret in (code, code.replace("-", ""), token))


def test_only_admins_and_the_maker_of_the_home_invite(people: None, connection: Connection) -> None:
    assert invite(connection, "sue@x.org", by=MAKER, at=NOW)
    with pytest.raises(NotAdminError, match=r"sue@x.org may not invite people"):
        invite(connection, "sue@x.org", by=SUE, at=NOW)


def test_somebody_unknown_is_not_invited(people: None, connection: Connection) -> None:
    with pytest.raises(UnknownPersonError):
        invite(connection, "ghost@x.org", by=ADA, at=NOW)


def test_nothing_is_revoked_of_somebody_unknown(people: None, connection: Connection) -> None:
    with pytest.raises(UnknownPersonError):
        revoke(connection, "ghost@x.org", by=ADA, at=NOW)


def test_a_revoked_token_is_worthless(code: str, connection: Connection) -> None:
    token = login(connection, code, at=NOW).token
    open_code = invite(connection, "sue@x.org", by=ADA, at=NOW)

    assert revoke(connection, "sue@x.org", by=ADA, at=NOW) == 2
    with pytest.raises(TokenNotValidError):
        who_is(connection, token, NOW)
    with pytest.raises(CodeNotValidError):
        login(connection, open_code, at=NOW)


def test_people_revoke_their_own_tokens_and_nobody_elses(people: None, connection: Connection) -> None:
    assert revoke(connection, "sue@x.org", by=SUE, at=NOW) == 0
    with pytest.raises(NotAdminError):
        revoke(connection, "ada@x.org", by=SUE, at=NOW)


def test_the_journal_tells_of_codes_logins_and_revocations(code: str, connection: Connection) -> None:
    login(connection, code, at=NOW, os_user="sue")
    revoke(connection, "sue@x.org", by=ADA, at=NOW)

    entries = find_entries(connection, last=3)

    assert [(entry.tag, entry.actor, entry.subject) for entry in entries] == [
        ("person:invited", "ada@x.org", "sue@x.org"),
        ("person:logged_in", "sue@x.org", "sue@x.org"),
        ("person:revoked", "ada@x.org", "sue@x.org"),
    ]


def test_a_read_token_is_the_users_own(tmp_path: Path) -> None:
    save_token(tmp_path, "sue", "first")
    path = save_token(tmp_path, "sue", "second")

    assert (read_token(tmp_path, "sue"), read_token(tmp_path, "ann")) == ("second", None)
    assert [stat.S_IMODE(each.stat().st_mode) for each in (path, path.parent)] == [0o600, 0o700]
    assert list(path.parent.iterdir()) == [path]


def test_a_read_token_that_others_can_read_is_not_used(tmp_path: Path) -> None:
    save_token(tmp_path, "sue", "secret").chmod(0o640)

    with pytest.raises(LoginFileOpenError, match="delete it and run `billing login` again"):
        read_token(tmp_path, "sue")


def test_a_users_name_does_not_lead_out_of_the_folder(tmp_path: Path) -> None:
    path = save_token(tmp_path, "../x/..", "secret")

    assert (path.parent, read_token(tmp_path, "../x/..")) == (tmp_path / "tokens", "secret")


def test_a_forgotten_token_is_gone(tmp_path: Path) -> None:
    save_token(tmp_path, "sue", "secret")

    forget_token(tmp_path, "sue")

    assert read_token(tmp_path, "sue") is None
