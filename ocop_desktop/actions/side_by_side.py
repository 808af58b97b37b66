"""Two records that may be the same, side by side: what is filled in either, what hangs on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, func, select

from ocop_desktop.actions.questions import Pair
from ocop_desktop.actions.settling_sources import Sources
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Entry, Form, Value
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.joined import in_parts
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import LinkRow


@dataclass(frozen=True)
class Row:
    """One field of both, as shown and as kept; `name` is "" for the rows of a table."""

    label: str
    left: str
    right: str
    name: str = ""
    values: tuple[Value, Value] = (None, None)

    @property
    def same(self) -> bool:
        """Whether both say the same."""
        return self.left == self.right

    @property
    def choosable(self) -> bool:
        """Whether the one kept may take the other's value."""
        return bool(self.name) and not self.same


@dataclass(frozen=True)
class About:
    """What one of them is called, who made and changed it when, and how much hangs on it."""

    id: str
    title: str
    made_at: str
    made_by: str
    changed_at: str
    changed_by: str
    children: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many records hang on it."""
        return sum(number for _, number in self.children)


@dataclass(frozen=True)
class Comparison:
    """Both titles, and the fields filled in either: those that differ first."""

    left: str
    right: str
    rows: tuple[Row, ...]
    about: tuple[About, About]


def compare(data: DataFile, pair: Pair) -> Comparison:
    """The two records to open; raise Trouble("no_such_record") where one is gone."""
    return of_two(data, pair.owner_kind, pair.left_owner, pair.right_owner)


def of_two(data: DataFile, kind: str, left_id: str, right_id: str) -> Comparison:
    """The same for any two records of a form."""
    form, ids = data.forms[kind], [left_id, right_id]
    with data.read() as connection:
        found = records.load_entries(connection, data.forms, form.kind, ids)
        for id in ids:
            if id not in found:
                raise Trouble("no_such_record", id=id, form=form.label)
        left, right = (found[id] for id in ids)
        about = tuple(_about(data, connection, form, one) for one in (left, right))
    rows = list(_rows(data, form, left, right))
    rows.sort(key=lambda row: row.same)
    return Comparison(about[0].title, about[1].title, tuple(rows), (about[0], about[1]))


def _rows(data: DataFile, form: Form, left: Entry, right: Entry) -> Sequence[Row]:
    rows = []
    for field in form.fields:
        values = (left.get(field.name), right.get(field.name))
        if values != (None, None) and not field.aside:
            one, other = (field.type.show(value, data.look) for value in values)
            name = "" if field.computed else field.name
            rows.append(Row(field.label, one, other, name, values))
    for table in form.tables:
        mine, theirs = (_count(one, table) for one in (left, right))
        if mine or theirs:
            rows.append(Row(table.label, mine, theirs))
    return rows


def filled(data: DataFile, keep: str, other: str) -> dict[str, Value]:
    """What the other record says where the one kept is blank."""
    for form in data.forms.values():
        if form.joins:
            with data.read() as connection:
                found = records.load_entries(connection, data.forms, form.kind, [keep, other])
            if len(found) == 2:
                rows = _rows(data, form, found[keep], found[other])
                return {r.name: r.values[1] for r in rows if r.choosable and r.values[0] is None}
    return {}


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


def units(data: DataFile, pairs: Sequence[Pair]) -> Mapping[str, str]:
    """The name of the unit that each of these pairs' records came from, by id."""
    found: dict[str, str] = {}
    with data.read() as connection:
        for kind in dict.fromkeys(pair.owner_kind for pair in pairs):
            sources, table = Sources(data, connection, kind, ()), table_of(kind)
            both = ((pair.left_owner, pair.right_owner) for pair in pairs)
            for part in in_parts({id for ids in both for id in ids}):
                query = select(table.c.id, table.c.origin).where(table.c.id.in_(part))
                found |= {id: sources.unit_of(origin) for id, origin in connection.execute(query)}
    return found


def _count(entry: Entry, table: Form) -> str:
    rows = entry.rows(table.name)
    return f"{len(rows)} dòng" if rows else ""


def _about(data: DataFile, connection: Connection, form: Form, one: Entry) -> About:
    return About(
        one.id,
        form.title_of(one.values, data.look) or f"{form.label} chưa có tên",
        one.created_at,
        one.created_by,
        one.changed_at,
        one.changed_by,
        tuple(children(data, connection, form, one.id)),
    )


def children(
    data: DataFile, connection: Connection, form: Form, id: str
) -> Sequence[tuple[str, int]]:
    """(what they are called, how many) of the records that name this one, removed ones apart."""
    found: dict[str, int] = {}
    for other, field in data.forms.naming[form.kind]:
        table = table_of(other.kind)
        named = table.c[field.name] == id
        if field.type.kind == "links":
            key = f"{other.kind}.{field.name}"
            links = select(LinkRow.id).where(LinkRow.target == id, LinkRow.field == key)
            named = table.c.id.in_(links)
        query = select(func.count()).select_from(table).where(named, table.c.removed.is_(False))
        number = int(connection.scalar(query) or 0)
        if number:
            found[other.plural.lower()] = found.get(other.plural.lower(), 0) + number
    return list(found.items())
