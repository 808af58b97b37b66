"""Writes many records at once: rows, history and search rows, as a merge or an import needs it.

A few statements for several hundred records instead of several for each. The driver is called
directly: on SQLite for many rows at once, on a server by COPY.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import JSON, Connection, Table, bindparam, select, update

from ocop_desktop.records.base import columns_of
from ocop_desktop.schema import Form, Found, Lookup, Value
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store import alike, joined
from ocop_desktop.store.columns import as_json, put_columns
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.new_json import encode, written
from ocop_desktop.store.positions import places
from ocop_desktop.store.records import REMOVED, table_of, touch_joins
from ocop_desktop.store.search import FTS_DDL, Words, put_row, searchable
from ocop_desktop.store.search_server import server_words
from ocop_desktop.store.tables import History, SearchRow

_HISTORY = History.__table__


class Arrival(NamedTuple):
    """One record to be written: as it will be, and what that changes."""

    id: str
    values: Mapping[str, Value]
    stamps: Mapping[str, Any]
    removed: bool
    changes: Mapping[str, Sequence[Any]]  # for the history; of a new record all but its values
    revision: int = 1
    origin: str = ""
    form_version: int = 1
    created_by: str = ""
    parent_id: str | None = None
    position: int = 0
    keys: Iterable[int] | None = None  # of likeness, where they are known already


Later: TypeAlias = Callable[[Form, Sequence["Arrival"]], None]
"""Takes the indexing of records upon itself, where they are many and more will come."""


def insert_many(
    data: DataFile, work: Work, form: Form, records: Sequence[Arrival], index: Later | None = None
) -> None:
    """Write records that are not there yet."""
    if not records:
        return
    seen = _placed(work, form, records, new=True)
    table, typed = table_of(form.kind), columns_of(form)
    values = [one.values for one in seen]
    text = written([one.values for one in records], typed, [one.changes for one in records])
    columns: dict[str, Sequence[Any]] = {
        "id": [one.id for one in seen],
        "revision": [one.revision for one in seen],
        "stamps": as_json([one.stamps for one in seen]),
        "created_at": [work.at] * len(seen),
        "created_by": [one.created_by for one in seen],
        "changed_at": [work.at] * len(seen),
        "changed_by": [work.by] * len(seen),
        "origin": [one.origin for one in seen],
        "removed": [one.removed for one in seen],
        "form_version": [one.form_version for one in seen],
        "answers": text.answers,
    }
    if form.parent:
        columns["parent_id"] = [one.parent_id for one in seen]
        columns["position"] = [one.position for one in seen]
    for name in typed:
        cells = [one.get(name) for one in values]
        columns[name] = as_json(cells) if isinstance(table.c[name].type, JSON) else cells
    put_columns(work.connection, table, columns)
    _note(work, form, records, text.changes)
    if index:
        index(form, seen)
    else:
        index_many(data, work.connection, form, seen, new=True)
    alike.put_new(work.connection, form, data.places, seen)
    if form.joins:
        for one in records:
            touch_joins(work, form, one.id, one.values)


def _placed(
    work: Work, form: Form, records: Sequence[Arrival], *, new: bool = False
) -> Sequence[Arrival]:
    """Records as their rows show them, where one of those they name was joined into another."""
    if work.unjoined():
        return records
    wanted = [(one.id, one.values, one.parent_id) for one in records]
    return [
        one._replace(
            values=now.values,
            parent_id=now.parent_id,
            removed=one.removed or now.hidden,
            keys=one.keys if now.values is one.values else None,
        )
        for one, now in zip(records, joined.placed(work, form, wanted, new=new), strict=True)
    ]


def update_many(
    data: DataFile, work: Work, form: Form, records: Sequence[Arrival], index: Later | None = None
) -> None:
    """Write anew records that are there."""
    if not records:
        return
    seen = _placed(work, form, records)
    table, typed = table_of(form.kind), dict.fromkeys(columns_of(form))
    rows = []
    for one in seen:
        answers, *columns = _parted(one.values, typed)
        row = dict(zip(typed, columns, strict=True)) | {
            "answers": answers,
            "revision": one.revision,
            "stamps": one.stamps,
            "changed_at": work.at,
            "changed_by": work.by,
            "removed": one.removed,
            "form_version": one.form_version,
        }
        if form.parent:
            row["position"] = one.position
        rows.append(row | {"this_id": one.id})
    statement = update(table).where(table.c.id == bindparam("this_id"))
    work.connection.execute(statement, rows)
    _note(work, form, records, [encode(dict(one.changes)) for one in records])
    if index:
        index(form, seen)
    else:
        index_many(data, work.connection, form, seen)
    had = _placed_before(work, form, records)
    changed = ((one.id, old, one.values) for one, old in zip(seen, had, strict=True))
    alike.put(work.connection, form, data.places, changed)
    for one in records if form.joins else ():
        if SAME_AS in one.changes or REMOVED in one.changes:
            touch_joins(work, form, one.id, one.values)


def _placed_before(
    work: Work, form: Form, records: Sequence[Arrival]
) -> Sequence[Mapping[str, Any]]:
    """What the rows of records showed before the changes that their histories tell."""
    had = [_before(form, one) for one in records]
    if work.unjoined() or not form.links:
        return had
    named = {id for one in had for id in joined.named_in(form, one, None)}
    known = joined.roots(work.connection, named)
    return [joined.shown(form, one, None, known)[0] for one in had]


def _before(form: Form, record: Arrival) -> dict[str, Any]:
    """A record's values before the change that its history tells."""
    old = {name: pair[0] for name, pair in record.changes.items() if name in form.by_name}
    return {**record.values, **old}


def _parted(values: Mapping[str, Value], typed: Mapping[str, None]) -> tuple[Any, ...]:
    answers = {name: v for name, v in values.items() if name not in typed and v is not None}
    return (answers, *(values.get(name) for name in typed))


def _note(work: Work, form: Form, records: Sequence[Arrival], changes: Sequence[str]) -> None:
    """Write the history of records, their changes as JSON."""
    work.touched.add(form.kind)
    work.noted[form.kind] += len(records)
    same = {
        "action": work.action,
        "verb": work.verb,
        "at": work.at,
        "by": work.by,
        "kind": form.kind,
        "source": work.source,
        "undone": False,
    }
    columns: dict[str, Sequence[Any]] = {
        "record_id": [one.id for one in records],
        "revision": [one.revision for one in records],
        "changes": changes,
    }
    columns |= {name: [fact] * len(records) for name, fact in same.items()}
    assert isinstance(_HISTORY, Table)
    put_columns(work.connection, _HISTORY, columns)


def index_many(
    data: DataFile,
    connection: Connection,
    form: Form,
    records: Sequence[Arrival],
    *,
    new: bool = False,
) -> None:
    """Write the search rows of records, where their kind is searched."""
    if form.kind not in data.forms.searched:
        return
    look = Known(data.look, connection, data.forms)
    look.fetch_links(form, (one.values for one in records))
    words = [searchable(form, one.values, look) for one in records]
    if new:
        _index_new(connection, form.kind, list(zip(records, words, strict=True)))
        return
    for one, found_by in zip(records, words, strict=True):
        put_row(connection, form.kind, one.id, found_by, removed=one.removed)


_SEARCHED = ("number", "kind", "id", "removed", "title", "sort_key", "folded")
_INSERT_TRIGGER = next(sql for sql in FTS_DDL if "TRIGGER search_row_insert" in sql)


def _index_new(connection: Connection, kind: str, records: Sequence[tuple[Arrival, Words]]) -> None:
    """Write search rows of records that are not there yet, numbered in order."""
    rows: list[tuple[Any, ...]] = []
    for removed in (False, True):
        some = [(one, words) for one, words in records if one.removed is removed]
        some.sort(key=lambda pair: pair[1].sort_key)
        keys = [words.sort_key for _, words in some]
        numbers = places(connection, kind, keys, removed=removed) if keys else []
        rows += [
            (number, kind, one.id, removed, words.title, words.sort_key, words.folded)
            for number, (one, words) in zip(numbers, some, strict=True)
        ]
    put_indexed(connection, rows)


def put_indexed(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write new search rows, and the full text of all of them at once: row by row is dear."""
    if connection.dialect.name != "sqlite":
        put_rows(connection, rows)  # its words are indexed by the server
        return
    connection.exec_driver_sql("DROP TRIGGER search_row_insert")
    put_rows(connection, rows)
    connection.exec_driver_sql(
        "INSERT INTO search_fts (rowid, folded) VALUES (?, ?)",
        [(row[0], row[-1]) for row in rows],
    )
    connection.exec_driver_sql(_INSERT_TRIGGER)


def put_rows(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write new search rows: number, kind, id, removed, title, sort key, words."""
    table = SearchRow.__table__
    assert isinstance(table, Table)
    if connection.dialect.name != "sqlite":
        rows = [(*row[:-1], server_words(row[-1])) for row in rows]
    if rows:
        put_columns(connection, table, dict(zip(_SEARCHED, zip(*rows, strict=True), strict=True)))


def put_table(connection: Connection, table: Table, rows: Sequence[tuple[Any, ...]]) -> None:
    """Write new rows of any table, all columns in their order."""
    if rows:
        columns: dict[str, Sequence[Any]] = dict(
            zip(table.c.keys(), zip(*rows, strict=True), strict=True)
        )
        for name in columns:
            if isinstance(table.c[name].type, JSON):
                columns[name] = as_json(columns[name])
        put_columns(connection, table, columns)


@contextmanager
def streaming(connection: Connection, most: int = 2000) -> Iterator[None]:
    """Read or write very many rows once: SQLite keeps at most so many KiB of them meanwhile."""
    if connection.dialect.name != "sqlite":
        yield
        return
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{most}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


class Known:
    """Titles of records as one connection sees them, many at a time, a bounded number kept."""

    def __init__(
        self, look: Lookup, connection: Connection, kinds: Iterable[str], most: int = 20_000
    ) -> None:
        self._look, self._connection, self._kinds, self._most = look, connection, set(kinds), most
        self._titles: dict[str, str] = {}

    def fetch_links(self, form: Form, rows: Iterable[Mapping[str, Value]]) -> None:
        """Read the titles of all records that these rows link to."""
        links = [f.name for f in form.fields if getattr(f.type, "of", None)]
        wanted: set[str] = set()
        for values in rows:
            for name in links:
                value = values.get(name)
                wanted.update(value if isinstance(value, list) else [str(value)] if value else [])
        self.fetch(wanted)

    def fetch(self, keys: Iterable[str]) -> None:
        """Read titles that are not known yet."""
        if len(self._titles) > self._most:
            self._titles = {}
        wanted = [key for key in keys if key not in self._titles]
        self._titles.update(dict.fromkeys(wanted, ""))
        for start in range(0, len(wanted), 500):
            part = wanted[start : start + 500]
            query = select(SearchRow.id, SearchRow.title).where(SearchRow.id.in_(part))
            self._titles.update((row.id, row.title) for row in self._connection.execute(query))

    def title(self, kind: str, key: str) -> str:
        """What the record or place is called; "" where it is not known here."""
        if kind not in self._kinds:
            return self._look.title(kind, key)
        if key not in self._titles:
            self.fetch([key])
        return self._titles[key]

    def find(self, kind: str, text: str) -> list[Found]:
        """Records or places that a text may mean."""
        return self._look.find(kind, text)
