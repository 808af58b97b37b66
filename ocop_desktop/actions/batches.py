"""Entering one decision with many rows: what the rows would become, and saving them all at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from sqlalchemy import select

from ocop_desktop import paths
from ocop_desktop.actions import entries
from ocop_desktop.actions.batch_plan import (
    Fate,
    Given,
    Key,
    Known,
    Line,
    Plan,
    Values,
    key_of,
    open_ones,
    plan,
)
from ocop_desktop.actions.start import the_forms
from ocop_desktop.schema import Entry, Value
from ocop_desktop.schema.batch import Batch, linked
from ocop_desktop.schema.batch_loader import load_batches
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile

__all__ = [
    "Fate",
    "Key",
    "Known",
    "Line",
    "Made",
    "Outcome",
    "Plan",
    "known",
    "preview",
    "save",
    "shown",
    "the_batches",
]

_MANY = 500


@dataclass(frozen=True)
class Made:
    """A record that a row needs and that is not there yet: made together with the rows."""

    kind: str
    values: Mapping[str, Value]


@dataclass(frozen=True)
class Outcome:
    """What became of saving a batch; where a row was refused nothing was saved."""

    saved: bool
    plan: Plan
    made: int = 0
    touched: frozenset[str] = field(default_factory=frozenset)
    action: str = ""  # the step that it was, by which it is taken back


@cache
def _batches_of(folder: Path) -> Mapping[str, Batch]:
    return load_batches(folder, the_forms())


def the_batches() -> Mapping[str, Batch]:
    """The batches of this program, by name, in the order they are offered."""
    return _batches_of(paths.forms_dir())


def known(data: DataFile, batch: Batch, head: Values) -> Known:
    """The records with this head that rows may turn out to be; one question for all the rows."""
    form = data.forms[batch.form]
    names = [name for name in batch.same if name in batch.head]
    narrow = [name for name in names if form.field(name).type.kind != "text"]
    if any(head.get(name) is None for name in narrow):
        return Known()
    found = _records(data, batch, {name: head[name] for name in narrow})
    wanted = key_of(form, names, head)
    like = [one for one in found if key_of(form, names, one.values) == wanted]
    by_key = {key_of(form, batch.same, one.values): one for one in like}
    return Known(by_key, {one.id: one for one in like})


def _records(data: DataFile, batch: Batch, where: Values) -> list[Entry]:
    """The records with these values, with their tables where the batch has columns in them."""
    table = records.table_of(batch.form)
    query = select(table.c.id).where(table.c.removed.is_(False))
    for name, value in where.items():
        query = query.where(table.c[name] == value)
    with data.read() as connection:
        ids = list(connection.scalars(query.order_by(table.c.created_at, table.c.id)))
        found = records.load_entries(connection, data.forms, batch.form, ids)
    return [found[id] for id in ids if id in found]


def shown(data: DataFile, batch: Batch, head: Values) -> list[Entry]:
    """The records that stand in the grid from the start, ticked: those that are not closed."""
    if not batch.shown or any(head.get(name) is None for name in batch.shown):
        return []
    return open_ones(batch, _records(data, batch, {name: head[name] for name in batch.shown}))


def preview(
    data: DataFile,
    batch: Batch,
    head: Values,
    lines: Sequence[Line],
    *,
    unread: Mapping[str, str] | None = None,
    day: Value = None,
) -> Plan:
    """What each row would become and why it would be refused; nothing is written."""
    found = known(data, batch, head)
    return plan(batch, data.forms, head, lines, found, unread=unread, day=day)


def save(
    data: DataFile,
    batch: Batch,
    head: Values,
    lines: Sequence[Line],
    *,
    unread: Mapping[str, str] | None = None,
    made: Mapping[str, Made] | None = None,
    day: Value = None,
) -> Outcome:
    """Save all rows in one unit of work, so that one undo takes them back; none where one is refused.

    `made` are records by an id given beforehand; those that a row links to are made as well.
    """
    planned = preview(data, batch, head, lines, unread=unread, day=day or data.today())
    if planned.refused:
        return Outcome(False, planned)
    new = _made_for(data, planned.given, made or {})
    if not new and not planned.given:
        return Outcome(True, planned)
    saved = entries.save_several(data, [*new, *planned.given], verb="batch")
    first = saved[0]
    return Outcome(all(one.saved for one in saved), planned, len(new), first.touched, first.action)


def _made_for(data: DataFile, given: Iterable[Given], made: Mapping[str, Made]) -> list[Given]:
    """The records to make first: those that rows link to, and those that they link to in turn."""
    wanted: dict[str, Given] = {}

    def want(value: object) -> None:
        one = made.get(value) if isinstance(value, str) else None
        if one is None or value in wanted:
            return
        form = data.forms[one.kind]
        for name, inner in one.values.items():
            if linked(form.field(name)):
                want(inner)
        plain = {f.name: f.default for f in form.fields if f.default is not None}
        wanted[str(value)] = (one.kind, str(value), {**plain, **one.values}, {})

    for _, _, fields, tables in given:
        for value in fields.values():
            want(value)
        for row in (row for rows in tables.values() for row in rows):
            for value in row.values():
                want(value)
    return list(wanted.values())
