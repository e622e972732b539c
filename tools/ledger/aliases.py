"""Spellings that look like one party: proposed by the program, confirmed by a person. Not here: who may confirm."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from rapidfuzz import fuzz
from sqlalchemy import Connection, text

from tools.ledger.errors import LedgerError
from tools.ledger.spelling import Spelling, read_spelling

_ALIKE = 93.0
"""Similarity above which two cores are proposed; chosen for precision ("AL Media" is not "AL Media Strategy")."""

_SHORTEST = 5
"""Letters that a core needs: shorter ones are alike by chance."""


class AliasNotFoundError(LedgerError):
    """There is no such open proposal."""

    code = "alias_not_found"

    def __init__(self, alias_id: int) -> None:
        self.alias_id = alias_id
        super().__init__(f"There is no open proposal {alias_id}; it may have been decided already.")


@dataclass(frozen=True)
class Alias:
    """A spelling that is taken for a party."""

    alias_id: int
    alias: str
    party_id: str
    party: str
    """The party's own spelling."""
    similarity: float
    """Per cent."""


@dataclass(frozen=True)
class _Party:
    party_id: str
    source: str
    name: str
    role: str
    uses: int
    spelling: Spelling


def propose_aliases(connection: Connection, *, proposed_by: str, at: datetime) -> tuple[Alias, ...]:
    """Propose spellings of a source that look like one party; nothing is confirmed by that.

    The spelling that most accounts use stands for the party. What was proposed before, also when a person said no, is
    not proposed again.

    Returns:
        The new proposals, by party and spelling.
    """
    groups: dict[tuple[str, str], list[_Party]] = defaultdict(list)
    for row in connection.execute(text(_PARTIES)).mappings():
        groups[row["source"], row["role"]].append(_Party(**row, spelling=read_spelling(row["name"])))
    found = [
        alias
        for parties in groups.values()
        for pair in _pairs(parties)
        if (alias := _keep(connection, pair, proposed_by, at))
    ]
    return tuple(sorted(found, key=lambda alias: (alias.party, alias.alias)))


def confirm_alias(connection: Connection, alias_id: int, by: str, at: datetime) -> None:
    """A person says that the spelling is the party.

    Raises:
        AliasNotFoundError: there is no such open proposal.
    """
    _decide(connection, "confirmed_by = :by, confirmed_at = :at", alias_id, {"by": by, "at": at})


def reject_alias(connection: Connection, alias_id: int, by: str) -> None:
    """A person says that the spelling is another party.

    Raises:
        AliasNotFoundError: there is no such open proposal.
    """
    _decide(connection, "rejected_by = :by", alias_id, {"by": by})


_PARTIES = """
    select p.party_id, p.source, p.name, coalesce(p.roles[1], '') as role, coalesce(used.accounts, 0) as uses
    from ledger.party p
    left join (
        select named.party_id, count(distinct account_id) as accounts
        from ledger.account, unnest(array[advertiser_id, agency_id, party_id]) as named (party_id)
        group by named.party_id
    ) as used using (party_id)
    where p.missing_since is null
    order by p.source, uses desc, p.name
"""

_INSERT = """
    insert into ledger.party_alias (source, alias, party_id, similarity, proposed_by, proposed_at)
    select :source, :alias, :party_id, :similarity, :by, :at
    where not exists (
        select from ledger.party_alias x where x.source = :source and x.alias = :alias and x.rejected_by is null)
    on conflict (alias, party_id) do nothing
    returning alias_id
"""


def _pairs(parties: Sequence[_Party]) -> Iterator[tuple[_Party, _Party, float]]:
    """Each party that looks like one named before it, which is used more, with the similarity.

    Only parties that share a word are compared, so that many names stay quick.
    """
    heads: dict[str, list[_Party]] = defaultdict(list)
    for party in parties:
        words = party.spelling.core.split()
        scored = [(similarity(head.spelling, party.spelling), head) for word in words for head in heads[word]]
        best, head = max(scored, key=lambda pair: pair[0], default=(0.0, party))
        if best >= _ALIKE:
            yield head, party, best
        else:
            for word in words:
                heads[word].append(party)


def similarity(one: Spelling, other: Spelling) -> float:
    """Per cent; 0 where the names say different things, however alike they look."""
    if min(len(one.core), len(other.core)) < _SHORTEST:
        return 100.0 if one.core and one.core == other.core else 0.0
    if one.office and other.office and one.office != other.office:
        return 0.0
    if one.core == other.core:
        return 100.0
    short, long = sorted((one.core.split(), other.core.split()), key=len)
    if one.is_campaign and other.is_campaign and len(short) == 1 and len(long) == 2 and short[0] in long:
        # "Bloomberg/D/President" is Michael Bloomberg when both run for the same office, and only then.
        return 95.0 if one.office is not None and one.office == other.office else 0.0
    return fuzz.ratio(one.core, other.core) if len(short) == len(long) else 0.0


def _keep(connection: Connection, pair: tuple[_Party, _Party, float], by: str, at: datetime) -> Alias | None:
    head, party, score = pair
    score = round(score, 2)
    row = {
        "source": head.source,
        "alias": party.name,
        "party_id": head.party_id,
        "similarity": score,
        "by": by,
        "at": at,
    }
    alias_id = connection.scalar(text(_INSERT), row)
    return Alias(alias_id, party.name, head.party_id, head.name, score) if alias_id else None


def _decide(connection: Connection, decision: str, alias_id: int, parameters: dict[str, object]) -> None:
    is_open = "alias_id = :alias and confirmed_at is null and rejected_by is null"
    sql = f"update ledger.party_alias set {decision} where {is_open}"  # noqa: S608  our own words
    if connection.execute(text(sql), parameters | {"alias": alias_id}).rowcount != 1:
        raise AliasNotFoundError(alias_id)
