"""The statistics of the report. Rounds are small in number and never normal, so medians and quartiles it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least `share` (0 to 1) of all values do not exceed (nearest rank)."""
    if not values:
        return math.nan
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def quantile(values: Sequence[float], share: float) -> float:
    """The quantile between the ranks, for the few values that rounds are."""
    if not values:
        return math.nan
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    if ordered[below] == ordered[above]:
        return ordered[below]
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


@dataclass(frozen=True, slots=True)
class Spread:
    """What the rounds had in common."""

    lower: float
    median: float
    upper: float


def spread(values: Sequence[float]) -> Spread:
    """Quartiles of the rounds."""
    return Spread(quantile(values, 0.25), quantile(values, 0.5), quantile(values, 0.75))


def paired_ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """One ratio for each round. What slows a machine down for a while slows both down, and leaves the ratio alone."""
    return [
        one / other
        for one, other in zip(ours, theirs, strict=True)
        if other > 0 and math.isfinite(one) and math.isfinite(other)
    ]
