"""Which version of the tables a data file has, read without loading the migration library."""

from __future__ import annotations

import sqlite3
from pathlib import Path

HEAD = "0009"
VERSIONS = Path(__file__).parent / "migrations" / "versions"


def version_of(path: Path) -> str | None:
    """The version of the tables, read without touching the file; None where it is not ours."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
    try:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.OperationalError as error:
        if "no such table" not in str(error):
            raise
        return None
    finally:
        connection.close()
    return str(row[0]) if row else None


def is_known(version: str) -> bool:
    """Whether this program knows the version (a newer program may have written the file)."""
    return version <= HEAD
