"""Undo and redo: the last action, or a chosen one that nothing later stands on.

Taking back is a write like any other (decision 0007): it travels, and it is in the history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select, true, update
from sqlalchemy.orm import aliased

from ocop_desktop.actions import derived, hindrances
from ocop_desktop.actions.derived_many import refresh_many
from ocop_desktop.memory import uncollected
from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.late_index import indexed_late
from ocop_desktop.store.open_conflicts import CONFLICT
from ocop_desktop.store.records import NEW, POSITION, REMOVED
from ocop_desktop.store.rewrite import Rewrite, rewrite
from ocop_desktop.store.steps import Progress, unseen
from ocop_desktop.store.tables import Action, History

UNDO, REDO = "undo", "redo"
TURNS = (UNDO, REDO)
_MANY = 500


@dataclass(frozen=True)
class Step:
    """One action as undo sees it: what was done, when, how many records, from which files."""

    id: str
    verb: str
    at: str
    by: str
    records: int
    sources: tuple[str, ...] = ()

    @property
    def foreign(self) -> bool:
        """Whether what others wrote came in with it: never taken back without asking."""
        return bool(self.sources)


@dataclass(frozen=True)
class Undone:
    """What was undone or done again: its verb, when it was done, how many records, which kinds."""

    verb: str
    at: str
    records: int
    touched: frozenset[str]


@dataclass(frozen=True)
class Standing:
    """When an action was taken back ("" while it stands); whether redo would do it again now."""

    undone_at: str = ""
    can_redo: bool = False


def standing(data: DataFile, action: str) -> Standing | None:
    """Whether an action stands; None where there is no such one, for it changed nothing."""
    with data.read() as connection:
        turn = aliased(Action)
        query = select(Action.id, turn.at).join(turn, Action.undone_by == turn.id, isouter=True)
        found = connection.execute(query.where(Action.id == action)).first()
        if found is None or found.at is None:
            return Standing() if found else None
        again = connection.execute(_last_undone(data)).first()
        return Standing(found.at, again is not None and again.id == action)


def next_undo(data: DataFile) -> Step | None:
    """What undo would take back; None where nothing is left."""
    with data.read() as connection:
        return _step(connection.execute(_last(data)).first())


def next_redo(data: DataFile) -> Step | None:
    """What redo would do again; None where nothing was undone since something new was done."""
    with data.read() as connection:
        return _step(connection.execute(_last_undone(data)).first())


def undo(
    data: DataFile, action: str | None = None, *, progress: Progress | None = None
) -> Undone | None:
    """Take back the last action of this file, or a chosen one; None where nothing is left.

    Raises Trouble: `no_such_action`, `undone_already`, and `undo_hindered` where a later action
    changed the same fields. Cancelled, raised by `progress`, leaves everything as it was.
    """
    with data.work(UNDO) as work:
        query = (
            _last(data) if action is None else select(Action.__table__).where(Action.id == action)
        )
        found = work.connection.execute(query).first()
        if found is None and action is None:
            return None
        if action is not None or data.served:  # others may have built on it meanwhile
            found = _free(data, work.connection, found)
        assert found is not None
        _mark(work, found.id, undone=True)
        return _turn(data, work, found, back=True, progress=progress)


def redo(data: DataFile, *, progress: Progress | None = None) -> Undone | None:
    """Do again what was undone last; None where there is no such thing or something new was done.

    Raises Trouble("redo_hindered") where somebody else changed the same fields meanwhile, on a
    server; Cancelled, raised by `progress`, leaves everything as it was.
    """
    with data.work(REDO) as work:
        found = work.connection.execute(_last_undone(data)).first()
        if found is None:
            return None
        if data.served:
            standing = hindrances.of_undo(data, work.connection, found.undone_by)
            if standing:
                raise Trouble("redo_hindered", what=hindrances.said(data, standing))
        _mark(work, found.id, undone=False)
        return _turn(data, work, found, back=False, progress=progress)


# -- which action ---------------------------------------------------------------------------------


def _mine(data: DataFile, action: Any) -> ColumnElement[bool]:
    """Which actions are taken back one after the other: of several people, each one's own."""
    return action.by == data.officer if data.served else true()


def _last(data: DataFile) -> Select[Any]:
    query = select(Action.__table__).where(Action.verb.not_in(TURNS), Action.undone_by.is_(None))
    query = query.where(_mine(data, Action))
    return query.order_by(Action.number.desc()).limit(1)


def _last_undone(data: DataFile) -> Select[Any]:
    """The action undone last, unless something new was done after its undo."""
    turn = aliased(Action)
    newest = select(func.coalesce(func.max(Action.number), 0)).where(Action.verb.not_in(TURNS))
    query = select(Action.__table__).join(turn, turn.id == Action.undone_by)
    newest = newest.where(_mine(data, Action))
    query = query.where(turn.number > newest.scalar_subquery(), _mine(data, turn))
    return query.order_by(turn.number.desc()).limit(1)


def _step(row: Row[Any] | None) -> Step | None:
    if row is None:
        return None
    return Step(row.id, row.verb, row.at, row.by, sum(row.counts.values()), tuple(row.sources))


def _free(data: DataFile, connection: Connection, found: Row[Any] | None) -> Row[Any]:
    """The action, where it can be taken back by itself; raise Trouble where it cannot."""
    if found is None or found.verb in TURNS:
        raise Trouble("no_such_action")
    if found.undone_by is not None:
        raise Trouble("undone_already")
    standing = hindrances.of_action(data, connection, found.id)
    if standing:
        raise Trouble("undo_hindered", what=hindrances.said(data, standing))
    return found


def _mark(work: Work, action: str, *, undone: bool) -> None:
    work.of = action
    by = work.action if undone else None
    work.connection.execute(update(Action).where(Action.id == action).values(undone_by=by))
    noted = update(History).where(History.action == action)
    work.connection.execute(noted.values(undone=undone))


# -- turning it -----------------------------------------------------------------------------------


def _turn(
    data: DataFile, work: Work, action: Row[Any], *, back: bool, progress: Progress | None
) -> Undone:
    """Write the values from before an action, or those from after it, some hundred at a time."""
    total, done = sum(action.counts.values()), 0
    told = progress or unseen
    touched: dict[str, set[str]] = {}
    with uncollected(), indexed_late(data, work, told) as index:
        for kind, rows in _pieces(work.connection, action.id, back=back):
            wanted = _wanted(rows, back=back)
            rewrite(data, work, data.forms[kind], wanted, index.changed)
            touched.setdefault(kind, set()).update(wanted)
            done += len(rows)
            told(done, total, data.forms[kind].plural)
        refresh_many(data, work, touched, told)
    derived.regrouped(data, work)
    return Undone(action.verb, action.at, total, frozenset(work.touched))


def _pieces(
    connection: Connection, action: str, *, back: bool
) -> Iterator[tuple[str, list[Row[Any]]]]:
    """The history of an action in pieces of one kind, the latest first when going back."""
    number = History.number
    query = select(number, History.kind, History.record_id, History.changes)
    query = query.where(History.action == action).limit(_MANY)
    query = query.order_by(number.desc() if back else number)
    last: int | None = None
    while True:
        beyond = query
        if last is not None:
            beyond = query.where(number < last if back else number > last)
        rows = list(connection.execute(beyond))
        if not rows:
            return
        last = rows[-1].number
        kinds = dict.fromkeys(row.kind for row in rows)
        for kind in kinds:
            yield kind, [row for row in rows if row.kind == kind]


def _wanted(rows: Sequence[Row[Any]], *, back: bool) -> dict[str, Rewrite]:
    """What each record is to hold; of several changes the one written last here counts."""
    side = 0 if back else 1
    wanted: dict[str, Rewrite] = {}
    for row in rows:
        one = wanted.setdefault(row.record_id, Rewrite())
        if NEW in row.changes:
            if back:  # what it was given later in the same action goes with it, and stays in it
                wanted[row.record_id] = Rewrite(removed=True)
            else:
                one.removed = bool(row.changes.get(REMOVED, (False, False))[1])
            continue
        for name, pair in row.changes.items():
            if name == REMOVED:
                one.removed = bool(pair[side])
            elif name == POSITION:
                one.position = int(pair[side] or 0)
            elif name.startswith(CONFLICT):
                _turn_conflict(one, name.removeprefix(CONFLICT), pair[side])
            elif not name.startswith("_"):
                one.fields[name] = pair[side]
    return wanted


def _turn_conflict(one: Rewrite, name: str, values: Sequence[Any] | None) -> None:
    """A conflict that an action ended is open again; one that it opened is over."""
    if values is None:
        one.settled.add(name)
    else:
        one.reopened[name] = list(values)
