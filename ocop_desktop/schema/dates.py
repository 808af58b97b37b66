"""Dates known to the day, the month or the year, as ISO text: 2024-03-05, 2024-03, 2024."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DMY = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4}|\d{2})$")
_MY = re.compile(r"(\d{1,2})[/.\- ](\d{4})$")
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?(?:[T ]00:00(?::00(?:\.0+)?)?)?$")
_MONTH_DIGITS = re.compile(r"(\d{2})((?:19|20)\d{2})$")  # no month is called 19 or 20
_LAST_OF_2000S = 39
_DIGITS = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})$")
_EXCEL_EPOCH = date(1899, 12, 30)


def parse(text: str) -> str:
    """The ISO text of a typed date, day first; raise ValueError where it is none.

    Understands 5/3/2024, 05-03-24, 5.3.24, 050324, 05032024, 3/2024, 032024, 2024 and ISO. A year
    of two digits is 2000 to 2039 or 1940 to 1999, by no clock, so that two machines read alike.
    """
    text = text.strip()
    if re.fullmatch(r"\d{4}", text):
        return _year(int(text))
    if found := _ISO.match(text):
        return _iso(int(found[1]), int(found[2]), int(found[3]) if found[3] else None)
    if found := _MY.match(text) or _MONTH_DIGITS.match(text):
        return _iso(int(found[2]), int(found[1]), None)
    if found := _DMY.match(text) or _DIGITS.match(text):
        return _iso(_century(found[3]), int(found[2]), int(found[1]))
    raise ValueError(text)


def show(iso: str) -> str:
    """A date as people write it: 05/03/2024, 03/2024 or 2024."""
    return "/".join(reversed(iso.split("-")))


def is_full(iso: str) -> bool:
    """Whether the day is known."""
    return len(iso) == 10


def from_serial(number: float) -> str:
    """The ISO day of a spreadsheet's day number (days since 30/12/1899)."""
    return (_EXCEL_EPOCH + timedelta(days=int(number))).isoformat()


def first_day(iso: str) -> date:
    """The earliest day the text may mean."""
    parts = [int(part) for part in iso.split("-")]
    return date(parts[0], parts[1] if len(parts) > 1 else 1, parts[2] if len(parts) > 2 else 1)


def latest(iso: str) -> str:
    """A text that stands, among ISO days, where the last day stands that the date may mean.

    It is for comparing only: of a month it is "2026-02-31", so that SQL can make the same.
    """
    return iso + {4: "-12-31", 7: "-31"}.get(len(iso), "")


def _century(digits: str) -> int:
    number = int(digits)
    if len(digits) == 4:
        return number
    return 2000 + number if number <= _LAST_OF_2000S else 1900 + number


def _year(year: int) -> str:
    if not 1800 <= year <= 2200:
        raise ValueError(str(year))
    return f"{year:04d}"


def _iso(year: int, month: int, day: int | None) -> str:
    _year(year)
    if day is None:
        return date(year, month, 1).isoformat()[:7]
    return date(year, month, day).isoformat()
