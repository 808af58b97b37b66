"""What the program fills in: dates that follow from others, ranks that products hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.engine import RowMapping

from ocop_desktop.records import rules
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form, Value
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile, Work


def filled(form: Form, given: dict[str, Value], before: RowMapping | None) -> dict[str, Value]:
    """The given fields, and those that follow from them and are blank."""
    held = from_row(form, before) if before is not None else {}
    after = held | given
    follow = rules.derive(form.kind, after, {})
    blank = {name for name in follow if name in form.by_name and after.get(name) is None}
    return given | {name: follow[name] for name in blank if follow[name] is not None}


def refresh(data: DataFile, work: Work, kind: str, ids: Iterable[str]) -> None:
    """Bring up to date what other records hold because of these: a product's rank."""
    if kind != "recognition":
        return
    table = records.table_of("recognition")
    wanted = list(ids)
    query = select(table.c.product).where(table.c.id.in_(wanted)).distinct()
    products = [id for id in work.connection.scalars(query) if id]
    refresh_products(data, work, products)


def refresh_products(data: DataFile, work: Work, products: Sequence[str]) -> None:
    """The stars each product holds and until when, from its recognitions."""
    table = records.table_of("product")
    for id, row in records.load_rows(work.connection, "product", products).items():
        held = rules.current_rank(_recognitions(work.connection, data.forms["recognition"], id))
        if any(row[name] != value for name, value in held.items()):
            work.connection.execute(table.update().where(table.c.id == id), held)
            work.touched.add("product")


def _recognitions(connection: Connection, form: Form, product: str) -> list[Mapping[str, Any]]:
    table = records.table_of("recognition")
    query = select(table).where(table.c.product == product, table.c.removed.is_(False))
    return [from_row(form, row) for row in connection.execute(query).mappings()]
