"""What the program fills in: dates and sums that follow from others, ranks that products hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, select, update

from ocop_desktop.actions.intake import Intake
from ocop_desktop.actions.law import outside, ranks_of
from ocop_desktop.records import rules
from ocop_desktop.records.base import from_row, to_row
from ocop_desktop.records.rules import Outside
from ocop_desktop.schema import Entry, Form, Value
from ocop_desktop.store import alike, records, rejoin
from ocop_desktop.store.datafile import DataFile, Work
from ocop_desktop.store.tables import History

FROM_TABLES = frozenset(["product", "support", "support_item", "assessment"])
REWORKED = FROM_TABLES | {"dossier"}  # kinds with fields that are worked out from their own
_MANY = 500
MADE_BY_RANK = (None, "potential")
"""What a product was before its first rank; "outside" was said on purpose and stays."""


def settle(data: DataFile, work: Work, intake: Intake, held: Entry | None) -> None:
    """Add to an intake what follows from it, its rows first; `held` is the record in the file.

    A computed field always takes what follows; another one only while it is blank.
    """
    _settle(intake, held, outside(data, work.connection))


def _settle(intake: Intake, held: Entry | None, asked: Outside) -> None:
    known = {row.id: row for rows in held.tables.values() for row in rows} if held else {}
    for row in (row for rows in intake.tables.values() for row in rows):
        _settle(row, known.get(row.id), asked)
    after = (dict(held.values) if held else {}) | intake.values
    tables = _tables_after(intake, held)
    rows_of = {name: list(rows.values()) for name, rows in tables.items()}
    intake.values |= _taken(
        intake.form, after, rules.derive(intake.form.kind, after, rows_of, asked)
    )
    found = rules.derive_rows(intake.form.kind, after | intake.values, rows_of, asked)
    for name, row_values in found.items():
        made = dict(zip(tables[name], row_values, strict=True))
        for row in intake.tables.get(name, ()):
            row.values |= made.get(row.id, {})


def _taken(form: Form, after: Mapping[str, Value], follow: Mapping[str, Value]) -> dict[str, Value]:
    return {
        name: value
        for name, value in follow.items()
        if name in form.by_name
        and after.get(name) != value
        and (form.by_name[name].computed or (after.get(name) is None and value is not None))
    }


def _tables_after(intake: Intake, held: Entry | None) -> dict[str, dict[str, Mapping[str, Value]]]:
    """The rows as they will be, by id: those in the file, changed or added to by the intake."""
    tables: dict[str, dict[str, Mapping[str, Value]]] = {}
    for table in intake.form.tables:
        rows = {row.id: dict(row.values) for row in (held.rows(table.name) if held else ())}
        for row in intake.tables.get(table.name, ()):
            rows[row.id] = rows.get(row.id, {}) | row.values
            if row.removed:
                del rows[row.id]
        tables[table.name] = dict(rows)
    return tables


def refresh(data: DataFile, work: Work, kind: str, ids: Iterable[str]) -> None:
    """Bring up to date what follows from these records, in them and elsewhere; no new stamp."""
    wanted = list(ids)
    if kind in REWORKED:
        recompute(data, work, data.forms[kind], wanted)
    elsewhere(data, work, kind, wanted)


def elsewhere(data: DataFile, work: Work, kind: str, ids: Sequence[str]) -> None:
    """What other records hold because of these: a product's rank, a grant's sums."""
    parent = data.forms[kind].parent
    if kind == "recognition":
        refresh_ranks(data, work, sorted(ranked_by(work, ids)))
    if kind == "assessment":
        recompute(data, work, data.forms[kind], ids)
    if parent in FROM_TABLES:
        refresh(data, work, parent, parents(work.connection, kind, ids))


def regrouped(data: DataFile, work: Work) -> None:
    """Bring up to date what follows from records that were joined or split, and from what moved."""
    rejoin.settle(data, work)
    groups, work.regrouped = work.regrouped, {}
    for kind, ids in groups.items():
        refresh(data, work, kind, sorted(ids))
        if kind == "product":
            refresh_ranks(data, work, sorted(ids))


def ranked_by(work: Work, ids: Sequence[str]) -> set[str]:
    """The products that recognitions are of, and those they were taken from just now."""
    return {*_column(work.connection, "recognition", "product", ids), *_left(work, ids)}


def parents(connection: Connection, kind: str, ids: Sequence[str]) -> list[str]:
    """The records in which rows of a table stand."""
    return _column(connection, kind, "parent_id", ids)


def _left(work: Work, ids: Sequence[str]) -> set[str]:
    """The products that recognitions were taken from in this unit of work."""
    found: set[str] = set()
    for start in range(0, len(ids), _MANY):
        query = select(History.changes).where(
            History.action == work.action,
            History.record_id.in_(ids[start : start + _MANY]),
            History.revision > 1,
        )
        for changes in work.connection.scalars(query):
            before = changes.get("product", (None,))[0]
            found.update([before] if before else [])
    return found


def _column(connection: Connection, kind: str, name: str, ids: Sequence[str]) -> list[str]:
    column, found = records.table_of(kind).c, set[str]()
    for start in range(0, len(ids), _MANY):
        query = select(column[name]).where(column.id.in_(ids[start : start + _MANY])).distinct()
        found.update(one for one in connection.scalars(query) if one)
    return sorted(found)


def recompute(data: DataFile, work: Work, form: Form, ids: Sequence[str]) -> None:
    """Write anew the computed fields of records, and of their rows, from values and tables."""
    asked = outside(data, work.connection)
    for entry in records.load_entries(work.connection, data.forms, form.kind, ids).values():
        tables = {name: list(entry.rows(name)) for name in entry.tables}
        _put(data, work, form, entry, rules.derive(form.kind, entry.values, tables, asked))
        for name, made in rules.derive_rows(form.kind, entry.values, tables, asked).items():
            for row, follow in zip(tables[name], made, strict=True):
                _put(data, work, form.table(name), row, follow)


def _put(data: DataFile, work: Work, form: Form, entry: Entry, follow: Mapping[str, Value]) -> None:
    taken = _taken(form, entry.values, follow)
    computed = {name: value for name, value in taken.items() if _computed(form, name)}
    _keep(work, form, entry.id, entry.values, computed)
    if computed:
        after = {**entry.values, **computed}
        alike.put(work.connection, form, data.places, [(entry.id, entry.values, after)])


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
    form = data.forms["product"]
    for id, row in records.load_rows(work.connection, "product", products).items():
        held = rules.current_rank(ranks_of(data, work.connection, id))
        values = from_row(form, row)
        changed = {name: value for name, value in held.items() if values.get(name) != value}
        _keep(work, form, id, values, changed)


def recognised(data: DataFile, work: Work, ids: Sequence[str]) -> None:
    """Call a product an OCOP product once its last rank, not ended, is of three stars or more.

    Done where the rank is typed in, as if the officer had said so: it is stamped and travels.
    """
    form = data.forms["product"]
    products = _column(work.connection, "recognition", "product", ids)
    for id, row in records.load_rows(work.connection, "product", products).items():
        last = rules.last_rank(ranks_of(data, work.connection, id))
        stars = int(str(last.get("stars"))) if last else 0
        status = from_row(form, row).get("ocop_status")
        if last and stars >= 3 and not last.get("end_reason") and status in MADE_BY_RANK:
            records.update_record(data, work, form, row, {"ocop_status": "ocop"})
