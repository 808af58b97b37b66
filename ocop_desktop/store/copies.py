"""The copies of a data file in its folder: how one is made, which there are, and
whether one can be read.
"""

from __future__ import annotations

import os
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from ocop_desktop.messages import Trouble

_NAME = re.compile(r"-(\d{8}-\d{6})-[^/]*\.ocop$")

_JOURNAL_AT, _ALONE = 18, b"\x01\x01"  # in SQLite's file header: a journal only while it is written


@dataclass(frozen=True)
class Copy:
    """A copy: where it is, when it was made (ISO text, local time), its size in bytes."""

    path: Path
    at: str
    size: int


def folder(path: Path) -> Path:
    """Where the copies of a data file are."""
    return path.with_name(f"{path.name}-files") / "backups"


def copy_of(path: Path) -> Copy:
    """What a copy's name and size say."""
    found = _NAME.search(path.name)
    at = datetime.strptime(found[1], "%Y%m%d-%H%M%S").isoformat() if found else ""  # noqa: DTZ007
    return Copy(path, at, path.stat().st_size)


def last(path: Path) -> Copy | None:
    """The latest copy of a data file, None where there is none."""
    there = [copy for copy in folder(path).glob("*.ocop") if _NAME.search(copy.name)]
    return max(map(copy_of, there), key=lambda copy: copy.at, default=None)


def write(connection: Connection, path: Path) -> None:
    """Copy what a connection reads into a new file, page by page, and see that the disk holds it.

    Many times faster than a file built anew (VACUUM INTO). The copy says of itself that it stands
    alone (as `PRAGMA journal_mode = DELETE` would), so that it is one file wherever it is read.
    """
    source: Any = connection.connection.driver_connection
    with closing(sqlite3.connect(path)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # it is flushed as a whole
        source.backup(copy)
    with path.open("r+b") as file:
        file.seek(_JOURNAL_AT)
        file.write(_ALONE)
        file.flush()
        os.fsync(file.fileno())


def check(path: Path) -> None:
    """Read a copy through; raise Trouble("copy_broken") where it is not whole."""
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        said = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise Trouble("copy_broken", file=path.name) from error
    finally:
        connection.close()
    if said != "ok":
        raise Trouble("copy_broken", file=path.name)
