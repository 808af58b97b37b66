"""A record while it is on the screen: readable values, texts not readable yet, rows of tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.schema import Entry, Form, Value


@dataclass(frozen=True)
class Unread:
    """A text that could not be read, and why."""

    text: str
    reason: str


@dataclass(frozen=True)
class State:
    """What a field holds: its text while it is typed, else its value or what could not be read."""

    text: str
    pending: bool = False
    value: Value = None
    unread: Unread | None = None
    changed: bool = False
    carried: bool = False

    @property
    def content(self) -> tuple[object, ...]:
        """What tells two states of a field apart."""
        return self.text, self.value, self.unread


@dataclass(frozen=True)
class Leftover:
    """An answer of a kept draft that the form no longer asks: its label, in words, as kept."""

    label: str
    shown: str
    value: Value


@dataclass
class Sitting:
    """What a draft needs to be kept in the file: which one it is, and what it was begun on.

    `before` are the record's values when the draft was begun and `base_revision` its revision.
    Of a draft that was given back, `told` is what the officer should know, `leftover` the answers
    that have no field any more, and `pending` the texts of fields that had not been left.
    """

    id: str = ""
    base_revision: int = 0
    before: Mapping[str, Value] = field(default_factory=dict)
    given_back: bool = False
    told: tuple[str, ...] = ()
    leftover: dict[str, Leftover] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)


@dataclass
class Draft:
    """A record or a table row being edited. Nothing typed is lost: what cannot be read is kept."""

    form: Form
    id: str = ""
    revision: int = 0
    removed: bool = False
    values: dict[str, Value] = field(default_factory=dict)
    unread: dict[str, Unread] = field(default_factory=dict)
    changed: set[str] = field(default_factory=set)
    carried: set[str] = field(default_factory=set)  # as the record before has it, not yet looked at
    tables: dict[str, list[Draft]] = field(default_factory=dict)
    changed_tables: set[str] = field(default_factory=set)
    born: str = ""  # the id that a new row will be saved under, where something hangs on it
    sitting: Sitting = field(default_factory=Sitting, repr=False, compare=False)
    outer: Draft | None = field(default=None, repr=False, compare=False)  # whose row it is

    def __post_init__(self) -> None:
        """Rows know whose they are: some of their fields lean on it."""
        for row in (row for rows in self.tables.values() for row in rows):
            row.outer = self

    @classmethod
    def of(cls, form: Form, entry: Entry) -> Draft:
        """The draft of a record as it is kept (or of a blank one)."""
        tables = {
            table.name: [cls.of(table, row) for row in entry.rows(table.name)]
            for table in form.tables
        }
        values = dict(entry.values)
        sitting = Sitting(base_revision=entry.revision, before=entry.values)
        return cls(
            form,
            entry.id,
            entry.revision,
            entry.removed,
            values,
            tables=tables,
            sitting=sitting,
        )

    @classmethod
    def begun(cls, form: Form, entry: Entry) -> Draft:
        """The draft of a new record; what it has beyond the form's defaults is carried over."""
        draft = cls.of(form, entry)
        held = {f.name for f in form.fields if entry.get(f.name) not in (None, f.default)}
        draft.carried = held
        return draft

    @property
    def is_new(self) -> bool:
        """Whether it was never saved."""
        return not self.id

    @property
    def mark(self) -> str:
        """The id it has, or will have; "" where nothing asked for one yet."""
        return self.id or self.born

    @property
    def dirty(self) -> bool:
        """Whether anything differs from what is kept."""
        return bool(self.changed or self.unread or self.changed_tables)

    @property
    def empty(self) -> bool:
        """Whether nothing stands in it (a row that was only begun)."""
        filled = any(value is not None for value in self.values.values())
        return not filled and not self.unread and not any(self.tables.values())

    @property
    def untouched(self) -> bool:
        """Whether it is new and holds nothing but what it began with."""
        return self.is_new and not self.dirty

    def get(self, name: str) -> Value:
        """A field's readable value."""
        return self.values.get(name)

    def told(self, name: str) -> str:
        """A field's value as text, of the record that a row stands in where it has none such."""
        if name in self.form.by_name or self.outer is None:
            return str(self.values.get(name) or "")
        return self.outer.told(name)

    def put(self, name: str, value: Value) -> None:
        """Take a readable value."""
        self.unread.pop(name, None)
        if self.values.get(name) != value:
            self.values[name] = value
            self.changed.add(name)
            self.carried.discard(name)

    def refuse(self, name: str, text: str, reason: str) -> None:
        """Keep a text that cannot be read."""
        self.unread[name] = Unread(text, reason)
        self.carried.discard(name)

    def put_state(self, name: str, state: State) -> None:
        """Let a field be as it was at some moment."""
        self.values[name] = state.value
        self.unread.pop(name, None)
        if state.unread is not None:
            self.unread[name] = state.unread
        for names, held in ((self.changed, state.changed), (self.carried, state.carried)):
            (names.add if held else names.discard)(name)

    def rows(self, table: str) -> list[Draft]:
        """The rows of a table, removed ones too."""
        return self.tables.setdefault(table, [])

    def new_row(self, table: str) -> Draft:
        """A new row with its defaults, and what is carried over from the row before."""
        form = self.form.table(table)
        values: dict[str, Value] = {f.name: f.default for f in form.fields if f.default is not None}
        own = set(values)
        before = [row for row in self.rows(table) if not row.removed]
        if before:
            carried = {f.name: before[-1].get(f.name) for f in form.fields if f.carried}
            values.update({name: value for name, value in carried.items() if value is not None})
        held = {name for name in values if name not in own}
        return Draft(form, values=values, carried=held, outer=self)

    def problems(self, at: str = "") -> Iterator[tuple[str, Unread]]:
        """Every text not readable, by its path (`items.2.quantity`), rows included."""
        for name, unread in self.unread.items():
            yield at + name, unread
        for table, rows in self.tables.items():
            for number, row in enumerate(one for one in rows if not one.removed):
                yield from row.problems(f"{at}{table}.{number}.")

    def to_save(self) -> tuple[dict[str, Value], dict[str, Sequence[Mapping[str, Any]]]]:
        """What changed: values by field, and for a changed table all its rows in order."""
        names = self.values if self.is_new else self.changed
        fields = {name: self.values.get(name) for name in names}
        return fields, {name: self._rows_to_save(name) for name in self.changed_tables}

    def _rows_to_save(self, table: str) -> list[Mapping[str, Any]]:
        rows = self.tables.get(table, ())
        kept = [row for row in rows if not (row.is_new and row.removed) and not row.untouched]
        return [row.as_row() for row in sorted(kept, key=lambda row: row.removed)]

    def as_row(self) -> dict[str, Any]:
        """A table row as the save action takes it."""
        row: dict[str, Any] = {
            f.name: self.values.get(f.name) for f in self.form.fields if not f.computed
        }
        row["removed"] = self.removed
        if self.mark:
            row["id"] = self.mark
        for name in self.changed_tables:
            row[name] = self._rows_to_save(name)
        return row
