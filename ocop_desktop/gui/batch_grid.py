"""The grid of a batch: typed in, pasted into, filled down; what is not found can be made new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import QItemSelectionModel, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QWidget

from ocop_desktop.actions.batches import Fate
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.batch_finding import Finder
from ocop_desktop.gui.batch_model import FATE, BatchModel
from ocop_desktop.gui.batch_state import BatchState
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import RowsContext, mark
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.gui.grid import TableGrid
from ocop_desktop.gui.grid_model import GridModel
from ocop_desktop.gui.grid_view import GridView
from ocop_desktop.gui.wrap_row import WrapRow
from ocop_desktop.schema import Form

_WIDTHS = {"stars": 92, "date": 98, "year": 62, "yes_no": 62, "whole": 72, "decimal": 84}
_WIDTHS |= {"money": 104, "choice": 84, "link": 100, "text": 88, "fate": 94}
_WEIGHTS = {"link": 1.6, "text": 1.2, "choice": 0.6, "money": 0.3, "decimal": 0.2}
_BESIDE = 34 + 26  # row numbers, and a scroll bar
_LEAST_SHOWN = 5


class _View(GridView):
    """Leaves what is pasted to the page: it looks at the headings first."""

    def paste(self) -> None:
        grid = self.parentWidget()
        if isinstance(grid, BatchGrid):
            grid.paste()


class BatchGrid(TableGrid):
    """As tall as there is room for; its buttons stand above it."""

    pasting = Signal(int, int, str)
    picking = Signal(bool)

    def __init__(
        self, state: BatchState, finder: Finder, context: RowsContext, parent: QWidget
    ) -> None:
        self._state, self._finder = state, finder
        super().__init__(state.row_form, context, _no_body, parent)
        self.view.selectionModel().selectionChanged.connect(lambda *_: self._fit_buttons())
        self._detail.hide()
        self._place = (0, 0)
        self.model.modelAboutToBeReset.connect(self._note_place)
        self.model.modelReset.connect(self._back_to_place)
        self._fit_buttons()

    @property
    def _batch_model(self) -> BatchModel:
        assert isinstance(self.model, BatchModel)
        return self.model

    def _made_model(self, context: RowsContext) -> GridModel:
        return BatchModel(self._state, self._finder, context, self)

    # ---- parts

    def _heading(self) -> QLayout:
        line = WrapRow(gap=4)
        self._count = QLabel(self)
        mark(self._count, "look", "faint")
        self._detail = QPushButton(self)  # rows of a batch have no page of their own
        self.pick_button = self._named("Chọn từ danh sách", "list-checks", lambda: None, "pick")
        self.pick_button.setCheckable(True)
        self.pick_button.toggled.connect(self.picking)
        line.addWidget(self.pick_button)
        line.addWidget(self._named("Dán từ Excel", "file-spreadsheet", self.paste, "paste"))
        self._fill = self._named("Điền xuống", "arrow-down", self.fill_down, "fill")
        self._fill.setToolTip("Chép ô trên cùng của các ô đang chọn xuống dưới (Ctrl+')")
        line.addWidget(self._fill)
        line.addWidget(self._named("Bỏ dòng", "trash-2", self.drop, "drop"))
        self._make = self._named("Thêm mới", "plus", self.make_new, "make")
        line.addWidget(self._make)
        line.addStretch(1)
        line.addWidget(self._count)
        return line

    def _named(self, text: str, icon: str, run: Callable[[], None], name: str) -> QPushButton:
        made = self._button(text, icon, run)
        made.setObjectName(f"batch.{name}")
        icons.put(made, icon, "brand", 15)
        return made

    # ---- what one can do

    def paste(self) -> None:
        """Paste from the clipboard at the current cell."""
        index = self.view.currentIndex()
        row = index.row() if index.isValid() else len(self._state.rows)
        column = index.column() if index.isValid() else 0
        self.pasting.emit(row, column, QGuiApplication.clipboard().text())

    def _bare_view(self) -> GridView:
        return _View(self.model, self)

    def fill_down(self) -> None:
        """Copy the top cell of each chosen column into the cells chosen below it."""
        self.model.copy_down(self.view.selectionModel().selectedIndexes())

    def make_new(self) -> None:
        """Note new records for the texts not found: those chosen, or all of them."""
        cells = self._unmatched()
        with self._batch_model.changing():
            made = self._finder.make(cells)
        if cells:
            self.said.emit(f"Sẽ thêm mới {made} bản ghi cùng lúc với các dòng.")
        self._fit_buttons()

    def _unmatched(self) -> list[tuple[Draft, str]]:
        chosen = {index.row() for index in self.view.selectionModel().selectedIndexes()}
        rows = [self._state.rows[n] for n in sorted(chosen) if n < len(self._state.rows)]
        return self._finder.unmatched(rows) or self._finder.unmatched(self._state.rows)

    def changing(self) -> AbstractContextManager[None]:
        """Change many rows at once, as one step that can be taken back in the grid."""
        return self._batch_model.changing()

    def rebuilt(self) -> None:
        """Show rows that were changed from outside."""
        self._batch_model.rebuilt()
        self._fit_buttons()

    def show_fates(self, fates: Sequence[Fate]) -> None:
        """Say of each row what will become of it."""
        self._batch_model.show_fates(fates)

    def _note_place(self) -> None:
        index = self.view.currentIndex()
        self._place = (max(0, index.row()), max(0, index.column()))

    def _back_to_place(self) -> None:
        """Rows that come and go leave the hand where it was."""
        row, column = self._place
        self._choose(min(row, self.model.rowCount() - 1), column)

    def go_to(self, row: int, name: str) -> None:
        """Go to a cell."""
        names = [column.field.name for column in self.model.columns]
        self.view.setFocus()
        self._choose(row, names.index(name) if name in names else 0)
        self.view.scrollTo(self.view.currentIndex())

    def _choose(self, row: int, column: int) -> None:
        """Choose one cell, whatever keys are held down."""
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.view.selectionModel().setCurrentIndex(self.model.index(row, column), flags)

    # ---- fitting

    def _tell_count(self) -> None:
        super()._tell_count()
        if hasattr(self, "_make"):
            self._fit_buttons()

    def _fit_buttons(self) -> None:
        missing = self._finder.unmatched(self._state.rows)
        self._make.setVisible(bool(missing))
        chosen = self._unmatched() if missing else []
        self._make.setText(f"Thêm mới ({len(chosen)} chưa tìm thấy)")
        self._fill.setEnabled(bool(self._state.rows))

    def _fit(self) -> None:
        """Share the width; the height is what the page gives."""
        self.view.setMinimumHeight(theme.now().px(32 * _LEAST_SHOWN))
        self._fit_columns()
        self._tell_count()

    def _fit_columns(self) -> bool:
        """Narrow kinds take what they need; links and texts share the rest by their weight."""
        dressed = theme.now()
        kinds = ["fate" if c.field is FATE else c.field.type.kind for c in self.model.columns]
        widths = [_WIDTHS.get(kind, 96) for kind in kinds]
        weights = [_WEIGHTS.get(kind, 0) * (1.4 if n == 0 else 1) for n, kind in enumerate(kinds)]
        widths[0] += 34
        room = self.width() / dressed.scale - sum(widths) - _BESIDE
        for number, weight in enumerate(weights):
            widths[number] += round(max(0, room) * weight / (sum(weights) or 1))
            self.view.setColumnWidth(number, dressed.px(widths[number]))
        return room < 0


def _no_body(form: Form, parent: QWidget) -> FormBody:
    raise NotImplementedError(form.kind)  # its rows are never opened below the grid
