"""A record on its way into the file: its texts read into values, but not yet written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.engine import RowMapping

from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Form, Rejected, Value
from ocop_desktop.schema.choice_types import Link, is_id
from ocop_desktop.store.datafile import DataFile

RowInput = Mapping[str, Any]
_ROW_KEYS = ("id", "removed")


@dataclass
class Intake:
    """A record about to be saved: what was read, what could not be, the rows of its tables."""

    form: Form
    id: str
    values: dict[str, Value] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
    before: RowMapping | None = None
    removed: bool | None = None
    parent_id: str | None = None
    tables: dict[str, list[Intake]] = field(default_factory=dict)


def parted(form: Form, raw: Mapping[str, Any]) -> tuple[str | None, dict[str, Any], dict[str, Any]]:
    """One record given as JSON, parted into its id, its fields and its tables."""
    names = {table.name for table in form.tables}
    fields = {k: v for k, v in raw.items() if k not in names and k not in _ROW_KEYS}
    id = str(raw["id"]) if raw.get("id") else None
    return id, fields, {k: v for k, v in raw.items() if k in names}


def read(
    data: DataFile,
    form: Form,
    id: str | None,
    fields: Mapping[str, object],
    tables: Mapping[str, Sequence[RowInput]],
    at: str,
) -> Intake:
    """Read texts into values; what cannot be read is noted, not raised."""
    intake = Intake(form, id.lower() if id else data.new_id())
    if not is_id(intake.id):
        intake.rejected[at + "id"] = str(Trouble("not_an_id", id=intake.id))
    read_fields(data, intake, _without_parent(data, intake, fields) if not at else fields, at)
    for name, rows in tables.items():
        if name not in {table.name for table in form.tables}:
            intake.rejected[at + name] = _unknown(form, name)
            continue
        intake.tables[name] = [
            _read_row(data, form.table(name), row, f"{at}{name}.{number}.")
            for number, row in enumerate(rows)
        ]
        for row_intake in intake.tables[name]:
            intake.rejected.update(row_intake.rejected)
    return intake


def _without_parent(
    data: DataFile, intake: Intake, fields: Mapping[str, object]
) -> Mapping[str, object]:
    """The fields but the one that says whose row this is, when a row is saved by itself."""
    parent = intake.form.parent
    if parent is None or parent not in fields:
        return fields
    try:
        intake.parent_id = str(Link(of=parent).accept(fields[parent], data.look))
    except Rejected as refused:
        intake.rejected[parent] = refused.text
    return {name: raw for name, raw in fields.items() if name != parent}


def _read_row(data: DataFile, form: Form, row: RowInput, at: str) -> Intake:
    id, fields, tables = parted(form, row)
    intake = read(data, form, id, fields, tables, at)
    intake.removed = bool(row["removed"]) if "removed" in row else None
    return intake


def read_fields(data: DataFile, intake: Intake, fields: Mapping[str, object], at: str) -> None:
    """Read fields into an intake; what cannot be read is noted, not raised."""
    for name, raw in fields.items():
        one = intake.form.by_name.get(name)
        if one is None:
            intake.rejected[at + name] = _unknown(intake.form, name)
            continue
        try:
            intake.values[name] = one.type.accept(raw, data.look)
        except Rejected as refused:
            intake.rejected[at + name] = refused.text


def _unknown(form: Form, name: str) -> str:
    return str(Trouble("unknown_field", form=form.label, field=name))
