"""Drafts that a server cannot take just now, kept on this machine until it can be reached again.

They lie in the user's own folder, one file for a database and whoever logs in there, and go into
the database as soon as it is there: by the window that is open, or when it is opened next.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

from ocop_desktop import paths
from ocop_desktop.actions import kept_drafts
from ocop_desktop.actions.kept_drafts import Snapshot
from ocop_desktop.store.datafile import DataFile

_FOLDER = "drafts"


def put(data: DataFile, snapshots: Iterable[Snapshot]) -> None:
    """Keep just these, in place of what was kept before; a disk that refuses is borne."""
    kept, place = [asdict(one) for one in snapshots], _place(data)
    with suppress(OSError):
        if not kept:
            place.unlink(missing_ok=True)
            return
        place.parent.mkdir(mode=0o700, exist_ok=True)
        part = place.with_suffix(".part")
        part.unlink(missing_ok=True)
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(kept, file, ensure_ascii=False)
        part.replace(place)


def kept(data: DataFile) -> list[Snapshot]:
    """What is kept; nothing where the file cannot be read."""
    try:
        found = json.loads(_place(data).read_text(encoding="utf-8"))
        return [Snapshot(**one) for one in found]
    except (OSError, ValueError, TypeError):
        return []


def take_in(data: DataFile) -> int:
    """Put what was kept into the database, among the drafts that wait; return how many."""
    found = kept(data) if data.served else []
    for snapshot in found:
        kept_drafts.keep(data, snapshot)
    if found:
        put(data, ())
    return len(found)


def _place(data: DataFile) -> Path:
    name = sha256(str(data.where).encode()).hexdigest()[:24]
    return paths.user_dir() / _FOLDER / f"{name}.json"
