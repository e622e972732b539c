"""What every row of the books is."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(slots=True)
class Row:
    """A row of the books; `table` names the ledger table and so the file."""

    table: ClassVar[str]
