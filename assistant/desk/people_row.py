"""What one row of a file of people may say. Not here: rules across rows (people_rules.py)."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from babel.numbers import list_currencies

from assistant.desk.person import Person
from assistant.desk.roles import PersonRole
from tools.money import currency_digits

T = TypeVar("T")

CELLS: Final = (
    "email",
    "name",
    "slack_user_id",
    "roles",
    "manager",
    "accounts",
    "approval_limit",
    "approval_currency",
    "valid_from",
    "valid_to",
    "person",
    "time_zone",
)

_ADDRESS: Final = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+")
_AMOUNT: Final = re.compile(r"\d{1,16}(\.\d{1,4})?")
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class PeopleProblem:
    """What is wrong in a file of people."""

    line: int | None
    """Of the file, from 1; None for the file as a whole."""
    rule: str

    @property
    def sentence(self) -> str:
        """The rule, with the line."""
        return self.rule if self.line is None else f"Line {self.line}: {self.rule}"


@dataclass(frozen=True)
class PeopleRow:
    """An address with what the file says of it."""

    line: int
    person: Person


class _Cells:
    """The cells of a row; what cannot be read becomes a problem and counts as empty."""

    def __init__(self, line: int, cells: Mapping[str, str]) -> None:
        self.line = line
        self.problems: list[PeopleProblem] = []
        self._cells = {name: unicodedata.normalize("NFC", cell).strip() for name, cell in cells.items()}
        for name, cell in self._cells.items():
            if any(unicodedata.category(letter) == "Cc" for letter in cell):
                self.problem(f"the {name} holds a control character.")

    def problem(self, rule: str) -> None:
        self.problems.append(PeopleProblem(self.line, rule))

    def read(self, name: str, parse: Callable[[str], T], rule: str) -> T | None:
        """The cell's value; None when it is empty, or when parse refuses it with a ValueError."""
        cell = self._cells.get(name, "")
        if not cell:
            return None
        try:
            return parse(cell)
        except ValueError:
            self.problem(f"the {name} “{cell[:80]}” {rule}")
            return None

    def parts(self, name: str) -> list[str]:
        return [part.strip() for part in self._cells.get(name, "").split(";") if part.strip()]


def read_row(line: int, named: Mapping[str, str]) -> tuple[PeopleRow, list[PeopleProblem]]:
    """What a row says, and what in it cannot be understood.

    Args:
        line: its number in the file.
        named: its cells by the header's names; `person` and `time_zone` may be absent.
    """
    cells = _Cells(line, named)
    email = cells.read("email", _address, "is no address.")
    if not named["email"].strip():
        cells.problem("the email is missing.")
    name = cells.read("name", str, "")
    if name is None:
        cells.problem("the name is missing.")
    accounts = cells.parts("accounts")
    if "*" in accounts and len(accounts) > 1:
        cells.problem("the accounts are either * or numbers, not both.")
    currency = cells.read("approval_currency", _currency, "is no ISO 4217 currency, such as USD.")
    limit = cells.read("approval_limit", _amount, "is no amount: write it like 25000 or 25000.50.")
    if limit is not None and currency is None and not named["approval_currency"].strip():
        cells.problem("the approval_limit has no approval_currency.")
    if limit is not None and currency is not None and limit != round(limit, currency_digits(currency)):
        cells.problem(f"the approval_limit {limit} has more decimals than {currency} has.")
    valid_from = cells.read("valid_from", _day, "is no day: write it like 2026-01-31.")
    valid_to = cells.read("valid_to", _day, "is no day: write it like 2026-01-31.")
    if valid_from and valid_to and valid_to < valid_from:
        cells.problem(f"the valid_to {valid_to} is before the valid_from {valid_from}.")
    person = Person(
        email=email or "",
        name=name or "",
        person_key=cells.read("person", str.casefold, "") or email or "",
        slack_user_id=cells.read("slack_user_id", _word, "holds a space."),
        roles=_roles(cells),
        manager=cells.read("manager", _address, "is no address."),
        all_accounts="*" in accounts,
        account_numbers=frozenset(accounts) - {"*"},
        limit=limit,
        limit_currency=currency,
        valid_from=valid_from,
        valid_to=valid_to,
        time_zone=cells.read("time_zone", _time_zone, "is no time zone, such as Europe/Berlin."),
    )
    return PeopleRow(line, person), cells.problems


def _roles(cells: _Cells) -> frozenset[PersonRole]:
    roles = set()
    for part in cells.parts("roles"):
        try:
            roles.add(PersonRole(part.lower()))
        except ValueError:
            cells.problem(f"the role “{part[:80]}” is not one of {', '.join(PersonRole)}.")
    return frozenset(roles)


def _address(cell: str) -> str:
    if not _ADDRESS.fullmatch(cell):
        raise ValueError
    return cell.lower()


def _word(cell: str) -> str:
    if len(cell.split()) != 1:
        raise ValueError
    return cell


def _amount(cell: str) -> Decimal:
    if not _AMOUNT.fullmatch(cell):
        raise ValueError
    return Decimal(cell)


def _currency(cell: str) -> str:
    if cell.upper() not in list_currencies():
        raise ValueError
    return cell.upper()


def _day(cell: str) -> date:
    if not _DAY.fullmatch(cell):
        raise ValueError
    return date.fromisoformat(cell)


def _time_zone(cell: str) -> str:
    try:
        return ZoneInfo(cell).key
    except (KeyError, OSError) as error:
        raise ValueError from error
