"""Reads a list as text (.csv): which bytes stand for which letters, and what parts the columns."""

from __future__ import annotations

import csv
import unicodedata
from io import StringIO
from pathlib import Path

from ocop_desktop.exchange import legacy
from ocop_desktop.messages import Trouble

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_PARTING = ",;\t|"
_MOST_FIELDS = 2_000


def read(path: Path) -> tuple[list[list[str]], str]:
    """The rows, and the old encoding that was read ("" where it was Unicode).

    Raises Trouble("list_unreadable") where it is no text, OSError where the file cannot be read.
    """
    text, encoding = _decoded(path.read_bytes(), path.name)
    try:
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=_parting(text)))
    except csv.Error as error:
        raise Trouble("list_unreadable", file=path.name) from error
    if any(len(row) > _MOST_FIELDS for row in rows):
        raise Trouble("list_unreadable", file=path.name)
    return rows, encoding


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    for mark, encoding in _BOMS:
        if raw.startswith(mark):
            return _strict(raw, encoding, name), ""
    if b"\0" in raw[:4096]:
        raise Trouble("list_unreadable", file=name)
    try:
        return raw.decode("utf-8"), ""
    except UnicodeDecodeError:
        return _old(raw, name)


def _strict(raw: bytes, encoding: str, name: str) -> str:
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise Trouble("list_unreadable", file=name) from error


def _old(raw: bytes, name: str) -> tuple[str, str]:
    """Bytes that are no UTF-8: the reading with the fewest words that make no sense."""
    plain = raw.decode("latin-1")
    readings = {one: legacy.decoded(plain, one) for one in (legacy.TCVN3, legacy.VNI)}
    windows = raw.decode("cp1258", errors="replace")
    readings["cp1258"] = unicodedata.normalize("NFC", windows)
    odd = {one: legacy.odd_words(text) for one, text in readings.items()}
    best = min(odd, key=lambda one: odd[one])
    words = sum(not word.isascii() for word in readings[best].split())
    if odd[best] * 5 > max(words, 1):
        raise Trouble("list_unreadable", file=name)
    return readings[best], best


def _parting(text: str) -> str:
    """What parts the columns: the sign that the first lines have most often."""
    first = text[:4000].splitlines()[:5]
    return max(_PARTING, key=lambda sign: sum(line.count(sign) for line in first))
