"""The report of a data file: its headline figures and its tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from ocop_desktop.places import Places
from ocop_desktop.reports.facts import facts
from ocop_desktop.reports.forecast import forecast
from ocop_desktop.reports.headline import headline
from ocop_desktop.reports.span import Span
from ocop_desktop.reports.table import Number, Table
from ocop_desktop.reports.tables import tables
from ocop_desktop.reports.targets import targets
from ocop_desktop.reports.words import DASH, FIGURE_LABELS, FLOWS, TO_DATE, TO_DATE_LABEL
from ocop_desktop.schema import Forms
from ocop_desktop.schema.dates import show
from ocop_desktop.vietnamese import grouped


@dataclass(frozen=True)
class Figures:
    """What a report says, before any drawing; a figure that cannot be known is None."""

    unit: str
    unit_title: str
    span: Span
    figures: Mapping[str, Number | None]
    tables: tuple[Table, ...]

    @property
    def title(self) -> str:
        """The heading: whose figures, of which days."""
        start, end = self.span.start, self.span.end
        when = f"từ {show(start)} đến {show(end)}" if start else f"đến ngày {show(end)}"
        return f"Số liệu OCOP {self.unit_title} {when}"

    def table(self, name: str) -> Table:
        """The table of that name; raise KeyError where there is none."""
        for table in self.tables:
            if table.name == name:
                return table
        raise KeyError(name)

    def lines(self) -> list[tuple[str, Number | None]]:
        """The headline figures with their labels, in the order of the report."""
        return [(label_of(name), value) for name, value in self.figures.items()]

    def as_json(self) -> dict[str, Any]:
        """The report as the command line gives it."""
        days = {"on": self.span.end}
        if self.span.start:
            days |= {"from": self.span.start, "to": self.span.end}
        known = {table.name: table.as_json() for table in self.tables}
        return days | {"unit": self.unit, "figures": dict(self.figures), "tables": known}

    def as_text(self) -> str:
        """The headline figures, a line each."""
        return "\n".join(
            [self.title, *(f"{label}: {said(value)}" for label, value in self.lines())]
        )


def label_of(figure: str) -> str:
    """What a figure is called, "… – lũy kế" for all to date beside a period."""
    if figure.endswith(TO_DATE):
        return TO_DATE_LABEL.format(FIGURE_LABELS[figure.removesuffix(TO_DATE)])
    return FIGURE_LABELS[figure]


def said(value: Number | str | None) -> str:
    """A figure as people read it: 1.234, 12,5, and a dash for what is not known."""
    if value is None:
        return DASH
    if isinstance(value, float):
        whole, _, part = f"{value:.2f}".rstrip("0").partition(".")
        return grouped(int(whole)) + (f",{part}" if part else "")
    return grouped(value) if isinstance(value, int) else value


def figures(
    db: Connection,
    *,
    places: Places,
    forms: Forms,
    unit: str,
    on: str,
    start: str | None = None,
) -> Figures:
    """The figures of a data file on a day; with `start`, also of what happened since.

    Without `start` what happened is counted from the beginning. With it each such figure stands
    twice: for the period, and as NAME_to_date.
    """
    span = Span(start, on)
    now = facts(db, span)
    to_date = facts(db, span.to_date) if start else None
    counted = headline(now)
    if to_date is not None:
        later = headline(to_date)
        counted |= {name + TO_DATE: later[name] for name in later if name in FLOWS}
    made = [*tables(now, to_date, places, forms), targets(db, on, unit, places, forms)]
    year = int(on[:4])
    for name, ahead in (("forecast", year), ("forecast_next_year", year + 1)):
        made.append(forecast(db, on, f"{ahead}-12-31", name))
    return Figures(unit, places.unit_title(unit), span, counted, tuple(made))
