"""What stands in the way of undo and redo: later changes of the same fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from ocop_desktop.schema import Form
from ocop_desktop.schema.dates import show
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import NEW, REMOVED, table_of
from ocop_desktop.store.tables import Action, History

_MANY, MOST = 500, 5
TURNS = ("undo", "redo")


@dataclass(frozen=True)
class Hindrance:
    """A field that a later action changed; "" where the whole record is in the way."""

    kind: str
    id: str
    field: str
    at: str
    by: str


def of_action(data: DataFile, connection: Connection, action: str) -> list[Hindrance]:
    """The first few things in the way of taking an action back; none where it is free."""
    return _after(data, connection, action, History.verb.not_in(TURNS))


def of_undo(data: DataFile, connection: Connection, turn: str) -> list[Hindrance]:
    """The first few things in the way of doing again what an undo took back.

    Others count who have changed it since, and so does what they took back or did again of older
    things. The officer's own turns come one after the other, and are in nobody's way.
    """
    number = select(Action.number).where(Action.id == turn).scalar_subquery()
    older = select(Action.id).where(
        Action.verb.in_(TURNS),
        Action.by != data.officer,
        Action.of.in_(select(Action.id).where(Action.number < number)),
    )
    return _after(
        data, connection, turn, or_(History.verb.not_in(TURNS), History.action.in_(older))
    )


def _after(
    data: DataFile, connection: Connection, action: str, counts: ColumnElement[bool]
) -> list[Hindrance]:
    found: list[Hindrance] = []
    newest = connection.scalar(select(func.max(History.number)).where(History.action == action))
    if newest == connection.scalar(select(func.max(History.number))):
        return []  # nothing was written since, whatever it was
    for rows in _pieces(connection, action):
        found += _in_piece(data, connection, rows, int(newest or 0), counts)
        if len(found) >= MOST:
            break
    return found[:MOST]


def _pieces(connection: Connection, action: str) -> Iterator[list[Row[Any]]]:
    query = select(History.number, History.kind, History.record_id, History.changes)
    query = query.where(History.action == action).order_by(History.number).limit(_MANY)
    last = 0
    while rows := list(connection.execute(query.where(History.number > last))):
        yield rows
        last = rows[-1].number


def _in_piece(
    data: DataFile,
    connection: Connection,
    rows: Sequence[Row[Any]],
    newest: int,
    counts: ColumnElement[bool],
) -> Iterator[Hindrance]:
    touched: dict[str, set[str]] = {}
    for row in rows:
        touched.setdefault(row.record_id, set()).update(
            _counting(data.forms[row.kind], row.changes)
        )
    query = select(History.__table__).where(
        History.record_id.in_(list(touched)),
        History.number > newest,
        History.undone.is_(False),
        counts,
    )
    for later in connection.execute(query.order_by(History.number)):
        mine, theirs = touched[later.record_id], _counting(data.forms[later.kind], later.changes)
        if field := _clash(mine, theirs):
            name = "" if field in (NEW, REMOVED) else field
            yield Hindrance(later.kind, later.record_id, name, later.at, later.by)
    made = [row for row in rows if NEW in row.changes]
    yield from _younger_rows(data, connection, made, newest)


def _counting(form: Form, changes: Mapping[str, Any]) -> set[str]:
    """The changed fields, without those that only follow from others."""
    computed = {field.name for field in form.fields if field.computed}
    return {name for name in changes if name not in computed and not name.startswith("_conflict")}


def _clash(mine: set[str], theirs: set[str]) -> str:
    """The field that both changed; a new record hangs on all, a removed one is in all's way."""
    if NEW in mine and theirs:
        return min(theirs)
    if REMOVED in mine | theirs:
        return REMOVED if mine and theirs else ""
    return min(mine & theirs, default="")


def _younger_rows(
    data: DataFile, connection: Connection, made: Sequence[Row[Any]], newest: int
) -> Iterator[Hindrance]:
    """Rows that were added to a new record by a later action."""
    for kind in dict.fromkeys(row.kind for row in made):
        ids = [row.record_id for row in made if row.kind == kind]
        for form in data.forms[kind].tables:
            table = table_of(form.kind)
            query = select(table.c.id, History.at, History.by)
            query = query.join(History.__table__, History.record_id == table.c.id)
            query = query.where(
                table.c.parent_id.in_(ids),
                table.c.removed.is_(False),
                History.number > newest,
                History.revision == 1,
            )
            for row in connection.execute(query.limit(MOST)):
                yield Hindrance(form.kind, row.id, "", row.at, row.by)


def said(data: DataFile, found: Sequence[Hindrance]) -> str:
    """What is in the way, in words: whose field, changed when and by whom."""
    return "; ".join(_said(data, one) for one in found[:3])


def _said(data: DataFile, one: Hindrance) -> str:
    form = data.forms[one.kind]
    known = form.by_name.get(one.field)
    what = f"“{known.label if known else one.field}”" if one.field else form.label.lower()
    title = data.look.title(one.kind, one.id) if form.kind in data.forms.searched else ""
    whose = f" của {title}" if title and one.field else f" {title}" if title else ""
    by = f" ({one.by})" if one.by else ""
    return f"{what}{whose} đã được sửa lúc {one.at[11:16]} ngày {show(one.at[:10])}{by}"
