"""One new row written by the driver itself: a save does this three times, a day thousands of times.

The statement and what turns values into the database's own are worked out once for each table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, Table, insert

Turn = Callable[[Any], Any] | None


def put_new_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> None:
    """Insert a row by the names of its columns; nothing of it is read back."""
    if connection.dialect.name != "sqlite":
        connection.execute(_insert(table), row)
        return
    sql, turns = _prepared(table, tuple(row), connection.dialect)
    values = row.values()
    facts = tuple(t(v) if t else v for t, v in zip(turns, values, strict=True))
    connection.exec_driver_sql(sql, facts)


@cache
def _insert(table: Table) -> Insert:
    return insert(table).inline()


@lru_cache(256)  # a dialect for each file that is opened
def _prepared(table: Table, names: tuple[str, ...], dialect: Dialect) -> tuple[str, list[Turn]]:
    """The statement for rows with these columns, and what turns the value of each."""
    quote = dialect.identifier_preparer.quote
    marks = ", ".join("?" * len(names))
    sql = f"INSERT INTO {quote(table.name)} ({', '.join(map(quote, names))}) VALUES ({marks})"
    types = (table.c[name].type.dialect_impl(dialect) for name in names)
    return sql, [one.bind_processor(dialect) for one in types]
