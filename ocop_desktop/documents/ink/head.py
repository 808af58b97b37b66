"""Quốc hiệu, Tiêu ngữ, the issuing body, number and date, with their rules in the right lengths."""

from __future__ import annotations

import re
from typing import TypeAlias

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph

from ocop_desktop.documents import measures
from ocop_desktop.documents.blocks import Head, Words, words
from ocop_desktop.documents.ink import fonts, shapes
from ocop_desktop.documents.ink.text import balanced, laid_lines, line_width, style

LEFT_SHARE = 0.40
RULE_SHARE = 0.4
"""The issuing body's rule, as a share of its longest line: the law says 1/3 to 1/2."""
RULE_GAP = 4.0
FOOT_GAP = 7.0
GUTTER = 2 * mm
PLACE = re.compile(r"(.+?) ((?:XÃ|PHƯỜNG|THỊ TRẤN|ĐẶC KHU|HUYỆN|QUẬN|THỊ XÃ|THÀNH PHỐ|TỈNH) .+)")


Said: TypeAlias = tuple[Words, float, float]
"""Words, their size, and the points of empty height above them."""


class Stack:
    """Centred lines of text under each other in a column."""

    def __init__(self, lines: list[Said], x: float, width: float) -> None:
        self.x, self.width = x, width
        self.lines = [balanced(text, _look(size, gap)) for text, size, gap in lines]
        heights = (line.wrap(width, 10_000)[1] + line.getSpaceBefore() for line in self.lines)
        self.height = float(sum(heights))

    @property
    def middle(self) -> float:
        """Where its lines are centred."""
        return self.x + self.width / 2

    def draw(self, canvas: Canvas, top: float) -> float:
        """Draw the lines downward from `top`; where they end."""
        for line in self.lines:
            top -= line.height + line.getSpaceBefore()
            line.drawOn(canvas, self.x, top)
        return top


class HeadInk(Flowable):
    """The head of an official document, in one column or two."""

    def __init__(self, head: Head) -> None:
        super().__init__()
        self.head = head

    def wrap(self, avail_width: float, avail_height: float) -> tuple[float, float]:
        """Lay both columns out; number and date stand on one line under the taller."""
        left = self._left_width(avail_width)
        right = avail_width - left
        self.agency = Stack(self._agency(left - GUTTER), 0.0, left - GUTTER)
        self.country = Stack(self._country(), left, right)
        self.number = Stack(self._number(), 0.0, left - GUTTER)
        self.dated = Stack(_foot(self.head.dated), left, right)
        self._upper = max(self.agency.height, self.country.height) + RULE_GAP
        foot = max(self.number.height, self.dated.height)
        self.width, self.height = avail_width, self._upper + (foot + FOOT_GAP if foot else 0)
        return self.width, self.height

    def draw(self) -> None:
        """Draw columns, rules, number and date."""
        below = self.country.draw(self.canv, self.height)
        length = fonts.width(self.head.motto, measures.MOTTO, bold=True)
        shapes.rule(self.canv, self.country.middle, below - RULE_GAP, length)
        if self.agency.lines:
            below = self.agency.draw(self.canv, self.height)
            length = RULE_SHARE * longest(self.agency.lines)
            shapes.rule(self.canv, self.agency.middle, below - RULE_GAP, length)
        for foot in (self.number, self.dated):
            foot.draw(self.canv, self.height - self._upper - FOOT_GAP)

    def _left_width(self, width: float) -> float:
        return width * LEFT_SHARE if self.head.agency else 0.0

    def _agency(self, room: float) -> list[Said]:
        head = self.head
        lines = [words(line) for line in parted(head.superior, room)]
        lines += [words(line, bold=True) for line in parted(head.agency, room, bold=True)]
        return [(line, measures.COUNTRY, 0.0) for line in lines]

    def _number(self) -> list[Said]:
        """The number, and under it what a letter is about."""
        about = self.head.about
        under = [(about, measures.COUNTRY, measures.BETWEEN)] if about else []
        return [*_foot(self.head.number), *under]

    def _country(self) -> list[Said]:
        country = (words(self.head.country, bold=True), measures.COUNTRY, 0.0)
        return [country, (words(self.head.motto, bold=True), measures.MOTTO, 0.0)]


def parted(name: str, room: float, bold: bool = False) -> list[str]:
    """A body's name on one line, or on two with the place on the second."""
    if not name or fonts.width(name, measures.COUNTRY, bold) <= room:
        return [name] if name else []
    found = PLACE.match(name)
    return list(found.groups()) if found else [name]


def longest(laid: list[Paragraph]) -> float:
    """Points of the longest line of paragraphs that have been wrapped."""
    return max(line_width(one, line) for one in laid for line in laid_lines(one))


def _foot(text: Words) -> list[Said]:
    return [(text, measures.BODY, 0.0)] if text else []


def _look(size: float, gap: float) -> ParagraphStyle:
    return style(size, "center", before=gap, leading=1.15)
