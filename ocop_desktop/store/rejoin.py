"""After records were joined, split, removed or brought in: who stands for whom, everywhere.

`settle` is asked at the end of every unit of work that touched such a record; a merge brings
joins, their records and what names these in any order, and ends alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from ocop_desktop.records.base import from_row, to_row
from ocop_desktop.schema import Field, Form, Forms, stamps
from ocop_desktop.schema.joins import standing_for
from ocop_desktop.store import alike, joined
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.joined import PARENT, in_parts
from ocop_desktop.store.records import index, load_rows, reindex_links, table_of
from ocop_desktop.store.tables import Joined, LinkRow


def settle(data: DataFile, work: Work) -> None:
    """Bring up to date who stands for whom, and what every list and link shows of it."""
    while work.joins_touched:
        kind, touched = work.joins_touched.popitem()
        _settle(data, work, data.forms[kind], touched)


def _settle(data: DataFile, work: Work, form: Form, touched: Mapping[str, str | None]) -> None:
    connection = work.connection
    query = select(Joined.id, Joined.target, Joined.root)
    rows = connection.execute(query.where(Joined.kind == form.kind)).all()
    was = {row.id: row.root for row in rows}
    named = {row.id: row.target for row in rows} | {
        id: target for id, target in touched.items() if target
    }
    for id, target in touched.items():
        if not target:
            named.pop(id, None)
    near = _near(touched, {row.id: row.target for row in rows}, named)
    if not near:
        return
    named = {id: target for id, target in named.items() if id in near}
    standing = _standing(connection, form, near, {row.id for row in rows})
    now = standing_for(named, standing)
    _write(connection, form, near & was.keys(), named, now)
    work.unjoined_known = False  # the last join may be gone: what it kept has still to go
    moved = {
        id: (was.get(id, id), now.get(id, id)) for id in near if was.get(id, id) != now.get(id, id)
    }
    _show(data, work, form, moved, standing)
    _move(data, work, form.kind, {one for pair in moved.items() for one in (pair[0], pair[1][0])})
    work.unjoined_known = None
    regrouped = {one for id, pair in moved.items() for one in (id, *pair)}
    work.regrouped.setdefault(form.kind, set()).update(regrouped)


def _near(touched: Iterable[str], before: Mapping[str, str], after: Mapping[str, str]) -> set[str]:
    """Every record that is joined, or was, with one that was touched, in any number of steps."""
    beside: dict[str, set[str]] = {}
    for named in (before, after):
        for id, target in named.items():
            beside.setdefault(id, set()).add(target)
            beside.setdefault(target, set()).add(id)
    found: set[str] = set()
    left = [id for id in touched if id in beside]
    while left:
        id = left.pop()
        if id not in found:
            found.add(id)
            left += beside[id]
    return found


def _standing(
    connection: Connection, form: Form, ids: Iterable[str], joined_before: set[str]
) -> set[str]:
    """Those of these records that are here and not removed."""
    table, found = table_of(form.kind), set[str]()
    for part in in_parts(ids):
        query = select(table.c.id, table.c.removed, table.c.stamps).where(table.c.id.in_(part))
        for id, gone, marks in connection.execute(query):
            if not (stamps.removed(marks) if id in joined_before else gone):
                found.add(id)
    return found


def _write(
    connection: Connection,
    form: Form,
    old: Iterable[str],
    named: Mapping[str, str],
    now: Mapping[str, str],
) -> None:
    for part in in_parts(old):
        connection.execute(delete(Joined).where(Joined.id.in_(part)))
    rows = [
        {"id": id, "kind": form.kind, "target": target, "root": now[id]}
        for id, target in sorted(named.items())
    ]
    if rows:
        connection.execute(insert(Joined), rows)


def _show(
    data: DataFile,
    work: Work,
    form: Form,
    moved: Mapping[str, tuple[str, str]],
    standing: set[str],
) -> None:
    """Take those for whom another one stands from the lists, and put back those who stand again."""
    table = table_of(form.kind)
    for id, row in load_rows(work.connection, form.kind, sorted(moved)).items():
        hidden = moved[id][1] != id or id not in standing
        if hidden != bool(row["removed"]):
            change = update(table).where(table.c.id == id).values(removed=hidden)
            work.connection.execute(change)
            work.touched.add(form.kind)
            index(data, work.connection, form, id, from_row(form, row), removed=hidden)


# ---- what names them


def _move(data: DataFile, work: Work, kind: str, ids: set[str]) -> None:
    """Show anew, in whatever names these records, who stands for them."""
    for form, field, found in naming(work.connection, data.forms, kind, ids):
        for part in in_parts(found):
            _place(data, work, form, field, part)


def naming(
    connection: Connection, forms: Forms, kind: str, ids: set[str]
) -> Iterator[tuple[Form, str, set[str]]]:
    """(form, field, ids) of the records whose row shows one of these."""
    for form, field in forms.naming[kind]:
        yield form, field.name, naming_in(connection, form, field, ids)
    for table in forms[kind].tables:
        yield table, PARENT, _ids_where(connection, table.kind, PARENT, ids)


def naming_in(connection: Connection, form: Form, field: Field, ids: set[str]) -> set[str]:
    """The records of a form whose row shows one of these in a field of one link or of several."""
    if field.type.kind != "links":
        return _ids_where(connection, form.kind, field.name, ids)
    link = LinkRow.field == f"{form.kind}.{field.name}"
    return {
        id
        for part in in_parts(ids)
        for id in connection.scalars(select(LinkRow.id).where(link, LinkRow.target.in_(part)))
    }


def _ids_where(connection: Connection, kind: str, column: str, values: set[str]) -> set[str]:
    table = table_of(kind)
    return {
        id
        for part in in_parts(values)
        for id in connection.scalars(select(table.c.id).where(table.c[column].in_(part)))
    }


def _place(data: DataFile, work: Work, form: Form, field: str, ids: list[str]) -> None:
    connection, table = work.connection, table_of(form.kind)
    rows = load_rows(connection, form.kind, ids)
    kept = joined.kept_rows(connection, form, rows)
    records = [(id, from_row(form, row), row.get(PARENT)) for id, row in kept.items()]
    for (id, _, _), now in zip(records, joined.placed(work, form, records), strict=True):
        row = rows[id]
        before = from_row(form, row)
        if before == now.values and row.get(PARENT) == now.parent_id:
            continue
        written: dict[str, Any] = to_row(form, now.values)
        if form.parent:
            written[PARENT] = now.parent_id
        connection.execute(update(table).where(table.c.id == id), written)
        work.touched.add(form.kind)
        work.regrouped.setdefault(form.kind, set()).add(id)
        alike.put(connection, form, data.places, [(id, before, now.values)])
        if index(data, connection, form, id, now.values, removed=bool(row["removed"])):
            reindex_links(data, work, form.kind, id)
