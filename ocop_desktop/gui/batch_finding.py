"""Finds the records that the cells of a batch mean, and notes those that are to be made."""

from __future__ import annotations

from collections.abc import Iterable

from ocop_desktop.actions import names
from ocop_desktop.actions.batches import Made
from ocop_desktop.actions.names import Names
from ocop_desktop.gui.batch_state import BatchState
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.schema import Value
from ocop_desktop.schema.alike import fingerprint
from ocop_desktop.schema.batch import Column, linked


class Finder:
    """Every record of a kind is read once, and asked about for as many rows as there are."""

    def __init__(self, desk: Desk, state: BatchState) -> None:
        self._desk, self._state = desk, state
        self._known: dict[str, Names] = {}
        self._made: dict[tuple[str, str, str], str] = {}

    def forget(self) -> None:
        """Read anew when asked next: something was written."""
        self._known = {}

    def names(self, kind: str) -> Names:
        """Every record of a kind by its name."""
        if kind not in self._known:
            links = self._links_of(kind)
            found = self._desk.attempt(lambda: names.read(self._desk.data, kind, links))
            if found is None:
                return Names(kind, "")
            self._known[kind] = found
        return self._known[kind]

    def _links_of(self, kind: str) -> list[str]:
        """The fields of a kind by which its records are told apart or narrowed here."""
        batch, wanted = self._state.batch, [self._state.batch.pick.narrow]
        for column in batch.columns:
            if self._kind(column) == kind:
                wanted += batch.within(column)
        form = self._desk.form(kind)
        return [name for name in dict.fromkeys(wanted) if name in form.by_name]

    def _kind(self, column: Column) -> str:
        return linked(self._state.row_form.field(column.name))

    def is_link(self, name: str) -> bool:
        """Whether a column links to records."""
        return name in self._state.batch.by_name and bool(self._kind(self._column(name)))

    def _column(self, name: str) -> Column:
        return self._state.batch.by_name[name]

    # ---- one cell

    def put(self, row: Draft, name: str, value: Value) -> None:
        """Take a record that was chosen, and with it what is known of it."""
        row.put(name, value)
        self.fill(row, name)
        self._ask_again(row, name)

    def take(self, row: Draft, name: str, text: str) -> None:
        """Look for the record that a text means; what is not found stays, with the reason."""
        if not text:
            self.put(row, name, None)
            return
        column = self._column(name)
        meant = self.names(self._kind(column)).meant(text, self._within(row, column))
        if meant.id is not None:
            self.put(row, name, meant.id)
        elif column.otherwise:
            row.put(name, None)
            row.put(column.otherwise, text)
        else:
            row.values.pop(name, None)
            row.refuse(name, text, meant.reason)

    def _within(self, row: Draft, column: Column) -> dict[str, str]:
        """What the record must link to; a link that is not found yet fits none that is there."""
        within = {}
        for field, other in self._state.batch.within(column).items():
            held = row.get(other)
            if isinstance(held, str):
                within[field] = held
            elif other in row.unread:
                within[field] = "?"
        return within

    def fill(self, row: Draft, name: str) -> None:
        """Columns that are fields of the record found show what it holds."""
        held = row.get(name)
        if not isinstance(held, str):
            return
        made = self._state.made.get(held)
        for column in self._state.batch.columns:
            if column.of != name:
                continue
            known = self.names(self._kind(self._column(name))).links.get(column.field, {})
            value = made.values.get(column.field) if made else known.get(held)
            row.unread.pop(column.name, None)
            row.values[column.name] = value

    def _ask_again(self, row: Draft, changed: str) -> None:
        """A text not found before may be found now that it is known whose it is."""
        for column in self._state.batch.columns:
            if column.name in row.unread and changed in self._state.batch.within(column).values():
                self.take(row, column.name, row.unread[column.name].text)

    # ---- records to be made

    def unmatched(self, rows: Iterable[Draft]) -> list[tuple[Draft, str]]:
        """The cells whose texts name no record, those that others depend on first."""
        columns = [column for column in self._state.batch.columns if self.is_link(column.name)]
        order = sorted(columns, key=lambda one: bool(self._state.batch.within(one)))
        return [(row, column.name) for column in order for row in rows if column.name in row.unread]

    def make(self, cells: Iterable[tuple[Draft, str]]) -> int:
        """Note a new record for each text; the same text is the same record. Return how many."""
        before = len(self._state.made)
        for row, name in cells:
            if name in row.unread:
                self._make(row, name)
        return len(self._state.made) - before

    def _make(self, row: Draft, name: str) -> None:
        column, text = self._column(name), row.unread[name].text
        kind, values = self._kind(column), self._given(row, column)
        form = self._desk.form(kind)
        key = (kind, fingerprint(text), " ".join(sorted(map(str, values.values()))))
        values[form.title_fields[0].name] = text
        if key not in self._made or self._made[key] not in self._state.made:
            self._made[key] = self._desk.data.new_id()
            self._state.made[self._made[key]] = Made(kind, values)
        self.put(row, name, self._made[key])

    def _given(self, row: Draft, column: Column) -> dict[str, Value]:
        """What the row says of the record to be made."""
        within = self._state.batch.within(column).items()
        return {field: row.get(other) for field, other in within if row.get(other) is not None}
