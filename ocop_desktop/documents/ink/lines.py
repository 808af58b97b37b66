"""Labelled lines, dotted blanks and contents lines as reportlab flowables."""

from __future__ import annotations

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from ocop_desktop.documents import measures
from ocop_desktop.documents.blocks import Line, Listed, Part, Run, Words, words
from ocop_desktop.documents.ink import fonts, shapes
from ocop_desktop.documents.ink.text import laid_lines, line_width, measure, paragraph, style

SIZE = measures.BODY
LEADING = SIZE * measures.LEADING
GAP = 3.0
LEAST_DOTS = 22 * mm


class DotsInk(Flowable):
    """Dotted lines to write on."""

    def __init__(self, lines: int) -> None:
        super().__init__()
        self.lines = lines
        self.spaceBefore = measures.BETWEEN

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """As wide as there is room."""
        self.width = avail_width
        self.height = self.lines * (LEADING + measures.BETWEEN) - measures.BETWEEN
        return self.width, self.height

    def split(self, avail_width: float, avail_height: float) -> list[Flowable]:
        """As many lines as fit, then the rest."""
        fit = int((avail_height + measures.BETWEEN) / (LEADING + measures.BETWEEN))
        return [DotsInk(fit), DotsInk(self.lines - fit)] if 0 < fit < self.lines else []

    def draw(self) -> None:
        """One dotted line under the other."""
        for number in range(self.lines):
            y = self.height - LEADING - number * (LEADING + measures.BETWEEN)
            shapes.dotted(self.canv, 0, self.width, y + LEADING - SIZE)


class PartInk:
    """One labelled value in its share of the line: written out, or dotted where it is blank."""

    def __init__(self, part: Part, width: float) -> None:
        self.part, self.width = part, width
        self.blank = not part.value
        text = part.label if self.blank else _filled(part)
        self.text: Paragraph = paragraph(text, style(SIZE))
        self.height = float(self.text.wrap(width, 10_000)[1])
        self.label_end = measure(part.label, SIZE) + GAP
        self.after = measure(part.after, SIZE)
        if self.blank and self._room() < LEAST_DOTS:
            self.height += LEADING
            self.label_end = 0.0

    def _room(self) -> float:
        return self.width - self.label_end - self.after

    def draw(self, canvas: Canvas, x: float, top: float) -> None:
        """Draw label and value, or label, dots and what follows them."""
        self.text.drawOn(canvas, x, top - self.text.height)
        if not self.blank:
            return
        base = top - self.height + LEADING - SIZE
        end = x + self.width - self.after - (GAP if self.after else 0)
        shapes.dotted(canvas, x + self.label_end, end, base)
        if self.after:
            tail = paragraph(self.part.after, style(SIZE))
            tail.wrap(self.after + GAP, 10_000)
            tail.drawOn(canvas, end + GAP, top - self.height)


class LineInk(Flowable):
    """Labelled values beside each other on one line."""

    def __init__(self, line: Line) -> None:
        super().__init__()
        self.line = line
        self.spaceBefore = measures.BETWEEN

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Parts that fit stand beside each other, others under each other."""
        self.width = avail_width
        room = avail_width - self.line.hang * mm - GAP * (len(self.line.parts) - 1)
        widths = _widths(self.line.parts, room)
        self.beside = bool(widths)
        widths = widths or [room] * len(self.line.parts)
        pairs = zip(self.line.parts, widths, strict=True)
        self.parts = [PartInk(part, width) for part, width in pairs]
        heights = [part.height for part in self.parts]
        under = sum(heights) + measures.BETWEEN * (len(heights) - 1)
        self.height = max(heights) if self.beside else under
        return self.width, self.height

    def draw(self) -> None:
        """Draw the parts from the left, or from the top."""
        x, top = self.line.hang * mm, self.height
        for part in self.parts:
            part.draw(self.canv, x, top)
            if self.beside:
                x += part.width + GAP
            else:
                top -= part.height + measures.BETWEEN


class ListedInk(Flowable):
    """One line of a table of contents, with a dotted leader to its page."""

    PAGE_ROOM = 12 * mm
    STEP = 6 * mm

    def __init__(self, listed: Listed) -> None:
        super().__init__()
        self.listed = listed
        self.spaceBefore = 4.0 if listed.level else 7.0

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """The text keeps clear of the page numbers."""
        self.width, self.indent = avail_width, self.listed.level * self.STEP
        text = _listed(self.listed)
        self.text = paragraph(text, style(SIZE))
        self.height = self.text.wrap(avail_width - self.PAGE_ROOM - self.indent, 10_000)[1]
        return self.width, self.height

    def draw(self) -> None:
        """Text, leader, page."""
        self.text.drawOn(self.canv, self.indent, 0)
        if not self.listed.page:
            return
        base = LEADING - SIZE
        shapes.dotted(self.canv, self.indent + self._last() + GAP, self._page_left() - GAP, base)
        self.canv.setFont(fonts.face(bold=not self.listed.level), SIZE)
        self.canv.drawRightString(self.width, base, self.listed.page)

    def _last(self) -> float:
        return line_width(self.text, laid_lines(self.text)[-1])

    def _page_left(self) -> float:
        return float(self.width - fonts.width(self.listed.page, SIZE, not self.listed.level))


def _widths(parts: tuple[Part, ...], room: float) -> list[float]:
    """What each part needs and its share of the rest; nothing where one line is too short."""
    if len(parts) == 1:
        return [room]
    needed = [_needed(part) for part in parts]
    spare = room - sum(needed)
    shares = sum(part.share for part in parts)
    pairs = zip(parts, needed, strict=True)
    return [need + spare * part.share / shares for part, need in pairs] if spare >= 0 else []


def _needed(part: Part) -> float:
    if part.value:
        return measure(_filled(part), SIZE) + GAP
    return measure(part.label, SIZE) + measure(part.after, SIZE) + LEAST_DOTS + 2 * GAP


def _filled(part: Part) -> Words:
    after = (Run(" "), *part.after) if part.after else ()
    label = (*part.label, Run(" ")) if part.label else ()
    return (*label, Run(part.value), *after)


def _listed(listed: Listed) -> Words:
    remark = words(f" {listed.remark}", italic=True) if listed.remark else ()
    return (*words(listed.text, bold=not listed.level), *remark)
