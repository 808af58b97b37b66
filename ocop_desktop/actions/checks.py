"""What is wrong or odd in a record: blanks, doubtful values, rules; the same everywhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ocop_desktop.actions.facts import around
from ocop_desktop.actions.law import only_law
from ocop_desktop.records import rules
from ocop_desktop.records.looked import about_of
from ocop_desktop.records.rules import Outside
from ocop_desktop.schema import Entry, Form, Problem, Value, missing
from ocop_desktop.schema.remarks import blanks_with_reason, confirmed, key_of, of_row, shown_by
from ocop_desktop.store.datafile import DataFile

Values = Mapping[str, Value]


def problems(
    form: Form,
    values: Values,
    tables: Mapping[str, Sequence[Entry]],
    outside: Outside | None = None,
    id: str = "",
) -> list[Problem]:
    """Errors and warnings of a record and of the rows of its tables.

    `outside` answers for other records; without it only the law is asked. A warning that was found right is there too: its `said` names who and when.
    """
    own, asked = {**values, "id": id or None}, outside or only_law()
    found = _problems(form, own, tables, asked, blanks_with_reason(values))
    return [_remarked(one, values) if one.key else one for one in found]


def of_entry(data: DataFile, entry: Entry) -> list[Problem]:
    """Errors and warnings of a record as it is kept."""
    with data.read() as connection:
        form, asked = data.forms[entry.kind], around(data, connection)
        return problems(form, entry.values, entry.tables, asked, entry.id)


def on_screen(
    data: DataFile, form: Form, values: Values, tables: Mapping[str, Sequence[Entry]], id: str = ""
) -> list[Problem]:
    """Errors and warnings of a record that is being typed, with what will follow from it."""
    with data.read() as connection:
        asked = around(data, connection)
        kept = {name: [row for row in rows if not row.removed] for name, rows in tables.items()}
        follow = rules.derive(form.kind, values, kept, asked)
        filled = {
            name: value
            for name, value in follow.items()
            if name in form.by_name
            and (form.by_name[name].computed or (values.get(name) is None and value is not None))
        }
        return problems(form, {**values, **filled}, tables, asked, id)


def _problems(
    form: Form,
    values: Values,
    tables: Mapping[str, Sequence[Entry]],
    outside: Outside,
    excused: frozenset[str],
) -> list[Problem]:
    found = missing(form, values, excused) + _doubts(form, values)
    kept = {name: [row for row in rows if not row.removed] for name, rows in tables.items()}
    found += rules.check(form, values, kept, outside)
    for table in form.tables:
        for number, row in enumerate(kept.get(table.name, ())):
            here = of_row(excused, table.name, row.id)
            found += _of_row(table, row, f"{table.name}.{number}.", outside, here)
    return found


def _of_row(
    form: Form, row: Entry, at: str, outside: Outside, excused: frozenset[str]
) -> list[Problem]:
    return [
        replace(one, field=at + one.field, key=_within(at, one.key))
        for one in _problems(form, row.values, row.tables, outside, excused)
    ]


def _within(at: str, key: str) -> str:
    """The key of a row's warning among those of its record: without the number of the row."""
    return f"{at.partition('.')[0]}.{key}" if key else ""


def _remarked(problem: Problem, values: Values) -> Problem:
    said = confirmed(values, problem.key)
    return replace(problem, said=shown_by(said)) if said else problem


def _doubts(form: Form, values: Values) -> list[Problem]:
    found = []
    for field in (one for one in form.fields if not one.computed):
        value = values.get(field.name)
        doubt = field.type.warn(value) if value is not None else None
        if doubt:
            about = about_of(form, {field.name: value}) | {"": doubt}
            key = key_of(field.name, "doubtful", about)
            found.append(Problem(field.name, "doubtful", doubt, "warning", key))
    return found
