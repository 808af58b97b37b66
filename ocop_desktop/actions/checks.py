"""What is wrong or odd in a record: blanks, doubtful values, rules; the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ocop_desktop.actions.law import only_law
from ocop_desktop.records import rules
from ocop_desktop.schema import Entry, Form, Problem, Value, missing


def problems(
    form: Form, values: Mapping[str, Value], tables: Mapping[str, Sequence[Entry]]
) -> list[Problem]:
    """Errors and warnings of a record and of the rows of its tables."""
    found = missing(form, values) + _doubts(form, values)
    kept = {name: [row for row in rows if not row.removed] for name, rows in tables.items()}
    found += rules.check(form, values, kept, only_law())
    for table in form.tables:
        for number, row in enumerate(kept.get(table.name, ())):
            found += _of_row(table, row, f"{table.name}.{number}.")
    return found


def _of_row(form: Form, row: Entry, at: str) -> list[Problem]:
    return [
        Problem(at + one.field, one.code, one.text, one.level)
        for one in problems(form, row.values, row.tables)
    ]


def _doubts(form: Form, values: Mapping[str, Value]) -> list[Problem]:
    found = []
    for field in form.fields:
        value = values.get(field.name)
        doubt = field.type.warn(value) if value is not None else None
        if doubt:
            found.append(Problem(field.name, "doubtful", doubt, "warning"))
    return found
