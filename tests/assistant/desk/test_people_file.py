"""Bad files load nothing; each mistake is a sentence with its line."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import Connection

from assistant.desk.errors import PeopleFileError
from assistant.desk.people import Person, PersonRole, find_people
from assistant.desk.people_file import read_people
from tests.assistant.desk.people import HEADER, SET_UP, a_file, load

ROW = {
    "email": "tim@x.org",
    "name": "Tim",
    "slack_user_id": "UTIM",
    "roles": "specialist",
    "manager": "",
    "accounts": "",
    "approval_limit": "500",
    "approval_currency": "USD",
    "valid_from": "",
    "valid_to": "",
    "person": "",
    "time_zone": "",
}


def said(connection: Connection, folder: Path, rows: str, *, header: str = HEADER) -> list[str]:
    with pytest.raises(PeopleFileError) as raised:
        load(connection, folder, rows, header=header)
    return [problem.sentence for problem in raised.value.problems]


def test_a_row_says_all_that_there_is_to_say(tmp_path: Path) -> None:
    who = 'Tim@X.org,"Müller, Tim",UTIM, Sales ; controller,ann@x.org,A-1; A-2 ;'
    row = who + ",2500.50,usd,2026-01-01,2026-12-31,TIM,Asia/Tokyo"

    file, problems = read_people(a_file(tmp_path, row, header=HEADER + ",person,time_zone"))

    assert problems == []
    assert [row.person for row in file.rows] == [
        Person(
            email="tim@x.org",
            name="Müller, Tim",
            person_key="tim",
            slack_user_id="UTIM",
            roles=frozenset({PersonRole.SALES, PersonRole.CONTROLLER}),
            manager="ann@x.org",
            all_accounts=False,
            account_numbers=frozenset({"A-1", "A-2"}),
            limit=Decimal("2500.50"),
            limit_currency="USD",
            valid_from=date(2026, 1, 1),
            valid_to=date(2026, 12, 31),
            time_zone="Asia/Tokyo",
        )
    ]


@pytest.mark.parametrize(
    ("cells", "rule"),
    [
        ({"email": "tim"}, "the email “tim” is no address."),
        ({"email": ""}, "the email is missing."),
        ({"name": " "}, "the name is missing."),
        ({"name": "Tim\x1b[31m"}, "the name holds a control character."),
        ({"slack_user_id": "U 1"}, "the slack_user_id “U 1” holds a space."),
        ({"roles": "specialist;king"}, "the role “king” is not one of sales, collections,"),
        ({"manager": "tim@x.org"}, "tim@x.org cannot be their own manager."),
        ({"manager": "ghost@x.org"}, "the manager ghost@x.org is nobody's address, in this file or before it."),
        ({"manager": "the boss"}, "the manager “the boss” is no address."),
        ({"accounts": "*;A-1"}, "the accounts are either * or numbers, not both."),
        ({"approval_limit": "1,000"}, "the approval_limit “1,000” is no amount: write it like 25000 or 25000.50."),
        ({"approval_limit": "-5"}, "the approval_limit “-5” is no amount"),
        ({"approval_limit": "1e3"}, "the approval_limit “1e3” is no amount"),
        ({"approval_limit": "NaN"}, "the approval_limit “NaN” is no amount"),
        ({"approval_limit": "5.005"}, "the approval_limit 5.005 has more decimals than USD has."),
        ({"approval_currency": ""}, "the approval_limit has no approval_currency."),
        ({"approval_currency": "XQQ"}, "the approval_currency “XQQ” is no ISO 4217 currency, such as USD."),
        ({"valid_from": "01/02/2026"}, "the valid_from “01/02/2026” is no day: write it like 2026-01-31."),
        ({"valid_to": "2026-02-30"}, "the valid_to “2026-02-30” is no day"),
        ({"valid_to": "20260301"}, "the valid_to “20260301” is no day"),
        ({"valid_from": "2026-02-02", "valid_to": "2026-02-01"}, "the valid_to 2026-02-01 is before the valid_from"),
        ({"time_zone": "Mars/Base"}, "the time_zone “Mars/Base” is no time zone, such as Europe/Berlin."),
        ({"time_zone": "../etc"}, "the time_zone “../etc” is no time zone"),
    ],
)
def test_a_wrong_cell_is_named(connection: Connection, tmp_path: Path, cells: dict[str, str], rule: str) -> None:
    row = ",".join(f'"{cell}"' for cell in {**ROW, **cells}.values())

    (sentence,) = said(connection, tmp_path, row, header=",".join(ROW))

    assert sentence.startswith(f"Line 2: {rule}")


def test_every_problem_is_named_and_nothing_is_loaded(connection: Connection, tmp_path: Path) -> None:
    rows = "ann@x.org,Ann,,admin,,,,,,\nbob@x.org,,,boss,,,x,,,\nann@X.org,Ann,,admin,,,,,,"

    sentences = said(connection, tmp_path, rows)

    assert [sentence.partition(":")[0] for sentence in sentences] == ["Line 3"] * 3 + ["Line 4"]
    assert sentences[-1] == "Line 4: the email ann@x.org is already on line 2."
    assert find_people(connection) == []


def test_the_error_begins_with_how_many_there_are(connection: Connection, tmp_path: Path) -> None:
    with pytest.raises(
        PeopleFileError, match=r"^Nothing was loaded from people.csv: 1 problem.\nLine 2: the name is missing.$"
    ):
        load(connection, tmp_path, "ann@x.org,,,,,,,,,")


def test_a_missing_and_a_foreign_column_are_named(connection: Connection, tmp_path: Path) -> None:
    sentences = said(connection, tmp_path, "x", header=HEADER.replace("accounts", "acounts"))

    assert sentences[0] == "Line 1: the column accounts is missing."
    assert sentences[1].startswith("Line 1: the column “acounts” is not one of email,")


def test_a_column_that_is_there_twice_is_named(connection: Connection, tmp_path: Path) -> None:
    assert said(connection, tmp_path, "x", header=HEADER + ",name") == ["Line 1: the column name is there 2 times."]


def test_a_row_with_too_few_cells_is_named(connection: Connection, tmp_path: Path) -> None:
    assert said(connection, tmp_path, "ann@x.org,Ann") == ["Line 2: it has 2 cells, and the header has 10."]


def test_a_line_is_counted_as_an_editor_counts_it(connection: Connection, tmp_path: Path) -> None:
    rows = '\nann@x.org,Ann,,admin,,"A-1;\n\nA-2",,,,\nbob@x.org,,,,,,,,,'

    sentences = said(connection, tmp_path, rows)

    assert sentences[-1] == "Line 5: the name is missing."


def test_a_broken_quote_is_named(connection: Connection, tmp_path: Path) -> None:
    (sentence,) = said(connection, tmp_path, 'ann@x.org,"Ann,,admin,,,,,,')

    assert sentence.startswith("Line 2: it is no CSV")


def test_another_encoding_is_named_with_its_line(connection: Connection, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes((HEADER + "\nann@x.org,Müller,,,,,,,,\n").encode("latin-1"))

    _, problems = read_people(path)

    assert [problem.sentence for problem in problems] == ["Line 2: it is not UTF-8: save the file as CSV UTF-8."]


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(b"\xef\xbb\xbf" + (HEADER + "\r\nann@x.org,Ann,,,,,,,,\r\n").encode())

    file, problems = read_people(path)

    assert (len(file.rows), problems) == (1, [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [("", "The file is empty; its header is email,name,"), (HEADER, "The file has a header and names nobody.")],
)
def test_a_file_with_nothing_in_it_is_named(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "people.csv").write_text(content)

    _, (problem,) = read_people(tmp_path / "people.csv")

    assert problem.sentence.startswith(sentence)


@pytest.mark.parametrize("name", ["absent.csv", "."])
def test_a_file_that_is_none_is_named(tmp_path: Path, name: str) -> None:
    _, (problem,) = read_people(tmp_path / name)

    assert problem.sentence.startswith("The file cannot be read (")


def test_a_slack_user_belongs_to_one_address(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)

    sentences = said(
        connection, tmp_path, "tim@x.org,Tim,USUE,,,,,,,\ntom@x.org,Tom,UTOM,,,,,,,\nted@x.org,Ted,UTOM,,,,,,,"
    )

    assert sentences == [
        "Line 2: the slack_user_id USUE is already sue@x.org's.",
        "Line 4: the slack_user_id UTOM is already tom@x.org's.",
    ]


def test_a_slack_user_can_move_within_a_file(connection: Connection, tmp_path: Path) -> None:
    load(connection, tmp_path, SET_UP)

    report = load(connection, tmp_path, "tim@x.org,Tim,USUE,,,,,,,\nsue@x.org,Sue Sales,,sales,abe@x.org,A-1;A-2,,,,")

    assert report.waiting == ("tim@x.org", "sue@x.org")


def test_a_person_that_is_an_address_of_another_person_is_named(connection: Connection, tmp_path: Path) -> None:
    rows = "ann@x.org,Ann,,,,,,,,,ann\nann@y.org,Ann,,,,,,,,,ann@x.org"

    sentences = said(connection, tmp_path, rows, header=HEADER + ",person")

    assert sentences == ["Line 3: the person ann@x.org is an address whose own person is ann: write that one."]
