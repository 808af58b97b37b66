"""Small parts of workbooks, read once: hundreds of workbooks have the same dozens of them.

A sheet without rows, the styles, the theme are the same bytes in every workbook of a version of the
program. A part is known by its packed bytes and by all that the zip says of it, but its date: what
is the same there becomes the same.
"""

from __future__ import annotations

import re
from hashlib import blake2b
from io import BytesIO
from pathlib import Path
from typing import IO, TypeAlias
from zipfile import ZipFile, ZipInfo

from ocop_desktop.exchange import guard

Headings: TypeAlias = frozenset[bytes]  # the texts of a sheet that has headings and no rows

SMALL = 50_000  # bytes unpacked
_WHOLE = 4_000_000  # bytes of a file that is held whole while it is looked at
_MOST_KNOWN = 2_000
_HEADER, _DATE, _AFTER_DATE, _LENGTHS = 30, 10, 14, 26  # places in a part's own header
_ROW = re.compile(rb"<row\b")
_TEXT = re.compile(rb"<t>([^<]*)</t>")

_known: dict[bytes, Headings | None] = {}
_alike: dict[Headings, Headings] = {}  # one set for the same headings


def held(content: Path | IO[bytes]) -> Path | IO[bytes]:
    """The file, its bytes in memory where they are few: dozens of parts are read from it."""
    if isinstance(content, Path) and content.stat().st_size < _WHOLE:
        return BytesIO(content.read_bytes())
    return content


def headings(zipped: ZipFile, part: ZipInfo, content: Path | IO[bytes]) -> Headings | None:
    """The headings of a part that is a sheet without rows, None of any other.

    A part that was not known is looked at as `guard.looked_at` does, and raises the same.
    """
    key = _key(content.getbuffer(), part) if isinstance(content, BytesIO) else b""
    if key in _known:
        return _known[key]
    found = _headings(part, guard.looked_at(zipped, part))
    if key:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
            _alike.clear()
        _known[key] = found
    return found


def _key(content: memoryview, part: ZipInfo) -> bytes:
    """What tells the part from any other; b"" where it does not stand where it should."""
    with content:
        start = part.header_offset
        header = bytes(content[start : start + _HEADER])
        if len(header) < _HEADER:
            return b""
        name, extra = (int.from_bytes(header[at : at + 2], "little") for at in (_LENGTHS, 28))
        end = start + _HEADER + name + extra + part.compress_size
        facts = (
            part.orig_filename,
            part.CRC,
            part.file_size,
            part.compress_size,
            part.compress_type,
            part.flag_bits,
            header[:_DATE],
            header[_AFTER_DATE:],
        )
        digest = blake2b(repr(facts).encode("utf-8", "surrogatepass"), digest_size=20)
        digest.update(content[start + _HEADER : end])
        return digest.digest()


def _headings(part: ZipInfo, xml: bytes) -> Headings | None:
    if not part.filename.startswith("xl/worksheets/") or len(_ROW.findall(xml)) > 2:
        return None
    found = frozenset(_TEXT.findall(xml))
    return _alike.setdefault(found, found)
