"""Bringing back one value of the history: a write like any other, which can be undone itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from sqlalchemy import Row, select

from ocop_desktop.actions import derived, entries
from ocop_desktop.actions.history_lines import Line, Lines
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Field, Rejected
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import REMOVED
from ocop_desktop.store.tables import History

VERB = "bring_back"
Side = Literal["before", "after"]


def bring_back(data: DataFile, line: Line, side: Side = "before") -> bool:
    """Write the value of before (or after) a change again; False where it stands there already.

    Of a whole record its removed mark is put back. Raises Trouble: `no_such_change`,
    `field_gone`, `field_computed`, `record_removed`, `value_unreadable`.
    """
    row = _row(data, line.number)
    form = data.forms[row.kind]
    if line.field == "":
        return _mark(data, row, side)
    if line.field not in row.changes:
        raise Trouble("no_such_change")
    value = row.changes[line.field][0 if side == "before" else 1]
    field = form.by_name.get(line.field)
    if field is None:
        raise Trouble("field_gone", form=form.label, field=line.field)
    if field.computed:
        raise Trouble("field_computed", field=field.label)
    _readable(data, field, value)
    entry = entries.get(data, row.kind, row.record_id)
    if entry.removed or _owner_removed(data, row):
        raise Trouble("record_removed", record=_named(data, row))
    if entry.get(field.name) == value:
        return False
    saved = entries.save(data, row.kind, row.record_id, {field.name: value}, verb=VERB)
    for reason in saved.rejected.values():
        raise Trouble("value_unreadable", field=field.label, reason=reason)
    return True


def _row(data: DataFile, number: int) -> Row[Any]:
    with data.read() as connection:
        found = connection.execute(
            select(History.__table__).where(History.number == number)
        ).first()
    if found is None or found.kind not in data.forms:
        raise Trouble("no_such_change")
    return found


def _readable(data: DataFile, field: Field, value: Any) -> None:
    """Raise Trouble where the form reads the value no longer."""
    if value is None:
        return
    try:
        read = field.type.accept(value, data.look)
    except Rejected as refused:
        raise Trouble("value_unreadable", field=field.label, reason=refused.text) from refused
    if read != value:
        raise Trouble("value_unreadable", field=field.label, reason=f"“{value}”.")


def _owner_removed(data: DataFile, row: Row[Any]) -> bool:
    """Whether a record that this row stands in is removed."""
    form, id = data.forms[row.kind], row.record_id
    with data.read() as connection:
        while form.parent is not None:
            found = records.load_row(connection, form.kind, id)
            if found is None:
                return False
            form, id = data.forms[form.parent], found["parent_id"]
            owner = records.load_row(connection, form.kind, id)
            if owner is not None and owner["removed"]:
                return True
    return False


def _named(data: DataFile, row: Row[Any]) -> str:
    with data.read() as connection:
        (line, *_) = Lines(data, connection).of([row])
    return f"{data.forms[line.top_kind].label} “{line.title}”"


def _mark(data: DataFile, row: Row[Any], side: Side) -> bool:
    """Put the removed mark of a record, or of a row of a table, as it was."""
    if REMOVED not in row.changes:
        raise Trouble("no_such_change")
    wanted = bool(row.changes[REMOVED][0 if side == "before" else 1])
    form = data.forms[row.kind]
    with data.work(VERB) as work:
        held = records.load_row(work.connection, row.kind, row.record_id)
        if held is None:
            raise Trouble("no_such_record", id=row.record_id, form=form.label)
        if bool(held["removed"]) == wanted:
            return False
        records.update_record(data, work, form, held, {}, removed=wanted)
        derived.refresh(data, work, row.kind, [row.record_id])
        derived.regrouped(data, work)
    return True


def bring_all_back(data: DataFile, lines: Iterable[Line]) -> int:
    """Bring back the values of before for several changes, one after the other; how many."""
    return sum(bring_back(data, line) for line in lines)
