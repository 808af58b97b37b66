"""The check list of a dossier: a row for each line of it, below it a row for each scan that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QFont,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ocop_desktop.actions import completeness, sorting
from ocop_desktop.actions.dossier_board import BoardLine, Piece
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.glances import pixmap_of

Index = QModelIndex | QPersistentModelIndex
ROW, PIECE = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
_TALL, _THUMB, _PAD = 48, 40, 10
_TONES = {
    completeness.THERE: "brand",
    completeness.MISSING: "red",
    completeness.OUTDATED: "gold-text",
    completeness.PERHAPS: "gold-text",
    completeness.UNSCANNED: "gold-text",
    completeness.OPTIONAL: "text-3",
}
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class CheckList(QListWidget):
    """Keys: Insert or Ctrl+V attach, Enter opens, Delete takes off; files may be dropped on a row."""

    opened = Signal(object, object)  # BoardLine, Piece or None
    dropped = Signal(object, object)  # BoardLine, list of Path
    asked = Signal(object)  # BoardLine: files are to be chosen
    pasted = Signal(object)  # BoardLine
    taken_off = Signal(object)  # Piece

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("dossier.list")
        self.setAccessibleName("Danh mục giấy tờ của bộ hồ sơ")
        self.setItemDelegate(_Rows(desk, self))
        self.setAcceptDrops(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.itemDoubleClicked.connect(lambda _: self._open())

    def show_lines(self, lines: Sequence[BoardLine]) -> None:
        """Show these; the row one is at stays."""
        at = max(0, self.currentRow())
        self.blockSignals(True)
        self.clear()
        for line in lines:
            self._add(line, None)
            for piece in line.pieces:
                self._add(line, piece)
        self.blockSignals(False)
        self.setCurrentRow(min(at, self.count() - 1))

    def current(self) -> tuple[BoardLine | None, Piece | None]:
        """The line one is at, and the scan where one is at one."""
        return self._of(self.currentItem())

    def go(self, code: str) -> None:
        """Go to the line of a paper or form."""
        for row in range(self.count()):
            line = self.item(row).data(ROW)
            if code in (line.code, line.paper):
                self.setCurrentRow(row)
                return

    def _of(self, item: QListWidgetItem | None) -> tuple[BoardLine | None, Piece | None]:
        return (item.data(ROW), item.data(PIECE)) if item is not None else (None, None)

    def _add(self, line: BoardLine, piece: Piece | None) -> None:
        item = QListWidgetItem(self)
        item.setData(ROW, line)
        item.setData(PIECE, piece)
        told = (
            (piece.title, piece.about)
            if piece
            else (line.label, line.said, line.note, f"Căn cứ: {line.basis}" if line.basis else "")
        )
        words = [one for one in told if one]
        item.setToolTip("\n".join(words))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))

    def _open(self) -> None:
        line, piece = self.current()
        if line is not None:
            self.opened.emit(line, piece)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, piece = self.current()
        if line is None:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit(line)
        elif event.key() == Qt.Key.Key_Insert:
            self.asked.emit(line)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(line, piece)
        elif event.key() == Qt.Key.Key_Delete and piece is not None:
            self.taken_off.emit(piece)
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        if item is not None and event.mimeData().hasUrls():
            self.setCurrentItem(item)
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        line, _ = self._of(self.itemAt(event.position().toPoint()))
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if line is not None and paths:
            event.acceptProposedAction()
            self.dropped.emit(line, paths)


class _Rows(QStyledItemDelegate):
    """Two lines of words, the state at the right; a scan stands in a little, with its picture."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._thumbs: dict[str, QPixmap | None] = {}

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(theme.now().px(200), theme.now().px(_TALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line: BoardLine = index.data(ROW)
        piece: Piece | None = index.data(PIECE)
        dressed, area = theme.now(), QRect(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, dressed.colour("brand-soft"))
        pad = dressed.px(_PAD)
        inner = area.adjusted(pad, dressed.px(5), -pad, -dressed.px(5))
        if piece is None:
            painter.setPen(QPen(dressed.colour("line")))
            painter.drawLine(area.topLeft(), area.topRight())
            self._line(painter, inner, line)
        else:
            self._piece(painter, inner.adjusted(dressed.px(18), 0, 0, 0), piece)
        painter.restore()

    def _line(self, painter: QPainter, area: QRect, line: BoardLine) -> None:
        dressed = theme.now()
        painter.setFont(dressed.font(13, QFont.Weight.DemiBold))
        painter.setPen(QPen(dressed.colour(_TONES[line.state])))
        painter.drawText(area, _RIGHT, line.said)
        taken = painter.fontMetrics().horizontalAdvance(line.said) + dressed.px(12)
        words = area.adjusted(0, 0, -taken, 0)
        self._two(painter, words, line.label, line.note or line.basis, QFont.Weight.DemiBold)

    def _piece(self, painter: QPainter, area: QRect, piece: Piece) -> None:
        dressed = theme.now()
        side = dressed.px(_THUMB)
        found = self._thumb(piece.file, side)
        if found is not None:
            size = found.deviceIndependentSize().toSize()
            left = area.left() + (side - size.width()) // 2
            top = area.center().y() - size.height() // 2
            painter.drawPixmap(left, top, found)
            painter.setPen(QPen(dressed.colour("line")))  # white paper on a white row
            painter.drawRect(left, top, size.width() - 1, size.height() - 1)
        about = f"⚠ hết hạn · {piece.about}" if piece.outdated else piece.about
        words = area.adjusted(side + dressed.px(10), 0, 0, 0)
        self._two(painter, words, piece.title, about, QFont.Weight.Normal)

    def _two(self, p: QPainter, area: QRect, first: str, second: str, weight: QFont.Weight) -> None:
        dressed, end = theme.now(), Qt.TextElideMode.ElideRight
        upper = QRect(area)
        if second:
            upper.setHeight(area.height() // 2)
            lower = area.adjusted(0, area.height() // 2, 0, 0)
            p.setFont(dressed.font(12))
            p.setPen(QPen(dressed.colour("text-2")))
            p.drawText(lower, _LEFT, p.fontMetrics().elidedText(second, end, lower.width()))
        p.setFont(dressed.font(13, weight))
        p.setPen(QPen(dressed.colour("text")))
        p.drawText(upper, _LEFT, p.fontMetrics().elidedText(first, end, upper.width()))

    def _thumb(self, file: str, side: int) -> QPixmap | None:
        """The picture of a scan, made when its row is first seen."""
        if file and file not in self._thumbs and not self._desk.tasks.busy:
            found = sorting.picture(self._desk.data, file, side)
            self._thumbs[file] = pixmap_of(found) if found else None
        return self._thumbs.get(file)
