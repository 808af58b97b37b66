"""Chỉ tiêu: what plans promise for the year of a report, and how far it is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from sqlalchemy import Connection, select

from ocop_desktop.places import Places
from ocop_desktop.places.places import level
from ocop_desktop.records.amounts import exact
from ocop_desktop.records.office import Target
from ocop_desktop.reports.areas import Areas
from ocop_desktop.reports.facts import Facts, facts
from ocop_desktop.reports.headline import headline
from ocop_desktop.reports.span import Span
from ocop_desktop.reports.table import Cell, Column, Number, Table
from ocop_desktop.reports.words import FIGURE_LABELS
from ocop_desktop.schema import Forms, Value

COLUMNS = (
    Column("label", "Chỉ tiêu"),
    Column("unit", "Đơn vị"),
    Column("measure_label", "Đơn vị đo"),
    Column("source_doc", "Văn bản giao"),
    Column("goal", "Kế hoạch"),
    Column("actual", "Thực hiện"),
    Column("percent", "Đạt (%)"),
)
Counter = Callable[[str, str | None, bool], Number | None]


def targets(db: Connection, day: str, unit: str, places: Places, forms: Forms) -> Table:
    """The targets of the day's year, each with what was done by that day."""
    one = Target
    query = (
        select(one)
        .with_only_columns(
            one.indicator,
            one.unit_code,
            one.measure,
            one.goal,
            one.cumulative,
            one.figure_way,
            one.actual,
            one.source_doc,
        )
        .where(~one.removed, one.year == int(day[:4]))
        .order_by(one.unit_code, one.indicator, one.id)
    )
    count = counter(db, day, unit, places)
    rows = tuple(_row(row, count, places, forms) for row in db.execute(query))
    return Table("targets", "Kết quả thực hiện chỉ tiêu", COLUMNS, rows)


def counter(db: Connection, day: str, unit: str, places: Places) -> Counter:
    """Counts a figure for a unit by a day: in that year, or to date."""

    @cache
    def known(to_date: bool) -> Facts:
        return facts(db, Span(None if to_date else f"{day[:4]}-01-01", day))

    @cache
    def areas(to_date: bool) -> Areas:
        return Areas(known(to_date), places)

    @cache
    def figures(area: str | None, to_date: bool) -> dict[str, Number | None]:
        whole = area in (None, "", unit)
        return headline(known(to_date) if whole else areas(to_date).within(str(area)))

    def count(figure: str, area: str | None, to_date: bool) -> Number | None:
        if area and not places.exists(level(area), area):
            return None
        return figures(area, to_date).get(figure)

    return count


def _row(row: Any, count: Counter, places: Places, forms: Forms) -> dict[str, Cell]:
    typed = row.figure_way == "typed"
    actual = number(row.actual) if typed else None
    if not typed and row.indicator in FIGURE_LABELS:
        actual = count(row.indicator, row.unit_code, row.cumulative is not False)
    goal = number(row.goal)
    show = forms["target"].field
    return {
        "indicator": row.indicator,
        "label": show("indicator").type.show(row.indicator),
        "unit_code": row.unit_code,
        "unit": places.unit_title(row.unit_code or "") or row.unit_code,
        "measure": row.measure,
        "measure_label": show("measure").type.show(row.measure),
        "source_doc": row.source_doc,
        "goal": goal,
        "actual": actual,
        "percent": round(100 * actual / goal, 2) if goal and actual is not None else None,
    }


def number(value: Value) -> Number | None:
    """A decimal's text as a plain number; None where blank."""
    found = exact(value)
    if found is None:
        return None
    return int(found) if found == found.to_integral_value() else float(found)
