"""The drafts that a data file keeps: written beside the records, read, marked, let go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, update
from sqlalchemy.engine import RowMapping

from ocop_desktop.store.tables import KeptDraft

OPEN, LATER, DISCARDED = "open", "later", "discarded"


def _table() -> Table:
    table = KeptDraft.__table__
    assert isinstance(table, Table)
    return table


def put(connection: Connection, row: Mapping[str, Any]) -> None:
    """Write a draft, in place of what was kept of it before."""
    table = _table()
    written = connection.execute(update(table).where(table.c.id == row["id"]), dict(row))
    if written.rowcount == 0:
        connection.execute(insert(table), dict(row))


def load(connection: Connection, id: str) -> RowMapping | None:
    """One draft, None where it is not kept."""
    table = _table()
    return connection.execute(select(table).where(table.c.id == id)).mappings().first()


def load_all(
    connection: Connection, states: Sequence[str], record: str = ""
) -> Sequence[RowMapping]:
    """The drafts in one of these states, of one record or of all, the latest first."""
    table = _table()
    query = select(table).where(table.c.state.in_(states))
    query = query.where(table.c.record_id == record) if record else query
    return connection.execute(query.order_by(table.c.at.desc(), table.c.id)).mappings().all()


def mark(connection: Connection, id: str, state: str, discarded_at: str | None = None) -> bool:
    """Put a draft into a state; whether it is there."""
    table = _table()
    fields = {"state": state, "discarded_at": discarded_at}
    return connection.execute(update(table).where(table.c.id == id), fields).rowcount > 0


def forget(connection: Connection, id: str) -> None:
    """Let a draft go: its record was saved."""
    table = _table()
    connection.execute(delete(table).where(table.c.id == id))


def stale(connection: Connection, before: str) -> list[str]:
    """The ids of drafts that were discarded before a moment (ISO text)."""
    table = _table()
    old = table.c.state == DISCARDED, table.c.discarded_at < before
    return list(connection.scalars(select(table.c.id).where(*old)))
