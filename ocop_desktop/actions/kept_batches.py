"""Batches and scoring sheets not saved yet, kept beside the records so that they survive a kill."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ocop_desktop.store import drafts
from ocop_desktop.store.datafile import DataFile

STATE = "batch"  # so they are none of the drafts that wait for an answer
SHEET = "sheet"  # a scoring sheet, by its product


def _id(data: DataFile, name: str, state: str) -> str:
    """By what it is kept: of several people at a server's database, each one's own."""
    return f"{state}.{name}" + (f"@{data.officer}" if data.served else "")


def keep(data: DataFile, name: str, content: Mapping[str, Any], state: str = STATE) -> None:
    """Keep what stands on the page of a batch; raise Trouble where it cannot be written."""
    row = {
        "id": _id(data, name, state),
        "kind": f"{state}.{name}",
        "record_id": "",
        "form_version": 1,
        "base_revision": 0,
        "at": data.now(),
        "by": data.officer,
        "installation": data.installation,
        "title": "",
        "state": state,
        "discarded_at": None,
        "content": dict(content),
    }
    with data.beside() as connection:
        drafts.put(connection, row)


def forget(data: DataFile, name: str, state: str = STATE) -> None:
    """Let it go: its rows were saved, or taken away."""
    with data.beside() as connection:
        drafts.forget(connection, _id(data, name, state))


def all_kept(data: DataFile, state: str = STATE) -> dict[str, Mapping[str, Any]]:
    """What is kept, by the batch's name."""
    with data.read() as connection:
        rows = drafts.load_all(connection, (state,))
    named = ((str(row["kind"]).removeprefix(f"{state}."), row) for row in rows)
    return {name: row["content"] for name, row in named if row["id"] == _id(data, name, state)}


def kept(data: DataFile, name: str, state: str = STATE) -> Mapping[str, Any] | None:
    """What is kept under one name, None where nothing is."""
    with data.read() as connection:
        row = drafts.load(connection, _id(data, name, state))
    content: Mapping[str, Any] | None = row["content"] if row else None
    return content
