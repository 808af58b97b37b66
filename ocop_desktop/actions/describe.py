"""The forms and a record as plain data and as text, for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from ocop_desktop.actions.history import Change
from ocop_desktop.actions.start import the_forms
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Entry, Field, Form
from ocop_desktop.schema.conditions import NEVER
from ocop_desktop.store.datafile import DataFile


def forms(kind: str | None = None) -> list[dict[str, Any]]:
    """The forms as the program reads them: fields, types, choices, tables."""
    known = the_forms()
    if kind is not None and kind not in known:
        raise Trouble("no_such_form", form=kind)
    wanted: Iterable[Form] = [known[kind]] if kind else known.top.values()
    return [_form(form) for form in wanted]


def _form(form: Form) -> dict[str, Any]:
    return {
        "form": form.kind,
        "label": form.label,
        "version": form.version,
        "parent": form.parent,
        "fields": [_field(field) for field in form.fields],
        "tables": [{"table": table.name, **_form(table)} for table in form.tables],
    }


def _field(field: Field) -> dict[str, Any]:
    shown: dict[str, Any] = {
        "name": field.name,
        "label": field.label,
        "type": field.type.kind,
        "required": field.required is not NEVER,
        "stored": field.stored,
        "hint": field.hint,
    }
    shown |= {
        word: value
        for word in ("unit", "of", "level", "min", "max")
        if (value := getattr(field.type, word, None)) not in (None, "")
    }
    if options := getattr(field.type, "options", ()):
        shown["choices"] = {option.code: option.label for option in options}
    return shown


def as_text(described: Sequence[Mapping[str, Any]], indent: str = "") -> str:
    """The forms as lines for a terminal."""
    lines: list[str] = []
    for form in described:
        lines.append(f"{indent}{form['form']}  {form['label']}")
        for field in form["fields"]:
            need = " *" if field["required"] else ""
            lines.append(f"{indent}  {field['name']}: {field['type']}  {field['label']}{need}")
        if form["tables"]:
            lines.append(as_text(form["tables"], indent + "  "))
    return "\n".join(lines)


def record(data: DataFile, entry: Entry, changes: Sequence[Change]) -> str:
    """A record as lines for a terminal: each label with its shown value, then its history."""
    form = data.forms[entry.kind]
    lines = [f"{form.label} {entry.id} (lần sửa {entry.revision})"]
    lines += [
        f"  {field.label}: {field.type.show(entry.get(field.name), data.look)}"
        for field in form.fields
        if entry.get(field.name) is not None
    ]
    lines += [
        f"  {table.label}: {table.title_of(row.values, data.look)}"
        for table in form.tables
        for row in entry.rows(table.name)
    ]
    lines += [f"  {c.at} {c.by} {c.field}: {c.before} → {c.after}" for c in changes]
    return "\n".join(lines)
