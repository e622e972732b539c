"""Who asks while answers are timed: somebody with a few accounts, with a thousand, with everything."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.bench.ground import account_numbers


@dataclass(frozen=True)
class Asker:
    """A person and the name of their scope in the figures."""

    email: str
    scope: str


MANY_ACCOUNTS = 1000

FEW = Asker("leo@example.com", "few accounts")
MANY = Asker("portfolio@example.com", "1,000 accounts")
EVERYTHING = Asker("priya@example.com", "everything")


def add_askers(files: Path) -> Sequence[Asker]:
    """Who asks about this sample; one of a thousand accounts or more gets a salesperson with the first thousand."""
    numbers = account_numbers(files, MANY_ACCOUNTS)
    if len(numbers) < MANY_ACCOUNTS:
        return (FEW, EVERYTHING)
    _add_salesperson(files / "people.csv", numbers)
    return (FEW, MANY, EVERYTHING)


def _add_salesperson(path: Path, numbers: Sequence[str]) -> None:
    with path.open(encoding="utf-8", newline="") as rows:
        people = list(csv.DictReader(rows))
    added = dict.fromkeys(people[0], "") | {
        "email": MANY.email,
        "name": "Portfolio",
        "roles": "sales",
        "accounts": ";".join(numbers),
    }
    with path.open("w", encoding="utf-8", newline="") as rows:
        writer = csv.DictWriter(rows, list(added))
        writer.writeheader()
        writer.writerows([*people, added])
