"""Finds the table in a grid: the heading of one row or two, the rows below, what to pass over."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ocop_desktop.exchange.foreign_read import Cell, Grid
from ocop_desktop.vietnamese import fold, nfc

_HEAD_WITHIN, _LONGEST_HEADING = 40, 200  # rows looked through; a longer text is no heading
_TOTALS = re.compile(
    r"(tong cong|tong so|tong|cong|cong (chung|toan|huyen|xa|tinh).*|tong (cong|so) .*)"
)
_NUMBERING = re.compile(r"\(?([0-9]{1,2}|[A-Za-z])\)?")
_PART = re.compile(r"([IVXL]+|[A-Z])[.)]?")
Knows = Callable[[str], bool]


@dataclass(frozen=True)
class Heading:
    """One column: its number from 0, its heading (of two rows: "Lần 1 / Hạng sao")."""

    column: int
    text: str


@dataclass(frozen=True)
class Line:
    """One row: its number in the file, as Excel counts, and its cells by column."""

    number: int
    cells: Sequence[Cell]

    def at(self, column: int) -> Cell:
        """The cell of a column; None where the row is shorter."""
        return self.cells[column] if column < len(self.cells) else None


@dataclass
class Table:
    """The headings and rows of a grid, and how many rows were passed over and why."""

    headings: list[Heading]
    lines: list[Line]
    skipped: dict[str, int] = field(default_factory=dict)  # blank, totals, headings
    known: int = 0  # headings that were recognised


def text_of(cell: Cell) -> str:
    """A cell as one clean line; "" where it is blank."""
    return nfc(str(cell)) if cell is not None and cell != "" else ""


def find(grid: Grid, knows: Knows) -> Table:
    """The table of a grid; `knows` says whether a heading is one of a field."""
    best: tuple[int, int, list[Heading]] | None = None
    for number in range(min(len(grid.cells), _HEAD_WITHIN)):
        for deep in (1, 2):
            headings = _headings(grid, number, deep)
            known = sum(knows(one.text) for one in headings)
            if known and (best is None or known > best[0]):
                best = (known, number + deep, headings)
    if best is None:
        return Table(_headings(grid, _first(grid), 1), [])
    known, start, headings = best
    table = Table(headings, [], {"blank": 0, "totals": 0, "headings": start}, known)
    for number in range(start, len(grid.cells)):
        reason = _passed(grid, number, headings, first=number == start)
        if reason:
            table.skipped[reason] += 1
        else:
            table.lines.append(Line(number + 1, grid.cells[number]))
    return table


def _first(grid: Grid) -> int:
    filled = (n for n, row in enumerate(grid.cells) if any(map(text_of, row)))
    return next(filled, 0)


def _headings(grid: Grid, number: int, deep: int) -> list[Heading]:
    """The headings of a row; with the row below where that parts some of them further."""
    upper = _spread(grid, number)
    if deep == 1:
        return [Heading(c, text) for c, text in enumerate(upper) if _is_heading(text)]
    if number + 1 >= len(grid.cells):
        return []
    lower = [text_of(cell) for cell in grid.cells[number + 1]]
    found = []
    for column in range(max(len(upper), len(lower))):
        over = upper[column] if column < len(upper) else ""
        under = lower[column] if column < len(lower) else ""
        text = under if not over or over == under else f"{over} / {under}" if under else over
        if _is_heading(text):
            found.append(Heading(column, text))
    return found


def _spread(grid: Grid, number: int) -> list[str]:
    """A row's texts, with a heading across several columns in each of them.

    Without merged cells (in a text file) a heading reaches over the blanks to its right that have
    a text below.
    """
    texts = [text_of(cell) for cell in grid.cells[number]]
    below = grid.cells[number + 1] if number + 1 < len(grid.cells) else []
    merged = bool(grid.wide or grid.tall)
    for column in range(1, len(texts)):
        under = text_of(below[column]) if column < len(below) else ""
        covered = (number, column) in grid.wide or (not merged and under)
        if not texts[column] and covered:
            texts[column] = texts[column - 1]
    return texts


def _is_heading(text: str) -> bool:
    return bool(text) and len(text) <= _LONGEST_HEADING


def _passed(grid: Grid, number: int, headings: Sequence[Heading], *, first: bool) -> str:
    """Why a row is passed over; "" where it is a row of the list."""
    row = grid.cells[number]
    texts = [text_of(row[one.column]) if one.column < len(row) else "" for one in headings]
    own = [
        text
        for one, text in zip(headings, texts, strict=True)
        if text and (number, one.column) not in grid.tall
    ]
    if not own:
        return "blank"
    if any(_TOTALS.fullmatch(fold(text).rstrip(":. ")) for text in own[:2]):
        return "totals"
    if first and len(own) > 2 and all(_NUMBERING.fullmatch(text) for text in own):
        return "headings"  # a row that numbers the columns
    if texts == [one.text for one in headings]:
        return "headings"  # the heading again, on the next printed page
    if len(headings) > 2 and _names_a_part(own, number, grid):
        return "headings"
    return ""


def _names_a_part(own: Sequence[str], number: int, grid: Grid) -> bool:
    """A row that heads others: "I. Huyện Đắk Hà", or one cell across the whole table."""
    if len(own) == 2 and _PART.fullmatch(own[0]):
        return True
    across = sum(row == number for row, _ in grid.wide)
    return len(own) == 1 and across >= 2
