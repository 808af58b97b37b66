"""A council's sitting: products by members with totals, average, spread; below, where they differ."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.council_board import CouncilBoard, CouncilRow, council_board
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.page import Card, note_label
from ocop_desktop.gui.plain_table import UNKNOWN, Cell, PlainTable

_RESULTS = ("Trung bình", "Lệch nhau", "Hạng sao")
_ROW, _FIRST, _COLUMN = 32, 220, 98
_WIDE_APART = 10  # points between the highest and the lowest total that are worth a look
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_MIDDLE = Qt.AlignmentFlag.AlignCenter
_HELP = (
    "Enter mở phiếu của thành viên (hoặc phiếu mới khi chưa chấm). Thành viên và sản phẩm lấy từ"
    " thẻ “Nhập liệu” của đợt."
)


class CouncilSide(QWidget):
    """Enter on a member's cell opens that member's sheet of the product."""

    opened = Signal(str, str)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._desk = desk
        self._board = CouncilBoard((), ())
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 0, 12, 8)
        area = QScrollArea(self)
        area.setObjectName("clear")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget(area)
        inside.setObjectName("clear")
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 12)
        column.setSpacing(12)
        card = Card("Bảng điểm của Hội đồng", inside)
        self.table = self._made_table(card)
        card.column.addWidget(self.table)
        card.column.addWidget(note_label(_HELP, card))
        column.addWidget(card)
        self._apart = Card("Tiêu chí chấm khác nhau", inside)
        column.addWidget(self._apart)
        column.addStretch(1)
        area.setWidget(inside)
        outer.addWidget(area)
        self.setFocusProxy(self.table)

    def show_record(self, kind: str, id: str) -> None:
        """Show the board of a round."""
        board = self._desk.attempt(lambda: council_board(self._desk.data, id))
        if board is None:
            return
        row = max(0, self.table.currentRow())
        self._board = board
        self._fill()
        if board.rows:
            self.table.setCurrentCell(min(row, len(board.rows) - 1), 0)
        self._show_apart()

    # ---- the table

    def _made_table(self, parent: QWidget) -> QTableWidget:
        table = _Board(parent)
        table.setObjectName("council.board")
        table.setAccessibleName("Bảng điểm của Hội đồng")
        table.asked.connect(self._open)
        table.currentCellChanged.connect(lambda *_: self._show_apart())
        return table

    def _fill(self) -> None:
        board, table = self._board, self.table
        headings = ["Sản phẩm", *_RESULTS, *board.members]
        table.blockSignals(True)
        table.clear()
        table.setRowCount(len(board.rows))
        table.setColumnCount(len(headings))
        for column, heading in enumerate(headings):
            item = QTableWidgetItem(heading)
            item.setToolTip(heading)
            item.setTextAlignment(_MIDDLE if column else _LEFT)
            table.setHorizontalHeaderItem(column, item)
        for number, row in enumerate(board.rows):
            for column, (text, use) in enumerate(_cells(row)):
                table.setItem(number, column, _item(text, use, left=column == 0))
        table.blockSignals(False)
        self._fit()

    def _fit(self) -> None:
        px, header = theme.now().px, self.table.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(px(72))
        for column in range(1, self.table.columnCount()):
            self.table.setColumnWidth(column, px(_COLUMN))
        needed = px(_FIRST) + px(_COLUMN) * (self.table.columnCount() - 1)
        if needed > self.width() - px(60):
            header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
            self.table.setColumnWidth(0, px(_FIRST))
        rows = min(14, max(1, self.table.rowCount()))
        self.table.setFixedHeight(px(_ROW) * rows + px(54))

    def _open(self, number: int, column: int) -> None:
        row = self._board.rows[number]
        member = column - 1 - len(_RESULTS)
        if 0 <= member < len(row.sheets):
            sheet = row.sheets[member][1]
            if sheet:
                self.opened.emit("assessment", sheet)
                return
        self.opened.emit("product", row.product)

    # ---- where they differ

    def _show_apart(self) -> None:
        card, number = self._apart, self.table.currentRow()
        card.clear(keep=1)
        if not 0 <= number < len(self._board.rows):
            card.hide()
            return
        row = self._board.rows[number]
        card.show()
        for why in row.result.eliminated if row.result else ():
            card.column.addWidget(note_label(f"✕ Bị loại: {why}", card))
        if not row.apart:
            said = "Các thành viên chấm giống nhau." if row.result else "Chưa có phiếu nào."
            card.column.addWidget(note_label(f"{row.title}: {said}", card))
            return
        card.column.addWidget(note_label(row.title, card))
        members = [name for name, _ in row.apart[0].points]
        rows: list[list[Cell]] = [
            [f"{one.criterion} {one.title}", *(points for _, points in one.points)]
            for one in row.apart
        ]
        card.column.addWidget(PlainTable(["Tiêu chí", *members], rows, card))


class _Board(QTableWidget):
    """Enter and a double click ask for the cell's sheet."""

    asked = Signal(int, int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 0, parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.now().px(_ROW))
        self.horizontalHeader().setTextElideMode(Qt.TextElideMode.ElideRight)
        self.horizontalHeader().setHighlightSections(False)
        self.cellDoubleClicked.connect(self.asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentRow() >= 0:
            self.asked.emit(self.currentRow(), self.currentColumn())
        else:
            super().keyPressEvent(event)


def _cells(row: CouncilRow) -> list[tuple[str, str]]:
    """The texts of a row and the colour each is written in."""
    totals = [(UNKNOWN if total is None else str(total), "text") for _, _, total in row.sheets]
    result = row.result
    if result is None:
        return [(row.title, "text"), *[(UNKNOWN, "text-2")] * len(_RESULTS), *totals]
    spread = result.spread
    apart = (f"⚠ {spread}", "gold-text") if spread >= _WIDE_APART else (str(spread), "text")
    rank = (f"{result.rank} sao", "gold-text") if result.rank else ("✕ Bị loại", "red")
    return [(row.title, "text"), (row.average, "text"), apart, rank, *totals]


def _item(text: str, use: str, *, left: bool) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    item.setTextAlignment(_LEFT if left else _MIDDLE)
    item.setForeground(QColor(theme.now().colour(use)))
    return item
