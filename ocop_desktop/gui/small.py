"""Small parts used all over: labels that shorten themselves, lines, chips."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QScrollArea,
    QSizePolicy,
    QWidget,
)

from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.tones import Chip


class ShortLabel(QLabel):
    """One line that ends in … where it does not fit; the whole text is then its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._tell()

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        area = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _tell(self) -> None:
        cut = self.fontMetrics().horizontalAdvance(self.text()) > self.contentsRect().width()
        self.setToolTip(self.text() if cut else "")


class ChipLine(QWidget):
    """Chips one after the other; a last plain one is words that shorten themselves."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_chips(self, chips: Sequence[Chip]) -> None:
        """Show these instead."""
        empty_layout(self._row)
        words = [chip.text for chip in chips if not chip.tone]
        for chip in chips:
            if chip.tone:
                self._row.addWidget(self._chip(chip))
        rest = ShortLabel(" · ".join(words), self)
        mark(rest, "look", "note")
        self._row.addWidget(rest, 1)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Leave out the chips there is no room for: the form itself says the same."""
        room = self.width()
        for number in range(self._row.count() - 1):
            item = self._row.itemAt(number)
            chip = item.widget() if item is not None else None
            if chip is not None:
                room -= chip.sizeHint().width() + self._row.spacing()
                chip.setVisible(room >= 0)

    def _chip(self, chip: Chip) -> QLabel:
        label = QLabel(chip.text, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        mark(label, "look", "chip")
        mark(label, "tone", chip.tone)
        return label


def empty_layout(layout: QLayout) -> None:
    """Take everything out of a layout, at once for the eye."""
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()


def scrolled(inside: QWidget, parent: QWidget) -> QScrollArea:
    """A widget that scrolls up and down where it does not fit, and is never cut at the sides."""
    area = QScrollArea(parent)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inside)
    width = max(inside.minimumWidth(), inside.minimumSizeHint().width())
    area.setMinimumWidth(width + area.verticalScrollBar().sizeHint().width())
    return area


def in_visual_order(widgets: Sequence[QWidget]) -> None:
    """Let Tab go through these as they stand, whichever was made first."""
    for one, other in pairwise(widgets):
        QWidget.setTabOrder(one, other)


def thin_line(parent: QWidget) -> QFrame:
    """A thin horizontal line."""
    line = QFrame(parent)
    line.setObjectName("line")
    return line
