"""Joining two records that are one and the same, and splitting them again.

The other record names the one that is kept (`same_as`), and nothing else of it is written: what
belongs to it is shown with the one kept from now on, so splitting is exact. Both are writes like
any other: they can be undone, stand in the history, and travel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select
from sqlalchemy.engine import RowMapping

from ocop_desktop.actions import derived, entries
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Form, stamps
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store import joined, records
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of

JOIN, UNJOIN = "join", "unjoin"


@dataclass(frozen=True)
class Join:
    """What was joined or split: the kind, the record that is kept, the other one."""

    kind: str
    keep: str
    other: str
    touched: frozenset[str] = frozenset()


def join(data: DataFile, keep: str, other: str, values: Mapping[str, object] | None = None) -> Join:
    """Say that `other` is the same as `keep`; `values` are written into the one kept, all or none.

    Where one of them was joined before, those that stand for them are joined. Raises Trouble:
    `no_such_record`, `joins_not` (their form has no joins, or they are of different forms),
    `joined_already`, `joins_removed`, `unreadable`.
    """
    with data.work(JOIN) as work:
        form = _form_of(data, work.connection, keep)
        if form is not _form_of(data, work.connection, other):
            raise Trouble("joins_not", form=form.label)
        keep, other = (joined.root(work.connection, id) for id in (keep, other))
        if keep == other:
            raise Trouble("joined_already", form=form.label.lower())
        rows = records.load_rows(work.connection, form.kind, [keep, other])
        if any(row["removed"] for row in rows.values()):
            raise Trouble("joins_removed", form=form.label.lower())
        records.update_record(data, work, form, rows[other], {SAME_AS: keep})
        derived.regrouped(data, work)
        if values:
            entries.write_into(data, work, form.kind, keep, values)
    return Join(form.kind, keep, other, frozenset(work.touched))


def unjoin(data: DataFile, other: str) -> Join:
    """Say that a record is not the same as the one it was joined into: it stands by itself again.

    Raises Trouble: `no_such_record`, `joins_not`, `not_joined`, `joins_removed` (restoring it
    splits it too).
    """
    with data.work(UNJOIN) as work:
        form = _form_of(data, work.connection, other)
        row = _row(work.connection, form, other)
        if not joined.is_joined(row):
            raise Trouble("not_joined", form=form.label)
        if stamps.removed(row["stamps"]):
            raise Trouble("joins_removed", form=form.label.lower())
        keep = joined.root(work.connection, other)
        records.update_record(data, work, form, row, {SAME_AS: None})
        derived.regrouped(data, work)
    return Join(form.kind, keep, other, frozenset(work.touched))


def _form_of(data: DataFile, connection: Connection, id: str) -> Form:
    """The form of a record, among those whose records may be joined."""
    for form in data.forms.values():
        table = table_of(form.kind)
        if connection.execute(select(table.c.id).where(table.c.id == id)).first():
            if not form.joins:
                raise Trouble("joins_not", form=form.label)
            return form
    raise Trouble("no_such_record", id=id, form="bản ghi")


def _row(connection: Connection, form: Form, id: str) -> RowMapping:
    row = records.load_row(connection, form.kind, id)
    assert row is not None
    return row


# ---- what is joined


def stands_for(data: DataFile, id: str) -> list[str]:
    """The ids of the records that this one stands for, without itself."""
    with data.read() as connection:
        return joined.members(connection, id)


def root(data: DataFile, id: str) -> str:
    """The record that stands for this one; itself where none does."""
    with data.read() as connection:
        return joined.root(connection, id)


@dataclass(frozen=True)
class Strip:
    """What a record's page says of joins: whom it was joined into, or who was joined into it."""

    root: str = ""
    root_title: str = ""
    members: tuple[tuple[str, str], ...] = ()  # (id, title)


def strip(data: DataFile, kind: str, id: str) -> Strip:
    """The joins of a record; nothing where there are none."""
    if not data.forms[kind].joins:
        return Strip()
    with data.read() as connection:
        if joined.nothing(connection):
            return Strip()
        into, ids = joined.root(connection, id), joined.members(connection, id)
    data.look.fetch([into, *ids])
    named = tuple((one, title_of(data, kind, one)) for one in ids)
    return Strip(into, title_of(data, kind, into), ()) if into != id else Strip(members=named)


def title_of(data: DataFile, kind: str, id: str) -> str:
    """What a record is called, or that it has no name yet."""
    return data.look.title(kind, id) or f"{data.forms[kind].label} chưa có tên"
