"""What the program fills in: dates and sums that follow from others, ranks that products hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, select, update

from ocop_desktop.actions.drafts import Draft
from ocop_desktop.records import rules
from ocop_desktop.records.base import from_row, to_row
from ocop_desktop.records.rules import Outside
from ocop_desktop.regulations import working_days_after
from ocop_desktop.schema import Entry, Form, Value
from ocop_desktop.store import records
from ocop_desktop.store.datafile import DataFile, Work

FROM_TABLES = frozenset(["product", "support", "support_item"])


def outside(data: DataFile) -> Outside:
    """What the rules ask of the places and of the calendar."""
    return Outside(district_of=data.places.district_of, working_days_after=working_days_after)


def settle(data: DataFile, draft: Draft, held: Entry | None) -> None:
    """Add to a draft what follows from it, its rows first; `held` is the record in the file.

    A computed field always takes what follows; another one only while it is blank.
    """
    known = {row.id: row for rows in held.tables.values() for row in rows} if held else {}
    for row in (row for rows in draft.tables.values() for row in rows):
        settle(data, row, known.get(row.id))
    after = (dict(held.values) if held else {}) | draft.values
    follow = rules.derive(draft.form.kind, after, _tables_after(draft, held), outside(data))
    draft.values |= _taken(draft.form, after, follow)


def _taken(form: Form, after: Mapping[str, Value], follow: Mapping[str, Value]) -> dict[str, Value]:
    return {
        name: value
        for name, value in follow.items()
        if name in form.by_name
        and after.get(name) != value
        and (form.by_name[name].computed or (after.get(name) is None and value is not None))
    }


def _tables_after(draft: Draft, held: Entry | None) -> dict[str, list[Mapping[str, Value]]]:
    """The rows as they will be: those in the file, changed or added to by the draft."""
    tables: dict[str, list[Mapping[str, Value]]] = {}
    for table in draft.form.tables:
        rows = {row.id: dict(row.values) for row in (held.rows(table.name) if held else ())}
        for row in draft.tables.get(table.name, ()):
            rows[row.id] = rows.get(row.id, {}) | row.values
            if row.removed:
                del rows[row.id]
        tables[table.name] = list(rows.values())
    return tables


def refresh(data: DataFile, work: Work, kind: str, ids: Iterable[str]) -> None:
    """Bring up to date what follows from these records, in them and elsewhere; no new stamp."""
    wanted = list(ids)
    if kind in FROM_TABLES:
        recompute(data, work, data.forms[kind], wanted)
    elsewhere(data, work, kind, wanted)


def elsewhere(data: DataFile, work: Work, kind: str, ids: Sequence[str]) -> None:
    """What other records hold because of these: a product's rank, a grant's sums."""
    parent = data.forms[kind].parent
    if kind == "recognition":
        refresh_ranks(data, work, _column(work.connection, kind, "product", ids))
    if parent in FROM_TABLES:
        refresh(data, work, parent, _column(work.connection, kind, "parent_id", ids))


def _column(connection: Connection, kind: str, name: str, ids: Sequence[str]) -> list[str]:
    found: set[str] = set()
    for row in records.load_rows(connection, kind, ids).values():
        found.update([row[name]] if row[name] else [])
    return sorted(found)


def recompute(data: DataFile, work: Work, form: Form, ids: Sequence[str]) -> None:
    """Write anew the computed fields of records from their values and tables."""
    for entry in records.load_entries(work.connection, data.forms, form.kind, ids).values():
        tables = {name: list(entry.rows(name)) for name in entry.tables}
        follow = rules.derive(form.kind, entry.values, tables, outside(data))
        taken = _taken(form, entry.values, follow)
        _keep(
            work, form, entry.id, entry.values, {n: taken[n] for n in taken if _computed(form, n)}
        )


def _computed(form: Form, name: str) -> bool:
    return form.by_name[name].computed


def _keep(
    work: Work,
    form: Form,
    id: str,
    values: Mapping[str, Value],
    taken: Mapping[str, Value],
) -> None:
    if not taken:
        return
    table = records.table_of(form.kind)
    row = to_row(form, {**values, **taken})
    work.connection.execute(update(table).where(table.c.id == id), row)
    work.touched.add(form.kind)


def refresh_ranks(data: DataFile, work: Work, products: Sequence[str]) -> None:
    """The stars each product holds and until when, from its recognitions."""
    form, given = data.forms["product"], data.forms["recognition"]
    for id, row in records.load_rows(work.connection, "product", products).items():
        held = rules.current_rank(_recognitions(work.connection, given, id))
        values = from_row(form, row)
        changed = {name: value for name, value in held.items() if values.get(name) != value}
        _keep(work, form, id, values, changed)


def _recognitions(connection: Connection, form: Form, product: str) -> list[Mapping[str, Any]]:
    table = records.table_of("recognition")
    query = select(table).where(table.c.product == product, table.c.removed.is_(False))
    return [from_row(form, row) for row in connection.execute(query).mappings()]
