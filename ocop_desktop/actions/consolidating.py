"""The province's consolidated workbook: the register, the totals, and every office's records."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, func, select

from ocop_desktop import __version__
from ocop_desktop.actions import figures, senders
from ocop_desktop.actions.register import Register
from ocop_desktop.actions.sending import Progress, plan_of, rows_of
from ocop_desktop.actions.sending_joined import Joins
from ocop_desktop.exchange import layout as layouts
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.sheet_rows import OutRow
from ocop_desktop.exchange.workbook_write import Page, Sheet, write
from ocop_desktop.memory import uncollected
from ocop_desktop.store.bulk import Known, streaming
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Installation

_LEVELS = {2: "province", 3: "district", 5: "commune"}


def consolidate(data: DataFile, out: Path, *, progress: Progress | None = None) -> None:
    """Write everything that all offices sent into one workbook for people.

    The register of products, the totals, who has sent what and the national table stand in front; then the sheets
    of every form, each record with its unit; sensitive fields are left out. Raises Trouble where
    it cannot be written.
    """
    report = figures.report(data)
    sent = [one.line() for one in senders.senders(data)]
    with data.read() as connection, streaming(connection), uncollected():
        units = _units(data, connection)
        look = Known(data.look, connection, data.forms)
        register = Register(connection, data.forms, look, data.today())
        totals = Page(
            "Tổng hợp", ["Chỉ tiêu", "Số liệu"], [list(line) for line in report.lines()], {0: 60}
        )
        pages = [
            register.register(),
            totals,
            _by_unit(data, connection, units),
            Page("Ai đã gửi", list(senders.HEADINGS), sent, {0: 30, 1: 26}),
            register.national(),
        ]
        sheets = []
        for form in layouts.in_order(data.forms):
            plan = plan_of(data, connection, form, everything=False, units=True)
            joined = Joins(connection, form)
            rows = _with_units(joined.standing(rows_of(plan, look, kept=False)), units)
            sheets.append(Sheet(plan.layout, plan.rows - len(joined.hidden), rows))
        facts = About(
            unit=data.unit,
            unit_name=str(data.settings.get("unit_name") or ""),
            installation=data.installation,
            officer=data.officer,
            number=0,
            when=data.now(),
            program=__version__,
        )
        write(
            out,
            sheets,
            facts,
            data.forms,
            look=look,
            progress=progress,
            pages=pages,
        )


def _units(data: DataFile, connection: Connection) -> dict[str, str]:
    """The name of the unit behind each installation."""
    known = {one.id: one.unit for one in connection.execute(select(Installation.__table__))}
    known[data.installation] = data.unit
    return {id: _name(data, unit) for id, unit in known.items()}


def _name(data: DataFile, unit: str) -> str:
    level = _LEVELS.get(len(unit.removeprefix("2024:")), "commune")
    return data.places.title(level, unit) or unit


def _with_units(rows: Iterator[OutRow], units: Mapping[str, str]) -> Iterator[OutRow]:
    return (OutRow(*row[:-1], units.get(row.origin, row.origin)) for row in rows)


def _by_unit(data: DataFile, connection: Connection, units: Mapping[str, str]) -> Page:
    """How many records of each form every unit has, removed ones left out."""
    forms = list(data.forms.top.values())
    counts: dict[str, dict[str, int]] = {}
    for form in forms:
        table = table_of(form.kind)
        query = select(table.c.origin, func.count()).where(table.c.removed.is_(False))
        for origin, count in connection.execute(query.group_by(table.c.origin)):
            of_unit = counts.setdefault(units.get(origin, origin), {})
            of_unit[form.kind] = of_unit.get(form.kind, 0) + count
    rows: list[list[str | int | float | None]] = [
        [unit, *(of_unit.get(form.kind, 0) for form in forms)]
        for unit, of_unit in sorted(counts.items())
    ]
    total: list[str | int | float | None] = ["Cộng"]
    total += [sum(c.get(form.kind, 0) for c in counts.values()) for form in forms]
    return Page("Theo đơn vị", ["Đơn vị", *(form.plural for form in forms)], [*rows, total])
