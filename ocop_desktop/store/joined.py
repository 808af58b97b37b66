"""Links as they are read and as they are kept, where a record was joined into another one.

A record names whom it names, for ever: that is kept, stamped, sent and merged. What its row shows,
so that every list, count and paper finds the right one by the same index as ever, is who stands
for that record now. Where the two differ, `joined_link` holds what is kept. So with nothing joined
nothing is slower, and splitting again only takes the rows of that table away.

`placed` goes from what is kept to what is shown, wherever records are written; `as_kept` back,
wherever something is to be compared, sent or written again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from ocop_desktop.schema import Form, Value, stamps
from ocop_desktop.schema.joins import SAME_AS
from ocop_desktop.store.datafile import Work
from ocop_desktop.store.tables import Joined, JoinedLink

PARENT = "parent_id"
_MANY = 500


@dataclass(frozen=True)
class Placed:
    """What a row shows of a record: its values, whom it stands in, whether it is on no list."""

    values: Mapping[str, Value]
    parent_id: str | None
    hidden: bool = False


def nothing(connection: Connection) -> bool:
    """Whether no record was ever joined here."""
    return connection.exec_driver_sql("SELECT 1 FROM joined LIMIT 1").first() is None


def in_parts(ids: Iterable[str]) -> Iterator[list[str]]:
    """A few hundred at a time, in order."""
    ordered = sorted(set(ids))
    for start in range(0, len(ordered), _MANY):
        yield ordered[start : start + _MANY]


# ---- who stands for whom


def roots(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Who stands for each of these records, where another one does."""
    found: dict[str, str] = {}
    for part in in_parts(ids):
        query = select(Joined.id, Joined.root)
        query = query.where(Joined.id.in_(part), Joined.root != Joined.id)
        found.update((row.id, row.root) for row in connection.execute(query))
    return found


def root(connection: Connection, id: str) -> str:
    """The record that stands for this one; itself where none does."""
    return roots(connection, [id]).get(id, id)


def members(connection: Connection, id: str) -> list[str]:
    """The records that this one stands for, without itself."""
    query = select(Joined.id).where(Joined.root == id, Joined.id != id)
    return list(connection.scalars(query.order_by(Joined.id)))


# ---- from what is kept to what is shown


def placed(
    work: Work,
    form: Form,
    records: Sequence[tuple[str, Mapping[str, Value], str | None]],
    *,
    new: bool = False,
) -> list[Placed]:
    """What the rows of records (id, values, parent) show; what differs is kept beside them."""
    if not (form.links or form.parent or form.joins) or work.unjoined():
        return [Placed(values, parent) for _, values, parent in records]
    wanted = {id for id, _, _ in records} if form.joins else set[str]()
    for _, values, parent in records:
        wanted |= named_in(form, values, parent)
    known = roots(work.connection, wanted)
    found = [shown(form, values, parent, known) for _, values, parent in records]
    keep(work.connection, form, zip(records, found, strict=True), new=new)
    return [
        Placed(values, parent, hidden=id in known)
        for (id, _, _), (values, parent) in zip(records, found, strict=True)
    ]


def named_in(form: Form, values: Mapping[str, Value], parent: str | None) -> set[str]:
    """Every record that these values name."""
    found = {parent} if parent else set[str]()
    for field in form.links:
        value = values.get(field.name)
        found.update(value if isinstance(value, list) else [str(value)] if value else [])
    return found


def shown(
    form: Form, values: Mapping[str, Value], parent: str | None, known: Mapping[str, str]
) -> tuple[Mapping[str, Value], str | None]:
    """Values and parent with those who stand for the records named; `known` are their roots."""
    if not known:
        return values, parent
    moved: dict[str, Value] = {}
    for field in form.links:
        value = values.get(field.name)
        if isinstance(value, list):
            if any(one in known for one in value):
                moved[field.name] = sorted({known.get(one, one) for one in value})
        elif value is not None and str(value) in known:
            moved[field.name] = known[str(value)]
    return ({**values, **moved} if moved else values), known.get(str(parent), parent)


Kept = tuple[str, Mapping[str, Value], str | None]
Shown = tuple[Mapping[str, Value], str | None]


def keep(
    connection: Connection, form: Form, records: Iterable[tuple[Kept, Shown]], *, new: bool = False
) -> None:
    """Hold beside the rows what these records really name, where it is not what they show."""
    rows: list[dict[str, Any]] = []
    ids: list[str] = []
    for (id, values, parent), (seen, above) in records:
        ids.append(id)
        if seen is not values:
            rows += [
                {"id": id, "field": f.name, "kind": form.kind, "named": values[f.name]}
                for f in form.links
                if seen.get(f.name) != values.get(f.name)
            ]
        if above != parent:
            rows.append({"id": id, "field": PARENT, "kind": form.kind, "named": parent})
    for part in in_parts(() if new else ids):
        connection.execute(delete(JoinedLink).where(JoinedLink.id.in_(part)))
    if rows:
        connection.execute(insert(JoinedLink), rows)


# ---- and back


def as_kept(
    work: Work, form: Form, rows: Mapping[str, Mapping[Any, Any]]
) -> Mapping[str, Mapping[Any, Any]]:
    """Rows as their records are kept, stamped and sent; the same ones where nothing is joined."""
    return rows if work.unjoined() else kept_rows(work.connection, form, rows)


def kept_rows(
    connection: Connection, form: Form, rows: Mapping[str, Mapping[Any, Any]]
) -> dict[str, Mapping[Any, Any]]:
    """The same, where a connection only reads."""
    named = kept_links(connection, form, rows)
    found: dict[str, Mapping[Any, Any]] = {}
    for id, row in rows.items():
        over: dict[str, Any] = dict(named.get(id, {}))
        if row["removed"] and form.joins:
            over["removed"] = stamps.removed(row["stamps"])
        found[id] = {**row, **over} if over else row
    return found


def kept_links(connection: Connection, form: Form, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """{id: {field: what it really names}} of the records of a form whose rows show another one."""
    found: dict[str, dict[str, Any]] = {}
    for part in in_parts(ids) if form.links or form.parent else ():
        query = select(JoinedLink.id, JoinedLink.field, JoinedLink.named).where(
            JoinedLink.id.in_(part)
        )
        for id, field, named in connection.execute(query):
            found.setdefault(id, {})[field] = named
    return found


def is_joined(row: Mapping[Any, Any]) -> bool:
    """Whether a row's record names another one as the same."""
    return bool((row["answers"] or {}).get(SAME_AS))
