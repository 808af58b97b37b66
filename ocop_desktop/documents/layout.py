"""A printed document described as data: `forms/documents/NAME.toml`, read and refused where odd."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ocop_desktop import paths
from ocop_desktop.documents.options import Item, read_block
from ocop_desktop.messages import Trouble

KEYS = {
    "document": str,
    "title": str,
    "source": str,
    "note": str,
    "landscape": bool,
    "of": list,
    "many": str,
    "after": str,
    "block": list,
}
NEEDED = ("document", "title", "source")
MANY = ("", "together", "merged")


@dataclass(frozen=True)
class Layout:
    """What a document looks like; `source` names where its words come from.

    `of`: the kinds of record it is printed from, none for what is only a part of another. `many`:
    what several records give, a file for each (""), one document about all ("together"), or one
    file with a document for each ("merged"), closed by the layout `after`.
    """

    document: str
    title: str
    source: str
    note: str = ""
    landscape: bool = False
    of: tuple[str, ...] = ()
    many: str = ""
    after: str = ""
    blocks: tuple[Item, ...] = ()

    def paths(self) -> Iterator[str]:
        """Every path its blocks look at."""
        for block in self.blocks:
            yield from block.paths()


def load(document: str, folder: Path | None = None) -> Layout:
    """The layout of a document.

    Raises:
        Trouble: `no_such_document`, or `layout_broken` with file and reason.
    """
    file = (folder or paths.forms_dir() / "documents") / f"{document}.toml"
    if not file.is_file():
        raise Trouble("no_such_document", document=document)
    return _read(file, file.stat().st_mtime_ns)


def names(folder: Path | None = None) -> list[str]:
    """The documents that have a layout."""
    return sorted(file.stem for file in (folder or paths.forms_dir() / "documents").glob("*.toml"))


@cache
def _read(file: Path, changed: int) -> Layout:
    try:
        raw = tomllib.loads(file.read_text(encoding="utf-8"))
        return _layout(raw, file.stem)
    except (ValueError, OSError) as error:
        raise Trouble("layout_broken", file=file.name, reason=error) from error


def _layout(raw: dict[str, Any], stem: str) -> Layout:
    for key, value in raw.items():
        if key not in KEYS or not isinstance(value, KEYS[key]):
            raise ValueError(f"{key} = {value!r} is not understood")
    if missing := [key for key in NEEDED if not raw.get(key)]:
        raise ValueError(f"{missing[0]} is missing")
    if raw["document"] != stem:
        raise ValueError(f"document = {raw['document']!r}, but the file is called {stem}.toml")
    if raw.get("many", "") not in MANY:
        raise ValueError(f"many = {raw['many']!r} is none of {', '.join(MANY)}")
    facts = {key: value for key, value in raw.items() if key not in ("block", "of")}
    kinds = tuple(map(str, raw.get("of", [])))
    return Layout(**facts, of=kinds, blocks=tuple(_blocks(raw.get("block", []))))


def _blocks(raw: list[Any]) -> Iterator[Item]:
    for number, one in enumerate(raw, start=1):
        try:
            yield read_block(one)
        except ValueError as error:
            raise ValueError(f"block {number}: {error}") from error
