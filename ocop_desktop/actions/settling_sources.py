"""Who wrote the values of a conflict, when, and what they grew from: as the history tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from ocop_desktop.schema.stamps import REMOVED
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.joined import in_parts
from ocop_desktop.store.open_conflicts import CONFLICT
from ocop_desktop.store.records import NEW
from ocop_desktop.store.tables import Exchanged, History, Installation

_LEVELS = {2: "province", 3: "district", 5: "commune"}


class Sources:
    """The history of some records of one kind, the latest first, and the installations behind it."""

    def __init__(
        self, data: DataFile, connection: Connection, kind: str, ids: Sequence[str]
    ) -> None:
        self._data = data
        self._history: dict[str, list[Row[Any]]] = {}
        for part in in_parts(ids):
            query = select(History.__table__).where(
                History.kind == kind, History.record_id.in_(part), History.undone.is_(False)
            )
            for row in connection.execute(query.order_by(History.number.desc())):
                self._history.setdefault(row.record_id, []).append(row)
        self._files = self._from(connection)
        rows = connection.execute(select(Installation.__table__))
        self._known = {row.id: (row.unit, row.officer) for row in rows}
        self._known[data.installation] = (data.unit, data.officer)

    def _from(self, connection: Connection) -> dict[str, str]:
        """Which installation sent each file that the history speaks of."""
        wanted = {row.source for rows in self._history.values() for row in rows if row.source}
        found: dict[str, str] = {}
        for part in in_parts(wanted):
            query = select(Exchanged.id, Exchanged.installation).where(Exchanged.id.in_(part))
            found.update((row.id, row.installation) for row in connection.execute(query))
        return found

    def who(self, installation: str) -> tuple[str, str]:
        """The unit's name and the officer's of an installation; blanks where they are unknown."""
        unit, officer = self._known.get(installation, ("", ""))
        return self._named(unit), officer

    def unit_of(self, installation: str) -> str:
        """The name of the unit of an installation."""
        return self.who(installation)[0]

    def _named(self, unit: str) -> str:
        level = _LEVELS.get(len(unit.removeprefix("2024:")), "commune")
        return self._data.places.title(level, unit) or unit

    def when(self, id: str, field: str, value: Any, installation: str) -> tuple[str, str]:
        """When a value was written here, or came, and who wrote it here; blanks where unknown."""
        rows = self._history.get(id, ())
        if installation == self._data.installation:
            own = [row for row in rows if _wrote(row, field, value)]
            return (own[0].at, own[0].by) if own else ("", "")
        came = [row for row in rows if row.source is not None]
        sent = [row for row in came if self._files.get(row.source) == installation]
        for row in (*sent, *came):
            return row.at, ""
        return "", ""

    def author(self, id: str, field: str, value: Any, installation: str) -> str:
        """The installation that wrote a value; of one put back by undo, whoever wrote it first."""
        rows = self._history.get(id, ())
        if installation != self._data.installation or any(
            _wrote(row, field, value) for row in rows
        ):
            return installation
        for row in reversed(rows):
            left = row.changes.get(CONFLICT + field, (None, None))[1] or ()
            if row.source is not None and (_after(row, field, value) or value in left):
                return self._files.get(row.source, installation)
        return installation

    def last_writer(self, record: Mapping[Any, Any]) -> tuple[str, str, str]:
        """(installation, when, who) of the last write of a record that is no removal."""
        written = [mark.get("s") for mark in record["stamps"].get("f", {}).values()]
        _, who = max([record["stamps"]["s"], *filter(None, written)])
        rows = self._history.get(record["id"], ())
        if who == self._data.installation:
            own = [row for row in rows if row.source is None and REMOVED not in row.changes]
            return (who, own[0].at, own[0].by) if own else (who, "", "")
        return (who, *self.when(record["id"], REMOVED, None, who))

    def base(self, id: str, field: str, values: Iterable[Any]) -> tuple[Any, bool]:
        """What these values grew from, and whether the history knows it."""
        ends, base, known = list(values), None, False
        if field == REMOVED:
            return None, False
        for row in self._history.get(id, ()):
            if NEW in row.changes:
                made = row.changes.get(field, (None, None))[1]
                return (base, True) if known and made in ends else (made, True)
            if field not in row.changes:
                continue
            before, after = row.changes[field]
            if after not in ends:
                return after, True
            base, known = before, True
            if before not in ends:
                return base, True
        return base, known


def _wrote(row: Row[Any], field: str, value: Any) -> bool:
    """Whether somebody here gave the field that value: opening a conflict again gives it none."""
    opened_again = bool(row.changes.get(CONFLICT + field, (None, None))[1])
    return row.source is None and not opened_again and _after(row, field, value)


def _after(row: Row[Any], field: str, value: Any) -> bool:
    if field == REMOVED and value is False:
        return REMOVED not in row.changes
    return field in row.changes and row.changes[field][1] == value
