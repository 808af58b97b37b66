"""A record as the rest of the program sees it: plain and frozen, no database behind it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from ocop_desktop.schema.form import Form
from ocop_desktop.schema.remarks import blanks_with_reason
from ocop_desktop.schema.values import Value


@dataclass(frozen=True)
class Problem:
    """Something wrong or odd in a record; an error stops printing and sending, never saving."""

    field: str
    code: str
    text: str
    level: str = "error"
    key: str = ""  # what a remark about it is kept under
    said: str = ""  # who found a warning right, and on which day
    other: str = ""  # the record that it speaks of, to be opened: "KIND ID"

    @property
    def is_open(self) -> bool:
        """Whether it still wants something of the officer."""
        return self.level == "error" or not self.said


@dataclass(frozen=True)
class Entry:
    """One record: its values by field, its table rows (entries too), its bookkeeping."""

    kind: str
    id: str
    values: Mapping[str, Value]
    tables: Mapping[str, tuple[Entry, ...]] = field(default_factory=dict)
    revision: int = 0
    removed: bool = False
    parent_id: str | None = None
    position: int = 0
    created_at: str = ""
    created_by: str = ""
    changed_at: str = ""
    changed_by: str = ""
    origin: str = ""
    form_version: int = 1
    stamps: Mapping[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Value:
        """A field's value, None where it is blank."""
        return self.values.get(name)

    def rows(self, table: str) -> tuple[Entry, ...]:
        """The rows of a table that are not removed, in order."""
        return tuple(row for row in self.tables.get(table, ()) if not row.removed)


def missing(
    form: Form, values: Mapping[str, Value], excused: Collection[str] | None = None
) -> list[Problem]:
    """One error for each field that must be filled, is blank, and has no stated reason for it.

    `excused` are the fields that have one; without it the record itself says which.
    """
    excused = blanks_with_reason(values) if excused is None else excused
    return [
        Problem(f.name, "required", f"Chưa có “{f.label}”. Hãy điền.")
        for f in form.fields
        if values.get(f.name) is None and f.must_be_filled(values) and f.name not in excused
    ]
