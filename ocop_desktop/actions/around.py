"""What stands around a record: whom it belongs to, what names it, what it names, by kind.

Everything is found from the links of the forms (`schema/roads.py`), by a query for each kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, and_, func, select, true
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.actions.entries import form_of
from ocop_desktop.messages import Trouble
from ocop_desktop.records.base import from_row
from ocop_desktop.reports.of_subject import SubjectFigures as SubjectFigures
from ocop_desktop.reports.of_subject import figures_of_subject
from ocop_desktop.schema import Form, Forms, Value
from ocop_desktop.schema.roads import BESIDE, OWNER, Road, links_of, owners_of, roads_from
from ocop_desktop.store.around import ids_along
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import load_row, table_of

_IN_BRACKETS = re.compile(r"\([^()]*\)")

FIRST = 5
"""So many of each kind are given, the newest; the others are counted."""


@dataclass(frozen=True)
class Neighbour:
    """One record: what it is called, what it holds; `role` is what it is to an owned record."""

    kind: str
    id: str
    title: str
    values: Mapping[str, Value]
    role: str = ""


@dataclass(frozen=True)
class Group:
    """The neighbours of one kind; `beside` those that only share an owner with the record."""

    kind: str
    count: int
    found: tuple[Neighbour, ...]
    beside: bool = False


@dataclass(frozen=True)
class Around:
    """Whom a record belongs to, and its neighbours by kind; `new` is how each would begin."""

    kind: str
    id: str
    owners: tuple[Neighbour, ...]
    groups: tuple[Group, ...]
    new: Mapping[str, Mapping[str, Value]]


@dataclass(frozen=True)
class Spot:
    """A record around which a list looks; `beside` as in a group."""

    kind: str
    id: str
    beside: bool = False


def neighbours(data: DataFile, kind: str, id: str, first: int = FIRST) -> Around:
    """What stands around a record, the newest first; raise Trouble("no_such_record")."""
    with data.read() as connection:
        values = _values(connection, data, kind, id)
        roads = roads_from(data.forms, kind, values)
        owners = _owners(connection, data, id, roads)
        groups = [
            group
            for spot, to in _ends(kind, id, roads)
            if (group := _group(connection, data, spot, to, roads, first))
        ]
    _fetch_titles(data, [*owners, *(one for group in groups for one in group.found)])
    known = {id, *(one.id for one in owners)}
    named = tuple(replace(one, found=_titled(data, one.found, known)) for one in groups)
    new = _beginnings(data.forms, kind, id, values, owners)
    return Around(kind, id, _titled(data, owners), named, new)


def standing(connection: Connection, data: DataFile, spot: Spot, kind: str) -> ColumnElement[bool]:
    """The condition that a record of a kind stands around another, for a list."""
    values = _values(connection, data, spot.kind, spot.id)
    return _reached(data.forms, spot, kind, roads_from(data.forms, spot.kind, values))


def _values(connection: Connection, data: DataFile, kind: str, id: str) -> dict[str, Value]:
    form = form_of(data, kind)
    row = load_row(connection, kind, id)
    if row is None:
        raise Trouble("no_such_record", id=id, form=form.label)
    return from_row(form, row)


def _ends(kind: str, id: str, roads: Iterable[Road]) -> list[tuple[Spot, str]]:
    """The kinds that the roads lead to, the owners' apart; what is only beside comes last."""
    ends = {(road.near == BESIDE, road.to): None for road in roads if road.near != OWNER}
    ordered = sorted(ends, key=lambda end: end[0])
    return [(Spot(kind, id, beside), to) for beside, to in ordered]


def _reached(forms: Forms, spot: Spot, to: str, roads: Iterable[Road]) -> ColumnElement[bool]:
    """The condition that a record of a kind stands there; once, where it stands nearest."""
    column = table_of(to).c.id
    here = [road for road in roads if road.to == to]
    wanted = [road for road in here if road.near != OWNER and (road.near == BESIDE) == spot.beside]
    nearer = [road for road in here if spot.beside and road.near != BESIDE]
    if not wanted:
        raise Trouble("no_such_form", form=to)
    found = and_(column.in_(ids_along(forms, spot.id, wanted)), column != spot.id)
    known = column.not_in(ids_along(forms, spot.id, nearer)) if nearer else true()
    return and_(found, known)


def _owners(
    connection: Connection, data: DataFile, id: str, roads: Iterable[Road]
) -> list[Neighbour]:
    found: dict[str, Neighbour] = {}
    for road in roads:
        if road.near == OWNER:
            table, last = table_of(road.to), road.hops[-1]
            query = select(table).where(table.c.id.in_(ids_along(data.forms, id, [road])))
            for row in connection.execute(query).mappings():
                role = data.forms[last.kind].field(last.field).label
                found.setdefault(row["id"], _neighbour(data.forms[road.to], row, role))
    return list(found.values())


def _group(
    connection: Connection, data: DataFile, spot: Spot, to: str, roads: Sequence[Road], first: int
) -> Group | None:
    table, form = table_of(to), data.forms[to]
    query = select(table, func.count().over().label("_count"))
    query = query.where(_reached(data.forms, spot, to, roads), table.c.removed.is_(False))
    query = query.order_by(newest(form).desc(), table.c.created_at.desc()).limit(first)
    rows = connection.execute(query).mappings().all()
    if not rows:
        return None
    found = tuple(_neighbour(form, row) for row in rows)
    return Group(to, rows[0]["_count"], found, spot.beside)


def newest(form: Form) -> ColumnElement[str]:
    """By what the newest records of a form are told: the first date or year of its list."""
    table = table_of(form.kind)
    for name in form.columns:
        field = form.field(name)
        if field.type.kind in ("date", "year") and field.stored == "column":
            return table.c[name]
    return table.c.created_at


def _neighbour(form: Form, row: RowMapping, role: str = "") -> Neighbour:
    return Neighbour(form.kind, row["id"], "", from_row(form, row), role)


def _fetch_titles(data: DataFile, found: Iterable[Neighbour]) -> None:
    """Read what all linked records are called at once."""
    ids: set[str] = set()
    for one in found:
        for field in links_of(data.forms[one.kind]):
            value = one.values.get(field.name)
            ids.update(value if isinstance(value, list) else [str(value)] if value else [])
    data.look.fetch(ids)


def _titled(
    data: DataFile, found: Iterable[Neighbour], known: Collection[str] = ()
) -> tuple[Neighbour, ...]:
    """With their titles, in which what is known from where one looks is not said again."""
    return tuple(replace(one, title=_title(data, one, known)) for one in found)


def _title(data: DataFile, one: Neighbour, known: Collection[str]) -> str:
    """What tells it from its like: its title without what is known, else the next column."""
    form = data.forms[one.kind]
    told = {
        n: v for n, v in one.values.items() if form.by_name.get(n) and _tells(form, n, v, known)
    }
    short = form.title_of(told, data.look)
    if not short:
        shown = (form.field(n).type.show(told.get(n), data.look) for n in form.columns)
        short = next(filter(None, shown), form.label)
    return short[1:-1] if _IN_BRACKETS.fullmatch(short) else short


def _tells(form: Form, name: str, value: Value, known: Collection[str]) -> bool:
    """Whether a value says more than is known; stars are shown as stars, not in words."""
    kind = form.field(name).type.kind
    return kind != "stars" and not (kind == "link" and value in known)


def _beginnings(
    forms: Forms, kind: str, id: str, values: Mapping[str, Value], owners: Sequence[Neighbour]
) -> dict[str, Mapping[str, Value]]:
    """How a new record of each kind that names this one begins, whom it belongs to included."""
    known = {one.kind: one.id for one in reversed(owners)} | {kind: id}
    begun: dict[str, Mapping[str, Value]] = {}
    for form, field in forms.naming[kind]:
        own = field.type.kind == "link" or owners_of(form)  # a round is not begun for a product
        if own and form.parent is None and form.kind not in begun and form.kind != kind:
            mine: Value = id if field.type.kind == "link" else [id]
            others = {f.name: known.get(str(getattr(f.type, "of", ""))) for f in owners_of(form)}
            begun[form.kind] = {n: v for n, v in others.items() if v} | {field.name: mine}
    return begun


def figures(data: DataFile, kind: str, id: str) -> SubjectFigures | None:
    """The figures that stand above a subject's neighbours; None for other kinds."""
    if kind != "subject":
        return None
    with data.read() as connection:
        return figures_of_subject(connection, id, data.today())
