"""Spellings that look like one party: what is proposed, what is not, and who decides."""

from pathlib import Path

import pytest

from tests.tools.ledger.imports.extracts import NOW, Books, a_bill, write_fcc
from tools.ledger.aliases import Alias, AliasNotFoundError, confirm_alias, propose_aliases, reject_alias, similarity
from tools.ledger.spelling import read_spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("POL/ Martha Orchard / D / PRES / US", "Martha Orchard 2020, Inc"),
        ("Mike Orchard 2020 Inc-D", "Michael Orchard 2020, Inc"),
        ("Orchard/D/President", "POL/Martha Orchard/President/US/D"),
        ("POLI/M ORCHARD/D/SEN/MA", "Orchard/D/Senate"),
        ("ISS/Clean Rivers PAC-A", "POL/Clean Rivers PAC"),
        ("Pine Media, LLC / Springfield, IL 62701", "Pine Media / Springfield, IL 62701-3796"),
        ("PINE MEDIA / US", "Pine Media Inc. / Springfield, IL 62701"),
        ("Martha Orchardson for President", "Martha Orchardsen For President"),
    ],
)
def test_spellings_of_one_party_are_alike(one: str, other: str) -> None:
    assert similarity(read_spelling(one), read_spelling(other)) >= 93


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Orchard/D/President", "Orchard/D/Mayor"),
        ("Martha Orchard 2020", "Peter Orchard 2020"),
        ("Pine Media / Springfield, IL 62701", "Pine Media Strategy / Springfield, IL 62701"),
        ("Orchard for Mayor", "Orchid for Mayor"),
        ("Women Vote", "Vote Vets"),
        ("AB PAC", "AD PAC"),
        ("", "Inc"),
    ],
)
def test_spellings_of_two_parties_are_not(one: str, other: str) -> None:
    assert similarity(read_spelling(one), read_spelling(other)) < 93


@pytest.fixture
def spelt(books: Books, tmp_path: Path) -> Books:
    """Books with one advertiser in three spellings, and another one."""
    names = [
        "Martha Orchard 2020, Inc",
        "POL/ Martha Orchard / D / PRES / US",
        "Martha Orchard 2020-D",
        "Clean Rivers PAC",
    ]
    bills = [a_bill(f"70{number}-1", advertiser=name) for number, name in enumerate(names)]
    books.load(
        "fcc", write_fcc(tmp_path, invoices=[*bills, a_bill("800-1", advertiser=names[0], property="KQRS")], spots=[])
    )
    return books


def proposed(books: Books) -> tuple[Alias, ...]:
    with books.engine.begin() as connection:
        return propose_aliases(connection, proposed_by="program", at=NOW)


def test_the_most_used_spelling_stands_for_the_party(spelt: Books) -> None:
    assert [(alias.alias, alias.party) for alias in proposed(spelt)] == [
        ("Martha Orchard 2020-D", "Martha Orchard 2020, Inc"),
        ("POL/ Martha Orchard / D / PRES / US", "Martha Orchard 2020, Inc"),
    ]


def test_a_proposal_is_not_confirmed_by_the_program(spelt: Books) -> None:
    proposed(spelt)

    assert spelt.rows("select distinct confirmed_by, confirmed_at, rejected_by from ledger.party_alias") == [
        (None, None, None)
    ]


def test_nothing_is_proposed_twice(spelt: Books) -> None:
    proposed(spelt)

    assert proposed(spelt) == ()


def test_a_person_confirms_a_proposal(spelt: Books) -> None:
    alias, _ = proposed(spelt)

    with spelt.engine.begin() as connection:
        confirm_alias(connection, alias.alias_id, by="someone@example.com", at=NOW)

    confirmed = "select alias, confirmed_by, confirmed_at from ledger.party_alias where confirmed_at is not null"
    assert spelt.rows(confirmed) == [(alias.alias, "someone@example.com", NOW)]


def test_what_a_person_rejected_is_not_proposed_again(spelt: Books) -> None:
    alias, _ = proposed(spelt)

    with spelt.engine.begin() as connection:
        reject_alias(connection, alias.alias_id, by="someone@example.com")

    assert proposed(spelt) == ()


def test_a_proposal_is_decided_once(spelt: Books) -> None:
    alias, _ = proposed(spelt)

    with spelt.engine.begin() as connection:
        confirm_alias(connection, alias.alias_id, by="someone@example.com", at=NOW)
        with pytest.raises(AliasNotFoundError):
            reject_alias(connection, alias.alias_id, by="another@example.com")
