"""Seeded chance: the same key gives the same numbers, whatever else is made before or after."""

from random import Random


def chance(*key: int | str) -> Random:
    """A generator for one thing of the business, such as an order's delivery."""
    return Random("/".join(str(part) for part in key))  # noqa: S311  it makes data, no secrets
