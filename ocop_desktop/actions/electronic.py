"""The electronic set of a dossier: a zip of forms and papers with a list of their digests."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from ocop_desktop import __version__
from ocop_desktop.actions import bundles, manifest
from ocop_desktop.actions.health import Fault
from ocop_desktop.documents.binding.bundle import Progress, Sheet
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Entry
from ocop_desktop.schema.choice_types import file_parts
from ocop_desktop.store.datafile import DataFile
from ocop_desktop.vietnamese import fold

LIST = "ho-so.json"
FORMAT, VERSION = "ocop-electronic-dossier", 1
PAPERS = "minh-chung"
_CHUNK, _LONGEST = 1 << 20, 60
_WHEN = (2020, 1, 1, 0, 0, 0)
"""The day every file in the zip carries, so that the same dossier is the same file."""


@dataclass(frozen=True)
class Item:
    """One file of the set: where it stands, what it is, and how its content is read."""

    path: str
    facts: Mapping[str, Any]
    open: Callable[[], IO[bytes]]


def write(data: DataFile, id: str, out: Path, progress: Progress | None = None) -> Path:
    """Write the electronic set of a dossier; files that are missing are named in the list."""
    gathered = bundles.gather(data, id)
    items = [*_forms(data, gathered), *_papers(data, gathered)]
    listed: list[dict[str, Any]] = []
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for done, item in enumerate(items):
            if progress:
                progress(done, len(items), item.path)
            listed.append({"path": item.path, **item.facts, **_added(made, item)})
        content = json.dumps(_list(data, gathered, listed), ensure_ascii=False, indent=1)
        made.writestr(_named(LIST), content.encode("utf-8"), zipfile.ZIP_DEFLATED)
    if progress:
        progress(len(items), len(items), LIST)
    return out


def check(file: Path) -> list[Fault]:
    """Every fault of an electronic set: what its list names and it does not hold as it was.

    Raises:
        Trouble: `not_a_dossier_zip`, it is none.
    """
    try:
        with zipfile.ZipFile(file) as made:
            listed = json.loads(made.read(LIST))
            if listed.get("format") != FORMAT:
                raise Trouble("not_a_dossier_zip", file=file.name)
            return list(_faults(made, listed))
    except (OSError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Trouble("not_a_dossier_zip", file=file.name) from error


# ---- what goes in


def _forms(data: DataFile, gathered: bundles.Gathered) -> Iterator[Item]:
    """The forms as PDF; the subject's own report as it was handed in."""
    for number, sheet in enumerate(bundles.sheets(data, gathered), start=1):
        stem = f"{number:02d}-{_slug(sheet.title)}"
        if sheet.instead:
            path, suffix = sheet.instead.path, Path(sheet.instead.name).suffix
            yield Item(f"{stem}{suffix}", {"title": sheet.title}, partial(_opened, path))
        else:
            yield Item(f"{stem}.pdf", {"title": sheet.title}, partial(_drawn, sheet))


def _opened(file: Path) -> IO[bytes]:
    return file.open("rb")


def _drawn(sheet: Sheet) -> IO[bytes]:
    from ocop_desktop.documents.ink.draw import draw

    made = BytesIO()
    draw(sheet.document, made)
    made.seek(0)
    return made


def _papers(data: DataFile, gathered: bundles.Gathered) -> Iterator[Item]:
    """Every paper as it was attached, by the lines of the check list."""
    from ocop_desktop.actions.files import path_of

    used: set[str] = set()
    for number, line in enumerate(gathered.lines, start=1):
        folder = f"{PAPERS}/{number:02d}-{_slug(line.label or 'giấy tờ khác')}"
        for entry in line.found:
            value = str(entry.get("file") or "")
            if not value or not path_of(data, value).is_file():
                continue
            path = _free(f"{folder}/{file_parts(value)[1]}", used)
            kept = path_of(data, value)
            yield Item(path, _facts(line.code, entry), partial(_opened, kept))


def _facts(paper: str, entry: Entry) -> dict[str, Any]:
    named = ("name", "criteria", "number", "issuer", "issued_on", "expires_on")
    known = {name: entry.get(name) for name in named if entry.get(name) is not None}
    return {"paper": paper, "evidence": entry.id, **known}


def _added(made: zipfile.ZipFile, item: Item) -> dict[str, Any]:
    """Copy a file into the zip; its size and digest."""
    digest, size = hashlib.sha256(), 0
    with item.open() as source, made.open(_named(item.path), "w") as target:
        while chunk := source.read(_CHUNK):
            digest.update(chunk)
            target.write(chunk)
            size += len(chunk)
    return {"bytes": size, "sha256": digest.hexdigest()}


def _named(path: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(path, _WHEN)


def _list(
    data: DataFile, gathered: bundles.Gathered, listed: list[dict[str, Any]]
) -> dict[str, Any]:
    dossier, product = gathered.dossier, gathered.product
    names = ("kind", "year", "regulation", "receipt_no", "received_on", "letter_no", "report_no")
    known = {name: dossier.get(name) for name in names} if dossier else {}
    found = gathered.found
    return {
        "format": FORMAT,
        "version": VERSION,
        "program": __version__,
        "made_on": data.today(),
        "unit": data.unit,
        "dossier": {"id": dossier.id if dossier else None, **known},
        "product": {
            "id": product.id if product else None,
            "name": product.get("name") if product else None,
            "code": product.get("product_code") if product else None,
            "subject": data.look.title("subject", str(product.get("subject") or ""))
            if product
            else None,
        },
        "digest": gathered.digest,
        "code": manifest.code(dossier.id, gathered.digest) if dossier else None,
        "complete": not found.errors,
        "missing": [one.said for one in (*found.errors, *found.warnings)],
        "files": listed,
    }


# ---- checking


def _faults(made: zipfile.ZipFile, listed: Mapping[str, Any]) -> Iterator[Fault]:
    there = {name for name in made.namelist() if name != LIST and not name.endswith("/")}
    for item in listed["files"]:
        path = str(item["path"])
        if path not in there:
            yield Fault("file_missing", path, f"Thiếu tệp {path}.")
            continue
        there.discard(path)
        if _digest(made, path) != item["sha256"]:
            yield Fault("file_changed", path, f"Tệp {path} đã bị sửa hoặc hỏng.")
    for path in sorted(there):
        yield Fault("file_unlisted", path, f"Tệp {path} không có trong danh mục.")


def _digest(made: zipfile.ZipFile, path: str) -> str:
    digest = hashlib.sha256()
    try:
        with made.open(path) as content:
            while chunk := content.read(_CHUNK):
                digest.update(chunk)
    except zipfile.BadZipFile:
        return ""
    return digest.hexdigest()


def _slug(text: str) -> str:
    plain = "-".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
    return plain[:_LONGEST].rstrip("-")


def _free(path: str, used: set[str]) -> str:
    """A path that no other file of the set has, however the names are written."""
    stem, dot, suffix = path.rpartition(".")
    base, free, number = (stem, path, 1) if dot else (path, path, 1)
    while free.casefold() in used:
        number += 1
        free = f"{base}-{number}{dot}{suffix if dot else ''}"
    used.add(free.casefold())
    return free
