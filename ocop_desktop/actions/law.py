"""The law as this program holds it: the decisions, the calendar, and what records ask of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from ocop_desktop import paths
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import from_row
from ocop_desktop.records.rules import Outside
from ocop_desktop.regulations import Regulations, WorkCalendar
from ocop_desktop.schema import Value
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile

CUMULATIVE = "cumulative_marks"
"""The setting of a data file that reads the minimum marks otherwise than the decision."""


def the_regulations() -> Regulations:
    """The decisions of this program, read when first asked for."""
    return _regulations(paths.resources_dir())


def the_calendar() -> WorkCalendar:
    """The working days; weekends alone where the file of holidays is broken (see `faults`)."""
    return _calendar(paths.resources_dir())[0]


def faults() -> list[Trouble]:
    """Files of decisions and holidays that cannot be used, each with its fault."""
    broken = _calendar(paths.resources_dir())[1]
    return [*the_regulations().faults(), *([broken] if broken else [])]


def only_law() -> Outside:
    """What rules may ask where there is no data file."""
    return Outside(law=the_regulations(), working_days_after=the_calendar().after)


def outside(data: DataFile, connection: Connection) -> Outside:
    """What rules may ask of the places, the calendar, the law and the records of a data file."""

    def linked(kind: str, id: str) -> Mapping[str, Value]:
        row = records.load_row(connection, kind, id) if id else None
        return from_row(data.forms[kind], row) if row else {}

    return Outside(
        district_of=data.places.district_of,
        working_days_after=the_calendar().after,
        law=the_regulations(),
        linked=linked,
        ranks_of=lambda product: ranks_of(data, connection, product),
        cumulative=cumulative(data),
    )


def ranks_of(data: DataFile, connection: Connection, product: str) -> list[Mapping[str, Any]]:
    """The recognitions of a product that are not removed, each with its id."""
    table = records.table_of("recognition")
    query = select(table).where(table.c.product == product, table.c.removed.is_(False))
    rows = connection.execute(query.order_by(table.c.issued_on, table.c.id)).mappings()
    return [from_row(data.forms["recognition"], row) | {"id": row["id"]} for row in rows]


def cumulative(data: DataFile) -> bool | None:
    """The office's own reading of the minimum marks; None where the decision's counts."""
    kept = data.settings.get(CUMULATIVE)
    return kept if isinstance(kept, bool) else None


@cache
def _regulations(resources: Path) -> Regulations:
    return Regulations.load(resources / "regulations")


@cache
def _calendar(resources: Path) -> tuple[WorkCalendar, Trouble | None]:
    try:
        return WorkCalendar.load(resources / "calendar" / "public-holidays.toml"), None
    except Trouble as trouble:
        return WorkCalendar(), trouble
