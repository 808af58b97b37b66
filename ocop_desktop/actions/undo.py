"""Undoing the last action, and what was done to a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select, update

from ocop_desktop.actions import derived
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.records import NEW, REMOVED
from ocop_desktop.store.tables import History


@dataclass(frozen=True)
class Undone:
    """What was undone: its verb, when it was done, how many records, which kinds."""

    verb: str
    at: str
    records: int
    touched: frozenset[str]


@dataclass(frozen=True)
class Change:
    """One field of one save: who, when, before and after (values as they are kept)."""

    at: str
    by: str
    verb: str
    revision: int
    field: str
    before: Any
    after: Any


def undo(data: DataFile) -> Undone | None:
    """Take back the last action of this file; None where nothing is left to undo.

    Taking back is a write like any other: it travels to the province and is in the history.
    """
    with data.work("undo") as work:
        action = _last(work.connection)
        if action is None:
            return None
        rows = _rows(work.connection, action)
        for row in reversed(rows):
            _take_back(data, work, row)
        work.connection.execute(update(History).where(History.action == action).values(undone=True))
        for kind in {row.kind for row in rows}:
            ids = [row.record_id for row in rows if row.kind == kind]
            derived.refresh(data, work, kind, ids)
    first = rows[0]
    return Undone(first.verb, first.at, len(rows), frozenset(work.touched))


def _last(connection: Connection) -> str | None:
    query = select(History.action).where(History.verb != "undo", History.undone.is_(False))
    return connection.scalar(query.order_by(History.number.desc()).limit(1))


def _rows(connection: Connection, action: str) -> list[Any]:
    query = select(History.__table__).where(History.action == action).order_by(History.number)
    return list(connection.execute(query))


def _take_back(data: DataFile, work: Work, done: Any) -> None:
    form = data.forms[done.kind]
    row = records.load_row(work.connection, done.kind, done.record_id)
    if row is None:
        return
    changes: Mapping[str, Any] = done.changes
    fields = {name: pair[0] for name, pair in changes.items() if not name.startswith("_")}
    removed = None
    if NEW in changes:
        fields, removed = {}, True
    elif REMOVED in changes:
        removed = bool(changes[REMOVED][0])
    records.update_record(data, work, form, row, fields, removed=removed)


def history(data: DataFile, id: str) -> list[Change]:
    """Every change of a record, the latest first."""
    query = select(History.__table__).where(History.record_id == id)
    with data.read() as connection:
        rows = connection.execute(query.order_by(History.number.desc())).all()
    return [
        Change(row.at, row.by, row.verb, row.revision, field, before, after)
        for row in rows
        for field, (before, after) in row.changes.items()
    ]
