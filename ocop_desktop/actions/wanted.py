"""What a filter asks of a field, beside plain values: a span known by name, filled or blank.

A filter is a value, a list of values (any of them), a pair (from, to), None (blank), FILLED, or
the name of a span of days, which means other days tomorrow. All of them can be kept as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

Span = tuple[object, object]


@dataclass(frozen=True)
class Filled:
    """Asks for any value at all."""


@dataclass(frozen=True)
class Days:
    """A span of days by its name, from DAYS or EXPIRY."""

    name: str


FILLED = Filled()
DAYS = {
    "month": "Tháng này",
    "quarter": "Quý này",
    "year": "Năm nay",
    "last_month": "Tháng trước",
    "last_year": "Năm trước",
}
EXPIRY = {
    "lapsed": "Đã hết hạn",
    "soon_30": "Hết hạn trong 30 ngày",
    "soon_90": "Hết hạn trong 90 ngày",
    "soon_180": "Hết hạn trong 180 ngày",
    "valid": "Còn hiệu lực",
}


def span(name: str, today: str) -> tuple[str | None, str | None]:
    """The first and the last day of a span by its name, as ISO text."""
    day = date.fromisoformat(today)
    if name == "lapsed":  # no longer in force on the day itself
        return None, today
    if name == "valid":
        return (day + timedelta(days=1)).isoformat(), None
    if name.startswith("soon_"):
        last = day + timedelta(days=int(name.removeprefix("soon_")))
        return (day + timedelta(days=1)).isoformat(), last.isoformat()
    first, last = _calendar(name, day)
    return first.isoformat(), last.isoformat()


def _calendar(name: str, day: date) -> tuple[date, date]:
    """The calendar's spans: months, quarters, years."""
    if name in ("year", "last_year"):
        year = day.year - (name == "last_year")
        return date(year, 1, 1), date(year, 12, 31)
    if name == "quarter":
        first = day.replace(month=day.month - (day.month - 1) % 3, day=1)
        return first, _before_month(first, 3)
    if name == "last_month":
        last = day.replace(day=1) - timedelta(days=1)
        return last.replace(day=1), last
    first = day.replace(day=1)
    return first, _before_month(first, 1)


def _before_month(first: date, months: int) -> date:
    """The last day before so many months later."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)


def to_json(wanted: object) -> object:
    """A filter as JSON."""
    if isinstance(wanted, Filled):
        return {"filled": True}
    if isinstance(wanted, Days):
        return {"days": wanted.name}
    return {"span": list(wanted)} if isinstance(wanted, tuple) else wanted


def from_json(kept: object) -> object:
    """A filter as it was before it became JSON; what is not understood asks for nothing."""
    if not isinstance(kept, dict):
        return kept
    if kept.get("filled"):
        return FILLED
    if kept.get("days") in DAYS | EXPIRY:
        return Days(str(kept["days"]))
    low_high = kept.get("span")
    return tuple(low_high) if isinstance(low_high, list) and len(low_high) == 2 else (None, None)
