"""The table of a grid and its keys: typing, ticking, pasting, copying down, taking back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import ENTER
from ocop_desktop.gui.grid_model import GridModel
from ocop_desktop.gui.pick_editor import PickEditor

ROW = 32
_CTRL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
_EDITS = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.SelectedClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
)
_Keys = dict[int, Callable[[], object]]


class GridView(QTableView):
    """Enter goes on cell by cell, and out of the table from the empty row at its end."""

    went_on = Signal(bool)  # out of the table: back where True
    dropping = Signal()
    said = Signal(str)

    def __init__(self, model: GridModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = model
        self.setModel(model)
        self.setObjectName("grid")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_EDITS)
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.setDefaultSectionSize(theme.now().px(ROW))
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumWidth(theme.now().px(34))
        down.setDefaultAlignment(Qt.AlignmentFlag.AlignCenter)
        across.setHighlightSections(False)
        across.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setCornerButtonEnabled(False)
        self.clicked.connect(self._clicked)
        plain: _Keys = {
            Qt.Key.Key_Space: self._tick,
            Qt.Key.Key_Delete: lambda: self._grid.clear(self._chosen()),
            Qt.Key.Key_Insert: self.insert_row,
            Qt.Key.Key_F4: self._drop_list,
        }
        with_control: _Keys = {
            Qt.Key.Key_Delete: self.dropping.emit,
            Qt.Key.Key_Space: self._choose_columns,
            Qt.Key.Key_Apostrophe: lambda: self._grid.copy_down(self._chosen()),
            Qt.Key.Key_V: self.paste,
            Qt.Key.Key_C: self._copy,
            Qt.Key.Key_Z: self._back,
            Qt.Key.Key_Y: self._on,
        }
        self._keys = {False: plain, True: with_control}

    # ---- keys

    def event(self, event: QEvent) -> bool:
        """Ctrl+Z and Ctrl+Y are the table's own while something in the record is not kept."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            control = event.modifiers() == _CTRL
            if control and event.key() in (Qt.Key.Key_Z, Qt.Key.Key_Y) and self._is_unsaved():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, control = event.key(), bool(event.modifiers() & _CTRL)
        back = bool(event.modifiers() & _SHIFT) or key == Qt.Key.Key_Backtab
        run = self._keys[control].get(key)
        if key in ENTER and control:
            self.begin_next_row()
        elif key in ENTER:
            self.onward(self.currentIndex(), back=back)
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab) and self._is_edge(back=back):
            event.ignore()  # out of the table, as Tab leaves any field
        elif (
            run is not None and self.currentIndex().isValid() and self._takes(key, control=control)
        ):
            run()
        else:
            super().keyPressEvent(event)

    def _takes(self, key: int, *, control: bool) -> bool:
        """Space in a cell that has no tick begins a text."""
        ticks = (self._grid.columns[cell.column()].is_tick for cell in self._chosen())
        return key != Qt.Key.Key_Space or control or any(ticks)

    def go(self, index: QModelIndex) -> None:
        """Go to a cell and choose it alone, whatever key is still held down."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(index, flags)

    def onward(self, index: QModelIndex, *, back: bool = False) -> None:
        """From a cell to the next: one that can be typed into is opened first."""
        if not index.isValid():
            self.go(self._grid.index(0, 0))
        elif back:
            self._step_back(index)
        elif self.is_end(index):
            self.went_on.emit(False)
        elif index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)
        else:
            wrap = index.column() + 1 >= self._grid.columnCount()
            row, column = (index.row() + 1, 0) if wrap else (index.row(), index.column() + 1)
            self.go(self._grid.index(row, column))

    def begin_next_row(self) -> None:
        """Open the first cell of the row below; the empty one at the end is always there."""
        last = self._grid.rowCount() - 1
        index = self._grid.index(min(self.currentIndex().row() + 1, last), 0)
        self.go(index)
        self.edit(index)

    def is_end(self, index: QModelIndex) -> bool:
        """Whether Enter here leaves the table: nothing was begun in the empty row."""
        return index.row() == self._grid.rowCount() - 1 and index.column() == 0

    def _step_back(self, index: QModelIndex) -> None:
        if index.row() == 0 and index.column() == 0:
            self.went_on.emit(True)
            return
        last = self._grid.columnCount() - 1
        row, column = (
            (index.row() - 1, last) if index.column() == 0 else (index.row(), index.column() - 1)
        )
        self.go(self._grid.index(row, column))

    def _is_edge(self, *, back: bool) -> bool:
        index = self.currentIndex()
        if not index.isValid() or back:
            return index.row() <= 0 and index.column() <= 0
        at_end = index.column() == self._grid.columnCount() - 1
        return self.is_end(index) or (at_end and index.row() == self._grid.rowCount() - 1)

    def _is_unsaved(self) -> bool:
        return self._grid.owner is not None and self._grid.owner.dirty

    # ---- what the keys do

    def paste(self) -> None:
        """Put in what a spreadsheet left on the clipboard."""
        text, index = QGuiApplication.clipboard().text(), self.currentIndex()
        done = self._grid.paste(index if index.isValid() else self._grid.index(0, 0), text)
        self.said.emit(done.sentence() if done.rows else "Không có gì để dán.")

    def insert_row(self) -> None:
        """A new row above this one, and into it."""
        row = max(0, self.currentIndex().row())
        self._grid.insert(row)
        self.go(self._grid.index(row, 0))

    def move_by(self, rows: int) -> None:
        """Go up or down in the same column, as in a spreadsheet."""
        here = self.currentIndex()
        row = max(0, min(here.row() + rows, self._grid.rowCount() - 1))
        self.go(self._grid.index(row, here.column()))

    def _choose_columns(self) -> None:
        """Choose the whole columns of what is chosen, as Ctrl+Space does in Excel."""
        columns = [cell.column() for cell in self._chosen()]
        last = len(self._grid.rows) - 1
        if last >= 0:
            block = QItemSelection(
                self._grid.index(0, min(columns)), self._grid.index(last, max(columns))
            )
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().select(block, flags)

    def _chosen(self) -> list[QModelIndex]:
        chosen = self.selectionModel().selectedIndexes()
        return chosen if len(chosen) > 1 else [self.currentIndex()]

    def _tick(self) -> None:
        self._grid.tick(self._chosen())

    def _clicked(self, index: QModelIndex) -> None:
        if self._grid.columns[index.column()].is_tick:
            self._grid.tick([index])

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._grid.copied(self._chosen()))

    def _drop_list(self) -> None:
        self.edit(self.currentIndex())
        editor = self.indexWidget(self.currentIndex()) or self.focusWidget()
        if isinstance(editor, PickEditor):
            editor.drop("")

    def _back(self) -> None:
        self._walk(self._grid.back, "Đã lấy lại bước trước trong bảng (Ctrl+Y làm lại).")

    def _on(self) -> None:
        self._walk(self._grid.on, "Đã làm lại trong bảng.")

    def _walk(self, move: Callable[[], bool], done: str) -> None:
        row, column = self.currentIndex().row(), self.currentIndex().column()
        moved = move()
        last = self._grid.rowCount() - 1
        self.go(self._grid.index(min(row, last), column))
        self.said.emit(done if moved else "Trong bảng không còn bước nào để lấy lại.")
