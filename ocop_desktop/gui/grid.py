"""A table inside a form: a grid to type in cell by cell, and the whole row opened below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QLayout, QPushButton, QVBoxLayout, QWidget

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.draft_content import Path, Pending
from ocop_desktop.gui.editor import RowsContext, mark
from ocop_desktop.gui.grid_cells import Cells
from ocop_desktop.gui.grid_flaws import FlawLine, GridFlaws
from ocop_desktop.gui.grid_model import GridModel
from ocop_desktop.gui.grid_view import ROW as _ROW
from ocop_desktop.gui.grid_view import GridView
from ocop_desktop.gui.known_dialog import KnownDialog
from ocop_desktop.gui.small import in_visual_order
from ocop_desktop.gui.wrap_row import WrapRow
from ocop_desktop.schema import Entry, Form, Problem

if TYPE_CHECKING:
    from ocop_desktop.gui.form_body import FormBody

_MOST_ROWS = 16
_TICK = "tick"
_FIXED = {"date": 100, "year": 66, "stars": 100, "yes_no": 66, _TICK: 46}
_SHARES = {"text": 1.2, "link": 1.3, "many": 1.1, "money": 0.9, "whole": 0.7, "decimal": 0.8}
_LEAST_FIRST = 150  # the name of the row
_LEAST = {
    "choice": 86,
    "money": 108,
    "text": 92,
    "link": 92,
    "whole": 62,
    "decimal": 72,
    "barcode": 124,
}


class TableGrid(QWidget):
    """The grid with its heading and buttons, and the chosen row's own fields below."""

    edited = Signal()
    typed = Signal()  # a key in a cell, which is not read yet
    said = Signal(str)
    given_up = Signal(str, object)  # a sentence, and what takes back the text given up
    flaws_turned = Signal()  # what the line below says is another
    went_on = Signal(bool)  # Enter past the last row, or back before the first

    def __init__(
        self,
        form: Form,
        context: RowsContext,
        make_body: Callable[[Form, QWidget], FormBody],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.form, self._make_body, self._context = form, make_body, context
        self._body: FormBody | None = None
        self.setProperty("wide", True)
        self.model = self._made_model(context)
        self.view = self._made_view(context)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        heading = QWidget(self)
        heading.setLayout(self._heading())
        column.addWidget(heading)
        column.addWidget(self.view)
        in_visual_order([*heading.findChildren(QPushButton), self.view])
        self._flaw_line = FlawLine(self)
        column.addWidget(self._flaw_line)
        self.setMinimumWidth(240)
        self.model.edited.connect(self._on_edited)
        self.model.modelReset.connect(self._fit)
        self.model.rowsInserted.connect(self._fit)
        self.model.rowsInserted.connect(self._show_row)
        self.view.selectionModel().currentRowChanged.connect(self._show_row)
        self.view.selectionModel().currentChanged.connect(self._say_flaw)

    def show_owner(self, owner: Draft) -> None:
        """Show the rows of a record."""
        self.model.show_owner(owner)
        self._hide_detail()

    def show_flaws(self, problems: Sequence[Problem]) -> None:
        """Say what the rules found in the rows: in the cells, the heading, and below the grid."""
        self.model.show_flaws(GridFlaws.of(problems))
        self._say_flaw()
        self._tell_count()

    def go_to(self, number: int, name: str) -> None:
        """Go to a row's cell, or to the first one where the field has no column."""
        names = [column.field.name for column in self.model.columns]
        place = names.index(name) if name in names else 0
        self.view.setFocus()
        self.view.go(self.model.index(number, place))
        if name and name not in names:
            self._detail.setChecked(True)
            self._show_row()
            if self._body is not None:
                self._body.focus_on(name)

    def flaws_said(self) -> list[Problem]:
        """What the line below the grid says."""
        return self._flaw_line.problems

    def corner_of(self, number: int, name: str) -> QPoint:
        """Where the screen has the lower left corner of a cell, or of its row's first one."""
        names = [column.field.name for column in self.model.columns]
        index = self.model.index(number, names.index(name) if name in names else 0)
        return self.view.viewport().mapToGlobal(self.view.visualRect(index).bottomLeft())

    def here(self) -> str:
        """The path of the cell one is in: `items.2.amount`."""
        index = self.view.currentIndex()
        if not index.isValid():
            return self.form.name
        return f"{self.form.name}.{index.row()}.{self.model.columns[index.column()].field.name}"

    def _say_flaw(self, *_: object) -> None:
        index = self.view.currentIndex()
        name = self.model.columns[index.column()].field.name if index.isValid() else ""
        self._flaw_line.say(self.model.flaws.near(index.row(), name), index.row())
        self.flaws_turned.emit()

    def fit(self) -> None:
        """Look again at what the record's values ask of the grid."""
        self.model.fit_columns()

    def settle(self) -> None:
        """Take what is being typed in a cell."""
        editor = self.view.focusWidget()
        if editor is not None and editor is not self.view and self.view.isAncestorOf(editor):
            self.view.setFocus()

    def pending(self, path: Path) -> list[Pending]:
        """What is being typed in a cell, or in the row below the grid."""
        found = []
        if self.cells.typing is not None:
            row, name, text = self.cells.typing
            found.append(Pending(self._path(path, row), name, text))
        if self._body is not None and not self._body.isHidden():
            found += self._body.pending(self._path(path, self.view.currentIndex().row()))
        return found

    def _path(self, path: Path, number: int) -> Path:
        """Where the row of that number stands among all of the record, the removed ones too."""
        row, owner = self.model.row_at(number), self.model.owner
        rows = owner.rows(self.form.name) if owner is not None else []
        place = next((n for n, one in enumerate(rows) if one is row), len(rows))
        return (*path, (self.form.name, place))

    def add(self) -> None:
        """Begin a new row."""
        index = self.model.index(self.model.rowCount() - 1, 0)
        self.view.setFocus()
        self.view.go(index)
        self.view.edit(index)

    def drop(self) -> None:
        """Mark the chosen rows as removed."""
        rows = {index.row() for index in self.view.selectionModel().selectedIndexes()}
        count = self.model.remove(sorted(rows))
        if count:
            self.said.emit(
                f"Đã bỏ {count} dòng của “{self.form.label}”; còn lấy lại được cho tới khi lưu."
            )

    def _made_model(self, context: RowsContext) -> GridModel:
        return GridModel(self.form, context, self)

    def _bare_view(self) -> GridView:
        return GridView(self.model, self)

    def _made_view(self, context: RowsContext) -> GridView:
        view = self._bare_view()
        view.setAccessibleName(self.form.label)
        self.cells = Cells(context, view)
        self.cells.typed.connect(self.typed)
        view.setItemDelegate(self.cells)
        view.dropping.connect(self.drop)
        view.said.connect(self.said)
        view.went_on.connect(self.went_on)
        return view

    def _heading(self) -> QLayout:
        line = WrapRow(gap=4)
        title = QLabel(self.form.label, self)
        mark(title, "look", "strong")
        self._count = QLabel(self)
        mark(self._count, "look", "faint")
        line.addWidget(title)
        line.addWidget(self._count)
        line.addStretch(1)
        self._detail = self._button("Chi tiết dòng", "list", self._toggle_detail)
        self._detail.setCheckable(True)
        line.addWidget(self._detail)
        if self.model.known is not None:
            known = self.model.known.owner.label.lower()
            more = self._button("Thêm người…", "users", self._ask_known)
            more.setToolTip(f"Chọn người trong danh sách của {known}, thêm một lần")
            more.setAccessibleName(f"Thêm người của {known}: {self.form.label}")
            more.setObjectName(f"{self.form.kind}.add_known")
            line.addWidget(more)
        line.addWidget(self._button("Bỏ dòng", "trash-2", self.drop))
        add = self._button("Thêm dòng", "plus", self.add)
        add.setObjectName(f"{self.form.kind}.add")
        line.addWidget(add)
        return line

    def _button(self, text: str, icon: str, run: Callable[[], None]) -> QPushButton:
        button = QPushButton(text, self)
        mark(button, "look", "quiet")
        icons.put(button, icon, "brand", 15)
        button.setAccessibleName(f"{text}: {self.form.label}")
        button.clicked.connect(lambda: run())
        return button

    def _on_edited(self) -> None:
        self._tell_count()
        if self._body is not None and not self._body.isHidden():
            self._refresh_detail()
        self.edited.emit()

    def _tell_count(self) -> None:
        rows = self.model.rows
        words = f"{len(rows)} dòng" if rows else "chưa có dòng nào"
        self._count.setText(" · ".join([words, *self.model.flaws.words()]))

    def _fit(self) -> None:
        """As tall as its rows, up to a point; columns share the width as their kinds ask."""
        dressed, view = theme.now(), self.view
        shown = min(self.model.rowCount(), _MOST_ROWS)
        wide = self._fit_columns()
        bar = view.horizontalScrollBar().sizeHint().height() if wide else 0
        view.setFixedHeight(shown * dressed.px(_ROW) + dressed.px(_ROW + 2) + bar)
        self._tell_count()

    def _fit_columns(self) -> bool:
        """Set the widths; whether they are more than there is room for."""
        dressed, view = theme.now(), self.view
        kinds = [_TICK if c.code else c.field.type.kind for c in self.model.columns]
        fixed = sum(_FIXED.get(kind, 0) for kind in kinds)
        room = (self.width() or 640) / dressed.scale - fixed - 40
        shares = [_SHARES.get(kind, 1.0) * (2.0 if n == 0 else 1) for n, kind in enumerate(kinds)]
        loose = sum(s for s, kind in zip(shares, kinds, strict=True) if kind not in _FIXED)
        used = 0
        for number, kind in enumerate(kinds):
            share = room * shares[number] / loose if loose else 0
            least = _LEAST_FIRST if number == 0 else _LEAST.get(kind, 78)
            width = _FIXED.get(kind) or max(least, share)
            view.setColumnWidth(number, dressed.px(width))
            used += dressed.px(width)
        return used > self.width() - dressed.px(36)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _ask_known(self) -> None:
        if self.model.known is not None:
            number = self.view.currentIndex().row()
            KnownDialog(self.model, number, self._context, self, self._add_known).open()

    def _add_known(self, owner: str, entries: Sequence[Entry]) -> None:
        first = len(self.model.rows)
        self.model.add_known(owner, entries)
        self.view.setFocus()
        self.view.go(self.model.index(first, 0))
        self.said.emit(f"Đã thêm {len(entries)} người vào “{self.form.label}”.")

    # ---- the whole row, below the grid

    def _toggle_detail(self) -> None:
        if self._detail.isChecked():
            self._show_row()
        else:
            self._hide_detail()

    def _hide_detail(self) -> None:
        self._detail.setChecked(False)
        if self._body is not None:
            self._body.hide()

    def _show_row(self, *_: object) -> None:
        if not self._detail.isChecked():
            return
        row = self.model.row_at(self.view.currentIndex().row())
        if row is None:
            if self._body is not None:
                self._body.hide()
            return
        if self._body is None:
            self._body = self._make_body(self.form, self)
            self._body.edited.connect(self._detail_edited)
            self._body.given_up.connect(self.given_up)
            self._body.ended.connect(self.view.setFocus)
            layout = self.layout()
            if layout is not None:
                layout.addWidget(self._body)
        self._body.show_draft(row)
        self._body.show()

    def _refresh_detail(self) -> None:
        row = self.model.row_at(self.view.currentIndex().row())
        if row is not None and self._body is not None:
            self._body.refresh_from(row)

    def _detail_edited(self) -> None:
        number = self.view.currentIndex().row()
        if self.model.row_at(number) is not None:
            self.model.touch(number)
