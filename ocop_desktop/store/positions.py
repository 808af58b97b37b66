"""Where a record stands in its list: numbers that sort as the titles of a kind do.

The number of a search row is its place in the list: kind by kind, removed ones apart, the titles
the Vietnamese way. The full-text index hands its rows out by number, so the first page of any
search comes in the right order without sorting what was found, and any page of a list begins
after a number. Between two neighbours there is room for many; where it runs out, the rows about
are spread anew (see the decision on numbers in order).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import groupby
from zlib import crc32

from sqlalchemy import Connection, Row, TextClause, delete, insert, select, text

from ocop_desktop.store.engine import ask
from ocop_desktop.store.tables import SearchRow

_KIND_BITS, _ORDER_BITS = 20, 42
BAND = 1 << _ORDER_BITS
"""How many numbers a kind has, and its removed records again."""

STEP = 1 << 30
"""From one record to the next where nothing limits it."""

_ROOMY = 1 << 12  # between rows that are spread anew
_REACHES = (64, 1024, 16_384, BAND)

_BETWEEN = (
    "SELECT first.number, (SELECT min(number) FROM search_row "
    "WHERE number > coalesce(first.number, ?) AND number < ?) FROM (SELECT ("
    "SELECT number FROM search_row WHERE kind = ? AND removed = ? AND sort_key <= ? "
    "ORDER BY sort_key DESC, number DESC LIMIT 1) AS number) AS first"
)
_EACH = {  # the texts of a JSON list, in its order
    "sqlite": "json_each(:{0}) AS each",
    "postgresql": "json_array_elements_text(CAST(:{0} AS json)) WITH ORDINALITY AS each (value, key)",
}
_BEFORE = (
    "SELECT (SELECT number FROM search_row WHERE kind = :kind AND removed = :removed "
    "AND sort_key <= each.value ORDER BY sort_key DESC, number DESC LIMIT 1) "
    "FROM {} ORDER BY each.key"
)
_AFTER = (
    "SELECT (SELECT min(number) FROM search_row "
    "WHERE number > CAST(each.value AS bigint) AND number < :end) FROM {} ORDER BY each.key"
)


@cache
def _each(sql: str, fact: str, dialect: str) -> TextClause:
    return text(sql.format(_EACH[dialect].format(fact)))


def band(kind: str, *, removed: bool = False) -> int:
    """Below the first number of a kind's records (of its removed ones)."""
    code = crc32(kind.encode()) & ((1 << _KIND_BITS) - 1)
    return (int(removed) << (_KIND_BITS + _ORDER_BITS)) | (code << _ORDER_BITS)


def spread(kind: str, *, removed: bool, count: int) -> list[int]:
    """Numbers for all records of a kind in order, when none has one yet."""
    step = min(STEP, BAND // (count + 1))
    first = band(kind, removed=removed) + (BAND - step * count) // 2
    return [first + step * n for n in range(count)]


def place(connection: Connection, kind: str, key: str, *, removed: bool = False) -> int:
    """The number for one new record with this sort key: as `places`, in one question."""
    start = band(kind, removed=removed)
    facts = (start, start + BAND, kind, removed, key)
    before, after = ask(connection, _BETWEEN, facts).one()
    if before is None or after is None or after - before < 2:
        return places(connection, kind, [key], removed=removed)[0]
    return int(before + after) // 2


def places(
    connection: Connection, kind: str, keys: Sequence[str], *, removed: bool = False
) -> list[int]:
    """Numbers for new records with these sort keys (sorted), among those that are there."""
    start, dialect = band(kind, removed=removed), connection.dialect.name
    facts = {"kind": kind, "removed": removed, "keys": json.dumps(keys)}
    found = [one or start for one in connection.scalars(_each(_BEFORE, "keys", dialect), facts)]
    groups = [(before, len(list(same))) for before, same in groupby(found)]
    facts = {"numbers": json.dumps([before for before, _ in groups]), "end": start + BAND}
    numbers: list[int] = []
    found = list(connection.scalars(_each(_AFTER, "numbers", dialect), facts))
    for (before, count), after in zip(groups, found, strict=True):
        if after is None and before == start:
            return spread(kind, removed=removed, count=count)
        end = start + BAND if after is None else after
        if end - before <= count:
            _make_room(connection, before, start, count)
            return places(connection, kind, keys, removed=removed)
        step = min(STEP, (end - before) // (count + 1))
        first = after - step * count if before == start else before + step
        if after is not None and before != start:
            first = before + (end - before - step * (count - 1)) // 2
        numbers += [first + step * n for n in range(count)]
    return numbers


def _make_room(connection: Connection, about: int, start: int, count: int) -> None:
    """Spread the rows about a number, as many as it takes for all to stand apart again."""
    for reach in _REACHES:
        rows, low, high = _window(connection, about, start, reach)
        step = (high - low) // (len(rows) + 1)
        if step > _ROOMY + count:
            break
    ids = [row.number for row in rows]
    table = SearchRow.__table__
    connection.execute(delete(SearchRow).where(SearchRow.number.between(ids[0], ids[-1])))
    spread_out = [row._asdict() | {"number": low + step * n} for n, row in enumerate(rows, 1)]
    connection.execute(insert(table), spread_out)  # type: ignore[arg-type]


def _window(
    connection: Connection, about: int, start: int, reach: int
) -> tuple[list[Row[SearchRow]], int, int]:
    """The rows about a number, and the numbers of their neighbours (or the ends of the band)."""
    number = SearchRow.number
    query = select(*SearchRow.__table__.columns).where(number > start, number < start + BAND)
    left = query.where(number <= about).order_by(number.desc()).limit(reach + 1)
    right = query.where(number > about).order_by(number).limit(reach + 1)
    before, after = list(connection.execute(left))[::-1], list(connection.execute(right))
    low = before.pop(0).number if len(before) > reach else start
    high = after.pop().number if len(after) > reach else start + BAND
    return [*before, *after], low, high
