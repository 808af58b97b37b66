"""Lists of records: light keys in order first, then the rows that are looked at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.engine import RowMapping

from ocop_desktop.actions.entries import form_of
from ocop_desktop.actions.list_fields import DISTRICT as DISTRICT
from ocop_desktop.actions.list_fields import OWNER, value_in
from ocop_desktop.actions.list_fields import choosable as choosable
from ocop_desktop.actions.list_fields import field_of as field_of
from ocop_desktop.actions.list_fields import usual_columns as usual_columns
from ocop_desktop.actions.list_filters import FLAWS as FLAWS
from ocop_desktop.actions.list_filters import value_of, wanted_by
from ocop_desktop.actions.list_keys import keys as keys
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import entry_of, from_row
from ocop_desktop.schema import Entry, Field, Form, Found, Rejected, Value
from ocop_desktop.store import search
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import load_rows, table_of
from ocop_desktop.store.tables import SearchRow

_MANY = 500


@dataclass(frozen=True)
class ListRow:
    """One row of a list: texts as shown and values as kept, in the order of the columns."""

    id: str
    texts: tuple[str, ...]
    values: tuple[Value, ...]
    key: int = 0


@dataclass(frozen=True)
class Hit:
    """One record of any kind that a text found."""

    kind: str
    id: str
    title: str


def rows(data: DataFile, kind: str, wanted: Sequence[int], columns: Sequence[str]) -> list[ListRow]:
    """The rows of some keys, in their order; keys of vanished records are left out."""
    form = form_of(data, kind)
    fields = [field_of(form, name) for name in columns]
    table, found = table_of(kind), {}
    owners = [
        value_of(one, table).label(f"{OWNER}.{one.name}") for one in fields if one.stored == OWNER
    ]
    query = select(SearchRow.number.label("_key"), table, *owners)
    query = query.join(table, table.c.id == SearchRow.id)
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
    kept = tuple(value_in(field, row, values, data.places) for field in fields)
    texts = tuple(
        field.type.show(value, data.look) for field, value in zip(fields, kept, strict=True)
    )
    return ListRow(row["id"], texts, kept, row["_key"])


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
        ids = ids_of(data, keys(data, kind, typed=typed, where=where)[:limit])
    else:
        ids = _row_ids(data, form, where or {}, limit)
    with data.read() as connection:
        found = load_rows(connection, kind, ids)
    return [entry_of(form, found[id]) for id in ids if id in found]


def ids_of(data: DataFile, wanted: Sequence[int]) -> list[str]:
    """The ids of some keys, in their order; keys of vanished records are left out."""
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
        query = query.where(wanted_by(data, form, name, table, wanted))
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
        field = field_of(form, name)
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
