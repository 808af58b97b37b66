"""A sheet that still has the bytes in which it was written: read without a spreadsheet library.

`_about` holds the digest of each sheet's XML, and its signature covers it. Where the sheet has it
yet, nobody edited a cell, and no row's own digest has to be made again. What is read is still held
against the form that this program writes, to the letter: whatever is not in it (a newer program's,
a deceiver's) is `NotOurs`, and is read like any other sheet from there on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, Protocol, TypeAlias
from zipfile import ZipFile

from ocop_desktop.exchange.cells import EPOCH, letters
from ocop_desktop.exchange.head import Head, InColumn
from ocop_desktop.exchange.layout import (
    FIRST_ROW,
    HASH,
    ID,
    ORIGIN,
    PARENT,
    POSITION,
    REMOVED,
    STAMPS,
)
from ocop_desktop.exchange.package import BROKEN, Seen
from ocop_desktop.exchange.readers import ODD, plain_texts
from ocop_desktop.schema import dates

_PIECE = 1 << 20
_MOST = 1 << 23  # bytes of one row
_END = b"</row>"
_TEXT = rb' t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
_HEADING = re.compile(rb'<c r="([A-Z]+)[12]"(?: s="\d+")?' + _TEXT)
_START = re.compile(rb"<sheetData>(<row [^>]*>.*?</row>)(<row [^>]*>.*?</row>)", re.DOTALL)
_STYLE = re.compile(rb'<c r="([A-Z]+)[0-9]+" s="([0-9]+)"')
_OTHER_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BETWEEN, _PARTING = b"\x1f", "\x1f"  # no text holds it
_DAYS = range(61, 2_958_466)  # from 1 March 1900 on, as far as spreadsheets count
_MOST_KNOWN = 20_000

_NUMBERS = {
    "whole": rb"(-?\d{1,15})",
    "money": rb"(-?\d{1,15})",
    "year": rb"(-?\d{1,15})",
    "stars": rb"(-?\d{1,15})",
    "decimal": rb"(-?(?:0|[1-9]\d{0,14})(?:\.\d{0,14}[1-9])?)",
}

_BOOKKEEPING = frozenset([ID, ORIGIN, STAMPS, REMOVED, HASH, PARENT, POSITION])

Column: TypeAlias = Sequence[Any]
Groups: TypeAlias = Sequence[bytes]  # what a group of the pattern holds, row by row


class NotOurs(Exception):
    """The sheet, or its next rows, are not as this program writes them."""


class OwnRows(NamedTuple):
    """Some rows, column by column: the values, and the texts of the bookkeeping columns."""

    size: int
    values: list[Column]  # in the order of `Head.columns`
    own: Mapping[str, Sequence[str]]  # by machine name


class OwnSheet:
    """A sheet's XML within a workbook that is open."""

    def __init__(self, zipped: ZipFile, seen: Seen) -> None:
        """Read the machine names and the labels; raise NotOurs where the sheet cannot be ours.

        `seen` is what was found when the workbook was looked through: it must be so still.
        """
        self._zipped, self._part = zipped, seen.part
        info = zipped.getinfo(seen.part)
        if (info.CRC, info.file_size) != (seen.crc, seen.size):
            raise NotOurs
        self.names, self.labels = self._headings()

    def _pieces(self) -> Iterator[bytes]:
        try:
            with self._zipped.open(self._part) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except (*BROKEN, OSError) as error:
            raise NotOurs from error

    def _headings(self) -> tuple[list[str], list[str]]:
        start = b""
        for piece in self._pieces():
            start += piece
            found = _START.search(start)
            if found or len(start) > _MOST:
                break
        else:
            found = None
        if not found:
            raise NotOurs
        names, labels = (_HEADING.findall(row) for row in found.groups())
        known = [letter.encode() for letter in letters(len(names))]
        if [at for at, _ in names] != known or [at for at, _ in labels] != known:
            raise NotOurs
        return as_texts([text for _, text in names]), as_texts([text for _, text in labels])

    def rows(self, head: Head) -> Iterator[OwnRows]:
        """The rows below the headings, some hundred at a time; raise NotOurs as soon as one is not."""
        source, number = self._whole_rows(), FIRST_ROW
        shape: _Shape | None = None
        for piece in source:
            shape = shape or _Shape(head, piece[: piece.index(_END)])
            found = shape.read(piece, number)
            number += found.size
            yield found

    def _whole_rows(self) -> Iterator[bytes]:
        """The XML of the rows below the headings, each piece some whole rows."""
        left, begun = b"", False
        for piece in self._pieces():
            left += piece
            if not begun:
                found = _START.search(left)
                if not found:
                    continue  # it was found before, at the beginning
                left, begun = left[found.end() :], True
            end = left.rfind(_END) + len(_END)
            if end >= len(_END):
                yield left[:end]
                left = left[end:]
            elif len(left) > _MOST:
                raise NotOurs
        if not left.startswith(b"</sheetData>"):
            raise NotOurs


class _Shape:
    """The form of a sheet's rows: one pattern for a whole row, and what its groups are."""

    def __init__(self, head: Head, first: bytes) -> None:
        """`first` is a row: a column has one style in all of them."""
        self._styles: dict[bytes, bytes] = dict(_STYLE.findall(first))
        self._readers: dict[int, _Reader] = {}
        self._own: dict[str, int] = {}
        self._groups = 2  # the row, its number
        columns = {column.place: column for column in head.columns}
        own = {place: name for name, place in head.places.items() if name in _BOOKKEEPING}
        last = max([*columns, *head.places.values(), *head.shown.values()])
        cells = []
        for place, letter in enumerate(letters(last + 1)):
            if place in columns:
                cells.append(self._value(columns[place], letter.encode()))
            else:
                if place in own:
                    self._own[own[place]] = self._next()
                cells.append(self._text(letter.encode(), taken=place in own))
        self._columns = [column.place for column in head.columns]
        attributes = rb'(?: ht="[0-9.]+")?(?: hidden="1")?'
        pattern = rb'(<row r="([0-9]+)"' + attributes + b">" + b"".join(cells) + rb"</row>)"
        self._pattern = re.compile(pattern)

    def _next(self) -> int:
        self._groups += 1
        return self._groups - 1

    def _value(self, column: InColumn, letter: bytes) -> bytes:
        kind, group = column.type.kind if column.type else "", self._next()
        if kind in _NUMBERS:
            self._readers[column.place] = _Numbers(group, whole=kind != "decimal")
            return self._cell(letter, b"><v>" + _NUMBERS[kind] + b"</v></c>")
        if kind == "date":
            self._readers[column.place] = _Dates(group, self._next())
            cell = rb'<c r="%s\2" s="[0-9]+"' % letter
            return cell + rb"(?:/>|><v>([0-9]{2,7})</v></c>|" + _TEXT + b")"
        self._readers[column.place] = _Texts(group, column)
        return self._text(letter)

    def _text(self, letter: bytes, *, taken: bool = True) -> bytes:
        return self._cell(letter, _TEXT if taken else _TEXT.replace(b"([^<]*)", b"[^<]*"))

    def _cell(self, letter: bytes, rest: bytes) -> bytes:
        style = self._styles.get(letter)
        if style is None:
            return rb'(?:<c r="%s\2"%s)?' % (letter, rest)
        return rb'<c r="%s\2" s="%s"(?:/>|%s)' % (letter, style, rest)

    def read(self, piece: bytes, number: int) -> OwnRows:
        """Whole rows, the first of which has this number; raise NotOurs where they are others."""
        columns = list(zip(*self._pattern.findall(piece), strict=True))
        if not columns or sum(map(len, columns[0])) != len(piece) or b"\r" in piece:
            raise NotOurs
        count = len(columns[0])
        if list(columns[1]) != [b"%d" % n for n in range(number, number + count)]:
            raise NotOurs
        values = [self._readers[place].values(columns) for place in self._columns]
        own = {name: as_texts(columns[group]) for name, group in self._own.items()}
        return OwnRows(count, values, own)


class _Reader(Protocol):
    """Turns what the groups of a column hold into values."""

    def values(self, columns: Sequence[Groups]) -> Column:
        """The values; raise NotOurs where there is something else."""
        ...


class _Numbers:
    def __init__(self, group: int, *, whole: bool) -> None:
        self._group, self._turn = group, int if whole else bytes.decode

    def values(self, columns: Sequence[Groups]) -> Column:
        return [self._turn(cell) if cell else None for cell in columns[self._group]]


class _Texts:
    def __init__(self, group: int, column: InColumn) -> None:
        self._group, self._quick = group, column.quick

    def values(self, columns: Sequence[Groups]) -> Column:
        cells = columns[self._group]
        if not any(cells):
            return [None] * len(cells)
        if self._quick is plain_texts:
            return [text or None for text in as_texts(cells)]
        values, texts = self._quick(as_texts(cells))
        if ODD in texts:
            raise NotOurs
        return values


class _Dates:
    """Days as numbers, or as texts where spreadsheets have no such day."""

    def __init__(self, days: int, texts: int) -> None:
        self._days, self._texts = days, texts
        self._known: dict[bytes, str] = {}

    def values(self, columns: Sequence[Groups]) -> Column:
        days, texts, known = columns[self._days], columns[self._texts], self._known
        if len(known) > _MOST_KNOWN:
            known.clear()
        for day in set(days) - known.keys():
            known[day] = _day(day)
        if not any(texts):
            return [known[day] or None for day in days]
        try:
            parsed = [dates.parse(text) if text else None for text in as_texts(texts)]
        except ValueError:
            raise NotOurs from None
        return [known[day] or text for day, text in zip(days, parsed, strict=True)]


def _day(day: bytes) -> str:
    if not day:
        return ""
    if int(day) not in _DAYS:
        raise NotOurs
    return date.fromordinal(int(day) + EPOCH).isoformat()


def as_texts(cells: Groups) -> list[str]:
    """Texts as they were before they were written; raise NotOurs where they cannot be ours."""
    try:
        text = _BETWEEN.join(cells).decode("utf-8")
    except UnicodeDecodeError:
        raise NotOurs from None
    if "&" in text:
        if _OTHER_ENTITY.search(text):
            raise NotOurs
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    texts = text.split(_PARTING)
    if len(texts) != len(cells):
        raise NotOurs
    return texts
