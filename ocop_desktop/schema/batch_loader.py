"""Reads the batches from `forms/batches/*.toml` and refuses anything odd, with file, line and reason.

A batch names its `form` (and in `rows` the table of one record that the rows go into), the `head`
fields that are entered once, the `columns`, in `same` the fields by which a row is known to be a
record that is there already, and in `[pick]` the column whose records can be ticked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ocop_desktop.schema.batch import Batch, Closing, Column, Pick, linked
from ocop_desktop.schema.form import Field, Form, Forms
from ocop_desktop.schema.loader import Odd, guarded, only, text_of
from ocop_desktop.schema.values import Rejected, Value

FOLDER = "batches"
_KEYS = {"order", "form", "rows", "label", "tab", "note", "head", "once", "same", "shown"}
_KEYS |= {"columns", "defaults", "tables", "closing", "pick"}
_COLUMN_KEYS = {"field", "table", "where", "of", "within", "otherwise", "label", "headings"}
_COLUMN_KEYS |= {"total"}
_NOT_TYPED = ("files", "file", "links", "many", "long_text")


def load_batches(folder: Path, forms: Forms) -> dict[str, Batch]:
    """The batches of a folder of forms, by name and in order; raise Trouble("form_broken")."""
    found = [
        guarded(path, lambda raw, stem=path.stem: _checked(_batch(stem, raw, forms), forms))
        for path in sorted((folder / FOLDER).glob("*.toml"))
    ]
    return {one.name: one for one in sorted(found, key=lambda one: (one.order, one.name))}


def _batch(name: str, raw: Mapping[str, Any], forms: Forms) -> Batch:
    only(raw, _KEYS, "batch")
    kind = text_of(raw, "form", "batch")
    if kind not in forms.top:
        raise Odd(f"'{kind}' is no form", "form")
    label, form = text_of(raw, "label", "batch"), forms[kind]
    rows = str(raw.get("rows", ""))
    if rows and rows not in {table.name for table in form.tables}:
        raise Odd(f"'{rows}' is no table of '{kind}'", "rows")
    pick = dict(raw.get("pick") or {})
    only(pick, ("column", "narrow", "start"), "pick")
    text_of(pick, "column", "pick")
    batch = Batch(
        name=name,
        label=label,
        tab=str(raw.get("tab", label)),
        form=kind,
        head=tuple(raw.get("head", ())),
        columns=tuple(_column(one) for one in raw.get("columns", ())),
        same=tuple(raw.get("same", ())),
        pick=Pick(**pick),
        order=int(raw.get("order", 0)),
        note=str(raw.get("note", "")),
        rows=rows,
        once=tuple(raw.get("once", ())),
        shown=tuple(raw.get("shown", ())),
        tables={table: tuple(names) for table, names in raw.get("tables", {}).items()},
    )
    return _with_values(batch, raw, form)


def _with_values(batch: Batch, raw: Mapping[str, Any], form: Form) -> Batch:
    defaults = {n: _value(form, n, v) for n, v in (raw.get("defaults") or {}).items()}
    closing = None
    if "closing" in raw:
        only(raw["closing"], ("set", "day", "label"), "closing")
        day = _named(form, text_of(raw["closing"], "day", "closing")).name
        values = {n: _value(form, n, v) for n, v in raw["closing"].get("set", {}).items()}
        closing = Closing(values, day, text_of(raw["closing"], "label", "closing"))
    return replace(batch, defaults=defaults, closing=closing)


def _column(raw: Mapping[str, Any]) -> Column:
    only(raw, _COLUMN_KEYS, "column")
    text_of(raw, "field", "column")
    given = {**raw, "headings": tuple(raw.get("headings", ()))}
    return Column(**given)


def _named(form: Form, name: str) -> Field:
    if name not in form.by_name:
        raise Odd(f"'{name}' is no field of '{form.kind}'", name)
    return form.field(name)


def _value(form: Form, name: str, raw: object) -> Value:
    try:
        return _named(form, name).type.accept(raw)
    except Rejected as odd:
        raise Odd(f"'{name}': {odd}", name) from odd


def _checked(batch: Batch, forms: Forms) -> Batch:
    form = forms[batch.form]
    for name in batch.head:
        _named(form, name)
    for name in (*batch.once, *batch.shown):
        if name not in batch.head:
            raise Odd(f"'{name}' does not stand at the head", name)
    _unique(batch)
    for column in batch.columns:
        _check_column(batch, column, forms)
    _check_same(batch, forms)
    _check_pick(batch, forms)
    for field in _left_out(batch, forms):
        raise Odd(f"'{field.name}' must be filled, but is neither at the head nor a column")
    return batch


def _unique(batch: Batch) -> None:
    names = [column.name for column in batch.columns]
    for name in (*batch.head, *names):
        if (*batch.head, *names).count(name) > 1 and not batch.rows:
            raise Odd(f"'{name}' stands twice", name)


def _check_column(batch: Batch, column: Column, forms: Forms) -> None:
    if column.of and column.of not in batch.by_name:
        raise Odd(f"column '{column.field}' is 'of' the unknown column '{column.of}'", column.of)
    form = batch.row_form(forms)
    if column.table and column.table not in batch.tables:
        raise Odd(f"[tables] does not say what tells rows of '{column.table}'", column.table)
    if column.table and column.table not in {table.name for table in form.tables}:
        raise Odd(f"'{column.table}' is no table of '{form.kind}'", column.table)
    try:
        field = batch.field_of(forms, column)
    except KeyError as unknown:
        raise Odd(f"column '{column.field}' is no field of its form", column.field) from unknown
    if field.computed or field.type.kind in _NOT_TYPED:
        raise Odd(f"'{field.name}' cannot be typed in a cell", field.name)
    for name, raw in column.where.items():
        _value(form.table(column.table), name, raw)
    for name in (*column.within.values(), *([column.otherwise] if column.otherwise else [])):
        if name not in batch.by_name:
            raise Odd(f"column '{column.field}' names the unknown column '{name}'", name)


def _check_same(batch: Batch, forms: Forms) -> None:
    form = forms[batch.form]
    if not batch.same:
        raise Odd("'same' does not say when a row is a record that is there", "same")
    kinds = [_named(form, name).type.kind for name in batch.same if name in batch.head]
    if all(kind == "text" for kind in kinds):
        raise Odd("'same' needs a field at the head that is no text", "same")


def _check_pick(batch: Batch, forms: Forms) -> None:
    if batch.pick.column not in batch.by_name:
        raise Odd(f"[pick] names the unknown column '{batch.pick.column}'", "column")
    kind = linked(batch.field_of(forms, batch.picked))
    if not kind:
        raise Odd(f"[pick] names '{batch.pick.column}', which links to no record", "column")
    if batch.pick.narrow:
        _named(forms[kind], batch.pick.narrow)
    head, _, name = batch.pick.start.partition(".")
    if head:
        _named(forms[linked(_named(forms[batch.form], head))], name)


def _left_out(batch: Batch, forms: Forms) -> Iterator[Field]:
    """Fields that a record of this batch must have filled, and that nobody is asked for."""
    form = batch.row_form(forms)
    asked = {column.field for column in batch.columns if column.written}
    yield from _needed(form, {batch.picked.field: "x"}, asked if batch.rows else _all(batch, asked))
    if batch.rows:
        yield from _needed(forms[batch.form], {}, set(batch.head))


def _all(batch: Batch, asked: Iterable[str]) -> set[str]:
    return {*asked, *batch.head, *batch.defaults}


def _needed(form: Form, given: Mapping[str, Value], asked: set[str]) -> Iterator[Field]:
    values = form.defaults | dict(given)
    for field in form.fields:
        blank = values.get(field.name) is None and field.name not in asked
        if blank and field.must_be_filled(values):
            yield field
