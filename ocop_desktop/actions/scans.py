"""The files (scans, photographs) that records speak of: which there are, which are held here."""

from __future__ import annotations

import os
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from ocop_desktop.actions.files import path_of
from ocop_desktop.exchange.held_files import Held, told
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Form, Forms
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.store.records import table_of
from ocop_desktop.store.tables import Installation

_NAME = re.compile(r"[0-9a-f]{64}")
_TABLE = Installation.__table__


def fields_of(forms: Forms, *, sensitive: bool) -> dict[str, list[str]]:
    """The fields of each form that hold files."""
    found = {
        kind: [f.name for f in form.fields if _holds(f) and (sensitive or not f.sensitive)]
        for kind, form in forms.items()
    }
    return {kind: names for kind, names in found.items() if names}


def _holds(field: Any) -> bool:
    return field.type.kind in ("file", "files")


def is_digest(text: str) -> bool:
    """Whether a text is a SHA-256 as kept files are named by."""
    return _NAME.fullmatch(text) is not None


def in_value(value: object) -> list[str]:
    """The files in a field's value, each "sha256/name"."""
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []


def referred(connection: Connection, forms: Forms, *, sensitive: bool) -> dict[str, str]:
    """{SHA-256: name} of the files that records speak of, removed ones left out."""
    found: dict[str, str] = {}
    for kind, names in fields_of(forms, sensitive=sensitive).items():
        for values in _values(connection, forms[kind], names):
            for one in in_value(values):
                sha256, name = file_parts(one)
                found.setdefault(sha256, name)
    return found


def _values(connection: Connection, form: Form, names: list[str]) -> Iterator[object]:
    table = table_of(form.kind)
    columns = [table.c[name] for name in names if name in table.c]
    answers = [name for name in names if name not in table.c]
    query = select(*columns, *([table.c.answers] if answers else []))
    for row in connection.execute(query.where(table.c.removed.is_(False))):
        yield from row[: len(columns)]
        if answers and row[-1]:
            yield from (row[-1].get(name) for name in answers)


def held(data: DataFile) -> set[str]:
    """The SHA-256 of the files that lie in the folder of evidence."""
    found: set[str] = set()
    with suppress(FileNotFoundError, Trouble):  # no folder yet; a server that has none
        for part in os.scandir(data.files_dir / "evidence"):
            if part.is_dir():
                found.update(file.name for file in os.scandir(part.path))
    return {name for name in found if is_digest(name)}


def holds(data: DataFile, connection: Connection, *, sensitive: bool) -> bytes:
    """The files held here, told compactly: those that the workbook's records speak of."""
    here = held(data)
    return told(here & referred(connection, data.forms, sensitive=sensitive).keys() if here else ())


@dataclass(frozen=True)
class Packing:
    """The files that travel with a workbook, those that the province has, those not held here."""

    files: Mapping[str, Path]
    there: int
    missing: int


def packing(data: DataFile, connection: Connection, *, sensitive: bool) -> Packing:
    """Which files are to travel: held here, and not known to be at the province."""
    names, here, there = referred(connection, data.forms, sensitive=sensitive), held(data), 0
    known, files = at_province(data, connection), {}
    for sha256 in sorted(names):
        if sha256 in known:
            there += 1
        elif sha256 in here:
            files[sha256] = path_of(data, sha256)
    return Packing(files, there, len(names) - there - len(files))


def at_province(data: DataFile, connection: Connection) -> Held:
    """The files that the province has, as its last workbook said; none for the province itself."""
    if data.role == "province":
        return Held(b"")
    query = (
        select(_TABLE.c.holds)
        .where(_TABLE.c.unit == data.settings.get("home"), _TABLE.c.holds.is_not(None))
        .order_by(_TABLE.c.last_seen.desc())
        .limit(1)
    )
    return Held(b64decode(connection.scalar(query) or ""))
