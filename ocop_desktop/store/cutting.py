"""Makes a data file of a part of another: a copy from which everything else is taken out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from pathlib import Path

from sqlalchemy import Connection

from ocop_desktop.messages import Trouble
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles
from ocop_desktop.store.records import table_of

_BY_RECORD = {  # what follows a record: the table, the column with its id
    "history": "record_id",
    "search_row": "id",
    "flaw": "record_id",
    "open_conflict": "record_id",
    "joined": "id",
    "joined_link": "id",
    "alike_key": "id",
}
_QUESTION = "left_id NOT IN (SELECT id FROM kept_id) OR right_id NOT IN (SELECT id FROM kept_id)"
_MANY = 500


def copy_whole(data: DataFile, out: Path) -> None:
    """Write the data file as it stands, in one consistent state, to a new place.

    Raises Trouble: "server_backup" for a server's database, "file_exists", or what the disk says.
    """
    if data.served:
        raise Trouble("server_backup", name=data.path.name)
    if out.exists():
        raise Trouble("file_exists", file=out.name)
    with troubles(out):
        out.parent.mkdir(parents=True, exist_ok=True)
    with troubles(out), data.read() as connection:
        connection.exec_driver_sql("COMMIT")  # VACUUM INTO stands outside transactions
        try:
            connection.exec_driver_sql("VACUUM INTO ?", (str(out),))
        finally:
            connection.exec_driver_sql("BEGIN")


def keep_only(data: DataFile, ids: Mapping[str, Set[str]], order: Iterable[str]) -> None:
    """Take every record out of the file but these, with all that follows a record.

    `order` names the kinds so that each stands behind what it links to. Steps can be undone no
    longer: what they changed is not all here.
    """
    with data.beside("cut") as connection:
        connection.exec_driver_sql("CREATE TEMP TABLE kept_id (id TEXT PRIMARY KEY) WITHOUT ROWID")
        for some in ids.values():
            _list(connection, some)
        try:
            for kind in reversed(list(order)):
                _delete(connection, table_of(kind).name, "id")
            for table, column in _BY_RECORD.items():
                _delete(connection, table, column)
            connection.exec_driver_sql(f"DELETE FROM question WHERE {_QUESTION}")
            connection.exec_driver_sql("DELETE FROM kept_draft")
            connection.exec_driver_sql("DELETE FROM action")
        finally:
            connection.exec_driver_sql("DROP TABLE kept_id")
    data.look.forget()


def shrink(data: DataFile) -> None:
    """Give the room of what was taken out back to the disk."""
    with troubles(data.path), data.read() as connection:
        connection.exec_driver_sql("COMMIT")
        try:
            connection.exec_driver_sql("VACUUM")
        finally:
            connection.exec_driver_sql("BEGIN")


def _list(connection: Connection, ids: Iterable[str]) -> None:
    rows = [(id,) for id in ids]
    for start in range(0, len(rows), _MANY):
        part = rows[start : start + _MANY]
        connection.exec_driver_sql("INSERT OR IGNORE INTO kept_id (id) VALUES (?)", part)


def _delete(connection: Connection, table: str, column: str) -> None:
    connection.exec_driver_sql(
        f'DELETE FROM "{table}" WHERE "{column}" NOT IN (SELECT id FROM kept_id)'
    )
