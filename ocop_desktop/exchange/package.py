"""The zip behind a workbook: its defined names, and which of its sheets are empty."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import IO
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from ocop_desktop.exchange import guard

_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SMALL = 50_000  # bytes of XML above which a sheet is not looked at here
_ROW = re.compile(rb"<row\b")
_TEXT = re.compile(rb"<t>([^<]*)</t>")
BROKEN = (
    BadZipFile,
    NotImplementedError,  # a zip that says it needs a later zipfile than there is
    zlib.error,
    ElementTree.ParseError,
    KeyError,
    StopIteration,
    EOFError,
)


@dataclass
class Package:
    """What was read of the zip without opening any sheet."""

    names: dict[str, str] = field(default_factory=dict)  # defined name -> what it refers to
    parts: dict[str, str] = field(default_factory=dict)  # sheet title -> its part
    empty: dict[str, frozenset[bytes]] = field(default_factory=dict)  # part -> texts in headings

    def is_empty(self, title: str, columns: Iterable[str]) -> bool:
        """Whether the sheet surely has its headings, with these machine names, and nothing else.

        Only a sheet as we wrote it is recognised; any other has to be read.
        """
        texts = self.empty.get(self.parts.get(title, ""))
        return texts is not None and texts.issuperset(map(str.encode, columns))


def read_package(content: Path | IO[bytes]) -> Package:
    """Look into a workbook; raise one of BROKEN where it is none."""
    found = Package()
    with ZipFile(content) as zipped:
        guard.check(zipped)
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
    for info in zipped.infolist():
        if info.filename.startswith("xl/worksheets/") and info.file_size < _SMALL:
            xml = zipped.read(info)
            if len(_ROW.findall(xml)) <= 2:
                found.empty[info.filename] = _shared(tuple(_TEXT.findall(xml)))


@lru_cache(maxsize=500)
def _shared(texts: tuple[bytes, ...]) -> frozenset[bytes]:
    """The same set for the same headings: hundreds of workbooks may be open, each with dozens."""
    return frozenset(texts)
