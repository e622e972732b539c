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

ASKERS: Sequence[Asker] = (FEW, MANY, EVERYTHING)


def add_asker(files: Path) -> None:
    """Add to the sample's `people.csv` a salesperson with the first thousand accounts."""
    path = files / "people.csv"
    with path.open(encoding="utf-8", newline="") as rows:
        people = list(csv.DictReader(rows))
    numbers = ";".join(account_numbers(files, MANY_ACCOUNTS))
    added = dict.fromkeys(people[0], "") | {
        "email": MANY.email,
        "name": "Portfolio",
        "roles": "sales",
        "accounts": numbers,
    }
    with path.open("w", encoding="utf-8", newline="") as rows:
        writer = csv.DictWriter(rows, list(added))
        writer.writeheader()
        writer.writerows([*people, added])
