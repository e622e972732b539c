"""A person's record as JSON and as a row: what waits for a confirmation, what the journal tells, what is stored."""

from dataclasses import fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Connection, text

from assistant.desk.person import Person
from assistant.desk.roles import PersonRole

AT_ONCE: Final = frozenset({"name", "time_zone"})
"""Changes of these need no second person: they give and take nothing."""


def as_record(person: Person) -> dict[str, Any]:
    """The person as JSON keeps them: days and amounts as text, sets as sorted lists."""
    record: dict[str, Any] = {}
    for field in fields(person):
        value = getattr(person, field.name)
        if isinstance(value, frozenset):
            value = sorted(value)
        elif isinstance(value, date):
            value = value.isoformat()
        elif isinstance(value, Decimal):
            value = f"{value.normalize():f}"
        record[field.name] = value
    return record


def from_record(record: dict[str, Any]) -> Person:
    """The person whose record it is."""
    limit, valid_from, valid_to = record["limit"], record["valid_from"], record["valid_to"]
    return Person(
        **{
            **record,
            "roles": frozenset(map(PersonRole, record["roles"])),
            "account_numbers": frozenset(record["account_numbers"]),
            "limit": Decimal(limit) if limit is not None else None,
            "valid_from": date.fromisoformat(valid_from) if valid_from else None,
            "valid_to": date.fromisoformat(valid_to) if valid_to else None,
        }
    )


def differences(before: Person, after: Person) -> list[str]:
    """Names of what differs, in the record's order."""
    return [field.name for field in fields(before) if getattr(before, field.name) != getattr(after, field.name)]


def store(connection: Connection, person: Person, *, granted_by: str, at: datetime) -> None:
    """Make this the person's record, and the address a part of the human being that it names."""
    connection.execute(
        text("insert into desk.person (person_key, created_at) values (:key, :at) on conflict (person_key) do nothing"),
        {"key": person.person_key, "at": at},
    )
    connection.execute(
        text("""
            insert into desk.address (email, person_id, name, slack_user_id, roles, manager, all_accounts,
                account_numbers, approval_limit, approval_currency, valid_from, valid_to, time_zone,
                granted_by, granted_at)
            values (:email, (select person_id from desk.person where person_key = :person_key), :name, :slack_user_id,
                :roles, :manager, :all_accounts, :account_numbers, :limit, :limit_currency, :valid_from, :valid_to,
                :time_zone, :granted_by, :at)
            on conflict (email) do update set
                person_id = excluded.person_id, name = excluded.name, slack_user_id = excluded.slack_user_id,
                roles = excluded.roles, manager = excluded.manager, all_accounts = excluded.all_accounts,
                account_numbers = excluded.account_numbers, approval_limit = excluded.approval_limit,
                approval_currency = excluded.approval_currency, valid_from = excluded.valid_from,
                valid_to = excluded.valid_to, time_zone = excluded.time_zone, granted_by = excluded.granted_by,
                granted_at = excluded.granted_at"""),
        {
            **vars(person),
            "roles": sorted(role.value for role in person.roles),
            "account_numbers": sorted(person.account_numbers),
            "granted_by": granted_by,
            "at": at,
        },
    )
