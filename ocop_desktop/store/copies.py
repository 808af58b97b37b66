"""The copies of a data file in its folder: which there are, and whether one can be read."""

from __future__ import annotations

import re
import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ocop_desktop.messages import Trouble

_NAME = re.compile(r"-(\d{8}-\d{6})-[^/]*\.ocop$")


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
