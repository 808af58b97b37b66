"""Reads and writes records of any form: the row, its history and its search row together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Select, Table, bindparam, select, update
from sqlalchemy.engine import RowMapping

from ocop_desktop.records.base import entry_of, from_row, to_row
from ocop_desktop.records.models import model_of
from ocop_desktop.schema import Entry, Form, Forms, Lookup, Value, stamps
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store import alike, joined, open_conflicts
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.direct import put_new_row
from ocop_desktop.store.engine import ask
from ocop_desktop.store.open_conflicts import CONFLICT
from ocop_desktop.store.search import put_row, searchable
from ocop_desktop.store.tables import History, LinkRow

_MANY = 500
NEW, REMOVED, POSITION = "_new", "_removed", "_position"


def table_of(kind: str) -> Table:
    """The table that holds records of a kind."""
    table = model_of(kind).__table__
    assert isinstance(table, Table)
    return table


def load_row(connection: Connection, kind: str, id: str) -> RowMapping | None:
    """One record's row, None where there is none."""
    return connection.execute(_one_of(kind), {"wanted": id}).mappings().first()


def load_rows(connection: Connection, kind: str, ids: Sequence[str]) -> dict[str, RowMapping]:
    """Rows by id; ids that are not there are left out."""
    found = {}
    for start in range(0, len(ids), _MANY):
        part = {"wanted": ids[start : start + _MANY]}
        for row in connection.execute(_some_of(kind), part).mappings():
            found[row["id"]] = row
    return found


@cache
def _one_of(kind: str) -> Select[Any]:
    """Put together once: it is run very often."""
    table = table_of(kind)
    return select(table).where(table.c.id == bindparam("wanted"))


@cache
def _some_of(kind: str) -> Select[Any]:
    table = table_of(kind)
    return select(table).where(table.c.id.in_(bindparam("wanted", expanding=True)))


def load_entries(
    connection: Connection, forms: Forms, kind: str, ids: Sequence[str]
) -> dict[str, Entry]:
    """Records with the rows of their tables, by id."""
    form = forms[kind]
    rows = load_rows(connection, kind, ids)
    tables = {table.name: _children(connection, forms, table, list(rows)) for table in form.tables}
    return {
        id: entry_of(form, row, {name: tuple(kids.get(id, ())) for name, kids in tables.items()})
        for id, row in rows.items()
    }


def _children(
    connection: Connection, forms: Forms, form: Form, parents: Sequence[str]
) -> dict[str, list[Entry]]:
    table = table_of(form.kind)
    ids: list[str] = []
    for start in range(0, len(parents), _MANY):
        part = parents[start : start + _MANY]
        ids += connection.scalars(select(table.c.id).where(table.c.parent_id.in_(part)))
    entries = load_entries(connection, forms, form.kind, ids) if ids else {}
    found: dict[str, list[Entry]] = {}
    for entry in _in_order(connection, form, list(entries.values())):
        found.setdefault(str(entry.parent_id), []).append(entry)
    return found


def _in_order(connection: Connection, form: Form, rows: Sequence[Entry]) -> list[Entry]:
    """Rows in the order of their tables, a record's own before those of one joined into it."""
    brought = set[str]()
    if len({(row.parent_id, row.position) for row in rows}) < len(rows):
        links = joined.kept_links(connection, form, [row.id for row in rows])
        brought = {id for id, named in links.items() if joined.PARENT in named}
    return sorted(rows, key=lambda row: (row.id in brought, row.position, row.id))


def insert_record(
    data: DataFile,
    work: Work,
    form: Form,
    id: str,
    values: Mapping[str, Value],
    *,
    parent_id: str | None = None,
    position: int = 0,
) -> int:
    """Write a new record with its history and search row; its revision is 1."""
    filled = {name: value for name, value in values.items() if value is not None}
    (seen,) = joined.placed(work, form, [(id, filled, parent_id)], new=True)
    row = to_row(form, seen.values) | {
        "id": id,
        "revision": 1,
        "stamps": stamps.first(work.installation),
        "created_at": work.at,
        "created_by": work.by,
        "changed_at": work.at,
        "changed_by": work.by,
        "origin": work.installation,
        "removed": False,
        "form_version": form.version,
    }
    if form.parent:
        row |= {"parent_id": seen.parent_id, "position": position}
    put_new_row(work.connection, table_of(form.kind), row)
    changes = {NEW: [None, True]} | {name: [None, value] for name, value in filled.items()}
    _note(work, form, id, 1, changes)
    index(data, work.connection, form, id, seen.values, removed=False, new=True)
    alike.put(work.connection, form, data.places, [(id, {}, seen.values)])
    touch_joins(work, form, id, filled)
    return 1


def touch_joins(work: Work, form: Form, id: str, values: Mapping[str, Value]) -> None:
    """Say that by this record others may stand for others now, where its kind is joined."""
    touched = work.joins_touched.get(form.kind, {})  # a join may come and go in one merge
    if form.joins and (SAME_AS in values or id in touched or not work.unjoined()):
        work.joins_touched.setdefault(form.kind, {})[id] = cast(str | None, values.get(SAME_AS))


def update_record(
    data: DataFile,
    work: Work,
    form: Form,
    row: RowMapping,
    fields: Mapping[str, Value],
    *,
    removed: bool | None = None,
    position: int | None = None,
) -> int:
    """Write changed fields, and the removed mark if given; return the revision.

    Nothing is written, and the revision stays, where nothing is different.
    """
    seen, held = from_row(form, row), joined.as_kept(work, form, {row["id"]: row})[row["id"]]
    before = seen if held is row else from_row(form, held)
    changes = {
        name: [before.get(name), value]
        for name, value in fields.items()
        if before.get(name) != value and seen.get(name) != value
    }
    if removed is not None and removed != held["removed"]:
        changes[REMOVED] = [held["removed"], removed]
    moved = position is not None and position != row["position"]
    if moved:
        changes[POSITION] = [row["position"], position]
    if not changes:
        return int(row["revision"])
    changes |= open_conflicts.ended_by(row["stamps"], changes)
    after = before | {name: new for name, (_, new) in changes.items() if name in fields}
    gone = held["removed"] if removed is None else removed
    (now,) = joined.placed(work, form, [(row["id"], after, held.get("parent_id"))])
    written = to_row(form, now.values) | {
        "revision": row["revision"] + 1,
        "stamps": stamped(form, row["stamps"], changes, work.installation),
        "changed_at": work.at,
        "changed_by": work.by,
        "removed": gone or now.hidden,
    }
    if moved:
        written["position"] = position
    table = table_of(form.kind)
    work.connection.execute(update(table).where(table.c.id == row["id"]), written)
    open_conflicts.note(work, form, row["id"], changes)
    _note(work, form, row["id"], written["revision"], changes)
    index(data, work.connection, form, row["id"], now.values, removed=written["removed"])
    alike.put(work.connection, form, data.places, [(row["id"], seen, now.values)])
    if SAME_AS in changes or REMOVED in changes:
        touch_joins(work, form, row["id"], after)
    return int(written["revision"])


def stamped(
    form: Form,
    before: Mapping[str, Any],
    changes: Iterable[str],
    installation: str,
    *,
    stays: bool = False,
) -> Mapping[str, Any]:
    """Stamps after the write; fields that the program computes carry none."""
    computed = {field.name for field in form.fields if field.computed}
    written = [n for n in changes if n not in computed and not n.startswith(CONFLICT)]
    return stamps.written(before, written, installation, stays=stays) if written else before


_HISTORY = cast(Table, History.__table__)


def _note(work: Work, form: Form, id: str, revision: int, changes: Mapping[str, Any]) -> None:
    work.touched.add(form.kind)
    work.noted[form.kind] += 1
    put_new_row(
        work.connection,
        _HISTORY,
        {
            "action": work.action,
            "verb": work.verb,
            "at": work.at,
            "by": work.by,
            "kind": form.kind,
            "record_id": id,
            "revision": revision,
            "changes": dict(changes),
            "undone": False,
            "source": work.source,
        },
    )


def index(
    data: DataFile,
    connection: Connection,
    form: Form,
    id: str,
    values: Mapping[str, Value],
    *,
    removed: bool,
    new: bool = False,
) -> bool:
    """Write the search row of a record, where its kind is searched; whether it moved in its list."""
    if form.kind not in data.forms.searched:
        return False
    words = searchable(form, values, _Within(data.look, connection, data.forms))
    return put_row(connection, form.kind, id, words, removed=removed, new=new)


class _Within:
    """Titles as the running unit of work sees them: what it has just written included."""

    def __init__(self, look: Lookup, connection: Connection, forms: Forms) -> None:
        self._look, self._connection, self._forms = look, connection, forms

    def title(self, kind: str, key: str) -> str:
        if kind not in self._forms:
            return self._look.title(kind, key)
        row = ask(self._connection, "SELECT title FROM search_row WHERE id = ?", (key,)).first()
        return str(row[0]) if row else ""

    def find(self, kind: str, text: str) -> list[Any]:
        return self._look.find(kind, text)


def linking(forms: Forms, kind: str) -> Iterable[tuple[Form, str]]:
    """(form, field) of every link to records of a kind by whose title others are found."""
    for form in forms.values():
        if form.kind in forms.searched:
            for field in form.found_fields:
                if getattr(field.type, "of", None) == kind and field.stored == "column":
                    yield form, field.name


def reindex_links(data: DataFile, work: Work, kind: str, id: str) -> None:
    """Write anew the search rows of records that are found by this record's title."""
    for form, name in linking(data.forms, kind):
        for row in _naming(work.connection, form, name, id):
            values = from_row(form, row)
            moved = index(data, work.connection, form, row["id"], values, removed=row["removed"])
            if moved:  # it is called otherwise now, or stands elsewhere in its list
                work.touched.add(form.kind)
                reindex_links(data, work, form.kind, row["id"])


def _naming(connection: Connection, form: Form, name: str, id: str) -> Sequence[RowMapping]:
    """The records that name another one in a field of one link or of several."""
    table = table_of(form.kind)
    query = select(table).where(table.c[name] == id)
    if form.field(name).type.kind == "links":
        named = (LinkRow.target == id, LinkRow.field == f"{form.kind}.{name}")
        query = select(table).where(table.c.id.in_(select(LinkRow.id).where(*named)))
    return connection.execute(query).mappings().all()
