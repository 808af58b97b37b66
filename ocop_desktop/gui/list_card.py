"""The list of one kind of record: heading, tabs, search, filter, and the rows."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.around import Spot
from ocop_desktop.gui import icons
from ocop_desktop.gui.batch_opening import batch_for
from ocop_desktop.gui.chosen_bar import ChosenBar
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.filter_chips import FilterChips
from ocop_desktop.gui.filters import FilterPanel
from ocop_desktop.gui.list_around import AroundLine
from ocop_desktop.gui.list_model import ListModel, Query
from ocop_desktop.gui.list_out import copy_rows
from ocop_desktop.gui.list_shape import ListShapes
from ocop_desktop.gui.list_table import ListTable
from ocop_desktop.gui.list_tools import ListTools, first_query
from ocop_desktop.gui.list_totals import TotalsLine
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.search_box import SearchBox
from ocop_desktop.schema.number_types import grouped

_PAUSE_MS = 120


class ListCard(QFrame):
    """Shows one kind at a time; remembers the search and the order of each."""

    chosen = Signal(str)  # the id of the record to show
    entered = Signal()  # go into the record's page
    removing = Signal()
    adding = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._desk, self.kind = desk, ""
        self.shapes = ListShapes(Preferences())
        self._queries: dict[str, Query] = {}
        self._quiet = False
        self.model = ListModel(desk, self)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 12, 1, 1)
        column.setSpacing(0)
        column.addLayout(self._heading())
        column.addLayout(self._search_line())
        self.filters = FilterPanel(desk, self)
        self.filters.changed.connect(self._ask)
        self.filters.hide()
        column.addWidget(self.filters)
        self.chips = FilterChips(self)
        self.chips.dropped.connect(self.filters.drop)
        self.chips.cleared.connect(self.show_everything)
        column.addWidget(self.chips)
        self._near = AroundLine(self)
        self._near.dropped.connect(lambda: self.look_around(None))
        column.addWidget(self._near)
        self.table = self._made_table()
        column.addWidget(self.table, 1)
        self.chosen_bar = ChosenBar(self)
        self.chosen_bar.removing.connect(self.removing)
        column.addWidget(self.chosen_bar)
        self._empty = self._made_empty()
        column.addWidget(self._empty, 1)
        self.totals = TotalsLine(desk, self.model, self)
        column.addWidget(self.totals)
        self.model.counted.connect(self._told)

    # ---- what is shown

    def show_kind(self, kind: str) -> None:
        """Show the records of a kind, as they were looked at last."""
        form = self._desk.form(kind)
        self.kind = kind
        query = self._queries.get(kind) or first_query(self._desk, self.shapes, kind)
        self._title.setText(form.plural)
        batch = batch_for(kind, self._desk.data.forms)
        self.batch_button.setVisible(batch is not None)
        if batch is not None:
            self.batch_button.setToolTip(f"Nhập cả bảng: {batch.label} (Ctrl+Shift+B)")
        self.table.setObjectName(f"list.{kind}")
        self.table.setAccessibleName(f"Danh sách {form.plural}")
        self.search.setPlaceholderText(f"Tìm {form.plural.lower()}…")
        self.search.setText(query.typed)
        self.filters.show_form(form, query)
        self._show(query)

    def reload(self) -> None:
        """Ask again, and keep the same record chosen."""
        kept = self.current_id()
        self._quiet = True
        self.model.reload()
        self._quiet = False
        self._told()
        if kept:
            self.select(kept)

    def select(self, id: str) -> bool:
        """Light up a record's row without opening it; whether it is in the list."""
        row = self.model.row_of(id)
        self._quiet = True
        if row >= 0:
            flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
            flags |= QItemSelectionModel.SelectionFlag.Rows
            index = self.model.index(row, 0)
            self.table.selectionModel().setCurrentIndex(index, flags)
            self.table.scrollTo(index)
        else:
            self.table.clearSelection()
            self.table.setCurrentIndex(QModelIndex())
        self._quiet = False
        return row >= 0

    def current_id(self) -> str | None:
        """The id of the row that is lit up."""
        index = self.table.currentIndex()
        return self.model.id_at(index.row()) if index.isValid() else None

    def selected_ids(self) -> list[str]:
        """The ids of all chosen rows."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return self.model.ids_at(rows)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) record."""
        row = self.table.currentIndex().row() + by
        if self.model.heading_at(row):
            row += by
        if 0 <= row < self.model.rowCount():
            self.table.selectRow(row)

    def choose_first(self) -> None:
        """Go to the first record."""
        self.table.selectRow(1 if self.model.has_headings else 0)

    def look_around(self, spot: Spot | None) -> None:
        """Show only what stands around a record, or (None) no longer so."""
        self.search.clear()
        self.filters.clear()
        held = self._queries.get(self.kind, Query(self.kind))
        self._show(replace(held, typed="", where={}, removed=False, around=spot))

    @property
    def around(self) -> Spot | None:
        """The record around which the list looks."""
        return self.model.query.around if self.model.query else None

    def go_search(self) -> None:
        """Go to the search box."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def take_focus(self) -> None:
        """Go to the rows, or where there are none to the way to make one."""
        (self.table if self.model.rowCount() else self._empty_button).setFocus()

    def show_everything(self) -> None:
        """Drop search and filters, so that a record just made is seen."""
        self.look_around(None)

    # ---- parts

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(14, 0, 14, 10)
        line.setSpacing(10)
        self._title = QLabel(self)
        self._title.setObjectName("page-title")
        self._count = QLabel(self)
        mark(self._count, "look", "chip")
        mark(self._count, "tone", "brand")
        line.addWidget(self._title)
        line.addWidget(self._count)
        line.addStretch(1)
        self.batch_button = QPushButton(self)
        line.addWidget(self.batch_button)
        self.new_button = QPushButton("Thêm", self)
        mark(self.new_button, "look", "primary")
        icons.put(self.new_button, "plus", "on-brand", 16)
        line.addWidget(self.new_button)
        return line

    def _search_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setContentsMargins(14, 0, 14, 10)
        line.setSpacing(8)
        self.search = SearchBox(self)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.entered.connect(self._enter_list)
        self.search.left_empty.connect(self.show_everything)
        line.addWidget(self.search, 1)
        self.filter_button = QPushButton("Lọc", self)
        self.filter_button.setObjectName("command.filter")
        self.filter_button.setCheckable(True)
        icons.put(self.filter_button, "list-filter", "text-2", 16)
        self.filter_button.toggled.connect(self._toggle_filters)
        line.addWidget(self.filter_button)
        self.tools = ListTools(self._desk, self)
        line.addWidget(self.tools)
        return line

    def _made_table(self) -> ListTable:
        table = ListTable(self.model, self)
        table.horizontalHeader().sectionClicked.connect(self._sort)
        table.selectionModel().currentRowChanged.connect(self._on_row)
        table.selectionModel().selectionChanged.connect(lambda *_: self._tell_chosen())
        table.opened.connect(self.entered)
        table.doubleClicked.connect(lambda _: self.entered.emit())
        table.removing.connect(self.removing)
        table.copying.connect(lambda: copy_rows(table, self._desk))
        table.typed_in.connect(self._type_on)
        table.moved.connect(self.choose_columns)
        table.widened.connect(lambda name, width: self.shapes.keep_width(self.kind, name, width))
        return table

    def _tell_chosen(self) -> None:
        chosen = self.table.selectionModel().selection()
        ranges = (chosen.at(number) for number in range(chosen.count()))
        heights = {one.top(): one.height() for one in ranges}
        self.chosen_bar.tell(sum(heights.values()))

    def _made_empty(self) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(24, 40, 24, 24)
        column.setSpacing(10)
        self._empty_text = QLabel(box)
        self._empty_text.setWordWrap(True)
        self._empty_text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        mark(self._empty_text, "look", "note")
        self._empty_button = QPushButton(box)
        self._empty_button.clicked.connect(self._help_empty)
        column.addWidget(self._empty_text)
        column.addWidget(self._empty_button, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        return box

    # ---- columns, headings, views

    def show_query(self, query: Query) -> None:
        """Show what a named view says."""
        self._pause.stop()
        self.search.blockSignals(True)
        self.search.setText(query.typed)
        self.search.blockSignals(False)
        self.filters.show_form(self._desk.form(query.kind), query)
        self._show(query)

    def choose_columns(self, columns: tuple[str, ...]) -> None:
        """Show these columns from now on; () the usual ones."""
        self.shapes.keep_columns(self.kind, columns)
        self._again(columns=columns)

    def group_by(self, name: str | None) -> None:
        """Put the rows under headings by a field from now on; None for no headings."""
        self.shapes.keep_group(self.kind, name)
        self._again(group=name)

    def _again(self, **changed: Any) -> None:
        kept = self.current_id()
        self._show(replace(self._queries.get(self.kind, Query(self.kind)), **changed))
        if kept:
            self.select(kept)

    def _show_order(self, query: Query) -> None:
        header = self.table.horizontalHeader()
        header.setSortIndicatorShown(query.sort in self.model.columns)
        if query.sort in self.model.columns:
            down = Qt.SortOrder.DescendingOrder if query.descending else Qt.SortOrder.AscendingOrder
            header.setSortIndicator(self.model.columns.index(str(query.sort)), down)

    def _type_on(self, event: QKeyEvent) -> None:
        """A letter typed in the rows is searched for."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.end(False)
        QApplication.sendEvent(self.search, event)

    # ---- answers

    def _ask(self) -> None:
        self._pause.stop()
        if not self.kind:
            return
        query = replace(
            self._queries.get(self.kind, Query(self.kind)),
            typed=self.search.text(),
            where=self.filters.where(),
            removed=self.filters.removed(),
            around=self.around if self.model.query and self.model.query.kind == self.kind else None,
        )
        if query != self.model.query:
            kept = self.current_id()
            self._show(query)
            if kept:
                self.select(kept)

    def _show(self, query: Query) -> None:
        self._queries[query.kind] = query
        self._quiet = True
        self.table.mark_found(query.typed)
        self.model.ask(query)
        self._quiet = False
        self._told()
        self.table.like(chosen=bool(query.columns), widths=self.shapes.widths(query.kind))
        self.table.fit(query.kind)
        form = self._desk.form(query.kind)
        self.chips.show_filters(form, query.where, self._desk.look, removed=query.removed)
        self._show_order(query)

    def _told(self) -> None:
        count, query = self.model.count, self.model.query
        self._count.setText(grouped(count) + ("" if self.model.is_counted else "+"))
        self._tell_chosen()
        near = query.around if query else None
        self._near.show_spot(near, self._desk.look.title(near.kind, near.id) if near else "")
        filtered = query is not None and query.is_narrowed
        active = len(query.where) + query.removed if query else 0
        self.filter_button.setText(f"Lọc · {active}" if active else "Lọc")
        self.table.setVisible(count > 0)
        self._empty.setVisible(count == 0)
        if count == 0 and self.kind:
            self._say_empty(filtered=filtered)

    def _say_empty(self, *, filtered: bool) -> None:
        label = self._desk.form(self.kind).label.lower()
        if filtered:
            self._empty_text.setText("Không có bản ghi nào khớp với điều kiện đang tìm và lọc.")
            self._empty_button.setText("Bỏ tìm và lọc")
        else:
            self._empty_text.setText(f"Chưa có {label} nào. Bấm Ctrl+N để nhập.")
            self._empty_button.setText(f"Thêm {label}")

    def _help_empty(self) -> None:
        query = self.model.query
        if query is not None and query.is_narrowed:
            self.show_everything()
        else:
            self.adding.emit()

    def _toggle_filters(self, on: bool) -> None:
        self.filters.setVisible(on)

    def _enter_list(self) -> None:
        self._ask()
        if self.model.rowCount():
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.choose_first()

    def _on_row(self, current: QModelIndex, _: QModelIndex) -> None:
        if not self._quiet and current.isValid():
            id = self.model.id_at(current.row())
            if id:
                self.chosen.emit(id)

    def _sort(self, column: int) -> None:
        name = self.model.columns[column]
        query = self._queries.get(self.kind, Query(self.kind))
        down = query.sort == name and not query.descending
        kept = self.current_id()
        self._show(replace(query, sort=name, descending=down))
        if kept:
            self.select(kept)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.table.fit(self.kind)
