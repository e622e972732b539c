"""Countries and regions, which people write behind a name to tell it from its namesakes."""

from functools import cache

from babel import Locale

REGIONS = frozenset({"UK", "USA", "UAE", "EMEA", "APAC", "LATAM"})
"""Said in the trade; not among the ISO 3166 codes."""
ALSO_WORDS = frozenset(
    {"in", "is", "it", "no", "at", "be", "to", "me", "my", "so", "as", "am", "do", "by"}
    | {"la", "mo", "pa", "va", "ma", "ad", "al", "ar", "ba", "co", "cd", "id", "il"}
)
"""Country codes that in small letters are everyday words."""


def is_place(word: str) -> bool:
    """Whether a word is a country's code, a country's name of one word, or a region."""
    return word.upper() in _places() and not (word.islower() and word in ALSO_WORDS)


@cache
def _places() -> frozenset[str]:
    countries = dict(Locale("en").territories.items())
    codes = {str(code) for code in countries if len(str(code)) == 2}
    return REGIONS | codes | {str(name).upper() for name in countries.values() if " " not in str(name)}
