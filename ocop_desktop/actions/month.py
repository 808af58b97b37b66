"""A month of deadlines: its weeks, what is due on each day, which days are no working days."""

from __future__ import annotations

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from ocop_desktop.actions import law
from ocop_desktop.actions.due import Due
from ocop_desktop.regulations.work_calendar import EXPECTED, REPORTED, DayOff


@dataclass(frozen=True)
class Day:
    """One day of the page: in the month or beside it, off or worked, what is due."""

    day: date
    inside: bool
    off: bool
    holiday: str
    due: tuple[Due, ...]


_DOUBTS = {EXPECTED: "dự kiến nghỉ", REPORTED: "mới có chủ trương nghỉ"}


def _said(holiday: DayOff | None) -> str:
    """A holiday in words, with how sure it is where it is not."""
    if holiday is None:
        return ""
    doubt = _DOUBTS.get(holiday.state)
    return f"{holiday.name} ({doubt})" if doubt else holiday.name


def weeks(year: int, month: int, found: Sequence[Due]) -> list[list[Day]]:
    """The weeks of a month from Monday on; deadlines known to the month only stand on its first."""
    by_day: dict[str, list[Due]] = {}
    for one in found:
        full = one.date if len(one.date) == 10 else f"{one.date}-01"
        by_day.setdefault(full, []).append(one)
    calendar = law.the_calendar()
    return [
        [
            Day(
                day=day,
                inside=day.month == month,
                off=not calendar.is_working(day),
                holiday=_said(calendar.known_of(day)),
                due=tuple(by_day.get(day.isoformat(), ())),
            )
            for day in week
        ]
        for week in Calendar().monthdatescalendar(year, month)
    ]
