"""The columns of a grid: fields of a table form, some of them shown as one tick for each choice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.paste import Headed
from ocop_desktop.schema import Field, Form
from ocop_desktop.schema.choice_types import Choice, Many

NOT_IN_CELLS = ("long_text", "files", "file", "links", "notes")
_MOST_COLUMNS, _FEW = 7, 3
_TICKS_ACROSS = {"present": "session_count"}  # a field of many choices shown as columns of ticks


@dataclass(frozen=True)
class Column:
    """A column of the grid: a field, or one choice of a field of many choices."""

    field: Field
    code: str | None = None
    label: str = ""

    @property
    def is_tick(self) -> bool:
        """Whether the cell holds a tick."""
        return self.code is not None or self.field.type.kind == "yes_no"


@dataclass(frozen=True)
class Target:
    """Where a pasted cell goes: a field, one of its many choices, or "marked means this"."""

    field: Field
    code: str | None = None
    marked: str | None = None  # a mark in the cell means this one choice: Nam | Nữ


def columns_of(form: Form, owner: Draft | None) -> list[Column]:
    """The columns of a table form: those it names, or all that fit in cells."""
    columns: list[Column] = []
    for name in form.columns:
        field = form.field(name)
        if name in _TICKS_ACROSS and isinstance(field.type, Many):
            wanted = owner.get(_TICKS_ACROSS[name]) if owner else None
            count = wanted if isinstance(wanted, int) else 1
            options = field.type.options[: max(1, count)]
            columns += [Column(field, option.code, short(option.label)) for option in options]
        elif field.type.kind not in NOT_IN_CELLS and len(columns) < _MOST_COLUMNS:
            columns.append(Column(field, None, field.label))
    return columns


def short(label: str) -> str:
    """A heading narrow enough for a tick: "Buổi 1" becomes "B1"."""
    first, _, rest = label.partition(" ")
    return f"{first[:1]}{rest}" if rest and len(rest) <= 2 else label


def headed(form: Form, columns: Sequence[Column]) -> Iterator[tuple[Headed, Target]]:
    """Every column that a spreadsheet's heading may mean, those not in the grid included."""
    for field in form.fields:
        codes = [c.code for c in columns if c.field.name == field.name and c.code is not None]
        if codes:
            yield from _ticks(field, codes)
        elif not field.computed and field.type.kind not in ("files", "file", "links", "notes"):
            yield Headed(field.name, (field.label, *field.headings)), Target(field)
            yield from _marks(field)


def _ticks(field: Field, codes: Sequence[str]) -> Iterator[tuple[Headed, Target]]:
    """A column for each choice that the grid shows as ticks."""
    for option in field.type.options if isinstance(field.type, Many) else ():
        if option.code in codes:
            only = (field.label, *field.headings) if len(codes) == 1 else ()
            names = (option.label, short(option.label), *only)
            yield Headed(f"{field.name}.{option.code}", names), Target(field, option.code)


def _marks(field: Field) -> Iterator[tuple[Headed, Target]]:
    """Of a choice between two or three, people make a column each and mark one: Nam | Nữ."""
    options = field.type.options if isinstance(field.type, Choice) else ()
    for option in options if len(options) <= _FEW else ():
        names = (option.label, *option.former_labels)
        yield Headed(f"{field.name}={option.code}", names), Target(field, None, option.code)
