"""A sheet that still has the bytes in which it was written: read without a spreadsheet library.

`_about` holds the digest of each sheet's XML, and its signature covers it. Where the sheet has it
yet, nobody edited a cell, and no row's own digest has to be made again. What is read is still held
against the form that this program writes, to the letter: whatever is not in it (a newer program's,
a deceiver's) is `NotOurs`, and is read like any other sheet from there on.
"""

from __future__ import annotations

import re
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
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

_PIECE = 1 << 18
_MOST = 1 << 23  # bytes of one row
_END = b"</row>"
_TEXT = r' t="inlineStr"><is><t(?: xml:space="preserve")?>([^<]*)</t></is></c>'
_HEADING = re.compile(r'<c r="([A-Z]+)[12]"(?: s="[0-9]+")?' + _TEXT)
_START = re.compile(rb"<sheetData>(<row [^>]*>.*?</row>)(<row [^>]*>.*?</row>)", re.DOTALL)
_STYLE = re.compile(r'<c r="([A-Z]+)[0-9]+" s="([0-9]+)"')
_OTHER_ENTITY = re.compile(r"&(?!amp;|lt;|gt;)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_BETWEEN = "\x1f"  # no text holds it
_DAYS = range(61, 2_958_466)  # from 1 March 1900 on, as far as spreadsheets count
_MOST_KNOWN = 20_000

_WHOLE = r"(-?[0-9]{1,15})"
_NUMBERS = {
    "whole": _WHOLE,
    "money": _WHOLE,
    "year": _WHOLE,
    "stars": _WHOLE,
    "decimal": r"(-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,14}[1-9])?)",
}

OF_RECORD = (ID, STAMPS, ORIGIN, PARENT, POSITION)
BOOKKEEPING = (*OF_RECORD, HASH, REMOVED)
"""The columns beside the fields that are read, those of the record first."""

Column: TypeAlias = Sequence[Any]
Groups: TypeAlias = Sequence[str]  # what a group of the pattern holds, row by row


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

    def _pieces(self) -> Generator[bytes, None, None]:
        try:
            with self._zipped.open(self._part) as file:
                while piece := file.read(_PIECE):
                    yield piece
        except (*BROKEN, OSError) as error:
            raise NotOurs from error

    def _headings(self) -> tuple[Groups, Groups]:
        start, found = b"", None
        with closing(self._pieces()) as pieces:
            for piece in pieces:
                start += piece
                found = _START.search(start)
                if found or len(start) > _MOST:
                    break
        if not found:
            raise NotOurs
        names, labels = (_HEADING.findall(_decoded(row)) for row in found.groups())
        known = letters(len(names))
        if [at for at, _ in names] != known or [at for at, _ in labels] != known:
            raise NotOurs
        return as_texts([text for _, text in names]), as_texts([text for _, text in labels])

    def rows(self, head: Head) -> Generator[OwnRows, None, None]:
        """The rows below the headings, some hundred at a time; raise NotOurs as soon as one is not."""
        number, shape = FIRST_ROW, None
        with closing(self._pieces()) as pieces:
            for piece in _whole_rows(pieces):
                xml = _decoded(piece)
                shape = shape or _Shape(head, xml[: xml.index("</row>")])
                found = shape.read(xml, number)
                number += found.size
                yield found


def _whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The XML of the rows below the headings, each piece some whole rows."""
    left, begun = b"", False
    for piece in pieces:
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

    def __init__(self, head: Head, first: str) -> None:
        """`first` is a row: a column has one style in all of them."""
        self._styles: dict[str, str] = dict(_STYLE.findall(first))
        self._readers: dict[int, _Reader] = {}
        self._own: dict[str, int] = {}
        self._groups = 2  # the row, its number
        columns = {column.place: column for column in head.columns}
        own = {place: name for name, place in head.places.items() if name in BOOKKEEPING}
        last = max([*columns, *head.places.values(), *head.shown.values()])
        cells = []
        for place, letter in enumerate(letters(last + 1)):
            if place in columns:
                cells.append(self._value(columns[place], letter))
            else:
                if place in own:
                    self._own[own[place]] = self._next()
                cells.append(self._text(letter, taken=place in own))
        self._columns = [column.place for column in head.columns]
        attributes = r'(?: ht="[0-9.]+")?(?: hidden="1")?'
        self._pattern = re.compile(rf'(<row r="([0-9]+)"{attributes}>{"".join(cells)}</row>)')

    def _next(self) -> int:
        self._groups += 1
        return self._groups - 1

    def _value(self, column: InColumn, letter: str) -> str:
        kind, group = column.type.kind if column.type else "", self._next()
        if kind in _NUMBERS:
            self._readers[column.place] = _Numbers(group, whole=kind != "decimal")
            return self._cell(letter, f"><v>{_NUMBERS[kind]}</v></c>")
        if kind == "date":
            self._readers[column.place] = _Dates(group, self._next())
            start = rf'<c r="{letter}\2" s="[0-9]+"'
            return rf"{start}(?:/>|><v>([0-9]{{2,7}})</v></c>|{_TEXT})"
        self._readers[column.place] = _Texts(group, column)
        return self._text(letter)

    def _text(self, letter: str, *, taken: bool = True) -> str:
        return self._cell(letter, _TEXT if taken else _TEXT.replace("([^<]*)", "[^<]*"))

    def _cell(self, letter: str, rest: str) -> str:
        style = self._styles.get(letter)
        if style is None:
            return rf'(?:<c r="{letter}\2"{rest})?'
        return rf'<c r="{letter}\2" s="{style}"(?:/>|{rest})'

    def read(self, xml: str, number: int) -> OwnRows:
        """Whole rows, the first of which has this number; raise NotOurs where they are others."""
        columns: list[Groups] = list(zip(*self._pattern.findall(xml), strict=True))
        if not columns or sum(map(len, columns[0])) != len(xml):
            raise NotOurs
        count = len(columns[0])
        if list(columns[1]) != [str(n) for n in range(number, number + count)]:
            raise NotOurs
        if "&" in xml or "_x" in xml:
            columns[2:] = [as_texts(column) for column in columns[2:]]
        values = [self._readers[place].values(columns) for place in self._columns]
        return OwnRows(count, values, {n: columns[group] for n, group in self._own.items()})


class _Reader(Protocol):
    """Turns what the groups of a column hold into values."""

    def values(self, columns: Sequence[Groups]) -> Column:
        """The values; raise NotOurs where there is something else."""
        ...


class _Numbers:
    def __init__(self, group: int, *, whole: bool) -> None:
        self._group, self._turn = group, int if whole else str

    def values(self, columns: Sequence[Groups]) -> Column:
        cells = columns[self._group]
        if all(cells):
            return list(map(self._turn, cells))
        return [self._turn(cell) if cell else None for cell in cells]


class _Texts:
    def __init__(self, group: int, column: InColumn) -> None:
        self._group, self._quick = group, column.quick

    def values(self, columns: Sequence[Groups]) -> Column:
        cells = columns[self._group]
        if not any(cells):
            return [None] * len(cells)
        if self._quick is plain_texts:
            return cells if all(cells) else [cell or None for cell in cells]
        values, texts = self._quick(cells)
        if ODD in texts:
            raise NotOurs
        return values


class _Dates:
    """Days as numbers, or as texts where spreadsheets have no such day."""

    def __init__(self, days: int, texts: int) -> None:
        self._days, self._texts = days, texts
        self._known: dict[str, str | None] = {"": None}

    def values(self, columns: Sequence[Groups]) -> Column:
        days, texts, known = columns[self._days], columns[self._texts], self._known
        if len(known) > _MOST_KNOWN:
            self._known = known = {"": None}
        for day in set(days) - known.keys():
            known[day] = _day(int(day))
        if not any(texts):
            return list(map(known.__getitem__, days))
        try:
            parsed = [dates.parse(text) if text else None for text in texts]
        except ValueError:
            raise NotOurs from None
        return [known[day] or text for day, text in zip(days, parsed, strict=True)]


def _day(day: int) -> str:
    if day not in _DAYS:
        raise NotOurs
    return date.fromordinal(day + EPOCH).isoformat()


def _decoded(xml: bytes) -> str:
    if b"\r" in xml:
        raise NotOurs
    try:
        return xml.decode("utf-8")
    except UnicodeDecodeError:
        raise NotOurs from None


def as_texts(cells: Groups) -> Groups:
    """Texts as they were before they were written; raise NotOurs where they cannot be ours."""
    text = _BETWEEN.join(cells)
    if "&" in text:
        if _OTHER_ENTITY.search(text):
            raise NotOurs
        text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    if "_x" in text:
        text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    texts = text.split(_BETWEEN)
    if len(texts) != len(cells):
        raise NotOurs
    return texts
