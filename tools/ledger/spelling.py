"""What a printed party name says without the trade's prefixes and suffixes. Not here: which names are one party."""

import re
from dataclasses import dataclass

_PREFIX = re.compile(r"^(POLI|POL|ISS|ISSUE|NIP)\s*/\s*")
"""How stations file political and issue advertisers."""

_SIDE = re.compile(r"\s*-\s*[A-Z]{1,2}$")
"""A party or a market at the end: "-D", "-A"."""

_LEGAL = {
    "INC",
    "LLC",
    "LTD",
    "LLP",
    "LP",
    "CORP",
    "CO",
    "COMPANY",
    "INCORPORATED",
    "CORPORATION",
    "PLC",
    "GMBH",
    "THE",
    "C",
    "O",
}
_PARTIES = {"D", "R", "I", "L", "N", "NP", "DEM", "REP", "IND", "DEMOCRAT", "REPUBLICAN", "DEMOCRATIC"}
_OFFICES = {
    "PRES": "president", "PRESIDENT": "president", "SEN": "senate", "SENATE": "senate", "SENATOR": "senate",
    "GOV": "governor", "GOVERNOR": "governor", "CONGRESS": "congress", "HOUSE": "congress", "MAYOR": "mayor",
    "JUDGE": "judge",
}  # fmt: skip
_PLACES = {"US", "USA"}
_JOINING = {"FOR", "OF", "TO", "AND"}
_CAMPAIGN = {"FRIENDS", "COMMITTEE", "ELECT", "RE", "REELECT", "CAMPAIGN", "CITIZENS"}
_CALLED = {
    "MIKE": "MICHAEL",
    "JOE": "JOSEPH",
    "TOM": "THOMAS",
    "BILL": "WILLIAM",
    "BOB": "ROBERT",
    "JIM": "JAMES",
    "CAM": "CAMERON",
}
_STATES = {
    "AL", "AK", "AZ", "AR", "CA", "CO", "CT", "DE", "FL", "GA", "HI", "ID", "IL", "IN", "IA", "KS", "KY",
    "LA", "ME", "MD", "MA", "MI", "MN", "MS", "MO", "MT", "NE", "NV", "NH", "NJ", "NM", "NY", "NC", "ND",
    "OH", "OK", "OR", "PA", "RI", "SC", "SD", "TN", "TX", "UT", "VT", "VA", "WA", "WV", "WI", "WY", "DC",
}  # fmt: skip


@dataclass(frozen=True)
class Spelling:
    """A name, taken apart."""

    core: str
    """The words that name the party, in capitals, sorted: "BLOOMBERG MICHAEL"."""
    office: str | None
    """What somebody runs for, where the name says it."""
    is_campaign: bool
    """Whether it is a political advertiser's name."""


def read_spelling(name: str) -> Spelling:
    """Take a printed name apart."""
    text = name.upper().replace("’", "'").strip()
    filed = _PREFIX.match(text)
    text = _SIDE.sub("", _PREFIX.sub("", text))
    # An agency is printed with its town: only what is before " / " names it.
    if " / " in text and not filed:
        text = text.split(" / ")[0]
    parts = [part.strip() for part in text.split("/")]
    offices = [_OFFICES[word] for part in parts for word in _words(part) if word in _OFFICES]
    is_campaign = bool(filed or offices or len(parts) > 1 or re.search(r"\b(19|20)\d\d\b|\bPAC\b", text))
    named = [word for part in _naming(parts) for word in _words(part)]
    words = sorted({_CALLED.get(word, word) for word in named if _names(word, is_campaign)})
    return Spelling(" ".join(words), offices[0] if offices else None, is_campaign)


def _words(text: str) -> list[str]:
    return re.findall(r"[A-Z0-9&']+", text.replace(".", ""))


def _naming(parts: list[str]) -> list[str]:
    """Parts between slashes that say more than a party, an office or a state."""
    return [
        part
        for part in parts
        if not all(word in _PARTIES | _STATES | _PLACES or word in _OFFICES for word in _words(part))
    ]


def _names(word: str, is_campaign: bool) -> bool:
    if word in _LEGAL | _JOINING:
        return False
    if not is_campaign:
        return True
    return word not in _OFFICES and word not in _PLACES | _CAMPAIGN and not re.fullmatch(r"(19|20)\d\d", word)
