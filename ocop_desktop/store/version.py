"""Which version of the tables a data file has, read without loading the migration library."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

HEAD = "0001"
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def version_of(connection: Connection) -> str | None:
    """The version of the tables; None where the file is not ours."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def is_known(version: str) -> bool:
    """Whether this program knows the version (a newer program may have written the file)."""
    return version <= HEAD
