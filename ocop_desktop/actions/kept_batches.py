"""Rows of batches that are not saved yet, kept beside the records so that they survive a kill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ocop_desktop.store import drafts
from ocop_desktop.store.datafile import DataFile

STATE = "batch"  # so they are none of the drafts that wait for an answer
_ID = "batch."


def keep(data: DataFile, name: str, content: Mapping[str, Any]) -> None:
    """Keep what stands on the page of a batch; raise Trouble where it cannot be written."""
    row = {
        "id": _ID + name,
        "kind": _ID + name,
        "record_id": "",
        "form_version": 1,
        "base_revision": 0,
        "at": data.now(),
        "by": data.officer,
        "installation": data.installation,
        "title": "",
        "state": STATE,
        "discarded_at": None,
        "content": dict(content),
    }
    with data.beside() as connection:
        drafts.put(connection, row)


def forget(data: DataFile, name: str) -> None:
    """Let it go: its rows were saved, or taken away."""
    with data.beside() as connection:
        drafts.forget(connection, _ID + name)


def all_kept(data: DataFile) -> dict[str, Mapping[str, Any]]:
    """What is kept, by the batch's name."""
    with data.read() as connection:
        rows = drafts.load_all(connection, (STATE,))
    return {str(row["id"]).removeprefix(_ID): row["content"] for row in rows}
