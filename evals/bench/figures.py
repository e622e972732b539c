"""Middle and nearly worst of measured times, as tables and JSON print them."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True)
class Spread:
    """Times of one kind, in milliseconds."""

    median: float
    p95: float
    """The smallest time that 95 of 100 do not exceed (nearest rank)."""

    @classmethod
    def of(cls, seconds: Sequence[float]) -> "Spread":
        """The spread of at least one time."""
        ordered = sorted(seconds)
        rank = math.ceil(0.95 * len(ordered)) - 1
        return cls(_milliseconds(median(ordered)), _milliseconds(ordered[rank]))

    @property
    def said(self) -> str:
        """As it stands in a table."""
        return f"{self.median:,.0f} / {self.p95:,.0f}"


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)
