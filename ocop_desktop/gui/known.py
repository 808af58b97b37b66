"""Rows that another record knows already: the persons of a subject, for a list of who came.

Read from the forms alone: a table that links to rows of another record's table, and to that record,
and has fields of the same names.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ocop_desktop.gui.draft import Draft
from ocop_desktop.schema import Entry, Field, Form, Found
from ocop_desktop.schema.choice_types import Link
from ocop_desktop.vietnamese import fold

_TOLD = 3  # so many of a row's answers stand beside its title


@dataclass(frozen=True)
class Known:
    """How rows of a table are filled from rows that are known: the links, and the fields shared."""

    link: Field  # to the known row: the person
    owner: Field  # to the record that knows it: the subject
    rows: Form  # the form of known rows
    name: str  # the field that names both
    shared: tuple[str, ...]

    def found(self, entry: Entry) -> Found:
        """A known row as a list offers it: its name, and beside it what tells it from others."""
        told = [_told(f, entry) for f in self.rows.fields if f.name != self.name]
        note = " · ".join([text for text in told if text][:_TOLD])
        return Found(entry.id, str(entry.get(self.name) or ""), note)

    def put(self, row: Draft, entry: Entry) -> None:
        """Fill a row from a known one; what was typed into it stays."""
        row.put(self.link.name, entry.id)
        row.put(self.name, entry.get(self.name))
        for name in self.shared:
            field, held = row.form.field(name), row.get(name)
            typed = held not in (None, field.default) and name not in row.carried
            if entry.get(name) is not None and not typed and name not in row.unread:
                row.put(name, entry.get(name))

    def part(self, row: Draft, title: str) -> None:
        """Let go of the known row where the name is no longer its."""
        if row.get(self.link.name) is not None and fold(str(row.get(self.name))) != fold(title):
            row.put(self.link.name, None)


def _told(field: Field, entry: Entry) -> str:
    """An answer that stands alone beside a name: of a yes, what was asked."""
    value = entry.get(field.name)
    if field.type.kind == "yes_no":
        return field.label if value else ""
    return field.type.show(value)


def known_of(table: Form, form_of: Callable[[str], Form]) -> Known | None:
    """How rows of this table can be filled from known ones; None where they cannot."""
    links = [f for f in table.fields if isinstance(f.type, Link)]
    for link in links:
        rows = form_of(_target(link))
        owner = next((f for f in links if _target(f) == rows.parent), None)
        if owner is None or not rows.title_fields:
            continue
        name = rows.title_fields[0].name
        here = [f.name for f in rows.fields if _is_shared(f, table)]
        if name in here:
            shared = tuple(one for one in here if one != name)
            return Known(link, owner, rows, name, shared)
    return None


def _target(field: Field) -> str:
    return field.type.of if isinstance(field.type, Link) else ""


def _is_shared(field: Field, table: Form) -> bool:
    """Whether a field of that name takes the same values (not the same list: a role is another)."""
    other = table.by_name.get(field.name)
    return other is not None and other.type == field.type
