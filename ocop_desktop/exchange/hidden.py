"""The hidden sheets beside the records: their digests, and the list of digests of all rows.

The sum of all rows' digests says nothing once a row was taken out of the file, which people may do.
The list in `_digests` still vouches for every row that is left: it is signed with the rest.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import TypeVar

from ocop_desktop.exchange.canon import SHORT
from ocop_desktop.schema.types import cell_text

DIGESTS = "_digests"
Line = TypeVar("Line", bound=Sequence[object])
_IN_A_CELL = 2400 * SHORT  # bytes, as text 25,600 characters: a cell holds 32,767


class PartDigest:
    """The digest of a sheet's lines, whatever shape its cells have."""

    def __init__(self) -> None:
        self._digest = sha256()

    def of(self, lines: Iterable[Line]) -> Iterator[Line]:
        """The same lines, taken in as they pass."""
        for line in lines:
            texts = [cell_text(cell) for cell in line]
            while texts and not texts[-1]:
                texts.pop()
            if texts:
                text = "\x1f".join(texts) + "\n"
                self._digest.update(text.encode("utf-8", "surrogatepass"))
            yield line

    @property
    def text(self) -> str:
        """The digest of what has passed."""
        return self._digest.hexdigest()


def packed(content: bytes) -> list[tuple[str]]:
    """Bytes as lines of one cell."""
    pieces = range(0, len(content), _IN_A_CELL)
    return [(b64encode(content[at : at + _IN_A_CELL]).decode("ascii"),) for at in pieces]


def unpacked(lines: Iterable[Sequence[object]]) -> bytes:
    """The bytes of such lines; raise ValueError where they are none."""
    cells = (cell_text(line[0]).strip() for line in lines if line)
    return b"".join(b64decode(cell, validate=True) for cell in cells)


def all_among(rows: bytes, listed: bytes) -> bool:
    """Whether each short digest is in the list."""
    known = set(_each(listed))
    return all(digest in known for digest in _each(rows))


def _each(content: bytes) -> Iterator[bytes]:
    return (content[at : at + SHORT] for at in range(0, len(content), SHORT))
