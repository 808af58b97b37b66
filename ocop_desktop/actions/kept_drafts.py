"""Drafts that survive a kill: what stands on the screen is kept, listed, given back, discarded.

A kept draft is no record: it is in no list, no history, no undo and no exchange workbook, and
nothing of it is written into a record before the officer saves. It ends in the very transaction
that saves its record (`entries.save(..., draft=id)`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.engine import RowMapping

from ocop_desktop.messages import Trouble
from ocop_desktop.store import drafts, records
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.drafts import DISCARDED, LATER, OPEN

KEPT_DAYS = 30  # so long a discarded draft can be taken back


@dataclass(frozen=True)
class Snapshot:
    """What a screen shows at one moment, as a draft keeps it; `content` is JSON."""

    id: str
    kind: str
    record_id: str
    form_version: int
    base_revision: int
    title: str
    content: Mapping[str, Any]


@dataclass(frozen=True)
class KeptDraft:
    """A draft in the data file, and how its record stands now.

    `fate` is "" where nothing happened since, "new" for a record that was never saved, "changed",
    "removed" or "gone" (no such record in this file), "no_form" where this program has no such
    form.
    """

    snapshot: Snapshot
    at: str
    by: str
    state: str
    discarded_at: str
    fate: str = ""
    changed_at: str = ""
    changed_by: str = ""

    @property
    def id(self) -> str:
        """The id of the draft itself."""
        return self.snapshot.id


def keep(data: DataFile, snapshot: Snapshot, wanted: Callable[[], bool] = lambda: True) -> str:
    """Keep what the screen shows; return the moment, "" where it is not `wanted` any more.

    That is asked inside the write lock, so that no draft comes back after its record was saved.
    Raises Trouble where it cannot be written.
    """
    at = data.now()
    with data.beside() as connection:
        if not wanted():
            return ""
        drafts.put(connection, _row(data, snapshot, at))
    return at


def keep_discarded(data: DataFile, snapshot: Snapshot) -> None:
    """Keep what the screen shows as a draft that was discarded, to be taken back for 30 days."""
    at = data.now()
    row = _row(data, snapshot, at) | {"state": DISCARDED, "discarded_at": at}
    with data.beside() as connection:
        drafts.put(connection, row)


def _row(data: DataFile, snapshot: Snapshot, at: str) -> dict[str, Any]:
    return {
        "id": snapshot.id,
        "kind": snapshot.kind,
        "record_id": snapshot.record_id,
        "form_version": snapshot.form_version,
        "base_revision": snapshot.base_revision,
        "at": at,
        "by": data.officer,
        "installation": data.installation,
        "title": snapshot.title,
        "state": OPEN,
        "discarded_at": None,
        "content": dict(snapshot.content),
    }


def listed(data: DataFile) -> list[KeptDraft]:
    """The drafts that wait for an answer, the latest first."""
    return _all(data, (OPEN, LATER))


def of_record(data: DataFile, id: str) -> list[KeptDraft]:
    """The drafts that wait for an answer and are of this record, the latest first."""
    with data.read() as connection:
        rows = drafts.load_all(connection, (OPEN, LATER), record=id)
        return [_kept(data, connection, row) for row in rows]


def discarded(data: DataFile) -> list[KeptDraft]:
    """The drafts that were discarded and can still be taken back, the latest first."""
    return _all(data, (DISCARDED,))


def get(data: DataFile, id: str) -> KeptDraft:
    """One draft; raise Trouble("no_such_draft")."""
    with data.read() as connection:
        row = drafts.load(connection, id)
        if row is None:
            raise Trouble("no_such_draft")
        return _kept(data, connection, row)


def put_off(data: DataFile, id: str) -> None:
    """Leave a draft for later: it stays in the list and is not asked about any more."""
    _mark(data, id, LATER)


def discard(data: DataFile, id: str) -> None:
    """Discard a draft; it can be taken back for 30 days. Raise Trouble("no_such_draft")."""
    _mark(data, id, DISCARDED, data.now())


def take_back(data: DataFile, id: str) -> None:
    """Put a discarded draft back into the list; raise Trouble("no_such_draft")."""
    _mark(data, id, OPEN)


def forget(data: DataFile, id: str) -> None:
    """Let a draft go at once: nothing stands in it that is not in the record."""
    with data.beside() as connection:
        drafts.forget(connection, id)


def purge(data: DataFile) -> int:
    """Let go of what was discarded more than 30 days ago; return how many."""
    before = (data.clock() - timedelta(days=KEPT_DAYS)).isoformat(timespec="seconds")
    with data.read() as connection:
        ids = drafts.stale(connection, before)
    if ids:
        with data.beside() as connection:
            for id in ids:
                drafts.forget(connection, id)
    return len(ids)


def _mark(data: DataFile, id: str, state: str, discarded_at: str | None = None) -> None:
    with data.beside() as connection:
        if not drafts.mark(connection, id, state, discarded_at):
            raise Trouble("no_such_draft")


def _all(data: DataFile, states: tuple[str, ...]) -> list[KeptDraft]:
    with data.read() as connection:
        rows = drafts.load_all(connection, states)
        mine = (row for row in rows if not data.served or row["by"] == data.officer)
        return [_kept(data, connection, row) for row in mine]


def _kept(data: DataFile, connection: Connection, row: RowMapping) -> KeptDraft:
    snapshot = Snapshot(
        row["id"],
        row["kind"],
        row["record_id"],
        row["form_version"],
        row["base_revision"],
        row["title"],
        row["content"],
    )
    fate, at, by = _fate(data, connection, snapshot)
    discarded_at = row["discarded_at"] or ""
    return KeptDraft(snapshot, row["at"], row["by"], row["state"], discarded_at, fate, at, by)


def _fate(data: DataFile, connection: Connection, of: Snapshot) -> tuple[str, str, str]:
    """What became of the record since; when and by whom it was last changed."""
    if of.kind not in data.forms:
        return "no_form", "", ""
    if not of.record_id:
        return "new", "", ""
    row = records.load_row(connection, of.kind, of.record_id)
    if row is None:
        return "gone", "", ""
    fate = "changed" if row["revision"] != of.base_revision else ""
    return ("removed" if row["removed"] else fate), row["changed_at"], row["changed_by"]
