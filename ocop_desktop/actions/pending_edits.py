"""Changes by hand that wait in the data file: shown, taken, refused, with no file at hand.

Taking is a write of whoever takes it, the same as in a merge: the cell's edit has seen what the
sender had written there. It can be undone; the edit waits again then.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, func, select, update

from ocop_desktop.actions import hand_edits
from ocop_desktop.actions.edit_lines import NOT_IN_FILE, EditLine, after_shown, label_of, shown
from ocop_desktop.actions.hand_edits import (
    JOINED,
    PENDING,
    REFUSED,
    STANDS,
    STATE,
    TABLE,
    TAKEN,
    decision,
)
from ocop_desktop.actions.here import Database
from ocop_desktop.actions.history_lines import Lines
from ocop_desktop.actions.merge_write import Writer
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.incoming import Chosen, Incoming
from ocop_desktop.exchange.layout import in_order
from ocop_desktop.exchange.plan import plan
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import from_row
from ocop_desktop.schema.stamps import REMOVED
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.late_index import indexed_late
from ocop_desktop.store.records import load_rows
from ocop_desktop.store.tables import HandEdit

Progress = Callable[[int, int, str], None]
VERB = "take_edits"
_MANY = 200
_GONE = "Bản ghi này không còn ở đây."
_REMOVED = "Bản ghi này đã xoá. Khôi phục rồi mới nhận được."


@dataclass
class Decided:
    """What became of edits: how many were decided, and those that could not be taken, with why."""

    done: int = 0
    hindered: list[tuple[str, str]] = field(default_factory=list)  # key, sentence


def count(data: DataFile) -> int:
    """How many edits wait."""
    with data.read() as connection:
        return hand_edits.waiting(connection)


def lines(data: DataFile, *, start: int = 0, limit: int = _MANY) -> list[EditLine]:
    """Edits that wait, file by file, as people read them."""
    query = _waiting().order_by(*_ORDER).offset(start).limit(limit)
    with data.read() as connection:
        rows = list(connection.execute(query))
        held = _held(data, connection, rows)
        owners = (_owner(data, row) for row in rows)
        here = (owner for owner in owners if owner is not None and owner[1] in held)
        names = Lines(data, connection).named(here)
    return [_line(data, row, held, names) for row in rows]


def keys_like(data: DataFile, key: str, *, by: str) -> list[str]:
    """The edits that wait `by` the same "file" as this one, or in the same "column" of any file."""
    with data.read() as connection:
        one = _one(connection, key)
        query = select(HandEdit.id).select_from(JOINED).where(STANDS, STATE == PENDING)
        if by == "file":
            query = query.where(
                HandEdit.installation == one.installation,
                HandEdit.running_number == one.running_number,
                HandEdit.file == one.file,
            )
        else:
            query = query.where(
                HandEdit.kind == one.kind, HandEdit.field == one.field, HandEdit.what == one.what
            )
        return list(connection.scalars(query))


def take(data: DataFile, keys: Sequence[str], *, progress: Progress | None = None) -> Decided:
    """Write what somebody wrote into workbooks; raise Trouble "no_such_edit" for a key unknown."""
    report = Decided()
    with data.work(VERB) as work:
        rows = _chosen(work, keys)
        held = _held(data, work.connection, rows)
        able = []
        for row in rows:
            reason = _hindrance(data, row, held)
            if reason:
                report.hindered.append((row.id, reason))
            else:
                able.append(row)
        _write(data, work, able, progress)
        _decide(work, [row.id for row in able], TAKEN)
        report.done = len(able)
    return report


def refuse(data: DataFile, keys: Sequence[str]) -> Decided:
    """Leave everything as it is here, and do not ask again."""
    return _set(data, keys, REFUSED)


def put_back(data: DataFile, keys: Sequence[str]) -> Decided:
    """Let edits that were refused wait again."""
    return _set(data, keys, PENDING)


# -- finding --------------------------------------------------------------------------------------

_ORDER = (
    HandEdit.at,
    HandEdit.file,
    HandEdit.sheet,
    HandEdit.row_number,
    func.length(HandEdit.cell),
    HandEdit.cell,
    HandEdit.id,
)


def _waiting() -> Select[Any]:
    return select(TABLE).select_from(JOINED).where(STANDS, STATE == PENDING)


def _one(connection: Any, key: str) -> Row[Any]:
    found: Row[Any] | None = connection.execute(select(TABLE).where(TABLE.c.id == key)).first()
    if found is None:
        raise Trouble("no_such_edit", id=key)
    return found


def _chosen(work: Work, keys: Sequence[str]) -> list[Row[Any]]:
    """The edits of these keys in the order in which they are written; those that wait no more go."""
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(keys), _MANY):
        part = TABLE.c.id.in_(keys[start : start + _MANY])
        query = select(TABLE, STATE.label("now")).select_from(JOINED).where(STANDS, part)
        found.update((row.id, row) for row in work.connection.execute(query))
    for key in keys:
        if key not in found:
            raise Trouble("no_such_edit", id=key)
    return [row for row in found.values() if row.now in (PENDING, REFUSED)]


def _held(data: DataFile, connection: Any, rows: Sequence[Row[Any]]) -> dict[str, Any]:
    """The records that edits are in, as they stand here, and the parents of added rows."""
    wanted: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.kind not in data.forms:
            continue
        wanted.setdefault(row.kind, {})[row.record_id] = None
        parent = data.forms[row.kind].parent
        if parent and row.parent_id:
            wanted.setdefault(parent, {})[row.parent_id] = None
    found: dict[str, Any] = {}
    for kind, ids in wanted.items():
        form = data.forms[kind]
        for id, record in load_rows(connection, kind, list(ids)).items():
            found[id] = (from_row(form, record), bool(record["removed"]))
    return found


def _owner(data: DataFile, row: Row[Any]) -> tuple[str, str] | None:
    """The kind and id of the record that an edit needs; None for a record that stands alone."""
    if row.what == "changed":
        return row.kind, row.record_id
    parent = data.forms[row.kind].parent if row.kind in data.forms else None
    return (parent, row.parent_id) if parent and row.parent_id else None


def _hindrance(data: DataFile, row: Row[Any], held: dict[str, Any]) -> str:
    """Why an edit cannot be taken now, "" where it can."""
    if row.kind not in data.forms:
        return _GONE
    owner = _owner(data, row)
    if owner is None:
        return ""
    if owner[1] not in held:
        return _GONE
    return _REMOVED if held[owner[1]][1] and row.field != REMOVED else ""


def _line(
    data: DataFile, row: Row[Any], held: dict[str, Any], names: dict[str, tuple[str, str]]
) -> EditLine:
    form, look, after = data.forms.get(row.kind), data.look, row.after.get("v")
    owner, before = _owner(data, row), NOT_IN_FILE
    title, prefix = names.get(owner[1], ("", "")) if owner else ("", "")
    if form is not None and owner is None:
        title = form.title_of(after, look)
    if form is not None and row.what == "changed" and row.record_id in held:
        values, removed = held[row.record_id]
        value = removed if row.field == REMOVED else values.get(row.field)
        before = shown(form.by_name.get(row.field), value, look)
    return EditLine(
        row.id,
        row.unit_name,
        row.file,
        row.sheet,
        row.cell,
        row.kind,
        row.record_id,
        row.what,
        row.field,
        " · ".join(filter(None, (title, prefix))),
        label_of(form, row.what, row.field) if form else row.field,
        before,
        after_shown(form, row.what, row.field, after, look) if form else str(after),
        hindrance=_hindrance(data, row, held),
    )


# -- deciding -------------------------------------------------------------------------------------


def _write(data: DataFile, work: Work, rows: Sequence[Row[Any]], progress: Progress | None) -> None:
    """Plan and write edits as a merge does; parents before children."""
    here = Database(work.connection, data.forms, data.places)
    parents = {kind: form.parent for kind, form in data.forms.items() if form.parent}
    done = 0
    with indexed_late(data, work) as index:
        writer = Writer(data, work, here, About(), index)
        for items in here.ahead(_items(data, rows)):
            steps = list(
                plan(here, items, parents=parents, taking=data.installation, choose=_all_taken)
            )
            writer.put(steps)
            done += len(items)
            if progress:
                progress(done, len(rows), data.forms[items[0].kind].plural)
        writer.finish()


def _all_taken(_row: Incoming, _field: str) -> Chosen:
    return Chosen("taken")


def _items(data: DataFile, rows: Sequence[Row[Any]]) -> Iterator[Incoming]:
    """Edits as rows of a file: those of one record in one file together."""
    order = {form.kind: place for place, form in enumerate(in_order(data.forms))}
    by_row = sorted(rows, key=lambda row: (order[row.kind], row.at, row.file, row.record_id))
    for _, group in groupby(by_row, key=lambda row: (row.at, row.file, row.record_id)):
        these = list(group)
        first = these[0]
        if first.what == "added":
            yield Incoming(
                first.kind,
                first.record_id,
                first.after["v"],
                {},
                frozenset(first.fields),
                first.parent_id,
                row=first.row_number,
                added=True,
            )
            continue
        edits = {row.field: row.after.get("v") for row in these}
        yield Incoming(
            first.kind,
            first.record_id,
            edits,
            first.stamps,
            frozenset(edits) - {REMOVED},
            first.parent_id,
            row=first.row_number,
            edits=edits,
        )


def _decide(work: Work, keys: Sequence[str], state: str) -> None:
    made: dict[str, Any] = {"state": state, **decision(work)}
    for start in range(0, len(keys), _MANY):
        part = TABLE.c.id.in_(keys[start : start + _MANY])
        work.connection.execute(update(TABLE).where(part).values(**made))


def _set(data: DataFile, keys: Sequence[str], state: str) -> Decided:
    with data.work("decide_edits") as work:
        rows = _chosen(work, keys)
        _decide(work, [row.id for row in rows], state)
    return Decided(len(rows))
