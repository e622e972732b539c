"""Who somebody is and what they see. Not here: how people are added and changed (people_import.py)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from sqlalchemy import Connection, text

from assistant.desk.errors import PersonNotActiveError, UnknownPersonError
from assistant.desk.roles import SEE_EVERYTHING, SEE_NO_AMOUNTS, SEE_THEIR_ACCOUNTS, PersonRole
from tools.ledger.scope import Scope

SELECT_PEOPLE = """
    select a.*, p.person_key from desk.address a join desk.person p using (person_id)
"""


@dataclass(frozen=True)
class Person:
    """One address of a person, as the last file and its confirmations left it."""

    email: str
    name: str
    person_key: str
    """The same for all addresses of one human being."""
    slack_user_id: str | None
    roles: frozenset[PersonRole]
    manager: str | None
    """The manager's address."""
    all_accounts: bool
    account_numbers: frozenset[str]
    limit: Decimal | None
    """The highest amount that they may approve; nothing without one."""
    limit_currency: str | None
    valid_from: date | None
    """First day of access (inclusive)."""
    valid_to: date | None
    """Last day of access (inclusive)."""
    time_zone: str | None

    @property
    def sees_amounts(self) -> bool:
        """Whether any of their roles lets them see amounts."""
        return bool(self.roles - SEE_NO_AMOUNTS)

    @property
    def masking_role(self) -> Literal["sales", "finance"]:
        """Whether tax numbers and bank references are hidden from them: they are while Sales is all they are."""
        return "finance" if self.roles - SEE_NO_AMOUNTS - {PersonRole.SALES} else "sales"

    def is_active(self, on: date) -> bool:
        """Whether they have access on that day."""
        return (self.valid_from is None or self.valid_from <= on) and (self.valid_to is None or on <= self.valid_to)


def get_person(connection: Connection, email: str, on: date) -> Person:
    """The person with this address.

    Args:
        connection: the program's own.
        email: in any case of letters.
        on: the day on which they must have access; today, whatever day they ask about.

    Raises:
        UnknownPersonError: nobody has the address.
        PersonNotActiveError: they have no access on that day.
    """
    person = find_person(connection, email)
    if person is None:
        raise UnknownPersonError(email.strip())
    if not person.is_active(on):
        raise PersonNotActiveError(person.email, on, person.valid_from, person.valid_to)
    return person


def find_person(connection: Connection, email: str) -> Person | None:
    """The person with this address, with or without access today."""
    # No address holds a NUL, and PostgreSQL takes none.
    key = email.strip().lower().replace("\0", "")
    row = connection.execute(text(SELECT_PEOPLE + "where a.email = :email"), {"email": key}).mappings().one_or_none()
    return None if row is None else as_person(row)


def find_people(connection: Connection) -> list[Person]:
    """Everybody, by address."""
    rows = connection.execute(text(SELECT_PEOPLE + "order by a.email")).mappings()
    return [as_person(row) for row in rows]


def scope_of(connection: Connection, person: Person, *, as_of: date) -> Scope:
    """What the person may see of the books, as of a day.

    The scope is that of the address they use: another address of the same human being may see more or less. Several
    roles see what each of them sees. An account number that several sources have counts in all of them; one that no
    source has (yet) counts nowhere.

    Args:
        connection: the program's own.
        person: somebody who has access.
        as_of: the day that the answer is about, not the day on which they ask.
    """
    if person.roles & SEE_EVERYTHING or (person.roles & SEE_THEIR_ACCOUNTS and person.all_accounts):
        return Scope(person.email, person.masking_role, as_of, everything=True)
    if not person.roles & SEE_THEIR_ACCOUNTS:
        return Scope(person.email, person.masking_role, as_of)
    accounts = connection.scalars(
        text("select account_id from ledger.account where account_number = any (:numbers)"),
        {"numbers": sorted(person.account_numbers)},
    )
    return Scope(person.email, person.masking_role, as_of, frozenset(accounts))


def as_person(row: Mapping[Any, Any]) -> Person:
    """A row of SELECT_PEOPLE as a record."""
    return Person(
        email=row["email"],
        name=row["name"],
        person_key=row["person_key"],
        slack_user_id=row["slack_user_id"],
        roles=frozenset(map(PersonRole, row["roles"])),
        manager=row["manager"],
        all_accounts=row["all_accounts"],
        account_numbers=frozenset(row["account_numbers"]),
        limit=row["approval_limit"],
        limit_currency=row["approval_currency"],
        valid_from=row["valid_from"],
        valid_to=row["valid_to"],
        time_zone=row["time_zone"],
    )
