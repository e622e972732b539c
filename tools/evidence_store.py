"""Keeps evidence for who asks later, and shows it to who may see the accounts in it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, text

from tools.evidence import Evidence
from tools.ledger.engines import Engines
from tools.ledger.scope import OpenScope
from tools.query import Kind, named
from tools.reader import Reader

RETENTION = timedelta(days=7 * 366)
"""Seven years (domain §3.1); policy data once the retention policy is there."""

_INSERT = text("""
    insert into desk.evidence (evidence_id, conversation, turn, label, query_name, query_version, sql_text, sql_sha256,
        parameters, source_schema, batches, data_as_of, run_by, run_via, started_at, ended_at, row_count, total_rows,
        truncated, control_totals, columns, rows, result_sha256, accounts, everything, tool_versions, retention_until)
    values (:evidence_id, :conversation, :turn, :label, :query_name, :query_version, :sql_text, :sql_sha256,
        :parameters, :source_schema, :batches, :data_as_of, :run_by, :run_via, :started_at, :ended_at, :row_count,
        :total_rows, :truncated, :control_totals, :columns, :rows, :result_sha256, :accounts, :everything,
        :tool_versions, :retention_until)""")

_IDS = text("select nextval('desk.evidence_evidence_id_seq') from generate_series(1, :count)")


@dataclass(frozen=True)
class KeptEvidence:
    """Evidence as it was kept, with the fields of the IPE record by their names."""

    fields: Mapping[str, Any]

    @property
    def label(self) -> str:
        """E1, E2 … of its turn."""
        return str(self.fields["label"])

    @property
    def place(self) -> str:
        """Its conversation and turn."""
        return f"{self.fields['conversation']}/{self.fields['turn']}"

    @property
    def as_of(self) -> date:
        """The day that its rows are about."""
        day: date = self.fields["data_as_of"]
        return day

    @property
    def truncated(self) -> bool:
        """More rows were found than were kept."""
        return bool(self.fields["truncated"])

    @property
    def columns(self) -> dict[str, Kind]:
        """The columns that may be shown, in the query's order."""
        return dict(self.fields["columns"])

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What the query returned, as text and numbers of JSON."""
        return list(self.fields["rows"])


def keep(connection: Connection, evidence: Sequence[Evidence], conversation: str, turn: int, via: str) -> list[int]:
    """Write evidence of a turn; the ids are in the same order."""
    # The program may add evidence but not read it back, so the numbers are drawn first.
    ids = list(connection.scalars(_IDS, {"count": len(evidence)}))
    for number, item in zip(ids, evidence, strict=True):
        connection.execute(_INSERT, {"evidence_id": number, **_fields(item, conversation, turn, via)})
    return ids


def open_evidence(engines: Engines, opened: OpenScope, conversation: str, turn: int, label: str) -> KeptEvidence | None:
    """The evidence, if whoever opens it may see every account in it now; nothing otherwise."""
    with engines.reading(opened.token, everything=opened.scope.everything) as connection:
        row = (
            connection.execute(
                text("select * from evidence where conversation = :conversation and turn = :turn and label = :label"),
                {"conversation": conversation, "turn": turn, "label": label},
            )
            .mappings()
            .one_or_none()
        )
    if row is None or (not row["accounts"] and not row["everything"] and row["run_by"] != opened.scope.person):
        return None
    return KeptEvidence(dict(row))


def rerun(reader: Reader, kept: KeptEvidence) -> Evidence | None:
    """The evidence as the same query finds it now; nothing when the query or what it finds has changed."""
    query = named(kept.fields["query_name"])
    if query.version != kept.fields["query_version"]:
        return None
    again = reader.run(query.name, **kept.fields["parameters"])
    same = again.sha256() == kept.fields["result_sha256"] and again.total_rows == kept.fields["total_rows"]
    return again.labelled(kept.label) if same else None


def _fields(item: Evidence, conversation: str, turn: int, via: str) -> dict[str, Any]:
    return {
        "conversation": conversation,
        "turn": turn,
        "label": item.label,
        "query_name": item.query.name,
        "query_version": item.query.version,
        "sql_text": item.query.sql,
        "sql_sha256": item.query.sha256,
        "parameters": json.dumps(dict(item.parameters), default=str),
        "source_schema": "published_all" if item.everything else "published",
        "batches": sorted(item.batches),
        "data_as_of": item.as_of,
        "run_by": item.run_by,
        "run_via": via,
        "started_at": item.started_at,
        "ended_at": item.ended_at,
        "row_count": len(item.rows),
        "total_rows": item.total_rows,
        "truncated": item.truncated,
        "control_totals": json.dumps(item.control_totals()),
        "columns": json.dumps([[column, item.kind(column)] for column in item.columns]),
        "rows": item.rows_json(),
        "result_sha256": item.sha256(),
        "accounts": sorted(item.accounts),
        "everything": item.everything,
        "tool_versions": _tool_versions(),
        "retention_until": item.started_at.date() + RETENTION,
    }


@cache
def _tool_versions() -> str:
    """Read once: each reading opens the installed package's metadata."""
    return json.dumps({"billing-assistant": version("billing-assistant")})
