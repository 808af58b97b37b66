"""Facts about the data file itself, by name: unit, role, installation, running numbers."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import JSON, Connection, bindparam, select, text

from ocop_desktop.store.tables import Setting

FILES_FOLDER = "files_folder"
"""Of a database on a server: the folder in which evidence is kept, the same for all."""

MOVED_TO = "moved_to"
"""Where all of this was moved: it is not written here any more."""

_PUT = text(
    "INSERT INTO setting (name, value) VALUES (:name, :value) "
    "ON CONFLICT (name) DO UPDATE SET value = excluded.value"
).bindparams(bindparam("value", type_=JSON))


def read_settings(connection: Connection) -> dict[str, object]:
    """Every setting by its name."""
    rows = connection.execute(select(Setting.name, Setting.value))
    return {name: value["v"] for name, value in rows}


def put_setting(connection: Connection, name: str, value: object) -> None:
    """Keep one setting (any JSON value)."""
    put_settings(connection, {name: value})


def put_settings(connection: Connection, facts: Mapping[str, object]) -> None:
    """Keep several settings."""
    if facts:
        rows = [{"name": name, "value": {"v": value}} for name, value in facts.items()]
        connection.execute(_PUT, rows)
