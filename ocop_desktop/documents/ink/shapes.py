"""Shapes that no letter gives: check boxes, dotted blanks, rules; and the canvas that draws them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from ocop_desktop.documents import measures
from ocop_desktop.documents.ink import fonts
from ocop_desktop.documents.ink.text import BoxMark


@dataclass(frozen=True)
class Place:
    """A place to sign: its page, who signs, and whether a seal belongs there."""

    page: int
    who: str
    seal: bool


class PageCanvas(Canvas):
    """A canvas that draws check boxes where a paragraph asks for one, and notes who signs where."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.places: list[Place] = []

    def drawImage(self, image: Any, x: float, y: float, *rest: Any, **named: Any) -> Any:  # noqa: N802
        """Draw a check box; anything else as reportlab does."""
        if isinstance(image, BoxMark):
            return box(self, x - image.side, y - 0.1 * image.side, image.side, image.ticked)
        return super().drawImage(image, x, y, *rest, **named)


def box(canvas: Canvas, x: float, y: float, side: float, ticked: bool) -> None:
    """A square, and the tick in it (√) where it holds."""
    canvas.saveState()
    canvas.setLineWidth(0.7)
    canvas.rect(x + 0.4, y, side - 0.8, side - 0.8, stroke=1, fill=0)
    if ticked:
        canvas.setLineWidth(1.3)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        path = canvas.beginPath()
        path.moveTo(x + 0.20 * side, y + 0.45 * side)
        path.lineTo(x + 0.40 * side, y + 0.18 * side)
        path.lineTo(x + 0.80 * side, y + 0.78 * side)
        canvas.drawPath(path, stroke=1, fill=0)
    canvas.restoreState()


def dotted(canvas: Canvas, x0: float, x1: float, y: float) -> None:
    """A dotted line to write on."""
    if x1 - x0 < 2:
        return
    canvas.saveState()
    canvas.setLineWidth(0.75)
    canvas.setLineCap(1)
    canvas.setDash([0.05, 2.35])
    canvas.line(x0, y - 1.2, x1, y - 1.2)
    canvas.restoreState()


def rule(canvas: Canvas, middle: float, y: float, length: float, width: float = 0.7) -> None:
    """A solid line around its middle."""
    canvas.saveState()
    canvas.setLineWidth(width)
    canvas.line(middle - length / 2, y, middle + length / 2, y)
    canvas.restoreState()


def page_number(canvas: Canvas, number: int, sheet: measures.Sheet) -> None:
    """The running number, centred inside the top margin; the first page shows none."""
    if number < 2:
        return
    canvas.saveState()
    canvas.setFont(fonts.face(), measures.NUMBER)
    height = (sheet.height - measures.NUMBER_FROM_TOP) * mm
    canvas.drawCentredString(sheet.middle * mm, height, str(number))
    canvas.restoreState()
