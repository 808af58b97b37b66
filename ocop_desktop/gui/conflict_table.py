"""The list of open conflicts: one row each, its values in columns, many chosen at once."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ocop_desktop.actions.settling import Conflict
from ocop_desktop.gui import theme
from ocop_desktop.gui.conflict_line import BLANK, whose
from ocop_desktop.gui.editor import ENTER

_ROW, _FIRST = 32, 3
_KEYS = {Qt.Key(Qt.Key.Key_1 + n): n for n in range(9)}


class ConflictTable(QTableWidget):
    """Digits take a value, 0 asks for another one, Enter opens the record."""

    moved = Signal()
    picked = Signal(int)
    other = Signal()
    opened = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("list.conflicts")
        self.setAccessibleName("Các ô xung đột")
        self.conflicts: list[Conflict] = []
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.now().px(_ROW))
        self.horizontalHeader().setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.horizontalHeader().setDefaultAlignment(left)
        self.itemSelectionChanged.connect(self.moved)
        self.doubleClicked.connect(lambda _: self.opened.emit())

    @property
    def current(self) -> Conflict | None:
        """The conflict in front."""
        row = self.currentRow()
        return self.conflicts[row] if 0 <= row < len(self.conflicts) else None

    @property
    def selected(self) -> list[Conflict]:
        """The chosen ones, in order; the one in front where none is chosen."""
        rows = sorted({index.row() for index in self.selectionModel().selectedRows()})
        found = [self.conflicts[row] for row in rows if row < len(self.conflicts)]
        return found or ([self.current] if self.current else [])

    def show_conflicts(self, conflicts: Sequence[Conflict]) -> None:
        """Show these, the first one chosen."""
        self.blockSignals(True)
        self.conflicts = list(conflicts)
        most = max([2, *(len(one.sides) for one in conflicts)])
        headings = ["Bản ghi", "Ô", "Trước đó", *_headings(conflicts, most)]
        self.setColumnCount(len(headings))
        self.setHorizontalHeaderLabels(headings)
        self.setRowCount(len(conflicts))
        for row, one in enumerate(conflicts):
            for column, text in enumerate(_cells(one, most)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(row, column, item)
        self._fit(most)
        self.blockSignals(False)
        self.go_to(0)

    def go_to(self, row: int) -> None:
        """Choose one row, or the last where there are not so many."""
        if self.conflicts:
            self.selectRow(min(max(row, 0), len(self.conflicts) - 1))
            self.setCurrentCell(min(max(row, 0), len(self.conflicts) - 1), 0)
        self.moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        number = _KEYS.get(Qt.Key(event.key()))
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif number is not None:
            self.picked.emit(number)
        elif event.key() == Qt.Key.Key_0:
            self.other.emit()
        elif event.key() in ENTER:
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def _fit(self, most: int) -> None:
        header, px = self.horizontalHeader(), theme.now().px
        for column, width in enumerate((170, 130, 112, *[132] * most)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, px(width))
        for column in (0, *range(_FIRST, _FIRST + most)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(px(90))


def _headings(conflicts: Sequence[Conflict], most: int) -> list[str]:
    """Ours first where it is ours in all; else whose the values are stands in the cells."""
    ours = bool(conflicts) and all(one.sides[0].ours for one in conflicts)
    first = "1 · Của ta" if ours else "1 · Giá trị"
    return [first, *(f"{n} · {'Nơi khác' if ours else 'Giá trị'}" for n in range(2, most + 1))]


def _cells(one: Conflict, most: int) -> list[str]:
    base = (one.base or BLANK) if one.base_known else "chưa rõ"
    values = [
        (side.text or BLANK) + ("" if side.ours else f" – {whose(side)}") for side in one.sides
    ]
    return [one.title, one.path, base, *values, *[""] * (most - len(values))]
