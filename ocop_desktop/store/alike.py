"""The index of likeness: the keys of records (`schema.alike`), written with their rows.

Keys stand there for removed records too (they are offered for restoring); whoever looks up leaves
them out where they do not count. A key that very many records share tells nobody apart: it counts
for nothing, whoever came first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import Connection, Table, func, select, text

from ocop_desktop.places import Places
from ocop_desktop.records.base import from_row
from ocop_desktop.records.models import model_of
from ocop_desktop.schema import Form, Forms
from ocop_desktop.schema.alike import hashed, keys_of
from ocop_desktop.store.among import among
from ocop_desktop.store.copying import put_ignoring_known
from ocop_desktop.store.steps import Progress, Steps, unseen
from ocop_desktop.store.tables import AlikeKey

if TYPE_CHECKING:
    from ocop_desktop.store.datafile import DataFile

_KEY = AlikeKey.__table__.c.key
CROWD = 20
"""A key that more records than this share (a placeholder, an official's own phone) is no sign."""

SETTING = "alike"
_WAY = 1  # raised when the keys of the same values become others
_MANY = 500
_PUT = (
    "INSERT INTO alike_key (key, id, kind) VALUES ({}, {}, {}) ON CONFLICT (key, id) DO NOTHING",
    ("key", "id", "kind"),
)
_DROP = "DELETE FROM alike_key WHERE key = {} AND id = {}", ("key", "id")
Values = Mapping[str, Any]


def hashes(form: Form, values: Values, places: Places) -> frozenset[int]:
    """The keys of a record as they stand in the index."""
    found = keys_of(form, values, places.successors)
    return frozenset(hashed(form.kind, key) for key in found)


def put(
    connection: Connection,
    form: Form,
    places: Places,
    changes: Iterable[tuple[str, Values, Values]],
) -> None:
    """Bring the index up to date for records of a form: (id, values before, values after)."""
    if not form.alike:
        return
    new: list[tuple[Any, ...]] = []
    old: list[tuple[Any, ...]] = []
    for id, before, after in changes:
        had = hashes(form, before, places) if before else frozenset()
        has = hashes(form, after, places)
        new += [(key, id, form.kind) for key in has - had]
        old += [(key, id) for key in had - has]
    _run(connection, *_DROP, old)
    _run(connection, *_PUT, sorted(new))  # in the order of the index


class New(Protocol):
    """A record that is written for the first time; its keys, where they are known already."""

    @property
    def id(self) -> str: ...
    @property
    def values(self) -> Values: ...
    @property
    def keys(self) -> Iterable[int] | None: ...


def put_new(connection: Connection, form: Form, places: Places, records: Iterable[New]) -> None:
    """Write the keys of records that are not there yet."""
    if not form.alike:
        return
    rows = [
        (key, one.id, form.kind)
        for one in records
        for key in (hashes(form, one.values, places) if one.keys is None else one.keys)
    ]
    _run(connection, *_PUT, sorted(rows))


def _run(
    connection: Connection, sql: str, names: Sequence[str], rows: Sequence[tuple[Any, ...]]
) -> None:
    """One statement for many rows, by the driver itself, for a merge writes millions."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(sql.format(*"?" * len(names)), list(rows))
    elif sql is _PUT[0]:
        put_ignoring_known(connection, "alike_key", names, rows)
    else:
        connection.exec_driver_sql(sql.format(*["%s"] * len(names)), list(rows))


def holders(connection: Connection, keys: Iterable[int]) -> dict[int, list[str]]:
    """The ids behind keys, removed records too; keys of a crowd are left out."""
    found: dict[int, list[str]] = {}
    for part in _in_parts(sorted(set(keys))):
        shared = among(connection, _KEY, part)
        counted = select(AlikeKey.key).where(shared).group_by(AlikeKey.key)
        few = list(connection.scalars(counted.having(func.count() <= CROWD)))
        rows = select(AlikeKey.key, AlikeKey.id).where(AlikeKey.key.in_(few))
        for key, id in connection.execute(rows) if few else ():
            found.setdefault(key, []).append(id)
    return found


def shared(connection: Connection, kinds: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Every key that several records of these kinds share, and they are no crowd."""
    many = select(AlikeKey.key).group_by(AlikeKey.key)
    many = many.having(func.count().between(2, CROWD))
    query = select(AlikeKey.key, AlikeKey.id).where(AlikeKey.key.in_(many))
    query = query.where(AlikeKey.kind.in_(kinds)).order_by(AlikeKey.key, AlikeKey.id)
    last, ids = 0, list[str]()
    for key, id in connection.execute(query):
        if ids and key != last:
            yield last, ids
            ids = []
        last = key
        ids.append(id)
    if ids:
        yield last, ids


def values_of(connection: Connection, form: Form, ids: Iterable[str]) -> dict[str, Values]:
    """The values of the records of a form that are not removed, by id."""
    table, found = _table(form.kind), dict[str, Values]()
    for part in _in_parts(sorted(set(ids))):
        query = select(table).where(table.c.id.in_(part), table.c.removed.is_(False))
        for row in connection.execute(query).mappings():
            found[row["id"]] = from_row(form, row)
    return found


# ---- when the signs of the forms have changed


def way(forms: Forms) -> str:
    """By which signs the index is made; another one than the file's: it is made anew."""
    signs = [(kind, form.alike) for kind, form in sorted(forms.items()) if form.alike]
    return blake2b(repr((_WAY, CROWD, signs)).encode(), digest_size=8).hexdigest()


def keep_up(data: DataFile, progress: Progress = unseen) -> None:
    """Make the index anew where it is not there yet, or was made by other signs."""
    wanted = way(data.forms)
    if data.settings.get(SETTING) == wanted:
        return
    with data.work("index") as work:
        work.connection.execute(text("DELETE FROM alike_key"))
        forms = [form for form in data.forms.values() if form.alike]
        told = Steps(
            progress, "Tìm chỗ trùng", work.connection, map(_table, (f.kind for f in forms))
        )
        for form in forms:
            _fill(work.connection, form, data.places, told)
    data.keep_settings({SETTING: wanted})


def _fill(connection: Connection, form: Form, places: Places, told: Steps) -> None:
    table = _table(form.kind)
    rows = connection.execute(select(table)).mappings()
    while some := rows.fetchmany(_MANY):
        put(connection, form, places, ((row["id"], {}, from_row(form, row)) for row in some))
        told.add(len(some))


def _table(kind: str) -> Table:
    table = model_of(kind).__table__
    assert isinstance(table, Table)
    return table


def _in_parts(keys: list[Any]) -> Iterator[list[Any]]:
    for start in range(0, len(keys), _MANY):
        yield keys[start : start + _MANY]
