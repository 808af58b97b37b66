"""Lists of records: light keys in order first, then the rows that are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Connection,
    Float,
    Select,
    Table,
    Text,
    and_,
    cast,
    func,
    or_,
    select,
    tuple_,
)
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.actions.around import Spot, standing
from ocop_desktop.actions.entries import form_of
from ocop_desktop.actions.keys import FIRST, Keys
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import entry_of, from_row
from ocop_desktop.schema import Entry, Field, Form, Found, Rejected, Value
from ocop_desktop.store import search
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.flaws import has_flaw
from ocop_desktop.store.records import load_rows, table_of
from ocop_desktop.store.tables import SearchRow

_MANY, _PAGE = 500, 64
FLAWS = "_flaws"
"""Filters by what is wrong; see `actions.flaws`."""


@dataclass(frozen=True)
class ListRow:
    """One row of a list: texts as shown and values as kept, in the order of the columns."""

    id: str
    texts: tuple[str, ...]
    values: tuple[Value, ...]


@dataclass(frozen=True)
class Hit:
    """One record of any kind that a text found."""

    kind: str
    id: str
    title: str


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

    `where` is {field: value, list of values, or (from, to)}, or FLAWS: "error", "warning" or "any",
    as the last check found them ("warning:CODE" those of one rule); `sort` a field's name, else the
    title the Vietnamese way; `around` keeps what stands around a record (actions/around.py).
    Raises Trouble for an unknown form or field.
    """
    form = form_of(data, kind)
    table = table_of(kind)
    query: Select[int] = select(SearchRow.number)
    query = query.where(SearchRow.kind == kind, SearchRow.removed.is_(removed))
    found = search.found_by(typed)
    if found is not None:
        query = query.where(found)
    order: ColumnElement[Any] = SearchRow.sort_key.expression
    if where or sort or around:
        query = query.join(table, table.c.id == SearchRow.id)
        for name, wanted in (where or {}).items():
            query = query.where(_wanted(form, name, table, wanted))
        if around:
            query = query.where(_around(data, around, kind))
        if sort:
            order = _order(_field(form, sort), table)
    for one in (order, SearchRow.number.expression):
        query = query.order_by(one.desc() if descending else one)
    if where or sort or around or (typed and descending):
        return _read_keys(data, query)
    if found is not None:
        return _found_keys(data, kind, typed, removed=removed)
    return _lazy_keys(data, query, descending=descending)


def _around(data: DataFile, spot: Spot, kind: str) -> ColumnElement[bool]:
    with data.read() as connection:
        return standing(connection, data, spot, kind)


def _read_keys(data: DataFile, query: Select[int]) -> array[int]:
    with data.read() as connection:
        cursor: Any = connection.execute(query).cursor  # no Row for each of 100,000 keys
        return array("q", (key for (key,) in cursor))


def _lazy_keys(data: DataFile, query: Select[int], *, descending: bool) -> Sequence[int]:
    """The first keys now, the others when they are asked for."""
    parts = _parts(data, query, descending=descending)
    counted = query.order_by(None).with_only_columns(func.count())
    return _begun(data, parts, lambda connection: connection.scalar(counted) or 0)


def _parts(data: DataFile, query: Select[int], *, descending: bool) -> Iterator[array[int]]:
    """The keys of a list in parts, each begun after the last key of the part before."""
    place = tuple_(SearchRow.sort_key, SearchRow.number)
    part, most = _read_keys(data, query.limit(FIRST)), FIRST
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
        part = _read_keys(data, query.where(after).limit(most))


def _found_keys(data: DataFile, kind: str, typed: str, *, removed: bool) -> Sequence[int]:
    """The likeliest keys of a search now, the others when they are asked for."""
    parts = search.ranked(data.read, typed, kind, removed=removed, first=_PAGE)
    return _begun(data, parts, lambda found: search.how_many(found, typed, kind, removed=removed))


def _begun(
    data: DataFile, parts: Iterator[array[int]], count: Callable[[Connection], int]
) -> Sequence[int]:
    def counted() -> int:
        with data.read() as connection:
            return int(count(connection))

    keys = Keys(array("q"), counted, parts)
    while keys.known < _PAGE and keys.read_on():
        pass
    return keys


def _field(form: Form, name: str) -> Field:
    if name not in form.by_name:
        raise Trouble("unknown_field", form=form.label, field=name)
    return form.by_name[name]


def _value_of(field: Field, table: Table) -> ColumnElement[Any]:
    """The SQL of a field's value, wherever it is kept."""
    if field.stored == "column":
        return table.c[field.name]
    kept: Any = table.c.answers[field.name]
    if field.type.column == "integer":
        sql: ColumnElement[Any] = kept.as_integer()
    else:
        sql = kept.as_boolean() if field.type.column == "boolean" else kept.as_string()
    return sql


def _wanted(form: Form, name: str, table: Table, wanted: object) -> ColumnElement[bool]:
    """A filter by a field, or of a table's rows by the record they stand in."""
    if name == form.parent:
        return table.c.parent_id == wanted
    if name == FLAWS:
        level, _, code = str(wanted).partition(":")
        return has_flaw(table.c.id, level, code)
    return _filter(_field(form, name), table, wanted)


def _filter(field: Field, table: Table, wanted: object) -> ColumnElement[bool]:
    value = _value_of(field, table)
    if isinstance(wanted, tuple):
        low, high = wanted
        bounds = [value >= low] if low is not None else []
        bounds += [value <= high] if high is not None else []
        return and_(True, *bounds)
    if isinstance(wanted, list):
        return or_(*(_filter(field, table, one) for one in wanted))
    if wanted is None:
        return value.is_(None)
    if field.type.column == "json":
        return cast(value, Text).contains(f'"{wanted}"')
    return value.is_(wanted) if isinstance(wanted, bool) else value == wanted


def _order(field: Field, table: Table) -> ColumnElement[Any]:
    """The order of a column: numbers by size, links by title, texts the Vietnamese way."""
    value = _value_of(field, table)
    if field.type.kind == "link":
        other = SearchRow.__table__.alias()
        return select(other.c.sort_key).where(other.c.id == value).scalar_subquery()
    if field.type.kind in ("text", "long_text"):
        return func.vi_sort(value)
    if field.type.kind == "decimal":
        return cast(value, Float)
    return value


def rows(data: DataFile, kind: str, wanted: Sequence[int], columns: Sequence[str]) -> list[ListRow]:
    """The rows of some keys, in their order; keys of vanished records are left out."""
    form = form_of(data, kind)
    fields = [_field(form, name) for name in columns]
    table, found = table_of(kind), {}
    query = select(SearchRow.number.label("_key"), table).join(table, table.c.id == SearchRow.id)
    with data.read() as connection:
        for start in range(0, len(wanted), _MANY):
            part = list(wanted[start : start + _MANY])
            for row in connection.execute(query.where(SearchRow.number.in_(part))).mappings():
                found[row["_key"]] = row
    values = {key: from_row(form, row) for key, row in found.items()}
    data.look.fetch(_linked(fields, values.values()))
    return [_list_row(data, fields, found[key], values[key]) for key in wanted if key in found]


def _linked(fields: Iterable[Field], rows: Iterable[Mapping[str, Value]]) -> list[str]:
    linking = [field for field in fields if field.type.kind in ("link", "links")]
    ids: set[str] = set()
    for values in rows if linking else ():
        for field in linking:
            value = values.get(field.name)
            ids.update(value if isinstance(value, list) else [str(value)] if value else [])
    return list(ids)


def _list_row(
    data: DataFile, fields: Sequence[Field], row: RowMapping, values: Mapping[str, Value]
) -> ListRow:
    kept = tuple(values.get(field.name) for field in fields)
    texts = tuple(
        field.type.show(value, data.look) for field, value in zip(fields, kept, strict=True)
    )
    return ListRow(row["id"], texts, kept)


def key_of(data: DataFile, id: str) -> int | None:
    """The light key of a record."""
    with data.read() as connection:
        return connection.scalar(select(SearchRow.number).where(SearchRow.id == id))


def find(data: DataFile, kind: str, typed: str, limit: int = 20) -> list[Found]:
    """Records or places that a typed text may mean, the likeliest first."""
    return data.look.find(kind, typed)[:limit]


def find_anywhere(data: DataFile, typed: str, limit: int = 30) -> list[Hit]:
    """Records of any form that a typed text finds."""
    with data.read() as connection:
        kinds = [kind for kind in data.forms if kind in data.forms.searched]
        found = search.matching(connection, typed, kinds=kinds, limit=limit)
    return [Hit(row.kind, row.id, row.title) for row in found]


def count(data: DataFile, kind: str) -> int:
    """How many records of a form there are, removed ones apart."""
    query = select(func.count()).select_from(SearchRow)
    query = query.where(SearchRow.kind == kind, SearchRow.removed.is_(False))
    with data.read() as connection:
        return int(connection.scalar(query) or 0)


def entries(
    data: DataFile,
    kind: str,
    *,
    typed: str = "",
    where: Mapping[str, object] | None = None,
    limit: int | None = None,
) -> list[Entry]:
    """Whole records (rows of a table too) without their tables, in the order of the list."""
    form = form_of(data, kind)
    if kind in data.forms.searched:
        ids = _ids_of(data, keys(data, kind, typed=typed, where=where)[:limit])
    else:
        ids = _row_ids(data, form, where or {}, limit)
    with data.read() as connection:
        found = load_rows(connection, kind, ids)
    return [entry_of(form, found[id]) for id in ids if id in found]


def _ids_of(data: DataFile, wanted: Sequence[int]) -> list[str]:
    found: dict[int, str] = {}
    with data.read() as connection:
        for start in range(0, len(wanted), _MANY):
            part = list(wanted[start : start + _MANY])
            query = select(SearchRow.number, SearchRow.id).where(SearchRow.number.in_(part))
            found.update((row.number, row.id) for row in connection.execute(query))
    return [found[key] for key in wanted if key in found]


def _row_ids(
    data: DataFile, form: Form, where: Mapping[str, object], limit: int | None
) -> list[str]:
    table = table_of(form.kind)
    query = select(table.c.id).where(table.c.removed.is_(False)).limit(limit)
    for name, wanted in where.items():
        query = query.where(_wanted(form, name, table, wanted))
    with data.read() as connection:
        return list(connection.scalars(query.order_by(table.c.parent_id, table.c.position)))


def read_filter(data: DataFile, kind: str, given: Mapping[str, str]) -> dict[str, object]:
    """Typed filters as kept values; raise Trouble for an unknown field or unreadable value."""
    form = form_of(data, kind)
    read: dict[str, object] = {}
    for name, text in given.items():
        if name in (form.parent, FLAWS):
            read[name] = text
            continue
        field = _field(form, name)
        try:
            value = field.type.accept(text, data.look)
        except Rejected as refused:
            raise Trouble("unreadable", field=field.label, reason=refused.text) from refused
        read[name] = value[0] if isinstance(value, list) else value
    return read


def as_text(data: DataFile, kind: str, found: Sequence[Entry]) -> str:
    """Records as lines of the list's columns, for a terminal."""
    form = form_of(data, kind)
    fields = [form.field(name) for name in form.columns]
    head = "\t".join(["id", *(field.label for field in fields)])
    lines = [
        "\t".join([one.id, *(f.type.show(one.get(f.name), data.look) for f in fields)])
        for one in found
    ]
    return "\n".join([head, *lines])
