"""Changing one field of many records at once: what each would be first, then all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ocop_desktop.actions import entries
from ocop_desktop.actions.checks import problems
from ocop_desktop.actions.entries import form_of
from ocop_desktop.actions.facts import around
from ocop_desktop.actions.names import NUMBERS
from ocop_desktop.schema import Entry, Field, Form, Problem, Value
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile

Progress = Callable[[int, int, str], None]
SET, CLEAR, ADD, DROP = "set", "clear", "add", "drop"
SEVERAL = ("many", "links")
_IDENTITY = ("tax_code", "citizen_id", "barcode")
_FILES = ("file", "files")
_TOGETHER = 200


@dataclass(frozen=True)
class Change:
    """One field and what to do with it: set it, clear it, add one of several values or drop one."""

    field: str
    how: str
    value: Value = None

    def after(self, field: Field, before: Value) -> Value:
        """The value that follows from the value before."""
        if self.how in (ADD, DROP):
            held = set(before) if isinstance(before, list) else set()
            one = {str(self.value)} if self.value is not None else set()
            return field.type.accept(sorted(held | one if self.how == ADD else held - one))
        return None if self.how == CLEAR else self.value


@dataclass(frozen=True)
class Row:
    """One record: what the field shows before and after, and errors that it would newly have."""

    id: str
    title: str
    before: str
    after: str
    changed: bool
    errors: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Done:
    """How many records were changed, and which kinds that touched."""

    changed: int
    touched: frozenset[str] = frozenset()


def offered(form: Form) -> list[Field]:
    """The fields that can be changed in many records: none computed, none that tells records apart."""
    kept_apart = {*NUMBERS.get(form.kind, ())}
    return [
        field
        for field in form.fields
        if not (field.computed or field.sensitive or field.aside or field.name in kept_apart)
        and field.type.kind not in (*_IDENTITY, *_FILES)
        and not (field.type.kind == "text" and field in form.title_fields)
    ]


def preview(
    data: DataFile,
    kind: str,
    ids: Sequence[str],
    change: Change,
    progress: Progress = lambda done, total, what: None,
) -> list[Row]:
    """What each record would be; nothing is written. `progress` may raise Cancelled."""
    form = form_of(data, kind)
    field = form.field(change.field)
    found: list[Row] = []
    for part in _parts(data, kind, ids):
        shown = [change.after(field, entry.get(field.name)) for entry in part]
        _fetch(data, field, [*(e.get(field.name) for e in part), *shown])
        with data.read() as connection:
            asked = around(data, connection)
            found += [
                _row(data, form, field, entry, after, asked)
                for entry, after in zip(part, shown, strict=True)
            ]
        progress(len(found), len(ids), "")
    return found


def _parts(data: DataFile, kind: str, ids: Sequence[str]) -> Iterator[list[Entry]]:
    for start in range(0, len(ids), _TOGETHER):
        part = ids[start : start + _TOGETHER]
        with data.read() as connection:
            found = records.load_entries(connection, data.forms, kind, part)
        yield [found[id] for id in part if id in found and not found[id].removed]


def _fetch(data: DataFile, field: Field, values: Sequence[Value]) -> None:
    """Read the titles of linked records at once, not one by one."""
    if field.type.kind in ("link", "links"):
        data.look.fetch(sorted({id for value in values for id in _ids(value)}))


def _ids(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)] if value else []


def _row(data: DataFile, form: Form, field: Field, entry: Entry, after: Value, asked: Any) -> Row:
    before = entry.get(field.name)
    errors: tuple[Problem, ...] = ()
    if before != after:
        held = {_told(one) for one in problems(form, entry.values, entry.tables, asked, entry.id)}
        values = {**entry.values, field.name: after}
        found = problems(form, values, entry.tables, asked, entry.id)
        errors = tuple(o for o in found if o.level == "error" and _told(o) not in held)
    title = form.title_of(entry.values, data.look) or f"{form.label} chưa có tên"
    show = field.type.show
    return Row(
        entry.id, title, show(before, data.look), show(after, data.look), before != after, errors
    )


def _told(problem: Problem) -> tuple[str, str]:
    return problem.field, problem.code


def apply(
    data: DataFile,
    kind: str,
    ids: Sequence[str],
    change: Change,
    progress: Progress = lambda done, total, what: None,
) -> Done:
    """Change all of them in one unit of work, which one undo takes back; those alike stay alone."""
    field = form_of(data, kind).field(change.field)
    given: list[entries.Given] = [
        (kind, entry.id, {field.name: change.after(field, entry.get(field.name))}, {})
        for part in _parts(data, kind, ids)
        for entry in part
        if change.after(field, entry.get(field.name)) != entry.get(field.name)
    ]
    if not given:
        return Done(0)
    saved = entries.save_several(data, given, verb="bulk", progress=progress)
    return Done(sum(one.saved for one in saved), saved[0].touched)
