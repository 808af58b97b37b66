"""Canonical text of values, and the digests by which a row and a changed column are known.

A digest is made of values, never of cells: a spreadsheet program changes the shape of cells when
it saves them again.
"""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable, Sequence
from hashlib import blake2b, sha256
from itertools import product
from zlib import crc32

from ocop_desktop.schema import Value

HEAD, CODE = 12, 3  # characters of a row's digest, and of each column's
SHORT = 8  # bytes of a row's digest in the list of all of them
_BETWEEN, _PARTING, _WITHIN = (
    "\x1f",
    b"\x1f",
    "\x1e",
)  # no text holds these: they are blanks, and are trimmed
_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_CODES = ["".join(signs) for signs in product(_SIGNS, repeat=CODE)]
_BLANK = _CODES[0]


def text_of(value: Value) -> str:
    """A value as text; two values are the same exactly when their texts are."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return _WITHIN.join(value)
    return str(int(value))


def encoded(texts: Sequence[str]) -> list[bytes]:
    """A column of texts as bytes, in one go."""
    if not texts:
        return []
    parts = _BETWEEN.join(texts).encode("utf-8", "surrogatepass").split(_PARTING)
    if len(parts) == len(texts):
        return parts
    return [text.encode("utf-8", "surrogatepass") for text in texts]  # one holds the sign itself


def codes_of(column: Sequence[bytes]) -> list[str]:
    """For each text three characters that change when it does (but once in 32768)."""
    if not any(column):
        return [_BLANK] * len(column)
    codes = _CODES
    return [codes[number & 32767] for number in map(crc32, column)]


def joined(texts: Iterable[bytes]) -> bytes:
    """Several texts as one."""
    return _PARTING.join(texts)


def head_of(texts: Iterable[bytes]) -> str:
    """The digest of a whole row."""
    digest = blake2b(_PARTING.join(texts), digest_size=9).digest()
    return b2a_base64(digest, newline=False).decode("ascii")


def codes_in(hash: str) -> list[str]:
    """The columns' codes in a row's `_hash`."""
    return [hash[start : start + CODE] for start in range(HEAD, len(hash), CODE)]


class Total:
    """A digest over `_id` and `_hash` of all rows, whatever their order."""

    def __init__(self) -> None:
        self._sum = 0
        self.rows = bytearray()  # the first bytes of each row's digest

    def add(self, id: str, hash: str) -> None:
        """Take in one row."""
        self.add_all([id], [hash])

    def add_all(self, ids: Iterable[str], hashes: Iterable[str]) -> None:
        """Take in several rows."""
        digests = [sha256(f"{i} {h}".encode()).digest() for i, h in zip(ids, hashes, strict=True)]
        self._sum += sum(int.from_bytes(digest, "big") for digest in digests)
        self.rows += b"".join([digest[:SHORT] for digest in digests])

    @property
    def text(self) -> str:
        """The digest of what was taken in."""
        return f"{self._sum % (1 << 256):064x}"
