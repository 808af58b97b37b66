"""What a dossier consists of, and one digest over it: the same on paper (QR) and in the zip."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from ocop_desktop.actions.paper_evidence import Line
from ocop_desktop.schema import Entry
from ocop_desktop.schema.choice_types import file_parts

PREFIX = "OCOP1"
"""What a QR code begins with: the program's name and the version of the digest."""


def digest(records: Iterable[Entry | None], lines: Iterable[Line]) -> str:
    """SHA-256 over the records' values and the content of every paper, in one written form."""
    papers = [[line.code, one.id, sha256_of(one)] for line in lines for one in line.found]
    content = {"records": [_plain(one) for one in records if one], "papers": sorted(papers)}
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(written.encode("utf-8")).hexdigest()


def code(dossier: str, digest: str) -> str:
    """What the QR code of a dossier says."""
    return f"{PREFIX}|{dossier}|{digest}"


def sha256_of(evidence: Entry) -> str:
    """The digest of a paper's file; "" where it has none."""
    value = str(evidence.get("file") or "")
    return file_parts(value)[0] if value else ""


def _plain(entry: Entry) -> Mapping[str, Any]:
    """A record's values and those of its rows; nothing of when and by whom."""
    tables = {
        name: [_plain(row) for row in entry.rows(name)]
        for name in sorted(entry.tables)
        if entry.rows(name)
    }
    values = {name: value for name, value in entry.values.items() if value is not None}
    return {"kind": entry.kind, "id": entry.id, "values": values, "tables": tables}
