"""Filters and orders of a list as SQL: by any field, wherever its value is kept."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BigInteger, Float, Table, Text, and_, cast, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.actions.list_fields import COMMUNE, OWNER, field_of
from ocop_desktop.actions.list_owner import owner_value, owner_where
from ocop_desktop.actions.wanted import Days, Filled, span
from ocop_desktop.schema import Field, Form
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.flaws import has_flaw
from ocop_desktop.store.tables import SearchRow

FLAWS = "_flaws"
"""Filters by what is wrong: "error", "warning", "any" or "warning:CODE"; see `actions.flaws`."""

RANKED = ("choice", "place", "link")
"""Kinds of value that are sorted, and put under headings, by what they are called."""


def value_of(field: Field, table: Table) -> ColumnElement[Any]:
    """The SQL of a field's value; of the former district, of the commune that it follows from.

    What is the subject's is sought there.
    """
    if field.stored in ("column", "row", "place"):
        return table.c[COMMUNE if field.stored == "place" else field.name.lstrip("_")]
    if field.stored == OWNER:
        return owner_value(table, field.name)
    kept: Any = table.c.answers[field.name]
    if field.type.column == "integer":
        sql: ColumnElement[Any] = cast(kept.as_string(), BigInteger)  # money is larger than 2^31
    else:
        sql = kept.as_boolean() if field.type.column == "boolean" else kept.as_string()
    return sql


def wanted_by(
    data: DataFile, form: Form, name: str, table: Table, wanted: object
) -> ColumnElement[bool]:
    """A filter by a field, or of a table's rows by the record they stand in."""
    if name == form.parent:
        return table.c.parent_id == wanted
    if name == FLAWS:
        level, _, code = str(wanted).partition(":")
        return has_flaw(table.c.id, level, code)
    field = field_of(form, name)
    if isinstance(wanted, list):
        return or_(*(_one(data, field, table, one) for one in wanted))
    return _one(data, field, table, wanted)


def _one(data: DataFile, field: Field, table: Table, wanted: object) -> ColumnElement[bool]:
    value = value_of(field, table)
    if isinstance(wanted, Days):
        wanted = span(wanted.name, data.today())
    if isinstance(wanted, tuple):
        return _within(field, value, *wanted)
    if wanted is None or isinstance(wanted, Filled):
        blank = or_(value.is_(None), cast(value, Text).in_(("", "[]", "null")))
        return blank if wanted is None else ~blank
    if field.type.kind == "place":
        keys = _places(data, str(wanted))
        if field.stored == OWNER:
            return owner_where(table, field.name, lambda column: column.in_(keys))
        return value.in_(keys)
    if field.type.column == "json":
        return cast(value, Text).contains(f'"{wanted}"')
    return value.is_(wanted) if isinstance(wanted, bool) else value == wanted


def _within(
    field: Field, value: ColumnElement[Any], low: object, high: object
) -> ColumnElement[bool]:
    bounds: list[ColumnElement[bool]] = [value.is_not(None)]
    if field.type.kind == "decimal":
        value = cast(value, Float)
        low, high = (None if one is None else float(str(one)) for one in (low, high))
    dated = field.type.kind in ("date", "moment")
    if low is not None:
        at_least = value >= low
        if dated:  # "2024" and "2024-03" may be that day too
            text = str(low)
            at_least = or_(at_least, value.in_((text[:4], text[:7])))
        bounds.append(at_least)
    if high is not None:
        bounds.append(value <= (f"{high}~" if dated else high))
    return and_(*bounds)


def _places(data: DataFile, key: str) -> Sequence[str]:
    """A place and all that lies in it: communes of both eras, those it was made from."""
    places = data.places
    found = {key, *places.communes_of(key), *places.former_communes_of(key)}
    return sorted({*found, *places.predecessors(key), *places.districts_of(key)})


def order_of(field: Field, table: Table) -> ColumnElement[Any]:
    """The order of a column: numbers by size, links by title, texts the Vietnamese way."""
    value = value_of(field, table)
    if field.type.kind == "link":
        other = SearchRow.__table__.alias()
        return select(other.c.sort_key).where(other.c.id == value).scalar_subquery()
    if field.type.kind in ("text", "long_text"):
        return func.vi_sort(value)
    if field.type.kind == "decimal":
        return cast(value, Float)
    return cast(value, Text) if field.type.column == "json" else value
