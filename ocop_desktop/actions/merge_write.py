"""Does what a plan says: records, history, search rows, open conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert, select

from ocop_desktop.actions import derived
from ocop_desktop.actions.here import Database
from ocop_desktop.exchange.about import About
from ocop_desktop.exchange.incoming import Incoming
from ocop_desktop.exchange.layout import POSITION
from ocop_desktop.exchange.plan import Step
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form
from ocop_desktop.schema.stamps import conflicts, removed
from ocop_desktop.store import joined
from ocop_desktop.store.among import among
from ocop_desktop.store.bulk import Arrival, insert_many, update_many
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.late_index import LateIndex
from ocop_desktop.store.open_conflicts import CONFLICT
from ocop_desktop.store.records import NEW, REMOVED, table_of
from ocop_desktop.store.tables import OpenConflict

_MADE: Mapping[str, Any] = {NEW: (None, True)}  # shared: written out once for all of them
_MADE_REMOVED: Mapping[str, Any] = {**_MADE, REMOVED: [False, True]}


class Writer:
    """Writes the steps of one file within a unit of work, one kind after another."""

    def __init__(
        self, data: DataFile, work: Work, here: Database, about: About, index: LateIndex
    ) -> None:
        self._data, self._work, self._here, self._about = data, work, here, about
        self._index = index
        self._made: dict[str, set[str]] = {}
        self._changed: dict[str, list[str]] = {}
        self._beside: dict[str, list[str]] = {}  # new rows of records that were here before
        self.added: Counter[str] = Counter()  # records by kind
        self.removed: Counter[str] = Counter()  # removed marks by kind, net
        self._hidden: Mapping[str, str] = {}  # those of the piece in hand for whom others stand
        self.cells = 0  # values of records that were here before, changed by the file

    def put(self, steps: Sequence[Step]) -> None:
        """Write steps of one kind."""
        rows = [step for step in steps if step.writes and isinstance(step.row, Incoming)]
        if rows:
            form = self._data.forms[rows[0].row.kind]
            new = [step for step in rows if step.held is None]
            if form.kind == "product":
                self._came_late(new)
            known = [step for step in rows if step.held is not None]
            joins = form.joins and not self._work.unjoined()
            ids = [step.row.id for step in known] if joins else ()
            self._hidden = joined.roots(self._work.connection, ids)
            made = [self._new(form, step) for step in new]
            insert_many(self._data, self._work, form, made, self._index.new)
            changed = [self._known(form, step) for step in known]
            update_many(self._data, self._work, form, changed, self._index.changed)
            self._conflicts(rows)
        for step in steps:
            self._here.take(step.row.id)

    def _new(self, form: Form, step: Step) -> Arrival:
        row = step.row
        assert isinstance(row, Incoming)
        gone = removed(step.stamps)
        self.added[form.kind] += 1
        self.removed[form.kind] += gone
        if form.kind == "product" or form.kind in derived.FROM_TABLES:
            self._made.setdefault(form.kind, set()).add(row.id)
        if row.edits:  # what the sender had worked out followed from other values
            self._changed.setdefault(form.kind, []).append(row.id)
        if self._was_here(form, row):
            self._beside.setdefault(form.kind, []).append(row.id)
        values, position = step.values, 0
        if form.parent:
            values = dict(values)
            position = int(values.pop(POSITION, 0) or 0)
        changes = _MADE_REMOVED if gone else _MADE
        origin = self._work.installation if row.added else row.origin or self._about.installation
        by = self._work.by if row.added else self._about.officer or self._about.unit_name
        return Arrival(
            row.id,
            values,
            step.stamps,
            gone,
            changes,
            origin=origin,
            form_version=row.form_version,
            created_by=by,
            parent_id=row.parent_id,
            position=position,
            keys=self._here.keys(row.id) if step.values is row.values else None,
        )

    def _came_late(self, steps: Sequence[Step]) -> None:
        """Products whose ranks came before them: their stars follow from those."""
        ranks = table_of("recognition").c
        wanted = among(self._work.connection, ranks.product, [step.row.id for step in steps])
        query = select(ranks.id).where(wanted)
        early = self._work.connection.scalars(query)
        self._beside.setdefault("recognition", []).extend(early)

    def _was_here(self, form: Form, row: Incoming) -> bool:
        """Whether something that was here before this file follows from the new record."""
        if form.kind == "recognition":
            return row.values.get("product") not in self._made.get("product", ())
        parent = form.parent or ""
        return parent in derived.FROM_TABLES and row.parent_id not in self._made.get(parent, ())

    def _known(self, form: Form, step: Step) -> Arrival:
        row, before = step.row, self._here.take(step.row.id)
        assert isinstance(row, Incoming)
        assert before is not None
        assert step.held is not None
        self._changed.setdefault(form.kind, []).append(row.id)
        gone, values = removed(step.stamps), dict(step.values)
        values |= _follow(form, before)
        if row.id not in self._hidden:  # who is joined into another is on no list either way
            self.removed[form.kind] += gone - bool(before["removed"])
        position = int(values.pop(POSITION, before.get("position")) or 0)
        changes = _changes(step.held.values, step.values) | _settled(step)
        if form.parent and position != before["position"]:
            changes[POSITION] = [before["position"], position]
        if gone != bool(before["removed"]):
            changes[REMOVED] = [bool(before["removed"]), gone]
        self.cells += len(changes)
        return Arrival(
            row.id,
            values,
            step.stamps,
            gone,
            changes,
            revision=before["revision"] + 1,
            form_version=max(row.form_version, before["form_version"]),
            parent_id=before.get("parent_id"),
            position=position,
        )

    # -- conflicts

    def _conflicts(self, steps: Iterable[Step]) -> None:
        connection = self._work.connection
        for step in steps:
            if step.held is not None and "f" in step.held.stamps:
                connection.execute(
                    delete(OpenConflict).where(OpenConflict.record_id == step.row.id)
                )
            found = conflicts(step.stamps) if "f" in step.stamps else {}
            if found:
                rows = [
                    {"record_id": step.row.id, "field": name, "kind": step.row.kind}
                    for name in found
                ]
                connection.execute(insert(OpenConflict), rows)

    # -- afterwards

    def finish(self) -> None:
        """What follows from what was written: computed fields."""
        for kind, ids in self._changed.items():
            derived.refresh(self._data, self._work, kind, ids)
        for kind, ids in self._beside.items():
            derived.elsewhere(self._data, self._work, kind, ids)


def _follow(form: Form, row: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from other values, as it stands: a file does not change it."""
    held: dict[str, Any] = from_row(form, row)
    return {name: held[name] for name in form.computed_names if name in held}


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    names = {*before, *after} - {POSITION}
    return {
        name: [before.get(name), after.get(name)]
        for name in sorted(names)
        if before.get(name) != after.get(name)
    }


def _settled(step: Step) -> dict[str, Any]:
    """The values of conflicts that the file ended, opened or changed, under `_conflict.`."""
    assert step.held is not None
    before, after = conflicts(step.held.stamps), conflicts(step.stamps)
    return {
        CONFLICT + name: [before.get(name), after.get(name)]
        for name in sorted({*before, *after})
        if before.get(name) != after.get(name)
    }
