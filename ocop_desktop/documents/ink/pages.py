"""Pages of their own: covers and divider pages; and notes that stand at the foot of a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from ocop_desktop.documents import measures
from ocop_desktop.documents.blocks import Block, Code, Cover, Note, words
from ocop_desktop.documents.ink import shapes
from ocop_desktop.documents.ink.text import paragraph, style

Draw = Callable[[tuple[Block, ...], float], list[Flowable]]
INSET = 5 * mm
QUIET = 3
"""Light squares around a QR code."""


class CoverInk(Flowable):
    """Top, middle and foot of one page, inside a double border where it is wanted."""

    def __init__(self, cover: Cover, draw: Draw) -> None:
        super().__init__()
        self.cover, self._flow = cover, draw

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The whole page."""
        self.width, self.height = avail_width, avail_height
        return avail_width, avail_height

    def draw(self) -> None:
        """Draw the border, then the three stacks."""
        inset = INSET + 2 * mm if self.cover.border else 0.0
        if self.cover.border:
            self._border()
        height = self.height - 2 * inset
        top, middle, foot = (
            Pile(self._flow(part, self.width - 2 * inset), self.width - 2 * inset)
            for part in (self.cover.top, self.cover.middle, self.cover.foot)
        )
        top.draw(self.canv, inset, self.height - inset)
        foot.draw(self.canv, inset, inset + foot.height)
        room = height - top.height - foot.height
        middle.draw(self.canv, inset, inset + foot.height + (room + middle.height) / 2)

    def _border(self) -> None:
        self.canv.saveState()
        for inset, width in ((0.0, 2.2), (3.2, 0.7)):
            self.canv.setLineWidth(width)
            self.canv.rect(inset, inset, self.width - 2 * inset, self.height - 2 * inset)
        self.canv.restoreState()


class CodeInk(Flowable):
    """A QR code in the middle of the line, with a small note under it."""

    def __init__(self, code: Code) -> None:
        super().__init__()
        self.code = code
        self.spaceBefore = measures.BETWEEN

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The code's side, and the note."""
        self.width = avail_width
        look = style(measures.SMALL - 1, "center", leading=1.15)
        self.note = paragraph(words(self.code.note), look)
        self.note_height = float(self.note.wrap(avail_width, 10_000)[1]) if self.code.note else 0.0
        self.height = self.code.size * mm + self.note_height
        return self.width, self.height

    def draw(self) -> None:
        """The squares, then the note."""
        code: Any = getattr(QrCodeWidget(self.code.text, barLevel="M"), "qr")  # noqa: B009
        code.make()
        count = code.getModuleCount()
        step = self.code.size * mm / (count + 2 * QUIET)
        left = (self.width - count * step) / 2
        top = self.height - QUIET * step
        for row in range(count):
            for first, length in _dark(code, row, count):
                x, y = left + first * step, top - (row + 1) * step
                self.canv.rect(x, y, length * step, step, stroke=0, fill=1)
        if self.code.note:
            self.note.drawOn(self.canv, 0, 0)


def _dark(code: Any, row: int, count: int) -> Iterator[tuple[int, int]]:
    """The dark stretches of a row of a QR code: where each begins, how long it is."""
    columns = range(count)
    for dark, stretch in groupby(columns, key=lambda column: code.isDark(row, column)):
        found = list(stretch)
        if dark:
            yield found[0], len(found)


class Pile:
    """Flowables under each other, measured before they are drawn."""

    def __init__(self, flowables: list[Flowable], width: float) -> None:
        self.flowables = flowables
        self.heights = [float(one.wrap(width, 10_000)[1]) for one in flowables]
        self.gaps = [0.0, *(float(one.getSpaceBefore()) for one in flowables[1:])]
        self.height = sum(self.heights) + sum(self.gaps)

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw them downward from `top`."""
        for one, height, gap in zip(self.flowables, self.heights, self.gaps, strict=False):
            top -= height + gap
            one.drawOn(canvas, x, top)


class NoteInk(Flowable):
    """A note that sinks to the foot of the page it falls on, under a short rule."""

    RULE, GAP = 50 * mm, 10.0

    def __init__(self, note: Note) -> None:
        super().__init__()
        self.note = note

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """All the height that is left, so that the note stands at its end."""
        self.width = avail_width
        self.text = paragraph(self.note.text, style(measures.SMALL, "justify", leading=1.15))
        needed = float(self.text.wrap(avail_width, 10_000)[1]) + self.GAP
        self.height = max(needed, avail_height)
        return self.width, self.height

    def draw(self) -> None:
        """The rule and the note, at the foot."""
        self.text.drawOn(self.canv, 0, 0)
        shapes.rule(self.canv, self.RULE / 2, self.text.height + self.GAP / 2, self.RULE, 0.5)
