"""The zip behind a workbook: its defined names, and which of its sheets are empty."""

from __future__ import annotations

import re
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
_PLAIN = re.compile(r"xl/worksheets/[A-Za-z0-9_]+\.xml")
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
    """A large sheet whose bytes were read: their SHA-256, and what the zip says of it."""

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
    seen: dict[str, Seen] = field(default_factory=dict)  # by part
    unsafe: set[str] = field(default_factory=set)  # large sheets that nobody has looked at yet

    def is_empty(self, title: str, columns: Iterable[str]) -> bool:
        """Whether the sheet surely has its headings, with these machine names, and nothing else.

        Only a sheet as we wrote it is recognised; any other has to be read.
        """
        texts = self.empty.get(self.parts.get(title, ""))
        return texts is not None and texts.issuperset(map(str.encode, columns))

    def seen_of(self, title: str) -> Seen:
        """What was seen of a sheet; of one that is small or not there a digest that nothing has."""
        return self.seen.get(self.parts.get(title, ""), _UNSEEN)

    def look_at(self, content: Path | IO[bytes], parts: Iterable[str]) -> None:
        """Look at large sheets before anything else reads them; raise one of BROKEN."""
        wanted = self.unsafe.intersection(parts)
        if wanted:
            with ZipFile(content) as zipped:
                for part in sorted(wanted):
                    guard.look_through(zipped, zipped.getinfo(part))
            self.unsafe -= wanted


def read_package(content: Path | IO[bytes]) -> Package:
    """Look into a workbook; raise one of BROKEN where it is none or is not safe.

    Of large sheets only the digest is made: `look_at` them before they are read, unless the
    digest is one that they should have.
    """
    found, content = Package(), small_parts.held(content)
    with ZipFile(content) as zipped:
        guard.check(zipped)
        for part in zipped.infolist():
            name = part.filename
            if part.file_size < SMALL:
                if texts := small_parts.headings(zipped, part, content):
                    found.empty[name] = texts
            elif name.lower().startswith("xl/worksheets/"):
                digest = guard.digest_of(zipped, part)
                found.seen[name] = Seen(name, digest, part.CRC, part.file_size)
                found.unsafe.add(name)
            else:
                guard.look_through(zipped, part)
        if not _read(zipped, found):
            for name in sorted(found.unsafe):
                guard.look_through(zipped, zipped.getinfo(name))
            found.unsafe.clear()
            found.seen.clear()
    return found


def _read(zipped: ZipFile, found: Package) -> bool:
    """Read names and titles; whether it is beyond doubt which part each title means."""
    part = next(name for name in zipped.namelist() if name.lower() == "xl/workbook.xml")
    relations = ElementTree.fromstring(zipped.read("xl/_rels/workbook.xml.rels"))
    links = {
        node.attrib["Id"]: f"xl/{node.attrib['Target']}".replace("xl//xl/", "xl/")
        for node in relations
    }
    sheets = 0
    for node in ElementTree.fromstring(zipped.read(part)).iter():
        if node.tag.endswith("}definedName") and "localSheetId" not in node.attrib:
            found.names[node.attrib["name"]] = (node.text or "").replace("''", "'")
        elif node.tag.endswith("}sheet"):
            found.parts[node.attrib["name"]] = links.get(node.attrib.get(_ID, ""), "")
            sheets += 1
    parts = set(found.parts.values())
    known = len(links) == len(relations) and parts <= set(zipped.namelist())
    return known and len(parts) == sheets and all(map(_PLAIN.fullmatch, parts))
