"""Days that follow from days: the end of a certificate, the window to renew it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from ocop_desktop.regulations.decision import Limits

VALID_MONTHS = 36  # 26/2026/QĐ-TTg, Điều 8; 148/QĐ-TTg and 1048/QĐ-TTg the same


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
