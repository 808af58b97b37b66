"""Which records are to be checked again because others were joined, split, removed or restored."""

from __future__ import annotations

from sqlalchemy import Connection, Text, cast, select

from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store import joined, rejoin
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.tables import History, Joined


def joined_with(
    data: DataFile, connection: Connection, due: dict[str, set[str]], after: int, upto: int
) -> None:
    """Add to the records due those that stand, or stood, for one of them, or are joined into it."""
    changed = _changed(connection, after, upto)
    if joined.nothing(connection) and not changed:
        return
    for kind, *ids in changed:
        regrouped = {id for id in ids if id}
        regrouped |= set(joined.roots(connection, regrouped).values())
        due.setdefault(kind, set()).update(regrouped)
        for form, _, naming in rejoin.naming(connection, data.forms, kind, regrouped):
            if not form.parent:
                due.setdefault(form.kind, set()).update(naming)
    for kind, ids_due in due.items():
        if data.forms[kind].joins:
            ids_due |= {
                one
                for part in joined.in_parts(ids_due)
                for one in connection.scalars(select(Joined.id).where(Joined.target.in_(part)))
            }
            ids_due |= set(joined.roots(connection, ids_due).values())


def _changed(
    connection: Connection, after: int, upto: int
) -> list[tuple[str, str, str | None, str | None]]:
    """(kind, id, whom it named before, whom now) of what was joined or split in a span."""
    query = select(History.kind, History.record_id, History.changes)
    query = query.where(History.number > after, History.number <= upto)
    said = cast(History.changes, Text).contains(f'"{SAME_AS}"')
    return [
        (row.kind, row.record_id, *row.changes[SAME_AS])
        for row in connection.execute(query.where(said))
        if SAME_AS in row.changes
    ]
