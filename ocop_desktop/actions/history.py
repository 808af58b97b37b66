"""What was done in this file: actions with their changes, the latest first, a page at a time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, Row, Text, cast, func, or_, select
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.actions.history_lines import Line, Lines
from ocop_desktop.store import joined, search
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Action, Exchanged, History, SearchRow

PAGE, LINES, _FOUND, _MANY = 30, 12, 300, 500


@dataclass(frozen=True)
class Wanted:
    """What is looked for; blanks leave everything in. Days are ISO, both included."""

    record: tuple[str, str] | None = None  # kind and id: it and the rows of its tables
    kind: str = ""
    by: str | None = None
    verb: str = ""
    since: str = ""
    until: str = ""
    typed: str = ""


@dataclass(frozen=True)
class Group:
    """One action: what was done, when, by whom, from which files, its first changes.

    `records` counts what was written, `tops` those among it that are no rows of tables. `place`
    continues the list below it; `of` says of an undo or redo what it turned.
    """

    id: str
    place: int
    verb: str
    at: str
    by: str
    records: int
    undone: bool
    lines: tuple[Line, ...]
    more: bool
    files: tuple[str, ...] = ()
    of: str = ""
    tops: int = 0


@dataclass(frozen=True)
class Change:
    """One field of one save: who, when, before and after (values as they are kept)."""

    at: str
    by: str
    verb: str
    revision: int
    field: str
    before: Any
    after: Any


def changes(data: DataFile, id: str) -> list[Change]:
    """Every change of a record, the latest first."""
    query = select(History.__table__).where(History.record_id == id)
    with data.read() as connection:
        rows = connection.execute(query.order_by(History.number.desc())).all()
    return [
        Change(row.at, row.by, row.verb, row.revision, field, before, after)
        for row in rows
        for field, (before, after) in row.changes.items()
    ]


def page(
    data: DataFile, wanted: Wanted, *, below: int | None = None, limit: int = PAGE
) -> list[Group]:
    """Actions with their changes, the latest first; `below` is the place of the last one seen.

    Fewer than `limit` come where there are no more. A record's or a text's page shows only the
    changes it asks for.
    """
    with data.read() as connection:
        if wanted.record is not None or wanted.typed.strip():
            found = _by_changes(data, connection, wanted, below, limit)
        else:
            found = _by_actions(data, connection, wanted, below, limit)
        return _groups(data, connection, found)


def lines(data: DataFile, action: str, *, after: int = 0, limit: int = 200) -> list[Line]:
    """More changes of one action, in the order they were written; `after` is the last one's number."""
    with data.read() as connection:
        rows = _rows_of(connection, action, after, limit)
        return Lines(data, connection).of(rows)


def people(data: DataFile) -> list[str]:
    """Everybody who has done something here."""
    with data.read() as connection:
        return sorted(connection.scalars(select(Action.by).distinct()))


def verbs(data: DataFile) -> list[str]:
    """Every kind of thing that was done here."""
    with data.read() as connection:
        return sorted(connection.scalars(select(Action.verb).distinct()))


# -- finding --------------------------------------------------------------------------------------

Found = tuple[int, str, Sequence[Row[Any]], bool]  # place, action, rows of history, more of them


def _by_actions(
    data: DataFile, connection: Connection, wanted: Wanted, below: int | None, limit: int
) -> list[Found]:
    query = select(Action.number, Action.id).where(*_narrowed(Action, wanted))
    kinds = _kinds(data, wanted)
    if kinds:
        counted = cast(Action.counts, Text)
        query = query.where(or_(*(counted.contains(f'"{kind}"') for kind in kinds)))
    if below is not None:
        query = query.where(Action.number < below)
    found: list[Found] = []
    for number, id in connection.execute(query.order_by(Action.number.desc()).limit(limit)):
        rows = _rows_of(connection, id, 0, LINES + 1, kinds)
        found.append((number, id, rows[:LINES], len(rows) > LINES))
    return found


def _kinds(data: DataFile, wanted: Wanted) -> list[str]:
    """The kind that is asked for and those of its tables."""
    return [form.kind for form in data.forms[wanted.kind].within()] if wanted.kind else []


def _narrowed(table: Any, wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """By person, verb and days, alike for actions and for their changes."""
    if wanted.by is not None:
        yield table.by == wanted.by
    if wanted.verb:
        yield table.verb == wanted.verb
    if wanted.since:
        yield table.at >= wanted.since
    if wanted.until:
        yield table.at < f"{wanted.until}~"  # every moment of that day


def _rows_of(
    connection: Connection, action: str, after: int, limit: int, kinds: Sequence[str] = ()
) -> list[Row[Any]]:
    query = select(History.__table__).where(History.action == action, History.number > after)
    if kinds:
        query = query.where(History.kind.in_(kinds))
    return list(connection.execute(query.order_by(History.number).limit(limit)))


def _by_changes(
    data: DataFile, connection: Connection, wanted: Wanted, below: int | None, limit: int
) -> list[Found]:
    """Actions by the changes that were asked for, a few hundred changes at a time."""
    query = select(History.__table__).where(*_narrowed(History, wanted))
    if wanted.kind:
        query = query.where(History.kind.in_(_kinds(data, wanted)))
    if wanted.record is not None:
        ids = _with_rows(data, connection, *wanted.record)
        ids += joined.members(connection, wanted.record[1])  # their past is its past
        query = query.where(History.record_id.in_(ids))
    if wanted.typed.strip():
        query = query.where(_says(connection, wanted.typed.strip()))
    if below is not None:
        query = query.where(History.number < below)
    rows = list(connection.execute(query.order_by(History.number.desc()).limit(limit * LINES)))
    found: list[Found] = []
    for action, group in groupby(rows, key=lambda row: row.action):
        these = list(group)
        if len(found) == limit:
            break
        found.append((these[-1].number, action, these[::-1], False))
    return found


def _with_rows(data: DataFile, connection: Connection, kind: str, id: str) -> list[str]:
    """A record's id and those of the rows in its tables, at any depth."""
    ids, level = [id], [(data.forms[kind], [id])]
    while level:
        form, parents = level.pop()
        for table_form in form.tables:
            table = table_of(table_form.kind)
            kept = list(
                connection.scalars(select(table.c.id).where(table.c.parent_id.in_(parents)))
            )
            if kept:
                ids += kept
                level.append((table_form, kept))
    return ids


def _says(connection: Connection, typed: str) -> Any:
    """Changes of records that the text finds, and changes in which it stands."""
    found = search.found_by(typed)
    inside = cast(History.changes, Text).contains(typed, autoescape=True)
    if found is None:
        return inside
    ids = list(connection.scalars(select(SearchRow.id).where(found).limit(_FOUND)))
    return or_(History.record_id.in_(ids), inside)


# -- as groups ------------------------------------------------------------------------------------


def _groups(data: DataFile, connection: Connection, found: Iterable[Found]) -> list[Group]:
    found = list(found)
    actions = _actions(connection, [action for _, action, _, _ in found])
    turned = _actions(connection, [one.of for one in actions.values() if one.of])
    files = _files(connection, [id for one in actions.values() for id in one.sources])
    shown = Lines(data, connection)
    shown.ahead(row for _, _, rows, _ in found for row in rows)
    return list(_made(found, actions, turned, files, shown, data.forms.top))


def _made(
    found: Sequence[Found],
    actions: dict[str, Row[Any]],
    turned: dict[str, Row[Any]],
    files: dict[str, str],
    shown: Lines,
    top: Collection[str],
) -> Iterator[Group]:
    for place, id, rows, more in found:
        one = actions.get(id)
        if one is None:  # not of this table's time: told by its changes alone
            continue
        of = turned.get(one.of or "")
        yield Group(
            id,
            place,
            one.verb,
            one.at,
            one.by,
            sum(one.counts.values()),
            one.undone_by is not None,
            tuple(shown.of(rows)),
            more,
            tuple(files[source] for source in one.sources if source in files),
            f"{of.verb} {of.at}" if of is not None else "",
            sum(count for kind, count in one.counts.items() if kind in top),
        )


def _actions(connection: Connection, ids: Sequence[str]) -> dict[str, Row[Any]]:
    found: dict[str, Row[Any]] = {}
    for start in range(0, len(ids), _MANY):
        query = select(Action.__table__).where(Action.id.in_(ids[start : start + _MANY]))
        found.update((row.id, row) for row in connection.execute(query))
    return found


def _files(connection: Connection, ids: Sequence[str]) -> dict[str, str]:
    """The names of exchanged files."""
    query = select(Exchanged.id, Exchanged.file).where(Exchanged.id.in_(ids[:_MANY]))
    return {row.id: row.file for row in connection.execute(query)} if ids else {}


def count(data: DataFile) -> int:
    """How many actions there are."""
    with data.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(Action)) or 0)
