"""The records at the end of roads, as one query that every list and count can use."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import CompoundSelect, Select, String, literal, select, union
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.schema import Forms
from ocop_desktop.schema.roads import Hop, Road
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import LinkRow

Ids = Select[Any] | CompoundSelect[Any]


def ids_along(forms: Forms, id: str, roads: Sequence[Road]) -> Ids:
    """The ids of what any of these roads leads to from a record, removed ones on the way apart."""
    found = [_along(forms, id, road.hops) for road in roads]
    return found[0] if len(found) == 1 else union(*found)


def _along(forms: Forms, id: str, hops: Iterable[Hop]) -> Select[Any]:
    reached: Select[Any] = select(literal(id, String))
    for number, hop in enumerate(hops):
        reached = _WAYS[hop.way](forms, hop, id if number == 0 else reached)
    return reached


def _among(column: ColumnElement[Any], here: str | Select[Any]) -> ColumnElement[bool]:
    return column == here if isinstance(here, str) else column.in_(here)


def _naming(forms: Forms, hop: Hop, here: str | Select[Any]) -> Select[Any]:
    table = table_of(hop.kind)
    if forms[hop.kind].field(hop.field).type.kind == "links":
        named = LinkRow.field == f"{hop.kind}.{hop.field}"
        return select(LinkRow.id).where(named, _among(LinkRow.target.expression, here))
    return select(table.c.id).where(_among(table.c[hop.field], here), table.c.removed.is_(False))


def _named(forms: Forms, hop: Hop, here: str | Select[Any]) -> Select[Any]:
    table = table_of(hop.kind)
    if forms[hop.kind].field(hop.field).type.kind == "links":
        field = LinkRow.field == f"{hop.kind}.{hop.field}"
        return select(LinkRow.target).where(field, _among(LinkRow.id.expression, here))
    known = table.c[hop.field].is_not(None)  # else nothing would stand outside what is found
    return select(table.c[hop.field]).where(_among(table.c.id, here), known)


def _standing_in(_: Forms, hop: Hop, here: str | Select[Any]) -> Select[Any]:
    table = table_of(hop.kind)
    return select(table.c.parent_id).where(_among(table.c.id, here), table.c.removed.is_(False))


def _rows(_: Forms, hop: Hop, here: str | Select[Any]) -> Select[Any]:
    table = table_of(hop.kind)
    return select(table.c.id).where(_among(table.c.parent_id, here), table.c.removed.is_(False))


_WAYS = {"in": _naming, "out": _named, "up": _standing_in, "rows": _rows}
