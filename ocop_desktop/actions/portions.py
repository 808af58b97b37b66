"""Which records belong to which unit: what is sent to it alone, or goes along when it parts.

A record belongs where its place lies, and with the subject, product or other record that it is
about; a row belongs with its record, and where a row of a course is about somebody of another unit
that course goes there too, with that row. Records that concern everybody (targets, units, rounds
that no product names) belong to every unit. What a unit's records name besides goes along to be
read, without what hangs on it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Connection, select

from ocop_desktop.exchange.layout import in_order
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Field, Form, Forms
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Installation

Units: TypeAlias = frozenset[str]
NOBODY: Units = frozenset()
OWNER = "subject"
_MANY = 500


@dataclass(frozen=True)
class Portions:
    """Ids by unit and kind; `rest` holds those that belong to none of the units."""

    of: Mapping[str, Mapping[str, set[str]]]
    rest: Mapping[str, set[str]]


@dataclass
class _Found:
    """What is known so far: the units of each record, and whom its single links name."""

    units: dict[str, Units] = field(default_factory=dict)
    kinds: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    parents: dict[str, str] = field(default_factory=dict)
    named: dict[str, tuple[tuple[str, str], ...]] = field(default_factory=dict)


def portions(
    connection: Connection,
    forms: Forms,
    units: Sequence[str],
    unit_of: Callable[[str], Iterable[str]],
    *,
    made_there: bool = False,
) -> Portions:
    """Share all records out among `units`; `unit_of` says in which of them a place lies.

    With `made_there` what an installation of a unit has made belongs to that unit too.
    """
    sharing = _Sharing(connection, forms, frozenset(units), unit_of)
    if made_there:
        rows = connection.execute(select(Installation.id, Installation.unit))
        sharing.makers = {one.id: frozenset({one.unit}) & sharing.all for one in rows}
    for form in in_order(forms):
        if form.parent is None:
            sharing.share(form)
    return sharing.portions()


class _Sharing:
    def __init__(
        self,
        connection: Connection,
        forms: Forms,
        units: Units,
        unit_of: Callable[[str], Iterable[str]],
    ) -> None:
        self._connection, self._forms, self.all, self._unit_of = connection, forms, units, unit_of
        self.makers: Mapping[str, Units] = {}
        self._found, self._places = _Found(), dict[str, Units]()
        self._about = _about_somebody(forms)

    def share(self, form: Form) -> None:
        """Find out where the records of a form and of its tables belong."""
        rows: dict[str, list[tuple[str, Units]]] = defaultdict(list)
        tables = [table for table in form.within() if table is not form]
        for table in tables:
            for id, parent, values, origin in self._rows(table):
                rows[parent].append((id, self._own(table, values, origin)))
                self._note(table, id, values, parent)
        visited = _gathered(rows, self._found.parents)
        everyone = self._concerns_all(form)
        for id, _, values, origin in self._rows(form):
            own = self._own(form, values, origin) or (self.all if everyone else NOBODY)
            self._note(form, id, values)
            self._found.units[id] = own | visited.get(id, NOBODY)
            self._give(id, own, rows)

    def _give(self, id: str, own: Units, rows: Mapping[str, list[tuple[str, Units]]]) -> None:
        """Give the rows of a record its own units beside theirs."""
        for row, its in rows.get(id, ()):
            self._found.units[row] = own | its
            self._give(row, own | its, rows)

    def _rows(self, form: Form) -> Iterator[tuple[str, str, dict[str, Any], str]]:
        table = table_of(form.kind)
        for row in self._connection.execute(select(table)).mappings():
            yield row["id"], row.get("parent_id") or "", from_row(form, row), row["origin"]

    def _note(self, form: Form, id: str, values: Mapping[str, Any], parent: str = "") -> None:
        found = self._found
        found.kinds[form.kind].append(id)
        if parent:
            found.parents[id] = parent
        singles = ((_of(f), str(values[f.name])) for f in _links(form) if values.get(f.name))
        named = tuple((of, key) for of, key in singles if not key.startswith("["))
        if named:
            found.named[id] = named

    def _own(self, form: Form, values: Mapping[str, Any], origin: str) -> Units:
        """Where a record belongs by its places, by whom it is about, by who made it."""
        found = self.makers.get(origin, NOBODY)
        for one in form.fields:
            value = values.get(one.name)
            if not value:
                continue
            if one.type.kind == "place":
                found |= self._at(str(value))
            elif _of(one) in self._about and one.name != SAME_AS:
                for id in value if isinstance(value, list) else [value]:
                    found |= self._found.units.get(str(id), NOBODY)
        return found

    def _at(self, place: str) -> Units:
        if place not in self._places:
            self._places[place] = frozenset(self._unit_of(place)) & self.all
        return self._places[place]

    def _concerns_all(self, form: Form) -> bool:
        """Whether nothing in the form could say whose its records are."""
        fields = [one for table in form.within() for one in table.fields]
        return not any(
            one.type.kind == "place"
            or (_is_one(one) and _of(one) in self._about and one.name != SAME_AS)
            for one in fields
        )

    def portions(self) -> Portions:
        """Everything by unit, with what else its records name."""
        kind_of = {id: kind for kind, ids in self._found.kinds.items() for id in ids}
        of: dict[str, dict[str, set[str]]] = {
            unit: {kind: set() for kind in self._forms} for unit in self.all
        }
        rest: dict[str, set[str]] = {kind: set() for kind in self._forms}
        for id, kind in kind_of.items():
            units = self._found.units.get(id, NOBODY)
            for unit in units:
                self._put(of[unit], id, kind, kind_of)
            if not units:
                self._put(rest, id, kind, kind_of)
        return Portions(of, rest)

    def _put(
        self, portion: dict[str, set[str]], id: str, kind: str, kind_of: Mapping[str, str]
    ) -> None:
        """Take a record, its parents, and whatever they name, and so on."""
        left = [(kind, id)]
        while left:
            kind, id = left.pop()
            if id not in kind_of or id in portion[kind_of[id]]:
                continue
            portion[kind_of[id]].add(id)
            parent = self._found.parents.get(id)
            left += self._found.named.get(id, ())
            if parent:
                left.append(("", parent))


def _gathered(
    rows: Mapping[str, list[tuple[str, Units]]], parents: Mapping[str, str]
) -> dict[str, Units]:
    """For each record the units that its rows, and theirs, are about."""
    found: dict[str, Units] = {}
    for parent, under in rows.items():
        units = frozenset().union(*(its for _, its in under))
        at: str | None = parent
        while at:
            found[at] = found.get(at, NOBODY) | units
            at = parents.get(at)
    return found


def _about_somebody(forms: Forms) -> set[str]:
    """Kinds that are a subject's, or of something that is: what names them belongs with them."""
    found = {OWNER}
    while more := {
        form.kind
        for form in forms.values()
        if form.kind not in found
        and (form.parent in found or any(_of(f) in found and _is_one(f) for f in _links(form)))
    }:
        found |= more
    return found


def _links(form: Form) -> list[Field]:
    return [one for one in form.fields if _of(one)]


def _of(one: Field) -> str:
    return str(getattr(one.type, "of", "") or "")


def _is_one(one: Field) -> bool:
    return one.type.kind == "link"
