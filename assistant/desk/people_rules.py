"""Rules for a file of people that take more than one row: each address once, managers and Slack users known."""

from collections.abc import Collection, Iterator, Mapping

from assistant.desk.people_row import PeopleProblem, PeopleRow
from assistant.desk.person import Person


def problems_between(
    rows: Collection[PeopleRow], known: Mapping[str, Person], waiting: Collection[str]
) -> Iterator[PeopleProblem]:
    """What is wrong between the rows, and with people who are there already.

    Args:
        rows: of the file, with optional columns filled in.
        known: everybody there, by address.
        waiting: addresses of new people who wait for a confirmation.
    """
    yield from _twice(rows)
    after = {**known, **{row.person.email: row.person for row in rows}}
    lines = {row.person.email: row.line for row in rows}
    yield from _managers(rows, {*after, *waiting})
    yield from _slack_users(after, lines)
    yield from _persons(rows, after)


def _twice(rows: Collection[PeopleRow]) -> Iterator[PeopleProblem]:
    first: dict[str, int] = {}
    for row in rows:
        email = row.person.email
        if email and first.setdefault(email, row.line) != row.line:
            yield PeopleProblem(row.line, f"the email {email} is already on line {first[email]}.")


def _managers(rows: Collection[PeopleRow], addresses: Collection[str]) -> Iterator[PeopleProblem]:
    for row in rows:
        manager = row.person.manager
        if manager and manager == row.person.email:
            yield PeopleProblem(row.line, f"{manager} cannot be their own manager.")
        elif manager and manager not in addresses:
            yield PeopleProblem(row.line, f"the manager {manager} is nobody's address, in this file or before it.")


def _slack_users(after: Mapping[str, Person], lines: Mapping[str, int]) -> Iterator[PeopleProblem]:
    holders: dict[str, str] = {}
    # People of the file come last, so that the problem is theirs and has a line.
    for person in sorted(after.values(), key=lambda person: lines.get(person.email, 0)):
        if not person.slack_user_id:
            continue
        holder = holders.setdefault(person.slack_user_id, person.email)
        if holder != person.email and person.email in lines:
            yield PeopleProblem(lines[person.email], f"the slack_user_id {person.slack_user_id} is already {holder}'s.")


def _persons(rows: Collection[PeopleRow], after: Mapping[str, Person]) -> Iterator[PeopleProblem]:
    for row in rows:
        named = after.get(row.person.person_key)
        if named and named.person_key != row.person.person_key:
            rule = f"the person {named.email} is an address whose own person is {named.person_key}: write that one."
            yield PeopleProblem(row.line, rule)
