"""Which columns the sheet of a form has, in which order, and what they are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ocop_desktop.schema import Field, Form, Forms

ID, STAMPS, REMOVED, HASH = "_id", "_stamps", "_removed", "_hash"
PARENT, POSITION, ORIGIN, PARENT_TITLE = "_parent", "_position", "_origin", "_parent.title"
UNIT = "_unit"  # the unit a record comes from, in the province's consolidated workbook
KEYED, UNKNOWN = ".id", "#json"  # a link's id beside its text; a field this program's form lacks
FORMAT = 2  # 1 was not signed
MACHINE_ROW, LABEL_ROW, FIRST_ROW = 1, 2, 3


@dataclass(frozen=True)
class Column:
    """One column: its machine name, its label, the field it holds (None: bookkeeping)."""

    name: str
    label: str
    field: Field | None = None
    hidden: bool = False
    shown_only: bool = False  # text for people, not read back


@dataclass(frozen=True)
class Layout:
    """The columns of one form's sheet."""

    form: Form
    columns: tuple[Column, ...]
    left_out: tuple[str, ...] = ()

    @property
    def range_name(self) -> str:
        """The defined name by which the sheet is found."""
        return range_name(self.form.kind)

    @cached_property
    def held(self) -> tuple[Column, ...]:
        """The columns that hold a record's values, in the order of its `_hash`."""
        return tuple(c for c in self.columns if not c.shown_only and not c.name.startswith("_"))

    @cached_property
    def fields(self) -> tuple[str, ...]:
        """The fields whose values the sheet carries, in the order of `held`."""
        return tuple(field_name(column.name) for column in self.held)


def range_name(kind: str) -> str:
    """The defined name of a form's sheet."""
    return f"form_{kind.replace('.', '__')}"


def field_name(machine_name: str) -> str:
    """The field that a column of that machine name holds."""
    return machine_name.removesuffix(KEYED).removesuffix(UNKNOWN)


def layout(
    form: Form,
    parent: Form | None = None,
    *,
    left_out: Collection[str] = (),
    unknown: Iterable[str] = (),
    units: bool = False,
) -> Layout:
    """The sheet of a form without some fields, and with answers that the form does not know.

    With `units` it is for people alone: it begins with the unit that each record comes from, and
    lacks what only a merge reads.
    """
    columns = [Column(UNIT, "Đơn vị", shown_only=True)] if units else []
    columns += [Column(PARENT_TITLE, parent.label, shown_only=True)] if parent else []
    hidden = [f.name for f in form.fields if f.name in left_out]
    for field in form.fields:
        if field.name not in hidden:
            columns += _of_field(field)
    columns += [Column(name + UNKNOWN, name, hidden=True) for name in sorted(unknown)]
    columns += [c for c in _bookkeeping(form) if not units or c.name not in (STAMPS, HASH)]
    return Layout(form, tuple(columns), tuple(hidden))


def _of_field(field: Field) -> Iterator[Column]:
    label = f"{field.label} ({field.unit})" if field.unit else field.label
    if field.aside and not field.type.by_id:
        yield Column(field.name, label, field, hidden=True)
    elif field.type.by_id:
        yield Column(field.name, label, field, hidden=field.aside, shown_only=True)
        yield Column(field.name + KEYED, label, field, hidden=True)
    else:
        yield Column(field.name, label, field)


def _bookkeeping(form: Form) -> list[Column]:
    names = [PARENT, POSITION] if form.parent else []
    names += [ID, ORIGIN, STAMPS, REMOVED, HASH]
    return [Column(name, name, hidden=True) for name in names]


def sensitive(form: Form) -> tuple[str, ...]:
    """The fields of a form that travel only when asked for."""
    return tuple(field.name for field in form.fields if field.sensitive)


def in_order(forms: Forms) -> list[Form]:
    """All forms: the office's own first, each after those it links to, tables after their parent."""
    done: list[str] = []
    for kind in sorted(forms.top, key=lambda kind: kind != "unit"):
        _after_links(forms, kind, done, ())
    return [form for kind in done for form in forms.top[kind].within()]


def _after_links(forms: Forms, kind: str, done: list[str], path: tuple[str, ...]) -> None:
    if kind in done or kind in path:
        return
    for form in forms.top[kind].within():
        for field in form.fields:
            linked = getattr(field.type, "of", "")
            if linked in forms.top:
                _after_links(forms, linked, done, (*path, kind))
    done.append(kind)


_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE = 31


def titles(layouts: Sequence[Layout], forms: Forms) -> dict[str, str]:
    """A sheet title for each kind: short enough, allowed, no two alike."""
    found: dict[str, str] = {}
    for form in (one.form for one in layouts):
        name = f"{forms[form.parent].label} - {form.label}" if form.parent else form.plural
        title, number = _short(name, _LONGEST_TITLE), 1
        while title.casefold() in (other.casefold() for other in found.values()):
            number += 1
            title = f"{_short(name, _LONGEST_TITLE - 3)} {number}"
        found[form.kind] = title
    return found


def _short(name: str, longest: int) -> str:
    name = _NOT_IN_TITLES.sub(" ", name)
    if len(name) > longest:
        name = name[: longest + 1].rpartition(" ")[0]
    return name.strip(" ,-")
