"""Builders for the desk's tests: files of people, and homes that have some."""

from pathlib import Path

from sqlalchemy import Connection, text

from assistant.desk.identity import Actor, HomeMaker
from assistant.desk.people import PeopleReport, import_people
from tests.assistant.desk.conftest import NOW

HEADER = "email,name,slack_user_id,roles,manager,accounts,approval_limit,approval_currency,valid_from,valid_to"

MAKER = HomeMaker("maker")
ADA = Actor("ada@x.org", "token")
ABE = Actor("abe@x.org", "token")

SET_UP = """
ada@x.org,Ada Admin,UADA,admin,,,,,,
abe@x.org,Abe Admin,UABE,admin;specialist,,,,,,
sue@x.org,Sue Sales,USUE,sales,abe@x.org,A-1;A-2,,,,
"""


def a_file(folder: Path, rows: str, *, header: str = HEADER, name: str = "people.csv") -> Path:
    path = folder / name
    path.write_text(header + "\n" + rows.strip() + "\n", encoding="utf-8")
    return path


def load(
    connection: Connection, folder: Path, rows: str, *, by: Actor | HomeMaker = MAKER, header: str = HEADER
) -> PeopleReport:
    return import_people(connection, a_file(folder, rows, header=header), by=by, at=NOW)


def an_account(connection: Connection, number: str, source: str = "erp") -> int:
    """An account of a source, with the batch that brought it."""
    batch = connection.scalar(
        text("""insert into ledger.import_batch (source, as_of, content_sha256, files, imported_by, started_at)
            values (:source, :at, :number, '[]', 'maker', :at) returning batch_id"""),
        {"source": source, "number": number, "at": NOW},
    )
    connection.execute(
        text("""insert into ledger.source (source, title, as_of, batch_id, carries)
            values (:source, :source, :at, :batch, '{}') on conflict do nothing"""),
        {"source": source, "at": NOW, "batch": batch},
    )
    account: int = connection.execute(
        text("""insert into ledger.account (source, account_number, name, batch_id)
            values (:source, :number, :number, :batch) returning account_id"""),
        {"source": source, "number": number, "batch": batch},
    ).scalar_one()
    return account
