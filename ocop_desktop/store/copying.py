"""Many new rows at once on a PostgreSQL server: COPY, which is many times faster than INSERT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection


def copy_rows(
    connection: Connection, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]]
) -> None:
    """Write rows in the transaction of a connection; JSON stands in them as text."""
    columns = ", ".join(f'"{name}"' for name in names)
    driver: Any = connection.connection.driver_connection
    with (
        driver.cursor() as cursor,
        cursor.copy(f'COPY "{table}" ({columns}) FROM STDIN') as copy,
    ):
        for row in rows:
            copy.write_row(row)


def put_ignoring_known(
    connection: Connection, table: str, names: Sequence[str], rows: Sequence[Sequence[Any]]
) -> None:
    """Write rows, those apart whose key is there already: all of them by one statement."""
    kinds = ["bigint[]" if isinstance(cell, int) else "text[]" for cell in rows[0]]
    lists = ", ".join(f"CAST(%s AS {kind})" for kind in kinds)
    sql = f"INSERT INTO {table} ({', '.join(names)}) SELECT * FROM unnest({lists}) "
    columns = tuple(list(column) for column in zip(*rows, strict=True))
    connection.exec_driver_sql(sql + "ON CONFLICT DO NOTHING", columns)
