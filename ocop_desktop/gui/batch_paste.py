"""Putting what was pasted into the rows of a batch: which column is which, then every cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ocop_desktop.gui.batch_finding import Finder
from ocop_desktop.gui.batch_state import BatchState
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import Context
from ocop_desktop.gui.paste import Headed, cells, is_counting, told
from ocop_desktop.schema import Rejected
from ocop_desktop.schema.batch import ROWS

_LOOKED_AT = 40
_MOST_UNREADABLE = 0.5


@dataclass(frozen=True)
class Pasted:
    """Lines of texts, the column each text goes into ("" for none), and why that may be wrong."""

    lines: Sequence[Sequence[str]]
    columns: tuple[str, ...]
    headed: bool
    doubts: tuple[str, ...] = ()


class Paster:
    """Reads the clipboard for one batch."""

    def __init__(self, state: BatchState, finder: Finder, context: Context) -> None:
        self._state, self._finder, self._context = state, finder, context

    def headings(self) -> list[Headed]:
        """The columns with every heading they go under."""
        form = self._state.row_form
        return [
            Headed(one.name, (form.field(one.name).label, *one.headings))
            for one in self._state.batch.columns
        ]

    def read(self, text: str, column: int) -> Pasted | None:
        """What was pasted at a column; None where there is nothing in it."""
        lines = cells(text)
        if not lines:
            return None
        found = told(lines[0], self.headings())
        if found is not None:
            doubts = tuple(f"Cột “{one}” không có trong bảng này." for one in found.unknown)
            return Pasted(lines[1:], found.columns, True, doubts)
        return self._by_place(lines, column)

    def _by_place(self, lines: Sequence[Sequence[str]], column: int) -> Pasted:
        """Without headings the columns follow each other from where one pastes."""
        width = max(map(len, lines))
        names = [one.name for one in self._state.batch.columns][column:]
        first = [line[0] for line in lines if line]
        skip = 1 if width > 1 and is_counting(first) else 0
        placed = ([""] * skip + names)[:width]
        columns = tuple(placed + [""] * (width - len(placed)))
        doubts = []
        if width - skip > len(names):
            doubts.append("Bản dán có nhiều cột hơn bảng này.")
        doubts += self._unreadable(lines, columns)
        return Pasted(lines, columns, False, tuple(doubts))

    def _unreadable(self, lines: Sequence[Sequence[str]], columns: Sequence[str]) -> list[str]:
        """A sentence for each column most of whose texts cannot be read as its values."""
        doubts = []
        for place, name in enumerate(columns):
            texts = [
                line[place] for line in lines[:_LOOKED_AT] if place < len(line) and line[place]
            ]
            bad = [text for text in texts if name and not self._reads(name, text)]
            if len(bad) > _MOST_UNREADABLE * len(texts):
                label = self._state.row_form.field(name).label
                doubts.append(f"“{bad[0]}” không giống “{label}”.")
        return doubts

    def _reads(self, name: str, text: str) -> bool:
        field = self._state.row_form.field(name)
        if self._finder.is_link(name):
            return not text.replace(".", "").isdecimal() or len(text) > 6
        try:
            field.type.typed(text, self._context.look, self._context.habits)
        except Rejected:
            return False
        return True

    def put(self, pasted: Pasted, row: int) -> int:
        """Put the lines in from a row on; return how many rows were filled."""
        order = self._order(pasted.columns)
        number = row
        for line in pasted.lines:
            texts = {name: line[place] for place, name in order if place < len(line)}
            if any(texts.values()):
                self._fill(self._row(number), texts)
                number += 1
        return number - row

    def _order(self, columns: Sequence[str]) -> list[tuple[int, str]]:
        """Each text's place and column, those first by which others are found."""
        batch = self._state.batch
        placed = [(place, name) for place, name in enumerate(columns) if name]
        return sorted(placed, key=lambda pair: bool(batch.within(batch.by_name[pair[1]])))

    def _row(self, number: int) -> Draft:
        rows = self._state.rows
        while len(rows) <= number:
            rows.append(self._state.owner.new_row(ROWS))
        return rows[number]

    def _fill(self, row: Draft, texts: dict[str, str]) -> None:
        for name, text in texts.items():
            self.take(row, name, text)

    def take(self, row: Draft, name: str, text: str) -> None:
        """Read one text into a cell; a blank one leaves what stands there."""
        if not text:
            return
        if self._finder.is_link(name):
            self._finder.take(row, name, text)
            return
        field = self._state.row_form.field(name)
        try:
            row.put(name, field.type.typed(text, self._context.look, self._context.habits))
        except Rejected as refused:
            row.refuse(name, text, refused.text)
