"""Arithmetic of dates that may be known to the month or the year only."""

from __future__ import annotations

from calendar import monthrange


def months_later(iso: str, months: int) -> str:
    """The date so many months later, as exactly known as the first.

    The last day of a month stands in for a day that the later month lacks: a rank of 29/02/2024
    ends on 28/02/2027.
    """
    year, month, day = _parts(iso)
    if month is None:
        return f"{year + months // 12:04d}"
    count = year * 12 + month - 1 + months
    year, month = count // 12, count % 12 + 1
    if day is None:
        return f"{year:04d}-{month:02d}"
    return f"{year:04d}-{month:02d}-{min(day, monthrange(year, month)[1]):02d}"


def surely_before(first: str, second: str) -> bool:
    """Whether the first date is earlier for certain, whatever day a bare month or year means."""
    known = min(len(first), len(second))
    return first[:known] < second[:known]


def _parts(iso: str) -> tuple[int, int | None, int | None]:
    parts = [int(part) for part in iso.split("-")]
    return (
        parts[0],
        parts[1] if len(parts) > 1 else None,
        parts[2] if len(parts) > 2 else None,
    )
