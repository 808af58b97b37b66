"""The search row of every record, and finding records by a typed text, the likeliest first."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, or_, select
from sqlalchemy.sql.elements import ColumnElement

from ocop_desktop.schema import Form, Lookup, Value
from ocop_desktop.store.engine import ask
from ocop_desktop.store.positions import BAND, band, place
from ocop_desktop.store.search_server import Found, server_query, server_words
from ocop_desktop.store.search_words import Question, index_words, question, search_text
from ocop_desktop.store.tables import SearchRow
from ocop_desktop.vietnamese import title_key

__all__ = ["Words", "found_by", "matching", "put_row", "ranked", "search_text", "searchable"]

PART = 20_000
"""How many keys of a long list are read at a time."""

Connect = Callable[[], AbstractContextManager[Connection]]

ALGORITHM = 3
"""Raised when records are found by other words or numbered otherwise: all are indexed anew."""

FTS_DDL = (
    "CREATE VIRTUAL TABLE search_fts USING fts5(folded, content='search_row', "
    "content_rowid='number', prefix='1 2 3 4 5 6 7', detail=none, columnsize=0, "
    'tokenize="unicode61 remove_diacritics 0")',
    "CREATE TRIGGER search_row_insert AFTER INSERT ON search_row BEGIN "
    "INSERT INTO search_fts (rowid, folded) VALUES (new.number, new.folded); END",
    "CREATE TRIGGER search_row_delete AFTER DELETE ON search_row BEGIN "
    "INSERT INTO search_fts (search_fts, rowid, folded) "
    "VALUES ('delete', old.number, old.folded); END",
    "CREATE TRIGGER search_row_update AFTER UPDATE OF number, folded ON search_row "
    "WHEN old.folded <> new.folded OR old.number <> new.number BEGIN "
    "INSERT INTO search_fts (search_fts, rowid, folded) "
    "VALUES ('delete', old.number, old.folded); "
    "INSERT INTO search_fts (rowid, folded) VALUES (new.number, new.folded); END",
)
_INSERT = (
    "INSERT INTO search_row (number, kind, id, removed, title, sort_key, folded) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_REWORD = "UPDATE search_row SET title = ?, folded = ? WHERE number = ?"
_OLD = "SELECT number, kind, removed, title, sort_key, folded FROM search_row WHERE id = ?"


@dataclass(frozen=True)
class Words:
    """How a record is found: its title, its place in the order, the words of the index."""

    title: str
    sort_key: str
    folded: str


def searchable(form: Form, values: Mapping[str, Value], look: Lookup) -> Words:
    """The search row of a record with these values."""
    title = form.title_of(values, look)
    shown = [title]
    for field in form.found_fields:
        value = values.get(field.name)
        if value is None:
            continue
        if field.name not in form.title_names:
            shown.append(field.type.show(value, look))
        if field.type.kind == "phone":
            shown.append(str(value))
    return Words(title, title_key(title), index_words(title, "\n".join(filter(None, shown))))


# ---- writing


def put_row(
    connection: Connection, kind: str, id: str, words: Words, *, removed: bool, new: bool = False
) -> bool:
    """Write a record's search row; whether it has another title or place now."""
    if connection.dialect.name != "sqlite":
        words = replace(words, folded=server_words(words.folded))
    old = None if new else ask(connection, _OLD, (id,)).first()
    if old is not None:
        same = (old.kind, bool(old.removed), old.sort_key) == (kind, removed, words.sort_key)
        if same and (old.title, old.folded) == (words.title, words.folded):
            return False
        if same:
            ask(connection, _REWORD, (words.title, words.folded, old.number))
            return bool(old.title != words.title)
        ask(connection, "DELETE FROM search_row WHERE id = ?", (id,))
    number = place(connection, kind, words.sort_key, removed=removed)
    row = (number, kind, id, removed, words.title, words.sort_key, words.folded)
    ask(connection, _INSERT, row)
    return True


# ---- asking


def _has_digits(asked: Question) -> ColumnElement[bool] | None:
    """The condition that parts of three digits leave open."""
    spaced = " " + SearchRow.folded
    ways = [and_(*(spaced.contains(d) for d in way)) for way in asked.digits]
    return or_(*ways) if ways else None


def found_by(typed: str) -> ColumnElement[bool] | None:
    """The condition on SearchRow for a typed text; None where it has no words."""
    asked = question(typed)
    if asked is None:
        return None
    found = Found(SearchRow.number.expression, asked)
    digits = _has_digits(asked)
    return found if digits is None else and_(found, digits)


def _sql(
    connection: Connection, asked: Question, *, counted: bool = False
) -> tuple[str, tuple[str, ...]]:
    """The statement that every tier of a question is asked by, and what it looks for in numbers.

    Its facts are the expression, the first and last number, those digits, and how many at most.
    """
    served = connection.dialect.name != "sqlite"
    head, part, tail = _ON_A_SERVER if served else _IN_A_FILE
    sql = head.format("count(*)" if counted else "number" if served else "rowid")
    ways = (" AND ".join([part] * len(way)) for way in asked.digits)
    if asked.digits:
        either = " OR ".join(f"({way})" for way in ways)
        sql += tail.format(either)
    digits = tuple(one for way in asked.digits for one in way)
    order = f" ORDER BY {'number' if served else 'rowid'} LIMIT ?"
    return (sql if counted else sql + order), digits


_IN_A_FILE = (
    "SELECT {} FROM search_fts WHERE search_fts MATCH ? AND rowid > ? AND rowid < ?",
    "instr(' ' || s.folded, ?) > 0",
    " AND EXISTS (SELECT 1 FROM search_row AS s WHERE s.number = search_fts.rowid AND ({}))",
)
_ON_A_SERVER = (
    "SELECT {} FROM search_row WHERE words @@ CAST(? AS tsquery) AND number > ? AND number < ?",
    "strpos(' ' || folded, ?) > 0",
    " AND ({})",
)


def _tier(connection: Connection, expression: str) -> str:
    return expression if connection.dialect.name == "sqlite" else server_query(expression)


def how_many(connection: Connection, typed: str, kind: str, *, removed: bool = False) -> int:
    """How many records of a kind a typed text finds."""
    asked = question(typed)
    if asked is None:
        return 0
    sql, digits = _sql(connection, asked, counted=True)
    start = band(kind, removed=removed)
    facts = (_tier(connection, asked.everything), start, start + BAND, *digits)
    return int(ask(connection, sql, facts).scalar() or 0)


def ranked(
    connect: Connect, typed: str, kind: str, *, removed: bool = False, first: int, more: int = PART
) -> Iterator[array[int]]:
    """Numbers of records of a kind that a text finds, the likeliest first, then in order.

    So many at first, then so many at a time; each part is read with a connection of its own.
    """
    asked = question(typed)
    if asked is None:
        return
    most, told = first, set[int]()
    start = band(kind, removed=removed)
    for tier in asked.tiers:
        after = start
        while True:
            with connect() as connection:
                sql, digits = _sql(connection, asked)
                facts = (_tier(connection, tier), after, start + BAND, *digits, most)
                cursor: Any = ask(connection, sql, facts).cursor
                found = array("q", (number for (number,) in cursor))
            fresh = array("q", (number for number in found if number not in told))
            if tier != asked.everything:
                told.update(fresh)
            yield fresh
            if len(found) < most:
                break
            after, most = found[-1], more


class Match(NamedTuple):
    """A record that a text found."""

    id: str
    title: str
    kind: str


def matching(
    connection: Connection, typed: str, *, kinds: Sequence[str], limit: int = 20
) -> list[Match]:
    """Records of some kinds that a typed text finds, the likeliest first, then in order."""
    asked = question(typed)
    if asked is None:
        return _first(connection, kinds, limit)
    (sql, digits), found = _sql(connection, asked), dict[int, None]()
    for tier in asked.tiers:
        numbers: list[int] = []
        for start in map(band, kinds):
            facts = (_tier(connection, tier), start, start + BAND, *digits, limit)
            cursor: Any = ask(connection, sql, facts).cursor
            numbers += (number for (number,) in cursor)
        fresh = [number for number in numbers if number not in found]
        found |= dict.fromkeys(_in_order(connection, fresh) if len(kinds) > 1 else fresh)
        if len(found) >= limit:
            break
    return list(_rows(connection, list(found)[:limit])) if found else []


def _first(connection: Connection, kinds: Sequence[str], limit: int) -> list[Match]:
    query = select(SearchRow.id, SearchRow.title, SearchRow.kind)
    query = query.where(SearchRow.kind.in_(kinds), SearchRow.removed.is_(False))
    rows = connection.execute(query.order_by(SearchRow.sort_key).limit(limit))
    return [Match(*row) for row in rows]


def _in_order(connection: Connection, numbers: Sequence[int]) -> list[int]:
    """Numbers of several kinds in the order of all titles."""
    if not numbers:
        return []
    sql = f"SELECT number FROM search_row WHERE number IN ({_marks(numbers)}) "
    cursor: Any = ask(connection, sql + "ORDER BY sort_key, number", numbers)
    return [number for (number,) in cursor]


def _rows(connection: Connection, numbers: Sequence[int]) -> Iterator[Match]:
    sql = f"SELECT number, id, title, kind FROM search_row WHERE number IN ({_marks(numbers)})"
    cursor: Any = ask(connection, sql, numbers).cursor
    known = {number: Match(*rest) for number, *rest in cursor}
    return (known[number] for number in numbers if number in known)


def _marks(facts: Sequence[object]) -> str:
    return ",".join("?" * len(facts))
