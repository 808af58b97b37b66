"""The zip behind a workbook: its defined names, and which of its sheets are empty."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from ocop_desktop.exchange import guard, small_parts
from ocop_desktop.exchange.small_parts import SMALL, Headings

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BROKEN = (
    BadZipFile,
    NotImplementedError,  # a zip that says it needs a later zipfile than there is
    zlib.error,
    ElementTree.ParseError,
    KeyError,
    StopIteration,
    EOFError,
)


class Seen(NamedTuple):
    """A part that was looked through: its SHA-256, and what the zip said of it."""

    part: str
    digest: str
    crc: int
    size: int


_UNSEEN = Seen("", "-", 0, 0)


@dataclass
class Package:
    """What was read of the zip without opening any sheet."""

    names: dict[str, str] = field(default_factory=dict)  # defined name -> what it refers to
    parts: dict[str, str] = field(default_factory=dict)  # sheet title -> its part
    empty: dict[str, Headings] = field(default_factory=dict)  # by part
    seen: dict[str, Seen] = field(default_factory=dict)  # by part; small ones are not among them

    def is_empty(self, title: str, columns: Iterable[str]) -> bool:
        """Whether the sheet surely has its headings, with these machine names, and nothing else.

        Only a sheet as we wrote it is recognised; any other has to be read.
        """
        texts = self.empty.get(self.parts.get(title, ""))
        return texts is not None and texts.issuperset(map(str.encode, columns))

    def seen_of(self, title: str) -> Seen:
        """What was seen of a sheet; of one that is small or not there a digest that nothing has."""
        return self.seen.get(self.parts.get(title, ""), _UNSEEN)


def read_package(content: Path | IO[bytes]) -> Package:
    """Look into a workbook, all of it; raise one of BROKEN where it is none or is not safe."""
    found, content = Package(), small_parts.held(content)
    with ZipFile(content) as zipped:
        guard.check(zipped)
        for part in zipped.infolist():
            if part.file_size >= SMALL:
                digest = guard.look_through(zipped, part)
                found.seen[part.filename] = Seen(part.filename, digest, part.CRC, part.file_size)
            elif texts := small_parts.headings(zipped, part, content):
                found.empty[part.filename] = texts
        _read(zipped, found)
    return found


def _read(zipped: ZipFile, found: Package) -> None:
    part = next(name for name in zipped.namelist() if name.lower() == "xl/workbook.xml")
    links = {
        node.attrib["Id"]: f"xl/{node.attrib['Target']}".replace("xl//xl/", "xl/")
        for node in ElementTree.fromstring(zipped.read("xl/_rels/workbook.xml.rels"))
    }
    for node in ElementTree.fromstring(zipped.read(part)).iter():
        if node.tag.endswith("}definedName") and "localSheetId" not in node.attrib:
            found.names[node.attrib["name"]] = (node.text or "").replace("''", "'")
        elif node.tag.endswith("}sheet"):
            found.parts[node.attrib["name"]] = links.get(node.attrib.get(_ID, ""), "")
