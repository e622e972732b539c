"""Writes a play's answer: a template whose cells print as references, so that our code prints every figure."""

from collections import defaultdict
from functools import cache

from jinja2 import StrictUndefined, Template
from jinja2.sandbox import SandboxedEnvironment

from assistant.agent.results import Result, Rows
from tools.evidence import Value
from tools.plain_text import in_markdown, shortened


class Cell:
    """One cell: prints as a reference; `value` is for conditions."""

    def __init__(self, label: str, row: int, column: str, value: Value) -> None:
        self.value = value
        self._reference = f"[[{label}.{row}.{column}]]"

    def __str__(self) -> str:
        return self._reference

    def __bool__(self) -> bool:
        return self.value is not None and self.value is not False and self.value != 0


class Row:
    """One row: its columns are cells."""

    def __init__(self, label: str, number: int, values: dict[str, Value]) -> None:
        self._label, self._number, self._values = label, number, values

    def __getattr__(self, column: str) -> Cell:
        if column not in self._values:
            raise AttributeError(column)
        return Cell(self._label, self._number, column, self._values[column])


class Table:
    """One query's rows. Empty when the query was not run."""

    def __init__(self, rows: Rows | None) -> None:
        self.rows = [Row(rows["label"], n, row) for n, row in enumerate(rows["rows"], start=1)] if rows else []
        self.total_rows = rows["total_rows"] if rows else 0
        self.truncated = self.total_rows > len(self.rows)

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def first(self) -> Row:
        """The first row."""
        return self.rows[0]


class Tables:
    """Every query of the play's results, by name; a query that was not run is an empty table."""

    def __init__(self, results: list[Result]) -> None:
        self._by_query = {item["query"]: item for result in results for item in result["evidence"]}

    def __getattr__(self, query: str) -> Table:
        return Table(self._by_query.get(query))


def write(template: str, results: list[Result], slots: dict[str, object]) -> str:
    """The answer with references. `q.<query>` are tables, slots go by their names."""
    notes = [in_markdown(note) for result in results for note in result["notes"]]
    said = {name: in_markdown(shortened(value)) if isinstance(value, str) else value for name, value in slots.items()}
    text = _compiled(template).render(q=Tables(results), notes=notes, slots=defaultdict(str, said))
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for i, line in enumerate(lines) if line or (i and lines[i - 1])]
    return "\n".join(kept)


@cache
def _compiled(template: str) -> Template:
    environment = SandboxedEnvironment(undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(template)
