"""Keeping a file as evidence: copied, hashed and checked before the record is saved."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from ocop_desktop.actions import entries
from ocop_desktop.actions.entries import Saved
from ocop_desktop.messages import Trouble
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.engine import troubles
from ocop_desktop.vietnamese import nfc

_CHUNK = 1 << 20
_OWNERS = ("subject", "product")


def keep(data: DataFile, source: Path) -> str:
    """Copy a file beside the data file; return its value "sha256/name".

    The copy is written under another name, flushed and renamed; the same content is kept once.
    Raises Trouble where the source cannot be read or the copy cannot be written.
    """
    if not source.is_file():
        raise Trouble("no_such_scan", file=str(source))
    digest = hashlib.sha256()
    folder = data.keeping_dir / "evidence"
    with troubles(source):
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / f"{data.new_id()}.part"
        try:
            with source.open("rb") as read, part.open("wb") as write:
                while chunk := read.read(_CHUNK):
                    digest.update(chunk)
                    write.write(chunk)
                write.flush()
                os.fsync(write.fileno())
            kept = path_of(data, digest.hexdigest())
            kept.parent.mkdir(exist_ok=True)
            part.replace(kept)
        finally:
            part.unlink(missing_ok=True)
    return f"{digest.hexdigest()}/{nfc(source.name).replace('/', '-')[-200:]}"


def path_of(data: DataFile, value: str) -> Path:
    """Where the content of a file's value (or of its SHA-256) is kept."""
    sha256, _ = file_parts(value)
    return data.files_dir / "evidence" / sha256[:2] / sha256


def attach(
    data: DataFile,
    owner_kind: str,
    owner_id: str,
    source: Path,
    *,
    paper: str,
    criterion: str | None = None,
    number: str | None = None,
    issued: str | None = None,
    expires: str | None = None,
) -> Saved:
    """Add a paper of a subject or product, with its file, as evidence."""
    if owner_kind not in _OWNERS:
        raise Trouble("no_such_form", form=owner_kind)
    owner = entries.get(data, owner_kind, owner_id)
    fields = {
        "subject": owner.get("subject"),
        owner_kind: owner_id,
        "paper": paper,
        "criteria": criterion,
        "number": number,
        "issued_on": issued,
        "expires_on": expires,
        "file": keep(data, source),
    }
    given = {name: value for name, value in fields.items() if value is not None}
    return entries.save(data, "evidence", None, given)
