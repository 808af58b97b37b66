"""Draws one line of text with the parts that a search has found marked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption

from ocop_desktop.actions.marks import Part, found_parts
from ocop_desktop.gui import theme

__all__ = ["draw_marked", "found_parts"]


def draw_marked(
    painter: QPainter, area: QRect, text: str, parts: Sequence[Part], colour: QColor
) -> None:
    """Draw a text from the left of an area, shortened where it does not fit, its parts marked."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width() - 4)
    kept = len(shown) if shown == text else len(shown) - 1
    layout = QTextLayout(shown, painter.font())
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.NoWrap)
    layout.setTextOption(option)
    layout.setFormats([_mark(shown, part, kept) for part in parts if part[0] < kept])
    layout.beginLayout()
    line = layout.createLine()
    layout.endLayout()
    painter.save()
    painter.setPen(colour)
    painter.setClipRect(area)
    layout.draw(painter, QPointF(area.x(), area.y() + (area.height() - line.height()) / 2))
    painter.restore()


def _mark(text: str, part: Part, kept: int) -> QTextLayout.FormatRange:
    """The look of a found part; Qt counts in UTF-16."""
    first, last = part[0], min(sum(part), kept)
    marked = QTextLayout.FormatRange()
    marked.start = _units(text[:first])
    marked.length = _units(text[first:last])
    look = QTextCharFormat()
    look.setFontWeight(QFont.Weight.Bold)
    look.setBackground(theme.now().colour("gold-soft"))
    look.setForeground(theme.now().colour("text"))
    marked.format = look
    return marked


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
