"""Two records that may be the same, side by side: what is filled in either, as people read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ocop_desktop.actions.questions import Pair
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Entry, Form
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile


@dataclass(frozen=True)
class Row:
    """One field of both."""

    label: str
    left: str
    right: str

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.left == self.right


@dataclass(frozen=True)
class Comparison:
    """Both titles, and the fields filled in either: those that differ first."""

    left: str
    right: str
    rows: tuple[Row, ...]


def compare(data: DataFile, pair: Pair) -> Comparison:
    """The two records to open; raise Trouble("no_such_record") where one is gone."""
    form, ids = data.forms[pair.owner_kind], [pair.left_owner, pair.right_owner]
    with data.read() as connection:
        found = records.load_entries(connection, data.forms, form.kind, ids)
    for id in ids:
        if id not in found:
            raise Trouble("no_such_record", id=id, form=form.label)
    left, right = (found[id] for id in ids)
    rows = [
        Row(field.label, field.type.show(left.get(field.name), data.look), shown)
        for field in form.fields
        for shown in [field.type.show(right.get(field.name), data.look)]
        if left.get(field.name) is not None or right.get(field.name) is not None
    ]
    for table in form.tables:
        counts = [_rows(one, table) for one in (left, right)]
        if any(counts):
            rows.append(Row(table.label, *counts))
    rows.sort(key=lambda row: row.same)
    return Comparison(_title(data, form, left), _title(data, form, right), tuple(rows))


def titles(data: DataFile, pairs: list[Pair]) -> Mapping[str, str]:
    """What the records of these pairs are called, by id."""
    keys = [id for pair in pairs for id in (pair.left_owner, pair.right_owner)]
    data.look.fetch(keys)
    return {
        id: data.look.title(pair.owner_kind, id)
        or f"{data.forms[pair.owner_kind].label} chưa có tên"
        for pair in pairs
        for id in (pair.left_owner, pair.right_owner)
    }


def _rows(entry: Entry, table: Form) -> str:
    rows = entry.rows(table.name)
    return f"{len(rows)} dòng" if rows else ""


def _title(data: DataFile, form: Form, entry: Entry) -> str:
    return form.title_of(entry.values, data.look) or f"{form.label} chưa có tên"
