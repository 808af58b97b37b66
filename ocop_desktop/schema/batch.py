"""A batch: one decision entered once, then many rows, each of which becomes a record of a form.

To add a batch: a TOML in `forms/batches/`; `batch_loader.py` says what may stand in it, and the
tests say where it asks for a field that is not there or leaves out one that must be filled.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from ocop_desktop.schema.conditions import ALWAYS, NEVER
from ocop_desktop.schema.form import Field, Form, Forms, Section
from ocop_desktop.schema.values import Value

ROWS = "rows"  # the table of a batch's sheet that holds its rows


@dataclass(frozen=True)
class Column:
    """A column of the rows: a field of the record, of a row of its table, or of a linked record."""

    field: str
    table: str = ""
    where: Mapping[str, Value] = dataclasses.field(default_factory=dict)  # which row of the table
    of: str = ""  # the column that links to the record this is a field of; only read, for finding
    within: Mapping[str, str] = dataclasses.field(
        default_factory=dict
    )  # field of the linked record: column
    otherwise: str = ""  # the column that takes a text that names no record
    label: str = ""
    headings: tuple[str, ...] = ()
    total: bool = False

    @property
    def name(self) -> str:
        """What it is called among the columns; never shown, never kept."""
        first = self.table or self.of
        return "__".join([*([first] if first else []), self.field, *map(str, self.where.values())])

    @property
    def written(self) -> bool:
        """Whether it is a field of the record itself."""
        return not self.table and not self.of


@dataclass(frozen=True)
class Pick:
    """The column whose records can be ticked in a list, and how that list is narrowed."""

    column: str
    narrow: str = ""  # a field of the records offered
    start: str = ""  # "head field.its field": what narrows them at first


@dataclass(frozen=True)
class Closing:
    """What is written into a record that was shown and is no longer ticked."""

    values: Mapping[str, Value]
    day: str
    label: str


@dataclass(frozen=True)
class Batch:
    """One kind of decision with many rows."""

    name: str
    label: str
    tab: str
    form: str
    head: tuple[str, ...]
    columns: tuple[Column, ...]
    same: tuple[str, ...]
    pick: Pick
    order: int = 0
    note: str = ""
    rows: str = ""  # the table of one record that the rows go into; "" where each is a record
    once: tuple[str, ...] = ()  # head fields written into new records only
    shown: tuple[str, ...] = ()  # head fields whose records are shown from the start
    defaults: Mapping[str, Value] = dataclasses.field(default_factory=dict)
    tables: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    closing: Closing | None = None

    @cached_property
    def by_name(self) -> dict[str, Column]:
        """Every column by its name."""
        return {column.name: column for column in self.columns}

    @property
    def picked(self) -> Column:
        """The column that is ticked."""
        return self.by_name[self.pick.column]

    def within(self, column: Column) -> dict[str, str]:
        """By which columns a link is told from others of its name: field of the linked: column."""
        helpers = {one.field: one.name for one in self.columns if one.of == column.name}
        return {**helpers, **column.within}

    def row_form(self, forms: Forms) -> Form:
        """The form that the plain columns are fields of."""
        form = forms[self.form]
        return form.table(self.rows) if self.rows else form

    def field_of(self, forms: Forms, column: Column) -> Field:
        """The field behind a column; raise KeyError where there is none."""
        form = self.row_form(forms)
        if column.table:
            form = form.table(column.table)
        elif column.of:
            form = forms[linked(form.field(self.by_name[column.of].field))]
        return form.field(column.field)

    def blank_head(self, form: Form) -> dict[str, Value]:
        """What stands at the head before anybody types."""
        values = form.defaults | dict(self.defaults)
        return {name: values[name] for name in self.head if name in values}

    def sheet(self, forms: Forms) -> Form:
        """The batch as a form of its own: the head's fields, and the rows as its table."""
        kind, top = f"batch.{self.name}", forms[self.form]
        asked = tuple(self._head_field(top.field(name)) for name in self.head)
        head = Section("head", self.label, asked, (ROWS,))
        rows = tuple(self._row_field(forms, column) for column in self.columns)
        names = tuple(column.name for column in self.columns)
        table = Form(
            kind=f"{kind}.row",
            label=self.row_form(forms).plural,
            plural=self.row_form(forms).plural,
            version=1,
            title="{" + self.pick.column + "}",
            columns=names,
            search=(),
            sections=(Section("row", "", rows),),
            parent=kind,
            name=ROWS,
        )
        return Form(
            kind, self.label, self.label, 1, "", self.head, (), (head,), (table,), None, self.name
        )

    def _head_field(self, found: Field) -> Field:
        """A field of the head: what tells decisions apart must be filled."""
        must = ALWAYS if found.name in self.same else found.required
        return replace(found, required=must, shown=ALWAYS, wide=False)

    def _row_field(self, forms: Forms, column: Column) -> Field:
        """A column as a field of the sheet: always shown, and blank unless the record has it so."""
        found = self.field_of(forms, column)
        must = column.name == self.pick.column or (column.written and found.required is ALWAYS)
        return replace(
            found,
            name=column.name,
            label=column.label or found.label,
            required=ALWAYS if must else NEVER,
            shown=ALWAYS,
            default=self.defaults.get(column.name, found.default) if column.written else None,
            carried=False,
            computed=False,
        )


def linked(field: Field) -> str:
    """The kind of record that a field links to, "" where it links to none."""
    return str(getattr(field.type, "of", "")) if field.type.kind == "link" else ""
