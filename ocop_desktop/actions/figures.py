"""The report: figures of a day or of a period, and the file they are written to."""

from __future__ import annotations

from calendar import monthrange
from pathlib import Path

from ocop_desktop.messages import Trouble
from ocop_desktop.reports import Figures, figures
from ocop_desktop.schema import dates
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles

__all__ = ["Figures", "report", "write"]


def report(
    data: DataFile, on: str | None = None, start: str | None = None, end: str | None = None
) -> Figures:
    """The figures on a day (today unless said), or of a period from `start` to `end`.

    Raises Trouble: `not_a_day` for a day that cannot be read, `period_backwards`.
    """
    last = _last_day(end or on) or data.today()
    first = _first_day(start)
    if first and first > last:
        raise Trouble("period_backwards", start=dates.show(first), end=dates.show(last))
    with data.read() as connection:
        return figures(
            connection,
            places=data.places,
            forms=data.forms,
            unit=data.unit,
            on=last,
            start=first,
        )


def write(made: Figures, file: Path) -> None:
    """Write the report as a workbook; raise Trouble where the file cannot be written."""
    from ocop_desktop.reports.workbook import write_workbook

    if file.suffix.lower() != ".xlsx":
        raise Trouble("report_kind_unknown", file=file.name)
    with troubles(file):
        write_workbook(made, file)


def day_of(text: str | None) -> str | None:
    """A typed day as ISO text, None where nothing was typed."""
    if not text:
        return None
    try:
        return dates.parse(text)
    except ValueError as error:
        raise Trouble("not_a_day", text=text) from error


def _first_day(text: str | None) -> str | None:
    """The typed day; the first one of a month or year."""
    day = day_of(text)
    return dates.first_day(day).isoformat() if day else None


def _last_day(text: str | None) -> str | None:
    """The typed day; the last one of a month or year."""
    day = day_of(text)
    if day is None or dates.is_full(day):
        return day
    year, month = (int(part) for part in f"{day}-12".split("-")[:2])
    return f"{year:04d}-{month:02d}-{monthrange(year, month)[1]}"
