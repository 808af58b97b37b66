"""Records that were joined, as they are sent (as kept) and as the province counts them (as shown)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select

from ocop_desktop.exchange.sheet_rows import OutRow
from ocop_desktop.schema import Form
from ocop_desktop.schema.stamps import removed
from ocop_desktop.store.tables import Joined, JoinedLink

_joined, _link = Joined.__table__, JoinedLink.__table__


class Joins:
    """The joins of one form: those for whom another record stands."""

    def __init__(self, connection: Connection, form: Form) -> None:
        self._connection, self._form = connection, form

    @cached_property
    def hidden(self) -> frozenset[str]:
        """The records that another one stands for."""
        if not self._form.joins:
            return frozenset()
        query = select(_joined.c.id).where(_joined.c.kind == self._form.kind)
        return frozenset(self._connection.scalars(query.where(_joined.c.root != _joined.c.id)))

    @cached_property
    def named(self) -> Mapping[str, Mapping[str, Any]]:
        """{id: {field: what it really names}} of the records whose row shows another one."""
        query = select(_link.c.id, _link.c.field, _link.c.named)
        query = query.where(_link.c.kind == self._form.kind)
        found: dict[str, dict[str, Any]] = {}
        for id, field, named in self._connection.execute(query):
            found.setdefault(id, {})[field] = named
        return found

    def standing(self, rows: Iterator[OutRow]) -> Iterator[OutRow]:
        """Rows without those that another one stands for."""
        return (row for row in rows if row.id not in self.hidden) if self.hidden else rows

    def as_kept(
        self, rows: Sequence[Sequence[Any]], places: Mapping[str, int]
    ) -> Sequence[Sequence[Any]]:
        """Rows (stamps first) with what their records really name; `places` are the columns."""
        if not self.named and not self.hidden:
            return rows
        id = places["id"]
        return [self._one(row, row[id], places) for row in rows]

    def _one(self, row: Sequence[Any], id: str, places: Mapping[str, int]) -> Sequence[Any]:
        named, hidden = self.named.get(id), id in self.hidden
        if not named and not hidden:
            return row
        kept = list(row)
        for field, value in (named or {}).items():
            kept[places[field]] = value
        if hidden:
            stamps = json.loads(row[0]) if isinstance(row[0], str) else row[0]
            kept[places["removed"]] = removed(stamps)
        return kept
