"""What the last check found in each record, and how far it has come.

The history says what was written since: a record is due to be checked where it stands in a later
row. So nothing has to be done while records are written, whether one is saved or a hundred
thousand are merged, and nothing can be forgotten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select

from ocop_desktop.schema import Forms, Problem
from ocop_desktop.store.records import table_of
from ocop_desktop.store.settings import put_setting, read_settings
from ocop_desktop.store.tables import Flaw, History, SearchRow

UPTO, RULES = "checked_upto", "checked_by"
ERROR, WARNING = "error", "warning"
_MANY = 500
_flaw = Flaw.__table__
_LAST = select(func.max(History.number))


def last_written(connection: Connection) -> int:
    """The number of the last row of the history."""
    return int(connection.scalar(_LAST) or 0)


def checked_upto(connection: Connection, by: str) -> int | None:
    """How far the history was checked by these rules; None where other rules did, or none."""
    settings = read_settings(connection)
    upto = settings.get(UPTO)
    return int(str(upto)) if settings.get(RULES) == by and upto is not None else None


def keep_checked(connection: Connection, upto: int, by: str) -> None:
    """Keep how far the history was checked, and by which rules."""
    put_setting(connection, UPTO, upto)
    put_setting(connection, RULES, by)


def written(connection: Connection, forms: Forms, after: int, upto: int) -> dict[str, set[str]]:
    """The records, by kind, that rows of the history in this span are about; rows by theirs."""
    query = select(History.kind, History.record_id).distinct()
    rows = connection.execute(query.where(History.number > after, History.number <= upto))
    found: dict[str, set[str]] = {}
    for kind, id in rows:
        found.setdefault(kind, set()).add(id)
    return tops(connection, forms, found)


def tops(
    connection: Connection, forms: Forms, found: Mapping[str, set[str]]
) -> dict[str, set[str]]:
    """The records that rows of tables stand in, for each kind of row."""
    top: dict[str, set[str]] = {}
    left = dict(found)
    while left:
        kind, ids = left.popitem()
        if kind not in forms:
            continue
        parent = forms[kind].parent
        if parent is None:
            top.setdefault(kind, set()).update(ids)
        else:
            left.setdefault(parent, set()).update(_parents(connection, kind, sorted(ids)))
    return top


def _parents(connection: Connection, kind: str, ids: Sequence[str]) -> set[str]:
    return set(ids_where(connection, kind, "id", ids, "parent_id"))


def ids_where(
    connection: Connection, kind: str, column: str, values: Iterable[str], wanted: str = "id"
) -> list[str]:
    """The ids (or another column) of records whose column holds one of these."""
    table, all_ = table_of(kind), sorted(values)
    found: list[str] = []
    for start in range(0, len(all_), _MANY):
        part = table.c[column].in_(all_[start : start + _MANY])
        query = select(table.c[wanted]).where(part, table.c[wanted].is_not(None)).distinct()
        found += connection.scalars(query)
    return found


def put(connection: Connection, checked: Mapping[str, tuple[str, Sequence[Problem]]]) -> None:
    """Keep what was found in records (their kind and problems by id) in place of what was found before."""
    ids = list(checked)
    for start in range(0, len(ids), _MANY):
        part = _flaw.c.record_id.in_(ids[start : start + _MANY])
        connection.execute(delete(Flaw).where(part))
    rows = [row for id, (kind, found) in checked.items() for row in _rows(kind, id, found)]
    if rows:
        connection.execute(insert(Flaw), rows)


def _rows(kind: str, id: str, found: Iterable[Problem]) -> list[dict[str, Any]]:
    counts = Counter((p.level, p.code, path_of(p.field), p.is_open) for p in found)
    merged: dict[tuple[str, str], dict[str, Any]] = {}
    for (level, code, field, is_open), count in sorted(counts.items()):
        row = merged.setdefault(
            (code, field),
            {"record_id": id, "code": code, "field": field, "kind": kind, "level": level}
            | {"is_open": False, "count": 0},
        )
        row["is_open"] |= is_open
        row["count"] += count
    return list(merged.values())


def path_of(field: str) -> str:
    """A field's path without the numbers of rows: `items.amount` of `items.2.amount`."""
    return ".".join(part for part in field.split(".") if not part.isdecimal())


def counts(connection: Connection) -> list[tuple[str, str, int]]:
    """(kind, level, records) of open flaws."""
    number = func.count(_flaw.c.record_id.distinct())
    query = select(_flaw.c.kind, _flaw.c.level, number).where(_flaw.c.is_open.is_(True))
    rows = connection.execute(query.group_by(_flaw.c.kind, _flaw.c.level))
    return [(kind, level, int(count)) for kind, level, count in rows]


def groups(connection: Connection, kind: str | None = None) -> list[tuple[str, str, str, str, int]]:
    """(kind, level, code, field, records) of open flaws, the commonest first."""
    number = func.count()
    query = select(_flaw.c.kind, _flaw.c.level, _flaw.c.code, _flaw.c.field, number)
    query = query.where(_flaw.c.is_open.is_(True))
    if kind:
        query = query.where(_flaw.c.kind == kind)
    query = query.group_by(_flaw.c.kind, _flaw.c.level, _flaw.c.code, _flaw.c.field)
    rows = connection.execute(query.order_by(number.desc(), _flaw.c.kind, _flaw.c.code))
    return [(kind, level, code, field, int(count)) for kind, level, code, field, count in rows]


def ids_with(
    connection: Connection, kind: str, code: str, field: str, limit: int | None = None
) -> list[str]:
    """The records with an open flaw of that kind, in the order of their list."""
    query = select(_flaw.c.record_id).join(SearchRow, SearchRow.id == _flaw.c.record_id)
    same = _flaw.c.kind == kind, _flaw.c.code == code, _flaw.c.field == field
    query = query.where(*same, _flaw.c.is_open.is_(True)).order_by(SearchRow.sort_key)
    return list(connection.scalars(query.limit(limit)))


def example(connection: Connection, kind: str, code: str, field: str) -> list[str]:
    """One record with an open flaw of that kind."""
    same = _flaw.c.kind == kind, _flaw.c.code == code, _flaw.c.field == field
    query = select(_flaw.c.record_id).where(*same, _flaw.c.is_open.is_(True)).limit(1)
    return list(connection.scalars(query))


def has_flaw(id: ColumnElement[str], level: str, code: str = "") -> ColumnElement[bool]:
    """Whether a record has an open flaw: "error", "warning", or "any" level; of a code."""
    query = select(_flaw.c.record_id).where(_flaw.c.record_id == id, _flaw.c.is_open.is_(True))
    if level in (ERROR, WARNING):
        query = query.where(_flaw.c.level == level)
    if code:
        query = query.where(_flaw.c.code == code)
    return query.exists()
