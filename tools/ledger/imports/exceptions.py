"""Documents that are loaded as they are and look wrong. The rules are the SQL files in rules/, one a family.

Not here: rows that have no place (rejects.py).
"""

from importlib.resources import files

from sqlalchemy import Connection, text

from tools.ledger.imports.statements import statement


def rule_families() -> tuple[str, ...]:
    """Names of the files with rules, sorted."""
    return tuple(
        sorted(
            entry.name for entry in (files("tools.ledger.imports") / "rules").iterdir() if entry.name.endswith(".sql")
        )
    )


def write_exceptions(connection: Connection, source: str, batch_id: int) -> int:
    """Fill `ledger.import_exception` with what the rules find in the documents that this batch touched.

    Returns:
        How many there are.
    """
    count = 0
    for family in rule_families():
        rule = (files("tools.ledger.imports") / "rules" / family).read_text(encoding="utf-8")
        sql = statement("list_exceptions", rule=rule)
        count += connection.execute(text(sql), {"source": source, "batch": batch_id}).rowcount
    return count
