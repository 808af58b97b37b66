"""Writes many records anew, each its own fields: `update_record` for some hundred at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form, Value
from ocop_desktop.schema.stamps import conflicts
from ocop_desktop.store import joined
from ocop_desktop.store.bulk import Arrival, update_many
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.records import POSITION, REMOVED, load_rows, settle, stamped


@dataclass
class Rewrite:
    """What a record is to hold: fields, its removed mark and its place where they are given."""

    fields: dict[str, Value] = field(default_factory=dict)
    removed: bool | None = None
    position: int | None = None


def rewrite(data: DataFile, work: Work, form: Form, wanted: Mapping[str, Rewrite]) -> list[str]:
    """Write records of one kind that are there; return the ids of those whose title changed.

    What is as wanted already is left alone; ids that are not there are passed over. Search rows of
    records that link to a retitled one are the caller's, once everything is written.
    """
    rows = joined.as_kept(work, form, load_rows(work.connection, form.kind, list(wanted)))
    arrivals, retitled = [], []
    for id, row in rows.items():
        arrival = _arrival(form, row, wanted[id], work.installation)
        if arrival is None:
            continue
        if conflicts(row["stamps"]):
            settle(work, id, arrival.changes)
        if form.title_of(from_row(form, row)) != form.title_of(arrival.values):
            retitled.append(id)
        arrivals.append(arrival)
    update_many(data, work, form, arrivals)
    return retitled


def _arrival(
    form: Form, row: Mapping[Any, Any], wanted: Rewrite, installation: str
) -> Arrival | None:
    before = from_row(form, row)
    changes: dict[str, list[Any]] = {
        name: [before.get(name), value]
        for name, value in wanted.fields.items()
        if before.get(name) != value
    }
    after = before | {name: pair[1] for name, pair in changes.items()}
    gone, place = bool(row["removed"]), row.get("position") or 0
    removed = gone if wanted.removed is None else wanted.removed
    position = place if wanted.position is None else wanted.position
    if removed != gone:
        changes[REMOVED] = [gone, removed]
    if form.parent and position != place:
        changes[POSITION] = [place, position]
    if not changes:
        return None
    return Arrival(
        row["id"],
        after,
        stamped(form, row["stamps"], changes, installation),
        removed,
        changes,
        revision=row["revision"] + 1,
        form_version=row["form_version"],
        parent_id=row.get("parent_id"),
        position=position,
    )
