"""The rows of one sheet as XML, several hundred at a time, with their digests and sums."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import chain, islice
from typing import Any, NamedTuple, TypeAlias

from ocop_desktop.exchange.canon import Total, codes_of, encoded, head_of, joined, text_of
from ocop_desktop.exchange.cells import Writer, key_cells, letters, of_type, text_cells
from ocop_desktop.exchange.layout import (
    FIRST_ROW,
    HASH,
    ID,
    KEYED,
    LABEL_ROW,
    MACHINE_ROW,
    ORIGIN,
    PARENT,
    PARENT_TITLE,
    POSITION,
    REMOVED,
    STAMPS,
    UNIT,
    UNKNOWN,
    Column,
    Layout,
    field_name,
)
from ocop_desktop.exchange.row_list import tails
from ocop_desktop.exchange.sheet_xml import height, width
from ocop_desktop.schema import Lookup

MANY = 150  # rows at a time: what they become still fits a processor's cache
REMOVED_TEXT = "Có"
Cells: TypeAlias = list[str]


class OutRow(NamedTuple):
    """One record as it goes into a sheet: values in the order of `Layout.fields`."""

    id: str
    stamps: str  # JSON
    values: Sequence[Any]
    removed: bool = False
    origin: str = ""
    parent_id: str = ""
    position: int = 0
    unit: str = ""


class SheetRows:
    """Turns rows into XML; afterwards it knows their number, their sums and their digest."""

    def __init__(
        self,
        layout: Layout,
        styles: Mapping[str, int],
        look: Lookup,
        total: Total,
        lift: Callable[[OutRow], OutRow],
    ) -> None:
        """`lift` takes the values of open conflicts out of a row's stamps."""
        self._lift = lift
        self._layout, self._total, self._styles = layout, total, styles
        self._is_hashed = any(column.name == HASH for column in layout.columns)
        self._writers = [
            (column, _writer(layout, column, letter, styles, look))
            for letter, column in zip(letters(len(layout.columns)), layout.columns, strict=True)
        ]
        self._place = {name: number for number, name in enumerate(layout.fields)}
        self._kinds = [c.field.type.kind if c.field else "json" for c in layout.held]
        self._wrapped = [
            (place, int(width(column)))
            for place, (column, kind) in enumerate(zip(layout.held, self._kinds, strict=True))
            if kind in ("text", "long_text")
        ]
        self.count = self.removed = 0
        self.listed = bytearray()  # see `row_list`
        self.sums: dict[str, Decimal] = {}
        self.removed_sums: dict[str, Decimal] = {}

    def xml(self, rows: Iterable[OutRow]) -> Iterator[str]:
        """The headings' and the rows' XML in pieces; removed rows are hidden."""
        yield self._headings()
        rows = iter(rows)
        while chunk := list(islice(rows, MANY)):
            yield self._chunk(chunk)

    def _headings(self) -> str:
        names, labels = [], []
        head = self._styles["head"]
        columns = self._layout.columns
        for letter, column in zip(letters(len(columns)), columns, strict=True):
            names += text_cells(letter, 0)([column.name], [str(MACHINE_ROW)])
            labels += text_cells(letter, head)([column.label], [str(LABEL_ROW)])
        return (
            f'<row r="{MACHINE_ROW}" hidden="1">{"".join(names)}</row>'
            f'<row r="{LABEL_ROW}" ht="34" customHeight="1">{"".join(labels)}</row>'
        )

    def _chunk(self, chunk: list[OutRow]) -> str:
        if '"v":' in "".join(row.stamps for row in chunk):
            chunk = [self._lift(row) for row in chunk]
        columns = list(zip(*(row.values for row in chunk), strict=True))
        marks = [REMOVED_TEXT if row.removed else "" for row in chunk]
        first = FIRST_ROW + self.count
        numbers = [str(number) for number in range(first, first + len(chunk))]
        own = self._bookkeeping(chunk, columns, marks)
        pieces = [
            write(
                own[c.name] if c.name in own else columns[self._place[field_name(c.name)]], numbers
            )
            for c, write in self._writers
        ]
        self._add_up(chunk, columns)
        starts = [
            f'<row r="{number}"{tall} hidden="1">' if row.removed else f'<row r="{number}"{tall}>'
            for number, row, tall in zip(numbers, chunk, self._heights(columns), strict=True)
        ]
        ends = ["</row>"] * len(chunk)
        return "".join(chain.from_iterable(zip(starts, *pieces, ends, strict=True)))

    def _heights(self, columns: Sequence[Sequence[Any]]) -> list[str]:
        """An attribute for each row: spreadsheet programs do not all fit heights themselves."""
        lines = [
            [1 + len(text) // chars if text else 1 for text in columns[place]]
            for place, chars in self._wrapped
            if any(columns[place])
        ]
        one = [1] * len(columns[0])
        return list(map(height, map(max, one, *lines))) if lines else [height(1)] * len(one)

    def _bookkeeping(
        self, chunk: list[OutRow], columns: Sequence[Sequence[Any]], marks: list[str]
    ) -> dict[str, Sequence[Any]]:
        parents = [row.parent_id for row in chunk]
        table = self._layout.form.parent is not None
        positions = [str(row.position) if table else "" for row in chunk]
        ids, stamps = [row.id for row in chunk], [row.stamps for row in chunk]
        hashes: Sequence[str] = ()
        if self._is_hashed:
            held = zip(columns, self._kinds, strict=True)
            texts = [_texts(column, kind) for column, kind in held]
            hashes = hashed(stamps, marks, parents, positions, texts)
            self._total.add_all(ids, hashes)
            self.listed += tails(ids)
        return {
            ID: ids,
            STAMPS: stamps,
            ORIGIN: [row.origin for row in chunk],
            REMOVED: marks,
            PARENT: parents,
            PARENT_TITLE: parents,
            UNIT: [row.unit for row in chunk],
            POSITION: positions,
            HASH: hashes,
        }

    def _add_up(self, chunk: list[OutRow], columns: Sequence[Sequence[Any]]) -> None:
        self.count += len(chunk)
        gone = sum(row.removed for row in chunk)
        self.removed += gone
        for field, kind, column in zip(self._layout.fields, self._kinds, columns, strict=True):
            if kind in ("money", "whole", "decimal"):
                here = (
                    [v for v, row in zip(column, chunk, strict=True) if not row.removed]
                    if gone
                    else column
                )
                total = added(here)
                self.sums[field] = self.sums.get(field, Decimal(0)) + total
                if gone:
                    rest = added(column) - total
                    self.removed_sums[field] = self.removed_sums.get(field, Decimal(0)) + rest


def added(values: Sequence[Any]) -> Decimal:
    """The exact sum of whole numbers or decimal texts, blanks left out."""
    filled = [value for value in values if value is not None]
    if filled and isinstance(filled[0], str):
        return sum(map(Decimal, filled), Decimal(0))
    return Decimal(sum(filled))


def hashed(
    stamps: Sequence[str],
    marks: Sequence[str],
    parents: Sequence[str],
    positions: Sequence[str],
    texts: Sequence[Sequence[str]],
) -> list[str]:
    """Each row's `_hash`: a digest of everything, then three characters each for the bookkeeping
    (stamps, parent, position), for `_removed` and for every column.
    """
    own = [encoded(column) for column in (stamps, parents, positions)]
    columns = [encoded(column) for column in (marks, *texts)]
    heads = map(head_of, zip(*own, *columns, strict=True))
    kept = codes_of(list(map(joined, zip(*own, strict=True))))
    codes = [codes_of(column) for column in columns]
    return ["".join(row) for row in zip(heads, kept, *codes, strict=True)]


def _texts(column: Sequence[Any], kind: str) -> Sequence[str]:
    if column.count(None) == len(column):
        return [""] * len(column)
    if kind in ("whole", "money", "year", "stars"):
        return ["" if value is None else str(value) for value in column]
    if kind in ("yes_no", "many", "links", "files", "notes", "json"):
        return [text_of(value) for value in column]
    return [value or "" for value in column]


def _writer(
    layout: Layout, column: Column, letter: str, styles: Mapping[str, int], look: Lookup
) -> Writer:
    if column.name == PARENT_TITLE:
        return _titles(letter, styles, look, str(layout.form.parent))
    if column.name.endswith(UNKNOWN):
        return _json_cells(letter)
    if column.field is None:
        return text_cells(letter, 0 if column.hidden else styles["text"])
    if column.name.endswith(KEYED) and column.hidden:
        return key_cells(letter)
    if column.field.aside and not column.field.type.by_id:
        return _remark_cells(letter)
    return of_type(column.field.type, letter, styles, look)


def _titles(letter: str, styles: Mapping[str, int], look: Lookup, kind: str) -> Writer:
    write = text_cells(letter, styles["text"])

    def write_titles(values: Sequence[Any], numbers: Sequence[str]) -> Cells:
        return write([look.title(kind, key) or key for key in values], numbers)

    return write_titles


def _remark_cells(letter: str) -> Writer:
    write = text_cells(letter, 0)
    return lambda values, numbers: write(["\n".join(v) if v else None for v in values], numbers)


def _json_cells(letter: str) -> Writer:
    write = text_cells(letter, 0)

    def text(value: Any) -> str | None:
        return None if value is None else json.dumps(value, ensure_ascii=False)

    return lambda values, numbers: write([text(value) for value in values], numbers)
