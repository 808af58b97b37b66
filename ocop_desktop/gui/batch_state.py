"""What stands on the page of one batch: its head, its rows, the records to be made with them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.actions.batches import Line, Made
from ocop_desktop.gui.draft import Draft, Unread
from ocop_desktop.schema import Entry, Form, Forms, Found, Lookup, Value
from ocop_desktop.schema.batch import ROWS, Batch
from ocop_desktop.vietnamese import fold

NEW_MARK = " · mới"


@dataclass
class BatchState:
    """Kept in memory while one is elsewhere; `snapshot` and `restore` take it as plain JSON."""

    batch: Batch
    forms: Forms
    sheet: Form = field(init=False)
    owner: Draft = field(init=False)
    shown: list[Draft] = field(default_factory=list)  # the rows of records that were there
    made: dict[str, Made] = field(default_factory=dict)
    day: Value = None

    def __post_init__(self) -> None:
        self.sheet = self.batch.sheet(self.forms)
        self.owner = Draft(self.sheet, values=self.batch.blank_head(self.forms[self.batch.form]))

    @property
    def row_form(self) -> Form:
        """The rows as a form."""
        return self.sheet.table(ROWS)

    @property
    def rows(self) -> list[Draft]:
        """The rows, in order."""
        return self.owner.rows(ROWS)

    @property
    def dropped(self) -> list[Draft]:
        """Records that were there, and are no longer among the rows."""
        ids = {row.id for row in self.rows}
        return [row for row in self.shown if row.id not in ids]

    @property
    def head(self) -> dict[str, Value]:
        """What stands at the head."""
        return {name: self.owner.get(name) for name in self.batch.head}

    @property
    def head_unread(self) -> dict[str, str]:
        """What cannot be read at the head, and why."""
        return {name: unread.reason for name, unread in self.owner.unread.items()}

    def lines(self) -> list[Line]:
        """The rows as they are planned and saved, those no longer ticked at the end."""
        gone = [Line(row.values, {}, row.id, dropped=True) for row in self.dropped]
        return [self._line(row) for row in self.rows] + gone

    def _line(self, row: Draft) -> Line:
        found = row.get(self.batch.pick.column) is not None
        unread = {
            name: unread.reason
            for name, unread in row.unread.items()
            if not (found and self.batch.by_name[name].of)  # it was only for finding
        }
        return Line(row.values, unread, row.id, frozenset(row.changed), blank=_is_blank(row))

    # ---- rows

    def ticked(self) -> Iterator[str]:
        """The ids of the records that rows are about."""
        for row in self.rows:
            if isinstance(id := row.get(self.batch.pick.column), str):
                yield id

    def show(self, entries: Iterable[Entry]) -> None:
        """Put records that are there at the front, in place of those shown before."""
        held = {row.id: row for row in self.rows if row.id and row.changed}
        new = [row for row in self.rows if not row.id]
        gone = {row.id for row in self.dropped}
        self.shown = [held.get(one.id) or self._row_of(one) for one in entries]
        ids = {row.get(self.batch.pick.column) for row in self.shown}
        front = [row for row in self.shown if row.id not in gone]
        self.rows[:] = [*front, *(r for r in new if r.get(self.batch.pick.column) not in ids)]

    def _row_of(self, entry: Entry) -> Draft:
        values = {c.name: entry.get(c.field) for c in self.batch.columns if c.written}
        return Draft(self.row_form, entry.id, entry.revision, values=values)

    def clear_rows(self) -> None:
        """Begin the rows anew; the head stays."""
        self.rows.clear()
        self.shown.clear()
        self.made.clear()
        self.owner.changed.clear()
        self.owner.changed_tables.clear()

    @property
    def dirty(self) -> bool:
        """Whether rows stand in it that are not saved."""
        return self.unsaved > 0

    @property
    def unsaved(self) -> int:
        """How many rows say something that is not saved."""
        said = sum(bool(row.changed) or bool(row.unread) for row in self.rows)
        return len(self.dropped) + said

    # ---- keeping

    def snapshot(self) -> dict[str, Any]:
        """All of it as plain JSON."""
        return {
            "batch": self.batch.name,
            "head": _kept(self.owner),
            "rows": [_kept(row) for row in self.rows],
            "dropped": [_kept(row) for row in self.dropped],
            "made": {id: [one.kind, dict(one.values)] for id, one in self.made.items()},
            "day": self.day,
        }

    def restore(self, kept: Mapping[str, Any]) -> None:
        """Put back what a snapshot holds; columns that are no more are left out."""
        self.owner = _taken(self.sheet, kept["head"])
        self.rows.extend(_taken(self.row_form, row) for row in kept["rows"])
        self.shown = [row for row in self.rows if row.id]
        self.shown += [_taken(self.row_form, row) for row in kept["dropped"]]
        self.made = {id: Made(kind, values) for id, (kind, values) in kept["made"].items()}
        self.day = kept["day"]


def _is_blank(row: Draft) -> bool:
    """Whether nothing was written into a new row: what stands there are defaults."""
    return not row.id and not row.changed and not row.unread


def _kept(draft: Draft) -> dict[str, Any]:
    return {
        "id": draft.id,
        "values": {name: value for name, value in draft.values.items() if value is not None},
        "unread": {name: [unread.text, unread.reason] for name, unread in draft.unread.items()},
        "changed": sorted(draft.changed),
    }


def _taken(form: Form, kept: Mapping[str, Any]) -> Draft:
    known = form.by_name
    draft = Draft(form, kept["id"])
    draft.values = {name: value for name, value in kept["values"].items() if name in known}
    draft.unread = {name: Unread(*pair) for name, pair in kept["unread"].items() if name in known}
    draft.changed = set(kept["changed"]) & set(known)
    return draft


class MadeLook:
    """Titles, those of records that are to be made with the rows included."""

    def __init__(self, look: Lookup, state: BatchState) -> None:
        self._look, self._state = look, state

    def title(self, kind: str, key: str) -> str:
        """What the record or place is called."""
        made = self._state.made.get(key)
        if made is not None:
            return f"{self._name(made)}{NEW_MARK}"
        return self._look.title(kind, key)

    def find(self, kind: str, text: str) -> list[Found]:
        """Records or places that a text may mean, those to be made first."""
        return [*self.made(kind, text), *self._look.find(kind, text)]

    def made(self, kind: str, text: str) -> list[Found]:
        """Of these the records to be made."""
        words = fold(text).split()
        return [
            Found(id, self.title(kind, id))
            for id, one in self._state.made.items()
            if one.kind == kind and all(word in fold(self._name(one)) for word in words)
        ]

    def _name(self, made: Made) -> str:
        return self._state.forms[made.kind].title_of(made.values, self._look)
