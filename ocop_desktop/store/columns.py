"""Writes many new rows of a table, given column by column, by the driver itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Boolean, Connection, Table

from ocop_desktop.store.copying import copy_rows
from ocop_desktop.store.new_json import encode


def put_columns(connection: Connection, table: Table, columns: Mapping[str, Sequence[Any]]) -> None:
    """Write rows; what is JSON stands in them as text."""
    names = list(columns)
    if connection.dialect.name != "sqlite":
        copy_rows(connection, table.name, names, zip(*columns.values(), strict=True))
        return
    plain = [
        _as_numbers(column) if isinstance(table.c[name].type, Boolean) else column
        for name, column in columns.items()
    ]
    quoted = ", ".join(f'"{name}"' for name in names)
    sql = f'INSERT INTO "{table.name}" ({quoted}) VALUES ({", ".join("?" * len(names))})'
    connection.exec_driver_sql(sql, list(zip(*plain, strict=True)))


def _as_numbers(column: Sequence[Any]) -> Sequence[Any]:
    """Yes and no as SQLite keeps them; its driver would ask for an adapter each time."""
    return [None if value is None else int(value) for value in column]


def as_json(values: Sequence[Any]) -> list[str | None]:
    """JSON texts; most records of a file share one and the same object of stamps."""
    texts: list[str | None] = []
    last, text = None, None
    for value in values:
        if value is not last:
            last, text = value, None if value is None else encode(value)
        texts.append(text)
    return texts
