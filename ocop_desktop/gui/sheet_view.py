"""The scoring sheet on the screen: drawn as it is printed, ticked with the number keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ocop_desktop.actions.scoring import SheetLine
from ocop_desktop.gui import theme
from ocop_desktop.gui.sheet_model import BEFORE, CURRENT, LINE, POINTS, TICKED, UNMET, SheetModel

Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_POINTS, _NOTE, _INDENT, _PAD, _BOX = 70, 74, 34, 6, 15
_BOLD, _PLAIN = QFont.Weight.DemiBold, QFont.Weight.Normal
_CLEAR = (Qt.Key.Key_0, Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class _Lines(QStyledItemDelegate):
    """Draws a line: words at the left, points at the right, a box before an option."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else option.rect.width()
        line: SheetLine = index.data(LINE)
        px = theme.now().px
        room = self._words_area(QRect(0, 0, width, 10_000), line)
        height = self._height(line, room.width())
        return QSize(width, height + 2 * px(_PAD))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: SheetLine = index.data(LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, option.rect, line, here=bool(index.data(CURRENT)))
        words = self._words_area(option.rect, line)
        painter.setFont(self._font(line))
        painter.setPen(QPen(theme.now().colour(self._ink(line))))
        painter.drawText(words, _WRAP, _shown(line))
        if line.detail:
            self._draw_detail(painter, words, line)
        if line.box:
            self._draw_box(painter, words, line, ticked=bool(index.data(TICKED)))
        self._draw_points(painter, option.rect, line, index)
        painter.restore()

    def _draw_ground(self, painter: QPainter, area: QRect, line: SheetLine, *, here: bool) -> None:
        dressed = theme.now()
        if line.kind == "part":
            painter.fillRect(area, dressed.colour("raised"))
        elif here:
            painter.fillRect(area, dressed.colour("brand-soft"))
            bar = QRect(area.left(), area.top(), 3, area.height())
            painter.fillRect(bar, dressed.colour("brand"))
        painter.setPen(QPen(dressed.colour("line")))
        painter.drawLine(area.bottomLeft(), area.bottomRight())

    def _draw_detail(self, painter: QPainter, words: QRect, line: SheetLine) -> None:
        dressed = theme.now()
        painter.setFont(self._font(line))
        title = painter.fontMetrics().boundingRect(words, _WRAP, _shown(line)).height()
        painter.setFont(dressed.font(12))
        painter.setPen(QPen(dressed.colour("text-2")))
        painter.drawText(words.adjusted(0, title + 2, 0, 0), _WRAP, line.detail)

    def _draw_box(self, painter: QPainter, words: QRect, line: SheetLine, *, ticked: bool) -> None:
        dressed, size = theme.now(), theme.now().px(_BOX)
        box = QRect(words.left() - size - dressed.px(9), words.top() + dressed.px(1), size, size)
        painter.setPen(QPen(dressed.colour("brand" if ticked else "field-line"), 1))
        painter.setBrush(dressed.colour("brand" if ticked else "surface"))
        painter.drawRoundedRect(box, 3, 3)
        painter.setFont(dressed.font(12, _BOLD))
        painter.setPen(QPen(dressed.colour("on-brand" if ticked else "text-3")))
        painter.drawText(box, _MIDDLE, "✓" if ticked else str(line.box))

    def _draw_points(self, painter: QPainter, area: QRect, line: SheetLine, index: Index) -> None:
        if line.points is None and not line.scored:
            return
        dressed = theme.now()
        right = QRect(area.right() - dressed.px(_POINTS), area.top(), dressed.px(_POINTS) - 8, 0)
        right.setHeight(area.height())
        text, use = str(line.points if line.points is not None else ""), "text-2"
        given, before = index.data(POINTS), index.data(BEFORE)
        if given is not None and line.kind != "case":
            text, use = f"{given} / {line.points}", "text"
        bold = bool(line.scored) or line.kind == "part" or bool(index.data(TICKED))
        painter.setFont(dressed.font(13, _BOLD if bold else _PLAIN))
        painter.setPen(QPen(dressed.colour(use)))
        painter.drawText(right, _MIDDLE, text)
        self._draw_notes(painter, right, before, given, index.data(UNMET))

    def _draw_notes(
        self, painter: QPainter, area: QRect, before: int | None, given: int | None, unmet: int
    ) -> None:
        """Before the points: what the other sheet gave, or which star is missed here."""
        dressed, words, use = theme.now(), "", "text-3"
        if before is not None and before != (given or 0):
            words, use = f"trước: {before}", "blue"
        elif unmet:
            words, use = f"⚠ dưới {unmet}★", "gold-text"
        if words:
            painter.setFont(dressed.font(12))
            painter.setPen(QPen(dressed.colour(use)))
            room = area.translated(-dressed.px(_NOTE) - 4, 0)
            room.setWidth(dressed.px(_NOTE))
            painter.drawText(room, _RIGHT, words)

    # ---- sizes and looks

    def _height(self, line: SheetLine, width: int) -> int:
        room = QRect(0, 0, width, 10_000)
        metrics = QFontMetrics(self._font(line))
        height = metrics.boundingRect(room, _WRAP, _shown(line)).height()
        if line.detail:
            small = QFontMetrics(theme.now().font(12))
            height += small.boundingRect(room, _WRAP, line.detail).height() + 2
        return max(height, theme.now().px(_BOX + 2))

    def _words_area(self, area: QRect, line: SheetLine) -> QRect:
        px = theme.now().px
        left = {"part": 14, "note": 20, "option": 14 + _INDENT}.get(line.kind, 14)
        left = 14 + _INDENT if line.kind == "yes_no" else left
        right = _POINTS + (_NOTE if line.scored else 0)
        return area.adjusted(px(left), px(_PAD), -px(right), -px(_PAD))

    def _font(self, line: SheetLine) -> QFont:
        if line.kind in ("part", "criterion", "detailed", "yes_no", "case"):
            return theme.now().font(13, _BOLD)
        font = theme.now().font(12 if line.kind == "note" else 13)
        font.setItalic(line.kind == "note")
        return font

    def _ink(self, line: SheetLine) -> str:
        return "text-2" if line.kind == "note" else "text"


def _shown(line: SheetLine) -> str:
    """The words with the minimum star said plainly instead of asterisks."""
    words = f"{line.text} {line.note}".strip()
    if line.kind == "part":
        words = words.replace("\n", " ")
    return f"{words}  ★ tối thiểu {line.min_star} sao" if line.min_star else words


class SheetView(QListView):
    """Up and Down move from criterion to criterion, 1-9 tick a box and go on, 0 ticks none."""

    moved = Signal(str)

    def __init__(self, model: SheetModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._sheet = model
        self.setModel(model)
        self.setItemDelegate(_Lines(self))
        self.setObjectName("scoring.sheet")
        self.setAccessibleName("Phiếu chấm điểm")
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setResizeMode(QListView.ResizeMode.Adjust)

    def go(self, key: str) -> None:
        """Be at a criterion and bring all of it into view."""
        row = self._sheet.go(key)
        if row < 0:
            return
        self.setCurrentIndex(self._sheet.index(row))
        self.scrollTo(self._sheet.index(self._sheet.last_row_of(key)))
        self.scrollTo(self._sheet.index(row))
        self.moved.emit(key)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) criterion."""
        keys = self._sheet.keys
        if self._sheet.current in keys:
            place = keys.index(self._sheet.current) + by
            self.go(keys[max(0, min(len(keys) - 1, place))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, here = event.key(), self._sheet.current
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            self._number(int(key) - int(Qt.Key.Key_0))
        elif key in _CLEAR:
            if here in self._sheet.picks:
                self._sheet.tick(here, 0)
        elif key == Qt.Key.Key_Space:
            self._sheet.tick(here, self._sheet.picks.get(here) or 1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.step(1)
        elif key == Qt.Key.Key_Up:
            self.step(-1)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        line: SheetLine | None = self.indexAt(event.position().toPoint()).data(LINE)
        self.setFocus()
        if line is None or not line.key:
            return
        if line.key in self._sheet.keys:
            self.go(line.key)
        if line.box:
            self._sheet.tick(line.key, line.box)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A second click is a click: it does not untick and tick again."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.scheduleDelayedItemsLayout()

    def _number(self, box: int) -> None:
        here = self._sheet.current
        if box > self._sheet.boxes(here):
            return
        if self._sheet.picks.get(here) != box:
            self._sheet.tick(here, box)
        self.step(1)
