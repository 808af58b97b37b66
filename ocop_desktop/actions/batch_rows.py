"""The rows of one record's table while the rows of a batch go into it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.schema import Entry, Form, Value
from ocop_desktop.schema.batch import Column
from ocop_desktop.vietnamese import fold

Values = Mapping[str, Value]


@dataclass
class _Row:
    id: str
    values: dict[str, Value]
    held: Values = field(default_factory=dict)
    written: set[str] = field(default_factory=set)  # fields this batch has written

    @property
    def changed(self) -> bool:
        """Whether it is not as it is kept."""
        return not self.id or any(
            self.values.get(name) != self.held.get(name) for name in self.written
        )


class TableRows:
    """Those that are there, found again by the fields of `same`, and those that are added."""

    def __init__(self, form: Form, same: Sequence[str], held: Sequence[Entry]) -> None:
        self._form, self._same = form, same
        self._rows = [_Row(entry.id, dict(entry.values), entry.values) for entry in held]
        self._by_key: dict[tuple[str, ...], list[_Row]] = {}
        for row in self._rows:
            self._by_key.setdefault(self._key(row.values), []).append(row)

    @property
    def changed(self) -> bool:
        """Whether anything differs from what is kept."""
        return any(row.changed for row in self._rows)

    def add(self, columns: Sequence[Column], values: Values) -> None:
        """Put one grid row's cells in; cells that tell different rows apart go each into its own."""
        parts: dict[tuple[tuple[str, Value], ...], list[Column]] = {}
        for column in columns:
            if values.get(column.name) is not None:
                parts.setdefault(tuple(column.where.items()), []).append(column)
        for where, filled in parts.items():
            cells = {column.field: values[column.name] for column in filled}
            self._put({**dict(where), **cells}, {c.field for c in filled if c.total})

    def put(self, values: Values) -> tuple[str, str, Values]:
        """Put a whole row in; return its fate, its id and its values."""
        row = self._put(values, frozenset())
        what = "new" if not row.id else "update" if row.changed else "same"
        return what, row.id, row.values

    def _put(self, values: Values, summed: set[str] | frozenset[str]) -> _Row:
        row = self._row_for(values, summed)
        for name, value in values.items():
            if name in summed and name in row.written:
                value = int(str(row.values.get(name) or 0)) + int(str(value))
            row.written.add(name)
            row.values[name] = value
        return row

    def _row_for(self, values: Values, summed: set[str] | frozenset[str]) -> _Row:
        """The row that is meant: where amounts are added up the same one again, else the next."""
        alike = self._by_key.setdefault(self._key(values), [])
        for row in alike:
            if summed or not row.written:
                return row
        row = _Row("", dict(self._form.defaults))
        self._rows.append(row)
        alike.append(row)
        return row

    def _key(self, values: Values) -> tuple[str, ...]:
        return tuple(fold(str(values.get(name) or "")) for name in self._same)

    def entries(self) -> list[Entry]:
        """The rows as rules look at them."""
        return [Entry(self._form.kind, row.id, row.values) for row in self._rows]

    def given(self) -> list[Mapping[str, Any]]:
        """The rows as the save action takes them, in order; those that stay by their id alone."""
        return [self._as_given(row) for row in self._rows]

    def _as_given(self, row: _Row) -> dict[str, Any]:
        if not row.id:
            return {name: value for name, value in row.values.items() if value is not None}
        return {"id": row.id, **{name: row.values[name] for name in row.written if row.changed}}
