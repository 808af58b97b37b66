"""What a data file holds, as the plan of a merge asks for it: several hundred records at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import Connection, select

from ocop_desktop.actions.likes import Likes
from ocop_desktop.exchange.incoming import Incoming
from ocop_desktop.exchange.layout import POSITION
from ocop_desktop.exchange.plan import Held, Item
from ocop_desktop.places import Places
from ocop_desktop.records.base import from_row
from ocop_desktop.schema import Form, Forms
from ocop_desktop.store.among import among
from ocop_desktop.store.joined import kept_rows
from ocop_desktop.store.records import load_rows, table_of

MANY = 500


class Database:
    """Records as one connection sees them; what a merge has just written included."""

    def __init__(self, connection: Connection, forms: Forms, places: Places) -> None:
        self._connection, self._forms, self._places = connection, forms, places
        self._held: dict[str, Held | None] = {}  # of the piece in hand; None: not here
        self._rows: dict[str, Mapping[str, Any]] = {}  # of records that differ, as they stand
        self._likes = Likes(connection, forms, places)

    def ahead(self, items: Iterable[Item]) -> Iterator[list[Item]]:
        """The items in pieces of one kind, with what is here of them read beforehand."""
        source, left = iter(items), list[Item]()
        while chunk := left or list(islice(source, MANY)):
            kind = chunk[0].kind
            here = [item for item in chunk if item.kind == kind]
            left = chunk[len(here) :]
            self._read(self._forms[kind], [i for i in here if isinstance(i, Incoming)])
            yield self._written(self._forms[kind], here)

    def _written(self, form: Form, items: list[Item]) -> list[Item]:
        """The items; of records that differ only what somebody wrote is compared."""
        computed = form.computed_names
        if not computed:
            return items
        return [
            item._replace(values=_without(item.values, computed))
            if isinstance(item, Incoming) and item.id in self._rows
            else item
            for item in items
        ]

    def _read(self, form: Form, items: list[Incoming]) -> None:
        """Stamps of all; values only of those whose stamps differ, or that were edited."""
        table = table_of(form.kind)
        wanted = among(self._connection, table.c.id, [i.id for i in items])
        query = select(table.c.id, table.c.stamps).where(wanted)
        stamps = {row.id: row.stamps for row in self._connection.execute(query)}
        same: dict[str, Held] = {
            i.id: Held({}, stamps[i.id])
            for i in items
            if i.id in stamps and stamps[i.id] == i.stamps and not i.edits
        }
        differ = [i.id for i in items if i.id in stamps and i.id not in same]
        found = kept_rows(self._connection, form, load_rows(self._connection, form.kind, differ))
        rows = {id: dict(row) for id, row in found.items()}
        self._rows.update(rows)
        held = {id: Held(_values(form, row), row["stamps"]) for id, row in rows.items()}
        self._held = {i.id: held.get(i.id, same.get(i.id)) for i in items}
        self._likes.ahead(form, {i.id: i.values for i in items if i.id not in stamps})

    def get(self, kind: str, id: str) -> Held | None:
        """A record, None where its id was never seen here."""
        if id in self._held:
            return self._held[id]
        table = table_of(kind)
        found = self._connection.scalar(select(table.c.stamps).where(table.c.id == id))
        return None if found is None else Held({}, found)

    def take(self, id: str) -> Mapping[str, Any] | None:
        """The row of a record that differs, as it stands; it is not kept any longer."""
        return self._rows.pop(id, None)

    def alike(self, kind: str, id: str, values: Mapping[str, Any]) -> Mapping[str, str]:
        """Who else may be the same, in the file or on the way into it."""
        return self._likes.alike(kind, id, values)

    def keys(self, id: str) -> Iterable[int] | None:
        """The keys of likeness of a new record as its file has it, where they were asked for."""
        return self._likes.keys(id)


def _values(form: Form, row: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody wrote; what follows from it is made anew once all is written."""
    values = _without(from_row(form, row), form.computed_names)
    return {**values, POSITION: row["position"]} if form.parent else values


def _without(values: Mapping[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}
