"""The SQLite engine of a data file: real transactions, and the world's troubles named.

The same for a database on a server is in `server.py`.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool

from ocop_desktop.messages import Trouble
from ocop_desktop.store.server_says import server_code
from ocop_desktop.vietnamese import title_key

_PRAGMAS = (
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA busy_timeout = 5000",
    "PRAGMA cache_size = -32000",
    "PRAGMA temp_store = MEMORY",
)


def dumps(value: object) -> str:
    """JSON as it stands in the data file: letters as they are, no spaces."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def ask(
    connection: Connection, sql: str, facts: Sequence[Any] = ()
) -> CursorResult[*tuple[Any, ...]]:
    """Run a statement of ours (its facts as ?) by the driver itself: it is run very often."""
    if connection.dialect.name != "sqlite":
        sql = sql.replace("?", "%s")
    return connection.exec_driver_sql(sql, tuple(facts))


def open_engine(path: Path) -> Engine:
    """An engine on one SQLite file, with real transactions even for its schema.

    The driver's own transaction handling is turned off: it would not undo ALTER TABLE.
    """
    engine = create_engine(
        f"sqlite:///{path}",
        json_serializer=dumps,
        poolclass=QueuePool,
        pool_size=4,
        connect_args={"check_same_thread": False, "timeout": 5},
    )

    @event.listens_for(engine, "connect")
    def _on_connect(connection: sqlite3.Connection, _: Any) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        connection.create_function("vi_sort", 1, _sort, deterministic=True)

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _sort(text: object) -> str:
    return title_key(str(text)) if text is not None else ""


@contextmanager
def troubles(path: Path) -> Iterator[None]:
    """Turn what SQLite and the disk say into Trouble with a way out."""
    try:
        yield
    except DBAPIError as error:
        code = server_code(error) or _code(str(error.orig))
        if code is None:
            raise
        raise Trouble(code, file=path.name) from error
    except sqlite3.DatabaseError as error:
        code = _code(str(error))
        if code is None:
            raise
        raise Trouble(code, file=path.name) from error
    except OSError as error:
        raise Trouble(os_code(error), file=path.name) from error


def os_code(error: OSError) -> str:
    """The code of the trouble behind a refused file operation."""
    import errno

    return "disk_full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else "cannot_write"


def _code(text: str) -> str | None:
    if "disk is full" in text:
        return "disk_full"
    if "not a database" in text or "malformed" in text:
        return "not_a_data_file"
    if "database is locked" in text:
        return "busy"
    if "readonly" in text or "unable to open" in text or "disk I/O" in text:
        return "cannot_write"
    return None
