"""Comparing dates that may be known to the month or the year only."""

from __future__ import annotations


def surely_before(first: str, second: str) -> bool:
    """Whether the first date is earlier for certain, whatever day a bare month or year means."""
    known = min(len(first), len(second))
    return first[:known] < second[:known]
