"""Named queries: SQL files that we wrote, tested and versioned. SQL that a model wrote is in `tools.sql`."""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Kind = Literal["money", "rate", "percent", "number", "date", "time", "text", "flag"]
"""How a column is printed; `money` takes its currency from the row's `currency` column."""

HEADER = re.compile(r"^-- (\w+): (.*)$", re.MULTILINE)


@dataclass(frozen=True)
class Query:
    """One named query. `sql` takes `:name` parameters and names published views only."""

    name: str
    version: str
    title: str
    """What it answers, in words for a reader of the evidence."""
    sql: str
    key: tuple[str, ...]
    """Columns that say whose row it is: printed beside a figure whose sentence does not."""
    kinds: dict[str, Kind]
    """Kinds that a value's type does not tell: money, rate, percent."""
    hidden: frozenset[str]
    """Columns for our code (account ids, internal keys), never shown to a model or a person."""

    @property
    def sha256(self) -> str:
        """Digest of the SQL text."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


@cache
def named(name: str) -> Query:
    """The query in `queries/<name>.sql`, whose header lines give version, title, key, money, rate, percent, hidden."""
    source = (files("tools") / "queries" / f"{name}.sql").read_text()
    header = {match[1]: match[2].split() for match in HEADER.finditer(source)}
    kinds: dict[str, Kind] = {}
    for kind in ("money", "rate", "percent"):
        kinds |= dict.fromkeys(header.get(kind, []), kind)
    return Query(
        name=name,
        version=" ".join(header["version"]),
        title=" ".join(header["title"]),
        sql=HEADER.sub("", source).strip(),
        key=tuple(header.get("key", [])),
        kinds=kinds,
        hidden=frozenset(header.get("hidden", [])) | {"account_id", "account_ids", "books_batch"},
    )


def all_names() -> list[str]:
    """Every named query, sorted."""
    return sorted(entry.name[:-4] for entry in (files("tools") / "queries").iterdir() if entry.name.endswith(".sql"))
