"""Writes many records anew, each its own fields: `update_record` for some hundred at a time."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form, Value
from ocop_desktop.schema.stamps import conflicts, reopened
from ocop_desktop.store import joined, open_conflicts
from ocop_desktop.store.bulk import Arrival, Later, update_many
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.open_conflicts import CONFLICT
from ocop_desktop.store.records import POSITION, REMOVED, load_rows, stamped


@dataclass
class Rewrite:
    """What a record is to hold: fields, its removed mark and its place where they are given.

    `settled` are fields (`_removed` and `_position` among them) whose conflict is to end, even
    where the value they are to hold is shown already; `reopened` those that hold several again.
    """

    fields: dict[str, Value] = field(default_factory=dict)
    removed: bool | None = None
    position: int | None = None
    settled: set[str] = field(default_factory=set)
    reopened: dict[str, list[Any]] = field(default_factory=dict)


def rewrite(
    data: DataFile, work: Work, form: Form, wanted: Mapping[str, Rewrite], index: Later
) -> None:
    """Write records of one kind that are there, to be indexed later.

    What is as wanted already is left alone; ids that are not there are passed over.
    """
    rows = joined.as_kept(work, form, load_rows(work.connection, form.kind, list(wanted)))
    arrivals = []
    for id, row in rows.items():
        arrival = _arrival(form, row, wanted[id], work.installation)
        if arrival is None:
            continue
        open_conflicts.note(work, form, id, arrival.changes)
        arrivals.append(arrival)
    update_many(data, work, form, arrivals, index)


def _arrival(
    form: Form, row: Mapping[Any, Any], wanted: Rewrite, installation: str
) -> Arrival | None:
    settled = wanted.settled & conflicts(row["stamps"]).keys()
    after, changes = _changed(form, row, wanted)
    changes |= open_conflicts.ended_by(row["stamps"], sorted({*changes, *settled}))
    changes |= {CONFLICT + name: [None, values] for name, values in wanted.reopened.items()}
    if not changes:
        return None
    return Arrival(
        row["id"],
        after,
        _stamps(form, row, wanted, {*changes, *settled}, installation),
        changes.get(REMOVED, (None, bool(row["removed"])))[1],
        changes,
        revision=row["revision"] + 1,
        form_version=row["form_version"],
        parent_id=row.get("parent_id"),
        position=changes.get(POSITION, (None, row.get("position") or 0))[1],
    )


def _changed(
    form: Form, row: Mapping[Any, Any], wanted: Rewrite
) -> tuple[dict[str, Value], dict[str, list[Any]]]:
    """The values afterwards, and what is different of them and of the record's bookkeeping."""
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
    return after, changes


def _stamps(
    form: Form,
    row: Mapping[Any, Any],
    wanted: Rewrite,
    written: Iterable[str],
    installation: str,
) -> Mapping[str, Any]:
    stays = REMOVED in wanted.settled and not wanted.removed
    names = [n for n in sorted(written) if not n.startswith(CONFLICT) and n not in wanted.reopened]
    made = stamped(form, row["stamps"], names, installation, stays=stays)
    return reopened(made, wanted.reopened, installation) if wanted.reopened else made
