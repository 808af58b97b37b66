"""Tables and signatures as reportlab tables: repeated headings, rows split over pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Paragraph, Table

from ocop_desktop.documents import blocks as b
from ocop_desktop.documents import measures
from ocop_desktop.documents.ink import fonts, rows, widths
from ocop_desktop.documents.ink.shapes import Place
from ocop_desktop.documents.ink.text import balanced, paragraph, style

RULE = 0.6
ABOVE, BELOW, CUT = 2.5, 4.0, 2.0
"""Points above and below the words of a row, and below a piece of one that goes on."""

TO_WRITE_IN = 8.0
"""Millimetres of a row that is empty, and so is written in by hand."""
SEAL = "đóng dấu"
WHOLE = ((0, 0), (-1, -1))
SIGNERS_PADDING = ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")


@dataclass
class Grid:
    """Cells, heights and style commands of a table as it grows."""

    block: b.Table
    widths: list[float]
    cells: list[list[Any]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    styles: list[tuple[Any, ...]] = field(default_factory=list)
    ruled: list[int] = field(default_factory=list)
    """Rows that a rule stands over: all but the later pieces of one that was cut."""

    @property
    def size(self) -> float:
        """Size of the letters."""
        return self.block.size or measures.TABLE

    def add(self, laid: rows.Laid, least: float = 0.0) -> None:
        """A row, in as many pieces as its height needs; a rule stands over the first."""
        for number, (piece, height) in enumerate(laid):
            if number:
                self.styles.append(("TOPPADDING", *self._row(), 0))
            else:
                self.ruled.append(len(self.cells))
            cut = number < len(laid) - 1
            if cut:
                self.styles.append(("BOTTOMPADDING", *self._row(), CUT))
            self.cells.append(piece)
            padding = (0.0 if number else ABOVE) + (CUT if cut else BELOW)
            self.heights.append(max(least, height + padding))

    def add_group(self, words: tuple[b.Words, ...]) -> None:
        """A bold row over the columns, its last cells in theirs; kept with the next row."""
        last = len(self.widths) - len(words)
        self.styles.append(("SPAN", (0, len(self.cells)), (last, len(self.cells))))
        self.styles.append(("NOSPLIT", (0, len(self.cells)), (-1, len(self.cells) + 1)))
        self.ruled.append(len(self.cells))
        first, *rest = (rows.bold(one) for one in words)
        more = [rows.cell(one, "center", self.size) for one in rest]
        cells = [rows.cell(first, "left", self.size), *more]
        self.cells.append([cells[0], *[""] * last, *more])
        widths = [sum(self.widths[: last + 1]), *self.widths[last + 1 :]]
        self.heights.append(rows.height(cells, widths) + ABOVE + BELOW)

    def keep_last(self) -> None:
        """Hold the last row to the next one."""
        last = len(self.cells) - 1
        self.styles.append(("NOSPLIT", (0, last), (-1, last + 1)))

    def _row(self) -> tuple[tuple[int, int], tuple[int, int]]:
        return (0, len(self.cells)), (-1, len(self.cells))


class RuledTable(Table):
    """A table that is closed at the foot of every page, also inside a row cut in pieces."""

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Its size; the width is kept for the rule."""
        self.width, self.height = super().wrap(avail_width, avail_height)
        return self.width, self.height

    def _drawCell(  # noqa: N802
        self, cellval: Any, cellstyle: Any, pos: tuple[float, float], size: tuple[float, float]
    ) -> None:
        """Draw the lines of a cell one under the other, in the middle of its height."""
        if not isinstance(cellval, list):
            super()._drawCell(cellval, cellstyle, pos, size)  # type: ignore[misc]
            return
        (x, y), (width, height) = pos, size
        heights = [line.wrap(width - 2 * rows.PAD, height)[1] for line in cellval]
        y += (height + cellstyle.bottomPadding - cellstyle.topPadding + sum(heights)) / 2
        for line, its in zip(cellval, heights, strict=True):
            y -= its
            line.drawOn(self.canv, x + rows.PAD, y)

    def draw(self) -> None:
        """Draw the table, then the rule under its last line."""
        super().draw()
        self.canv.saveState()
        self.canv.setLineWidth(RULE)
        self.canv.line(0, 0, self.width, 0)
        self.canv.restoreState()


class SignTable(Table):
    """Signers beside each other; the canvas is told on which page they sign."""

    signers: list[b.Sign]

    def draw(self) -> None:
        """Draw them, and note where."""
        super().draw()
        places = getattr(self.canv, "places", None)
        if places is not None:
            page = self.canv.getPageNumber()
            places += [Place(page, _who(one), SEAL in one.note) for one in self.signers if one.note]


def _who(sign: b.Sign) -> str:
    """Who signs: posts, and the name where it is known."""
    return ", ".join(part for part in (" ".join(sign.posts), sign.name) if part)


class Tailed(Flowable):
    """A table whose last rows stay with what stands under it: signatures are never alone."""

    ROWS, MOST = 3, 60 * mm

    def __init__(self, rows_: Table, tail: Flowable) -> None:
        super().__init__()
        self.rows, self.tail = rows_, tail
        self.spaceBefore = rows_.getSpaceBefore()

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Both under each other."""
        self.table_height = float(self.rows.wrap(avail_width, avail_height)[1])
        under = float(self.tail.wrap(avail_width, avail_height)[1]) + self.tail.getSpaceBefore()
        self.width, self.height = avail_width, self.table_height + under
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """As many rows as fit, but for the last ones; nothing where the page is too full."""
        self.wrap(avail_width, avail_height)
        room = min(avail_height, self.table_height - self._last_rows() + 0.1)
        parts: list[Any] = self.rows.split(avail_width, room) if room > 0 else []
        if len(parts) < 2:
            return []
        return [parts[0], Tailed(parts[1], self.tail)]

    def draw(self) -> None:
        """The table, then what stands under it."""
        self.rows.drawOn(self.canv, 0, self.height - self.table_height)
        self.tail.drawOn(self.canv, 0, 0)

    def _last_rows(self) -> float:
        """The height of the rows that stay: the last one, and those above it that are not tall."""
        heights: list[float] = getattr(self.rows, "_rowHeights", [])
        total = sum(heights[-1:])
        for height in reversed(heights[-self.ROWS : -1]):
            if total + height > self.MOST:
                break
            total += height
        return total


def table(block: b.Table, width: float) -> Table:
    """A ruled table over the whole width; its heading stands on every page it reaches."""
    grid = Grid(block, widths.column_widths(block, block.size or measures.TABLE, width))
    grid.add(_laid(grid, [b.words(c.label, bold=True) for c in block.columns], grid.size))
    if block.numbered:
        numbers = range(1, len(block.columns) + 1)
        grid.add(_laid(grid, [b.words(f"({n})", italic=True) for n in numbers], grid.size - 1))
    top = len(grid.cells)
    for row in block.rows:
        _add_row(grid, row)
    made = RuledTable(grid.cells, grid.widths, grid.heights, repeatRows=top)
    made.setStyle([*_ruled(grid.size), *_rules(grid.ruled), *grid.styles])
    made.spaceBefore = measures.BETWEEN
    return made


def signatures(block: b.Signatures, width: float) -> Table:
    """Signers beside each other in one piece: dates, posts, room to sign, names."""
    columns = block.columns
    cells: list[list[Any]] = [
        [_sign_date(column) for column in columns],
        [_sign_posts(column) for column in columns],
        [""] * len(columns),
        [_sign_name(column) for column in columns],
    ]
    share = [width / len(columns)] * len(columns)
    if len(columns) == 2:
        share = [width * 0.44, width * 0.56]
    made = SignTable(cells, share, [None, None, block.room * mm, None], splitByRow=0)
    made.signers = [column for column in columns if isinstance(column, b.Sign)]
    padding = [(side, *WHOLE, 3) for side in SIGNERS_PADDING]
    made.setStyle([("VALIGN", *WHOLE, "TOP"), ("FONT", *WHOLE, fonts.face()), *padding])
    made.spaceBefore = 2 * measures.BETWEEN
    return made


def _add_row(grid: Grid, row: b.Row) -> None:
    if row.kind == "group":
        return grid.add_group(row.cells)
    cells = map(rows.bold, row.cells) if row.kind == "total" else row.cells
    aligns = [column.align for column in grid.block.columns]
    aligns[0] = row.align or aligns[0]
    laid = rows.laid(tuple(cells), tuple(aligns), grid.size, tuple(grid.widths))
    least = grid.block.row_height or (0.0 if any(laid[0][0]) else TO_WRITE_IN)
    grid.add(laid, least * mm)
    if row.keep:
        grid.keep_last()
    return None


def _laid(grid: Grid, cells: list[b.Words], size: float) -> rows.Laid:
    return rows.laid(tuple(cells), ("center",) * len(cells), size, tuple(grid.widths))


def _rules(ruled: list[int]) -> Iterator[tuple[Any, ...]]:
    """The rules over rows, for as many at once as follow each other: style commands are dear."""
    for _, stretch in groupby(enumerate(ruled), key=lambda pair: pair[1] - pair[0]):
        found = [row for _, row in stretch]
        yield ("LINEABOVE", (0, found[0]), (-1, found[-1]), RULE, colors.black)


def _ruled(size: float) -> list[tuple[Any, ...]]:
    ink = (RULE, colors.black)
    return [
        ("BOX", *WHOLE, *ink),
        ("LINEBEFORE", *WHOLE, *ink),
        ("VALIGN", *WHOLE, "MIDDLE"),
        ("LEFTPADDING", *WHOLE, rows.PAD),
        ("RIGHTPADDING", *WHOLE, rows.PAD),
        ("TOPPADDING", *WHOLE, ABOVE),
        ("BOTTOMPADDING", *WHOLE, BELOW),
        ("FONT", *WHOLE, fonts.face(), size),
    ]


def _sign_date(column: b.Sign | b.Recipients | None) -> rows.Cell | str:
    if isinstance(column, b.Sign) and column.dated:
        return rows.cell(column.dated, "center", measures.BODY)
    return ""


def _sign_posts(column: b.Sign | b.Recipients | None) -> rows.Cell | str:
    if column is None:
        return ""
    if isinstance(column, b.Recipients):
        return _recipients(column)
    made = [balanced(b.words(post, bold=True), _signed()) for post in column.posts]
    if column.note:
        made.append(balanced(b.words(column.note, italic=True), _signed()))
    return made


def _signed() -> ParagraphStyle:
    return style(measures.BODY, "center", leading=1.15)


def _recipients(column: b.Recipients) -> list[Paragraph]:
    label = (b.Run(column.label, bold=True, italic=True),)
    look = style(measures.RECIPIENTS, leading=1.15)
    lines = [paragraph(b.words(line), look) for line in column.lines]
    return [paragraph(label, style(measures.TABLE)), *lines]


def _sign_name(column: b.Sign | b.Recipients | None) -> rows.Cell | str:
    if isinstance(column, b.Sign) and column.name:
        return rows.cell(b.words(column.name, bold=True), "center", measures.BODY)
    return ""
