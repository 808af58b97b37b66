"""Whether a workbook's zip may be opened: what it becomes in memory must be in proportion to it.

A file of a few kilobytes can claim gigabytes, or one cell so far out that everything between has to
be held. All parts are read through once before anything else looks at them, a piece at a time.
A part that is known byte by byte from another workbook (`small_parts`) needs no second look.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from hashlib import sha256
from zipfile import BadZipFile, ZipFile, ZipInfo

MOST_PARTS = 5_000
MOST_BYTES = 4_000_000_000  # of all parts, unpacked: ten times a country's largest district
_PIECE, _SMALL_PIECE = 1 << 20, 1 << 18
_FREE = 20_000_000  # bytes of a part that are never too many
_FREE_CELLS = 5_000_000
_MOST_TIMES = 400  # so often may a part be larger unpacked than packed
_ENDS = 400  # bytes of one piece looked at again with the next: a cell's tag is shorter
# beyond 99,999 rows, or beyond the column CZ: no form has as many; what looks like it is measured
_FAR = re.compile(
    rb"""r\s*=\s*["'](?:[A-Za-z]{0,4}[0-9]{6,}|[A-Za-z]{3,}[0-9]|[D-Zd-z][A-Za-z][0-9])"""
)
# a cell as all programs write it; most sheets have no other
_PLAIN = re.compile(rb"""<c r="([A-Z]{1,3})([0-9]{1,7})"((?: [a-qs-z]+="[^"<>=]*")*/?>(?:</)?)""")
_STARTS = (b"<c ", b"<c>", b"<c/", b"<c\t", b"<c\n", b"<c\r", b":c")
_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^>]*?\s)?r\s*=\s*["']([A-Za-z]{0,4})([0-9]{1,9})["']([^>]*>(?:</)?)"""
)
# a cell that says no place or two, an attribute that hides a place or the end of its tag from _CELL
_SLY = re.compile(
    rb"""<(?:\w+:)?c(?:[>/]|\s(?!(?:[^>]*\s)?r\s*=)|\s[^>]*?r\s*=[^>]*?["'\s]r\s*=)"""
    rb"""|=\s*(?:"[^"<]*(?:>|\sr\s*=)|'[^'<]*(?:>|\sr\s*=))"""
)


class Unsafe(BadZipFile):
    """A workbook that would take more memory than there is, or was made to mislead."""


def check(zipped: ZipFile) -> None:
    """Look at what all parts claim to be; raise Unsafe. Their content is still to be looked at."""
    parts = zipped.infolist()
    if len(parts) > MOST_PARTS or len({part.filename.lower() for part in parts}) < len(parts):
        raise Unsafe("parts")
    if sum(part.file_size for part in parts) > MOST_BYTES or _overlap(parts):
        raise Unsafe("sizes")
    for part in parts:
        if part.file_size > _FREE and part.file_size > _MOST_TIMES * part.compress_size:
            raise Unsafe("sizes")


def _overlap(parts: list[ZipInfo]) -> bool:
    """Whether two parts share bytes of the file: one piece of it would be unpacked many times."""
    ends = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < ends:
            return True
        ends = part.header_offset + 30 + len(part.orig_filename) + part.compress_size
    return False


def digest_of(zipped: ZipFile, part: ZipInfo) -> str:
    """Read a part through, and say its SHA-256; raise as zipfile does where it is damaged."""
    made = sha256()
    with zipped.open(part) as file:
        while piece := file.read(_SMALL_PIECE):
            made.update(piece)
    return made.hexdigest()


def look_through(zipped: ZipFile, part: ZipInfo) -> None:
    """Read a part through; raise Unsafe, or what zipfile raises where it is damaged."""
    far, start = False, b""
    for piece in _pieces(zipped, part):
        start = start or piece[:4]
        far = _look(part, piece) or far
    _begins_well(start)
    if far:
        _measure(zipped, part)


def looked_at(zipped: ZipFile, part: ZipInfo) -> bytes:
    """The content of a small part, looked at like any other; raises the same."""
    with zipped.open(part) as file:
        content = file.read(part.file_size + 1)  # whatever more is packed there is not unpacked
    far = _look(part, content)
    _begins_well(content[:4])
    if far:
        _measure(zipped, part)
    return content


def _look(part: ZipInfo, piece: bytes) -> bool:
    """Whether a piece of a sheet has a cell far out; raise Unsafe where any has an entity."""
    if b"<!DOCTYPE" in piece or b"<!ENTITY" in piece:
        raise Unsafe("entities")
    sheet = part.filename.lower().startswith("xl/worksheets/")
    return sheet and _FAR.search(piece) is not None


def _begins_well(start: bytes) -> None:
    if start[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in start:
        raise Unsafe("letters")  # spreadsheet programs write UTF-8; in others nothing would be seen


def _measure(zipped: ZipFile, part: ZipInfo) -> None:
    """A sheet is held as a rectangle: it must not be much larger than what stands in it.

    Rows, and cells that have a format alone, take no room: officers give formats to a million rows.
    """
    columns = rows = 1
    for piece in _pieces(zipped, part):
        ends, begins = piece.rfind(b">") + 1, piece.rfind(b"<")
        if begins >= ends and len(piece) - begins > _ENDS:
            raise Unsafe("tag")  # the next piece would not show its beginning
        for letters, number, rest in _cells(piece[:ends]):
            if not rest.endswith((b"/>", b"</")):
                columns, rows = max(columns, _number(letters)), max(rows, int(number))
    if columns * rows > part.file_size + _FREE_CELLS:
        raise Unsafe("cells")


def _cells(piece: bytes) -> list[tuple[bytes, bytes, bytes]]:
    """Of each cell its place, and the end of its tag; raise Unsafe where one could mislead."""
    cells = _PLAIN.findall(piece)
    if len(cells) == sum(map(piece.count, _STARTS)):
        return cells
    if _SLY.search(piece):
        raise Unsafe("places")
    return _CELL.findall(piece)


def _pieces(zipped: ZipFile, part: ZipInfo) -> Iterator[bytes]:
    before = b""
    with zipped.open(part) as file:
        while piece := file.read(_PIECE):
            yield before + piece
            before = piece[-_ENDS:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
