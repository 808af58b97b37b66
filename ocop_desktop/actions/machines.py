"""Machines that were granted, by serial number: found in the index of likeness, like all that is twice.

What counts as the same number, and what is no number at all ("chưa có"), is told by the sign of the
form that names the rule (`schema.alike`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select

from ocop_desktop.schema import Value
from ocop_desktop.schema.alike import hashed, keys_of
from ocop_desktop.store.alike import holders
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of

Values = Mapping[str, Value]
ITEM, GRANT, SERIAL = "support_item", "support", "serial"
_MANY = 500


class Machines:
    """Asks the index once for each number, or for many numbers at once."""

    def __init__(self, data: DataFile, connection: Connection) -> None:
        self._connection, self._form = connection, data.forms[ITEM]
        self._by_key: dict[int, list[Values]] = {}

    def like(self, serial: str) -> Sequence[Values]:
        """The machines whose number reads the same: id, serial and parent (the grant) of each."""
        keys = self._keys(serial)
        self.ahead([serial])
        found = {str(one["id"]): one for key in keys for one in self._by_key[key]}
        return [one for _, one in sorted(found.items(), key=_order)]

    def ahead(self, serials: Iterable[object]) -> None:
        """Read at once what will be asked of many numbers."""
        keys = {key for one in set(map(str, serials)) for key in self._keys(one)}
        wanted = keys - self._by_key.keys()
        ids = holders(self._connection, wanted) if wanted else {}
        rows = {row["id"]: row for row in self._rows({id for some in ids.values() for id in some})}
        for key in wanted:
            self._by_key[key] = [rows[id] for id in ids.get(key, ()) if id in rows]

    def sharing(self, grants: Iterable[str]) -> set[str]:
        """The grants with a machine whose number reads like one of these grants'."""
        item, wanted = table_of(ITEM), sorted(grants)
        serials: list[str] = []
        for start in range(0, len(wanted), _MANY):
            part = item.c.parent_id.in_(wanted[start : start + _MANY])
            query = select(item.c.serial).where(part, item.c.serial.is_not(None))
            serials += self._connection.scalars(query.where(item.c.removed.is_(False)))
        self.ahead(serials)
        return {str(one["parent"]) for serial in serials for one in self.like(serial)}

    def _keys(self, serial: str) -> frozenset[int]:
        return frozenset(hashed(ITEM, key) for key in keys_of(self._form, {SERIAL: serial}))

    def _rows(self, ids: Iterable[str]) -> Iterable[Mapping[str, Any]]:
        """Machines that were not removed, nor their grants."""
        item, grant, wanted = table_of(ITEM), table_of(GRANT), sorted(ids)
        query = select(item.c.id, item.c.serial, item.c.parent_id.label("parent"))
        query = query.join(grant, grant.c.id == item.c.parent_id)
        query = query.where(item.c.removed.is_(False), grant.c.removed.is_(False))
        for start in range(0, len(wanted), _MANY):
            part = query.where(item.c.id.in_(wanted[start : start + _MANY]))
            yield from map(dict, self._connection.execute(part).mappings())


def _order(one: tuple[str, Values]) -> tuple[str, str]:
    return str(one[1]["parent"]), one[0]
