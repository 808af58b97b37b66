"""The rows of one sheet back into records: quickly where nothing was touched, carefully elsewhere."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

from ocop_desktop.exchange.about import FormFacts
from ocop_desktop.exchange.by_hand import new_row
from ocop_desktop.exchange.canon import (
    HEAD,
    Total,
    codes_in,
    codes_of,
    encoded,
    head_of,
    joined,
    text_of,
)
from ocop_desktop.exchange.conflicts import Held
from ocop_desktop.exchange.head import Head, InColumn
from ocop_desktop.exchange.incoming import Incoming, Refusal
from ocop_desktop.exchange.layout import (
    FIRST_ROW,
    HASH,
    ID,
    PARENT,
    POSITION,
    REMOVED,
    STAMPS,
)
from ocop_desktop.exchange.own_sheet import BOOKKEEPING, OF_RECORD, NotOurs, OwnRows
from ocop_desktop.exchange.readers import ODD, careful
from ocop_desktop.exchange.rematch import rematched
from ocop_desktop.exchange.sheet_rows import REMOVED_TEXT
from ocop_desktop.exchange.stamps_read import stamps_of
from ocop_desktop.exchange.sums import Sums
from ocop_desktop.schema import Form, Lookup, Rejected
from ocop_desktop.schema.types import cell_text

MANY = 1000
_OWN_CODES = 2  # of the bookkeeping and of `_removed`, before those of the columns
_ALTERED = (
    "Dòng này bị sửa ở các cột ẩn nên không còn tin được. Hãy xuất lại tệp từ chương trình rồi gửi."
)


class Odd(NamedTuple):
    """A row that is not as it was written: its number and its cells."""

    number: int
    cells: Sequence[Any]
    hidden: Sequence[Any]  # the cells of the row that the hidden columns belong to


class SheetReader:
    """Reads the rows of one sheet; afterwards it knows how many there were."""

    def __init__(
        self,
        form: Form,
        head: Head,
        look: Lookup,
        total: Total,
        conflicts: Held,
        mark: str,
        facts: FormFacts,
    ) -> None:
        self._form, self._head, self._look = form, head, look
        self._total, self._conflicts, self._mark = total, conflicts, mark
        self._version = facts.version
        self._fields = frozenset(column.field for column in head.columns)
        self._names = [column.field for column in head.columns]
        self._carried = self._fields | {POSITION} if form.parent else self._fields
        self._seen: set[str] = set()
        self.read = 0  # rows that were read as they were written
        self._odd: list[Odd] = []
        self._added: list[Odd] = []
        self._sums = Sums(facts, self._names)

    @property
    def count(self) -> int:
        """Different records that stood in the sheet."""
        return len(self._seen)

    @property
    def ids(self) -> Collection[str]:
        """Theirs."""
        return self._seen

    @property
    def adds_up(self) -> bool:
        """Whether counts and sums are as the workbook says, or cannot be: somebody edited rows."""
        return bool(self._odd or self._added) or self._sums.agree()

    def rows(self, cells: Iterable[Sequence[Any]], first: int) -> Iterator[Incoming | Refusal]:
        """Every row as a record or as a refusal; rows added by hand last."""
        source, number = iter(cells), first
        while chunk := list(islice(source, MANY)):
            yield from self._chunk(chunk, number)
            number += len(chunk)
        yield from self._careful()
        for odd in self._added:
            yield new_row(self._form, self._head, self._look, odd.number, odd.cells, self._mark)

    # -- as it was written

    def as_written(self, pieces: Iterable[OwnRows]) -> Iterator[Incoming | Refusal]:
        """Every row of a sheet that nobody touched; raise NotOurs where one cannot be."""
        for piece in pieces:
            own = {name: piece.own.get(name) or [""] * piece.size for name in BOOKKEEPING}
            ids = own[ID]
            if not all(ids) or len({*ids}) < piece.size or not self._seen.isdisjoint(ids):
                raise NotOurs
            self._seen.update(ids)
            self._total.add_all(ids, own[HASH])
            self._sums.take(piece.values, own[REMOVED])
            rows = zip(_filled(self._names, piece), *(own[name] for name in OF_RECORD), strict=True)
            for number, (values, *texts) in enumerate(rows, self.read + FIRST_ROW):
                yield self._record(number, texts, values, _NO_EDITS, ())
            self.read += piece.size

    # -- quickly

    def _chunk(self, chunk: list[Sequence[Any]], first: int) -> Iterator[Incoming | Refusal]:
        columns = list(zip(*chunk, strict=True))
        read = [column.quick(columns[column.place]) for column in self._head.columns]
        own = [self._bookkeeping(columns, name) for name in (STAMPS, PARENT, POSITION, REMOVED)]
        texts = [encoded(column) for column in own] + [encoded(texts) for _, texts in read]
        self._sums.take([values for values, _ in read], own[3])
        heads = map(head_of, zip(*texts, strict=True))
        values = zip(*(values for values, _ in read), strict=True) if read else [()] * len(chunk)
        ids, hashes = self._bookkeeping(columns, ID), self._bookkeeping(columns, HASH)
        extras, names = bool(self._head.extra), self._names
        rows = zip(chunk, ids, hashes, heads, values, strict=True)
        for number, (cells, id, hash, head, row) in enumerate(rows, first):
            if not id:
                self._put_aside(number, cells)
            elif hash[:HEAD] == head and self._first(id, hash):
                filled = {n: v for n, v in zip(names, row, strict=True) if v is not None}
                edits = self._extras(cells) if extras else _NO_EDITS
                yield self._incoming(number, cells, cells, filled, edits)
            else:
                self._odd.append(Odd(number, cells, cells))

    def _bookkeeping(self, columns: Sequence[Sequence[Any]], name: str) -> list[str]:
        place = self._head.places.get(name)
        if place is None:
            return [""] * len(columns[0])
        return [cell if cell.__class__ is str else cell_text(cell) for cell in columns[place]]

    def _cell(self, cells: Sequence[Any], name: str) -> str:
        place = self._head.places.get(name)
        return "" if place is None else cell_text(cells[place])

    def _first(self, id: str, hash: str) -> bool:
        """Whether this record was not met before in the sheet (a row may have been copied)."""
        if id in self._seen:
            return False
        self._seen.add(id)
        self._total.add(id, hash)
        return True

    def _extras(self, cells: Sequence[Any]) -> dict[str, Any]:
        return {
            label: text
            for label, place in self._head.extra.items()
            if (text := cell_text(cells[place]).strip())
        }

    def _put_aside(self, number: int, cells: Sequence[Any]) -> None:
        if any(cells[column.place] != "" for column in self._head.columns if column.visible):
            self._added.append(Odd(number, cells, cells))

    def _incoming(
        self,
        number: int,
        cells: Sequence[Any],
        hidden: Sequence[Any],
        values: Mapping[str, Any],
        edits: Mapping[str, Any],
    ) -> Incoming | Refusal:
        texts = [self._cell(hidden, name) for name in OF_RECORD]
        return self._record(number, texts, values, edits, cells)

    def _record(
        self,
        number: int,
        texts: Sequence[str],
        values: Mapping[str, Any],
        edits: Mapping[str, Any],
        cells: Sequence[Any],
    ) -> Incoming | Refusal:
        id, stamped, origin, parent, position = texts
        try:
            if not _is_id(id):
                raise ValueError(id)
            stamps = stamps_of(stamped)
            if "f" in stamps:
                stamps = self._conflicts.put_back(self._form.kind, id, stamps)
            if self._form.parent:
                values = {**values, POSITION: _position(position)}
        except ValueError:
            return self._refusal(number, id, cells, "row_altered", _ALTERED)
        return Incoming(
            self._form.kind,
            id,
            values,
            stamps,
            self._carried,
            parent or None,
            origin,
            self._version,
            number,
            edits,
        )

    def _refusal(
        self, number: int, id: str, cells: Sequence[Any], code: str, text: str, column: str = ""
    ) -> Refusal:
        return Refusal(self._form.kind, id, number, code, text, column, tuple(cells))

    # -- carefully

    def _careful(self) -> Iterator[Incoming | Refusal]:
        visible = [n for n, column in enumerate(self._head.columns) if column.visible]
        known = [codes_in(self._cell(odd.cells, HASH))[_OWN_CODES:] for odd in self._odd]
        whole = [n for n, codes in enumerate(known) if len(codes) == len(self._head.columns)]
        found = [self._codes(self._odd[n].cells, known[n]) for n in whole]
        places = rematched(
            [[codes[n] for n in visible] for codes in found],
            [[known[row][n] for n in visible] for row in whole],
        )
        belongs = {whole[n]: whole[place] for n, place in enumerate(places)}
        for n, odd in enumerate(self._odd):
            yield from self._one(odd._replace(hidden=self._odd[belongs.get(n, n)].hidden))

    def _codes(self, cells: Sequence[Any], known: Sequence[str]) -> list[str]:
        texts = []
        for column, code in zip(self._head.columns, known, strict=True):
            try:
                texts.append(text_of(self._value(column, cells[column.place], code)))
            except Rejected:
                texts.append(ODD)
        return codes_of(encoded(texts))

    def _value(self, column: InColumn, cell: Any, code: str) -> Any:
        """A cell's value: the quick way's where its code fits, else as its type reads it."""
        (value,), (text,) = column.quick([cell])
        if text != ODD and codes_of(encoded([text])) == [code]:
            return value
        return careful(column.type, cell, self._look)

    def _one(self, odd: Odd) -> Iterator[Incoming | Refusal]:
        row: Incoming | Refusal
        id, hash = self._cell(odd.hidden, ID), self._cell(odd.hidden, HASH)
        codes = codes_in(hash)
        if len(codes) != len(self._head.columns) + _OWN_CODES:
            row = self._refusal(odd.number, id, odd.cells, "row_altered", _ALTERED)
        else:
            row = self._judged(odd, id, hash, codes)
        if self._first(id, hash):
            yield row
        elif isinstance(row, Refusal) or row.edits:
            self._put_aside(odd.number, odd.cells)  # a copied row, changed: one more record

    def _judged(self, odd: Odd, id: str, hash: str, codes: list[str]) -> Incoming | Refusal:
        values: dict[str, Any] = {}
        texts: list[str] = []
        for column, code in zip(self._head.columns, codes[_OWN_CODES:], strict=True):
            cell = (odd.cells if column.visible else odd.hidden)[column.place]
            try:
                value = self._value(column, cell, code)
            except Rejected as rejected:
                text = f"{column.label}: {rejected.text}"
                return self._refusal(odd.number, id, odd.cells, "unreadable", text, column.label)
            texts.append(text_of(value))
            if value is not None:
                values[column.field] = value
        edits = self._extras(odd.cells)
        touched = self._touched(odd, hash, codes, texts)
        if touched is None:
            return self._refusal(odd.number, id, odd.cells, "row_altered", _ALTERED)
        for name in touched:
            edits[name] = values.get(name)
        if REMOVED in edits:
            edits[REMOVED] = self._cell(odd.hidden, REMOVED) == REMOVED_TEXT
        return self._incoming(odd.number, odd.cells, odd.hidden, values, edits)

    def _touched(
        self, odd: Odd, hash: str, codes: Sequence[str], texts: Sequence[str]
    ) -> list[str] | None:
        """The fields that somebody changed; None where the hidden cells cannot be trusted."""
        own = encoded([self._cell(odd.hidden, name) for name in (STAMPS, PARENT, POSITION)])
        visible = encoded([self._cell(odd.hidden, REMOVED), *texts])
        if head_of([*own, *visible]) == hash[:HEAD]:
            return []
        kept, *now = codes_of([joined(own), *visible])
        names = [REMOVED, *self._names]
        touched = [n for n, a, b in zip(names, now, codes[1:], strict=True) if a != b]
        return touched if touched and kept == codes[0] else None


_NO_EDITS: Mapping[str, Any] = {}


def _filled(names: Sequence[str], rows: OwnRows) -> Iterator[dict[str, Any]]:
    """The values of each row by field, without blanks."""
    pairs = [
        (n, column)
        for n, column in zip(names, rows.values, strict=True)
        if column.count(None) < rows.size
    ]
    if not pairs:
        yield from ({} for _ in range(rows.size))
        return
    live, columns = zip(*pairs, strict=True)
    if not any(None in column for column in columns):
        shape = dict.fromkeys(live)
        for row in zip(*columns, strict=True):
            values = shape.copy()  # quicker than to let a dict grow
            values.update(zip(live, row, strict=True))
            yield values
        return
    for row in zip(*columns, strict=True):
        yield {n: v for n, v in zip(live, row, strict=True) if v is not None}


_is_id = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}").fullmatch
_LAST_POSITION = 1 << 31


def _position(text: str) -> int:
    position = int(text or 0)
    if not 0 <= position < _LAST_POSITION:
        raise ValueError(text)
    return position
