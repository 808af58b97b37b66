"""A small table to read: as tall as its rows, columns as wide as their words, copied with Ctrl+C."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ocop_desktop.gui import theme
from ocop_desktop.vietnamese import grouped

Cell = str | int | float | None
_ROW = 30
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
UNKNOWN = "–"


def said(value: Cell) -> str:
    """A figure as people read it: 1.234 or 12,5; a dash for what is not known."""
    if value is None:
        return UNKNOWN
    if isinstance(value, float):
        whole, _, part = f"{value:.2f}".rstrip("0").partition(".")
        return grouped(int(whole)) + (f",{part}" if part else "")
    return grouped(value) if isinstance(value, int) else value


class PlainTable(QTableWidget):
    """Headings and rows; the first column takes what is left."""

    def __init__(
        self, headings: Sequence[str], rows: Sequence[Sequence[Cell]], parent: QWidget
    ) -> None:
        super().__init__(len(rows), len(headings), parent)
        self.setObjectName("grid")
        self.setAccessibleName(f"Bảng: {', '.join(filter(None, headings))}")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.now().px(_ROW))
        self._head(headings, rows)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                self.setItem(number, column, _item(value))
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def selected_text(self) -> str:
        """The chosen cells, tab-separated, as a spreadsheet takes them."""
        chosen = self.selectedRanges()
        if not chosen:
            return ""
        area = chosen[0]
        lines = []
        for row in range(area.topRow(), area.bottomRow() + 1):
            items = (self.item(row, c) for c in range(area.leftColumn(), area.rightColumn() + 1))
            lines.append("\t".join(item.text() if item else "" for item in items))
        return "\n".join(lines)

    def _head(self, headings: Sequence[str], rows: Sequence[Sequence[Cell]]) -> None:
        for column, heading in enumerate(headings):
            item = QTableWidgetItem(heading)
            item.setToolTip(heading)
            numbers = any(isinstance(row[column], int | float) for row in rows)
            item.setTextAlignment(_RIGHT if numbers else _LEFT)
            self.setHorizontalHeaderItem(column, item)

    def _fit(self) -> None:
        dressed, header = theme.now(), self.horizontalHeader()
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setHighlightSections(False)
        self.resizeColumnsToContents()
        for column in range(1, self.columnCount()):
            self.setColumnWidth(column, min(self.columnWidth(column) + 8, dressed.px(150)))
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(dressed.px(60))
        bar = self.horizontalScrollBar().sizeHint().height()
        height = self.rowCount() * dressed.px(_ROW) + dressed.px(34)
        total = sum(self.columnWidth(column) for column in range(1, self.columnCount()))
        self.setFixedHeight(height + (bar if total > dressed.px(800) else 0))


def _item(value: Cell) -> QTableWidgetItem:
    text = said(value)
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    item.setTextAlignment(_RIGHT if isinstance(value, int | float) or value is None else _LEFT)
    return item
