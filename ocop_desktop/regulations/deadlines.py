"""Days that follow from days: the end of a certificate, the window to renew it."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from ocop_desktop.regulations.decision import Decision, Limits

VALID_MONTHS = 36  # 26/2026/QĐ-TTg, Điều 8; 148/QĐ-TTg and 1048/QĐ-TTg the same


@dataclass(frozen=True)
class RoundDay:
    """A sitting of a year: proposals by one day are decided by another."""

    proposed_by: str
    decided_by: str
    number: int
    year: int


def expires_on(issued: str, months: int = VALID_MONTHS) -> str:
    """The first day a certificate no longer holds: 29/02/2024 -> 28/02/2027.

    A day known to the month or the year only stays so.
    """
    parts = [int(part) for part in issued.split("-")]
    months_in_all = parts[0] * 12 + (parts[1] - 1 if len(parts) > 1 else 0) + months
    year, month = divmod(months_in_all, 12)
    texts = [f"{year:04d}", f"{month + 1:02d}"]
    if len(parts) > 2:
        texts.append(f"{min(parts[2], monthrange(year, month + 1)[1]):02d}")
    return "-".join(texts[: len(parts)])


def regrade_window(expires: str, limits: Limits) -> tuple[str, str] | None:
    """First and last day to ask for re-grading; None where the end or the law is not known."""
    opens, closes = limits.regrade_opens_days, limits.regrade_closes_days
    if len(expires) != 10 or opens is None or closes is None:
        return None
    end = date.fromisoformat(expires)
    return (end - timedelta(opens)).isoformat(), (end - timedelta(closes)).isoformat()


def rounds_between(decision: Decision, level: str, start: str, end: str) -> list[RoundDay]:
    """The sittings of a level whose proposals are due in a span, its ends included."""
    years = range(int(start[:4]), int(end[:4]) + 1)
    days = [
        RoundDay(f"{year}-{one.proposed_by}", f"{year}-{one.decided_by}", one.number, year)
        for year in years
        for one in decision.rounds
        if one.level == level
    ]
    return sorted((one for one in days if start <= one.proposed_by <= end), key=_by_day)


def _by_day(one: RoundDay) -> str:
    return one.proposed_by
