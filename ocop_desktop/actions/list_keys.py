"""The light keys of the records that a list shows, in its order and under its headings."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as slot
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Select, Table, func, select, tuple_
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.actions.around import Spot, standing
from ocop_desktop.actions.entries import form_of
from ocop_desktop.actions.keys import FIRST, Keys
from ocop_desktop.actions.list_fields import field_of
from ocop_desktop.actions.list_filters import RANKED, order_of, value_of, wanted_by
from ocop_desktop.schema import Field, Form, Value
from ocop_desktop.store import search
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import SearchRow
from ocop_desktop.vietnamese import title_key

PAGE = 64
_KIND_OF_RANK = ("stars", "year", "yes_no")
GROUPED = (*RANKED, *_KIND_OF_RANK)
"""Kinds of value that rows can be put under as headings."""


@dataclass(frozen=True)
class Asked:
    """What a list shows: `where` is {field: filter} (see `wanted`); `around` as in actions/around."""

    kind: str
    typed: str = ""
    where: Mapping[str, object] = slot(default_factory=dict)
    removed: bool = False
    around: Spot | None = None


@dataclass(frozen=True)
class Heading:
    """A heading of a list: what its rows have in common, and how many there are."""

    text: str
    count: int


def chosen(data: DataFile, asked: Asked, *columns: ColumnElement[Any]) -> Select[Any]:
    """The query of the records asked for, joined with their table."""
    form, table = form_of(data, asked.kind), table_of(asked.kind)
    query = select(*columns).select_from(SearchRow).join(table, table.c.id == SearchRow.id)
    for condition in _conditions(data, form, table, asked):
        query = query.where(condition)
    return query


def _conditions(
    data: DataFile, form: Form, table: Table, asked: Asked
) -> Iterator[ColumnElement[bool]]:
    yield SearchRow.kind == asked.kind
    yield SearchRow.removed.is_(asked.removed)
    found = search.found_by(asked.typed)
    if found is not None:
        yield found
    for name, wanted in asked.where.items():
        yield wanted_by(data, form, name, table, wanted)
    if asked.around:
        with data.read() as connection:
            yield standing(connection, data, asked.around, asked.kind)


def keys(
    data: DataFile,
    kind: str,
    *,
    typed: str = "",
    where: Mapping[str, object] | None = None,
    sort: str | None = None,
    descending: bool = False,
    removed: bool = False,
    around: Spot | None = None,
) -> Sequence[int]:
    """Light keys of the records that a list shows, in order.

    `where` is {field: filter} (see actions/wanted.py); `sort` a field's name, else the title the
    Vietnamese way; `around` keeps what stands around a record (actions/around.py). Raises Trouble
    for an unknown form or field.
    """
    form, table = form_of(data, kind), table_of(kind)
    asked = Asked(kind, typed, where or {}, removed, around)
    field = field_of(form, sort) if sort else None
    if field is not None and field.type.kind in ("choice", "place"):
        pairs = _pairs(data, asked, field)
        return _sorted_keys(data, field, pairs, descending=descending)
    if field or where or around or (typed and descending):
        order = order_of(field, table) if field else SearchRow.sort_key.expression
        query = chosen(data, asked, SearchRow.number.expression)
        return _read(data, _ordered(query, order, descending=descending))
    if search.search_text(typed):
        return _found_keys(data, asked)
    plain = select(SearchRow.number)
    plain = plain.where(SearchRow.kind == kind, SearchRow.removed.is_(removed))
    return _lazy_keys(data, plain, descending=descending)


def grouped(
    data: DataFile, asked: Asked, by: str, sort: str | None = None, *, descending: bool = False
) -> tuple[Sequence[int], list[Heading]]:
    """Keys under headings: a heading stands among the keys as -1 - its place in the list of them."""
    form = form_of(data, asked.kind)
    field = field_of(form, by)
    ordered = keys(
        data,
        asked.kind,
        typed=asked.typed,
        where=asked.where,
        sort=sort,
        descending=descending,
        removed=asked.removed,
        around=asked.around,
    )
    values = dict(_pairs(data, asked, field))
    known = {value: _told(data, field, value) for value in set(values.values())}
    rank = _ranks(data, field, known)
    placed = sorted((key for key in ordered if key in values), key=lambda key: rank[values[key]])
    found, headings = array("q"), list[Heading]()
    for text, same in groupby(placed, key=lambda key: known[values[key]]):
        rows = list(same)
        found.append(-1 - len(headings))
        found.extend(rows)
        headings.append(Heading(text or f"(Chưa có {field.label.lower()})", len(rows)))
    return found, headings


_TITLES = (SearchRow.sort_key, SearchRow.number)


def _pairs(data: DataFile, asked: Asked, field: Field) -> list[tuple[int, Value]]:
    """(key, value) of every record asked for, in the order of titles."""
    value = value_of(field, table_of(asked.kind))
    query = chosen(data, asked, SearchRow.number.expression, value)
    with data.read() as connection:
        cursor: Any = connection.execute(query.order_by(*_TITLES)).cursor
        pairs = list(cursor)
    if field.stored != "place":
        return pairs
    of = {one: data.places.district_of(one) if one else None for one in {v for _, v in pairs}}
    return [(key, of[value]) for key, value in pairs]


def _told(data: DataFile, field: Field, value: Value) -> str:
    shown = bool(value) if field.type.kind == "yes_no" and value is not None else value
    return field.type.show(shown, data.look)


def _ranks(data: DataFile, field: Field, known: Mapping[Value, str]) -> dict[Value, int]:
    """Where each value stands: choices as in their list, others by name; blank ones last."""
    codes = [choice.code for choice in getattr(field.type, "choices", ())]
    if field.type.kind in _KIND_OF_RANK:
        ordered = sorted(known, key=lambda one: (one is None, -int(str(one or 0))))
    elif codes:
        place = {code: n for n, code in enumerate(codes)}
        ordered = sorted(known, key=lambda one: (one is None, place.get(str(one), len(place))))
    else:
        ordered = sorted(known, key=lambda one: (not known[one], title_key(known[one])))
    return {value: n for n, value in enumerate(ordered)}


def _sorted_keys(
    data: DataFile, field: Field, pairs: Sequence[tuple[int, Value]], *, descending: bool
) -> array[int]:
    if field.type.kind == "link":
        data.look.fetch(str(value) for value in {v for _, v in pairs} if value)
    known = {value: _told(data, field, value) for value in {v for _, v in pairs}}
    rank = _ranks(data, field, known)
    ordered = sorted(pairs, key=lambda pair: rank[pair[1]], reverse=descending)
    return array("q", (key for key, _ in ordered))


def _ordered(query: Select[Any], order: ColumnElement[Any], *, descending: bool) -> Select[Any]:
    for one in (order, SearchRow.number.expression):
        query = query.order_by(one.desc() if descending else one)
    return query


def _read(data: DataFile, query: Select[Any]) -> array[int]:
    with data.read() as connection:
        cursor: Any = connection.execute(query).cursor  # no Row for each of 100,000 keys
        return array("q", (key for (key,) in cursor))


def _lazy_keys(data: DataFile, query: Select[int], *, descending: bool) -> Sequence[int]:
    """The first keys now, the others when they are asked for."""
    parts = _parts(data, query, descending=descending)
    counted = query.with_only_columns(func.count())
    return _begun(data, parts, lambda connection: connection.scalar(counted) or 0)


def _parts(data: DataFile, query: Select[int], *, descending: bool) -> Iterator[array[int]]:
    """The keys of a list in parts, each begun after the last key of the part before."""
    place = tuple_(SearchRow.sort_key, SearchRow.number)
    query = _ordered(query, SearchRow.sort_key.expression, descending=descending)
    part, most = _read(data, query.limit(FIRST)), FIRST
    while part:
        yield part
        if len(part) < most:
            return
        last = select(SearchRow.sort_key, SearchRow.number).where(SearchRow.number == part[-1])
        with data.read() as connection:
            end = connection.execute(last).first()
        if end is None:
            return  # the record went meanwhile: the list is asked for anew
        after = place < tuple(end) if descending else place > tuple(end)
        most = search.PART
        part = _read(data, query.where(after).limit(most))


def _found_keys(data: DataFile, asked: Asked) -> Sequence[int]:
    """The likeliest keys of a search now, the others when they are asked for."""
    typed, kind, removed = asked.typed, asked.kind, asked.removed
    parts = search.ranked(data.read, typed, kind, removed=removed, first=PAGE)
    return _begun(data, parts, lambda found: search.how_many(found, typed, kind, removed=removed))


def _begun(
    data: DataFile, parts: Iterator[array[int]], count: Callable[[Connection], int]
) -> Sequence[int]:
    def counted() -> int:
        with data.read() as connection:
            return int(count(connection))

    begun = Keys(array("q"), counted, parts)
    while begun.known < PAGE and begun.read_on():
        pass
    return begun
