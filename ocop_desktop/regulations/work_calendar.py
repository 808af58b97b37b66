"""Working days of Vietnamese offices: weekends, public holidays, days exchanged for a Saturday."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from ocop_desktop.regulations.reader import read

SURE, EXPECTED, REPORTED = "sure", "expected", "reported"


@dataclass(frozen=True)
class DayOff:
    """A public holiday: how sure it is, and by which source of the file."""

    date: str
    name: str
    state: str
    source: str


@dataclass(frozen=True)
class Swap:
    """A working day taken off, and the Saturday that makes up for it."""

    off: str
    work: str
    source: str


@dataclass(frozen=True)
class Holidays:
    """The file of public holidays."""

    every_year: tuple[str, ...]
    listed_until: str
    days: tuple[DayOff, ...]
    swaps: tuple[Swap, ...] = ()

    def oddities(self) -> Iterator[str]:
        """What cannot be right in the file."""
        dates = [one.date for one in self.days]
        swapped = [day for one in self.swaps for day in (one.off, one.work)]
        for day in [*dates, *swapped, self.listed_until, *(f"2024-{d}" for d in self.every_year)]:
            if not _is_day(day):
                yield f"{day} không phải là ngày"
        yield from (f"ngày {day} trùng" for day in {*dates} if dates.count(day) > 1)
        for one in self.days:
            if one.state not in (SURE, EXPECTED, REPORTED):
                yield f"ngày {one.date}: không có trạng thái “{one.state}”"


@dataclass(frozen=True)
class WorkCalendar:
    """Counts working days; `holidays` None counts weekends and nothing else."""

    holidays: Holidays | None = field(default=None)

    @classmethod
    def load(cls, file: Path) -> WorkCalendar:
        """The calendar of a file; raise Trouble("regulation_broken")."""
        return cls(read(file, Holidays))

    @property
    def listed_until(self) -> str:
        """The last day for which holidays in lunar months are known."""
        return self.holidays.listed_until if self.holidays else ""

    def is_working(self, day: date) -> bool:
        """Whether offices work on a day; what is only reported does not keep them from it."""
        text = day.isoformat()
        if text in self._made_up:
            return True
        return day.weekday() < 5 and text not in self._off and text[5:] not in self._every_year

    def known_of(self, day: date) -> DayOff | None:
        """The public holiday that falls on a day, sure or not; None for any other day."""
        return self._by_day.get(day.isoformat())

    def after(self, day: str, count: int) -> str:
        """The day so many working days later; the day itself is not counted."""
        last = date.fromisoformat(day)
        while count > 0:
            last += timedelta(days=1)
            count -= self.is_working(last)
        return last.isoformat()

    def doubts(self, start: str, end: str) -> list[DayOff]:
        """Holidays in a span, its ends included, that are not sure and stand on a weekday."""
        days = self.holidays.days if self.holidays else ()
        return [
            one
            for one in days
            if one.state != SURE
            and start <= one.date <= end
            and date.fromisoformat(one.date).weekday() < 5
        ]

    @cached_property
    def _by_day(self) -> dict[str, DayOff]:
        return {one.date: one for one in self.holidays.days} if self.holidays else {}

    @cached_property
    def _off(self) -> frozenset[str]:
        if self.holidays is None:
            return frozenset()
        known = {one.date for one in self.holidays.days if one.state != REPORTED}
        return frozenset(known | {one.off for one in self.holidays.swaps})

    @cached_property
    def _made_up(self) -> frozenset[str]:
        return frozenset(one.work for one in self.holidays.swaps) if self.holidays else frozenset()

    @cached_property
    def _every_year(self) -> frozenset[str]:
        return frozenset(self.holidays.every_year) if self.holidays else frozenset()


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
