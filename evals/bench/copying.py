"""The peer of an import: plain COPY of exactly the rows that it wrote, into the same tables in a fresh database."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql

from tools.ledger.cluster import Cluster

BLOCK = 1 << 20
"""Bytes sent at once."""

_TABLES = """
    select c.oid::regclass::text as name, array(
        select k.confrelid::regclass::text from pg_constraint k
        where k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid) as needs
    from pg_class c where c.relnamespace = 'ledger'::regnamespace and c.relkind = 'r' order by 1
"""


def save_rows(cluster: Cluster, database: str, folder: Path) -> tuple[dict[str, Path], int]:
    """Write every table of the books as the server's own text format.

    Returns:
        The files by table, a table after those that it refers to; and the number of rows.
    """
    files: dict[str, Path] = {}
    rows = 0
    with cluster.as_admin(database) as connection:
        for table in _in_order(connection):
            files[table] = folder / f"{table}.copy"
            with files[table].open("wb") as file, connection.cursor() as cursor:
                with cursor.copy(_copy("copy {} to stdout", table)) as copy:
                    for block in copy:
                        file.write(block)
                rows += cursor.rowcount
    return files, rows


def time_copy(cluster: Cluster, database: str, files: dict[str, Path]) -> float:
    """Seconds that COPY takes for the rows, in one transaction with its commit.

    It runs as the administrator: COPY takes no rows from a role that is under row security.
    """
    with cluster.as_admin(database) as connection:
        started = time.perf_counter()
        with connection.transaction():
            for table, path in files.items():
                with connection.cursor().copy(_copy("copy {} from stdin", table)) as copy:
                    for block in _blocks(path):
                        copy.write(block)
        return time.perf_counter() - started


def _copy(statement: str, table: str) -> sql.Composed:
    return sql.SQL(statement).format(sql.Identifier(*table.split(".")))


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block


def _in_order(connection: psycopg.Connection[tuple[str, list[str]]]) -> list[str]:
    """Tables so that none comes before one that it refers to."""
    needs = {name: set(others) for name, others in connection.execute(_TABLES)}
    ordered: list[str] = []
    while needs:
        ready = [name for name, others in needs.items() if others <= set(ordered)]
        ordered += ready
        for name in ready:
            del needs[name]
    return ordered
