"""The second step of a merge: what it would do, down to single fields; edits; what else to know."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.edit_lines import EditLine
from ocop_desktop.actions.merge_preview import Preview
from ocop_desktop.actions.merge_told import Remark, told
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.edits_panel import EditsPanel
from ocop_desktop.gui.merge_counts import WIDTHS, CountsModel, OfficesModel, new_words
from ocop_desktop.gui.merge_rows import RowsStep
from ocop_desktop.gui.page import button
from ocop_desktop.gui.rows_table import RowsModel, RowsTable
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.vietnamese import grouped

_KEYS = {
    "rows": "Mũi tên để đi trong bảng · Enter xem từng bản ghi · Esc trở lại",
    "edits": "Dấu cách đổi quyết định · Ctrl+A chọn tất cả · Alt+N nhận · Alt+K không nhận",
    "remarks": "",
}
_OFFICES, _BESIDE = 250, 760
_WEIGHTS = {"bad": ("✕", "red"), "care": ("⚠", "gold-text"), "plain": ("i", "text-2")}


class _Edits:
    """The edits of a preview; a choice waits for the merge."""

    def __init__(self, preview: Preview) -> None:
        self._preview = preview

    def count(self) -> int:
        return self._preview.edit_count

    def page(self, start: int, limit: int) -> Sequence[EditLine]:
        return self._preview.edits(start=start, limit=limit)

    def keys_like(self, key: str, by: str) -> Sequence[str]:
        return self._preview.keys_like(key, by)

    def decide(self, keys: Sequence[str], choice: str) -> None:
        self._preview.choose(keys, choice)


class RemarksModel(RowsModel):
    """What to know of files, a sentence each."""

    headings = ("", "Tệp", "Cần biết")

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[Remark] = []

    def show_rows(self, rows: Sequence[Remark]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def count(self) -> int:
        return len(self.rows)

    def words(self, row: int, column: int) -> str:
        one = self.rows[row]
        return (_WEIGHTS[one.weight][0], one.file, one.text)[column]

    def tone(self, row: int, column: int) -> str:
        return _WEIGHTS[self.rows[row].weight][1] if column == 0 else ""


class LookStep(QWidget):
    """Tabs of a preview, and below them what would be done in one sentence."""

    go_on = Signal()
    back = Signal()

    def __init__(self, desk: Desk, parent: QWidget, verb: str) -> None:
        super().__init__(parent)
        self._desk = desk
        self._preview: Preview | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(4)
        self._tab: dict[str, QToolButton] = {}
        self._stack = QStackedWidget(self)
        for name, page in (
            ("rows", self._rows_part()),
            ("edits", self._edits_part()),
            ("remarks", self._remarks_part()),
        ):
            self._stack.addWidget(page)
            self._tabs.addWidget(self._tab_button(name))
        self._hint = ShortLabel("", self)
        mark(self._hint, "look", "note")
        self._tabs.addSpacing(12)
        self._tabs.addWidget(self._hint, 1)
        column.addLayout(self._tabs)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot(verb))

    def show_preview(self, preview: Preview) -> None:
        """Show what a merge would do."""
        self._preview = preview
        report = preview.report
        self.offices.show_report(report)
        self._fit_left()
        self.offices_table.go_to(0)
        self._show_files(0)
        self.edits.show_source(_Edits(preview))
        self.remarks.show_rows(told(report, self._desk.data.forms))
        self._name_tabs()
        self.show_tab("rows")
        self.counts_table.go_to(*self.counts.first())
        self.counts_table.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_left()

    def _fit_left(self) -> None:
        """The offices stand beside the numbers where there are several, and room for both."""
        room = self.width() >= theme.now().px(_BESIDE)
        self._left.setVisible(len(self.offices.files) > 1 and room)

    def show_tab(self, name: str) -> None:
        """Show the rows, the edits or the remarks."""
        self._tab[name].setChecked(True)
        self._hint.setText(_KEYS[name])
        self._stack.setCurrentIndex(list(self._tab).index(name))
        if name == "rows":
            self._inside.setCurrentIndex(0)
            self.counts_table.setFocus()
        else:
            (self.edits if name == "edits" else self.remarks_table).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.back.emit()
        else:
            super().keyPressEvent(event)

    # ---- parts

    def _tab_button(self, name: str) -> QToolButton:
        tab = QToolButton(self)
        tab.setObjectName(f"merge.tab.{name}")
        tab.setCheckable(True)
        tab.setAutoExclusive(True)
        mark(tab, "look", "tab")
        tab.clicked.connect(partial(self.show_tab, name))
        self._tab[name] = tab
        return tab

    def _rows_part(self) -> QWidget:
        part = QWidget(self)
        row = QHBoxLayout(part)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        self.counts = CountsModel(self._desk.data.forms, self)
        self.counts_table = RowsTable(self.counts, part, shares={}, by_cell=True, most=340)
        self.offices = OfficesModel(self)
        self.offices_table = RowsTable(self.offices, part, shares={0: 1, 1: -76})
        self.offices_table.setAccessibleName("Các đơn vị gửi")
        self.offices_table.setSelectionMode(RowsTable.SelectionMode.SingleSelection)
        self.offices_table.moved.connect(
            lambda: self._show_files(self.offices_table.currentIndex().row())
        )
        self.offices_table.opened.connect(lambda _: self.counts_table.setFocus())
        self._left = self.offices_table
        self._left.setFixedWidth(theme.now().px(_OFFICES))
        row.addWidget(self._left)
        self._inside = QStackedWidget(part)
        self.counts_table.setAccessibleName("Số dòng theo mẫu")
        self.counts_table.opened.connect(self._open)
        self._inside.addWidget(self.counts_table)
        self.rows = RowsStep(part)
        self.rows.left.connect(self._close_rows)
        self._inside.addWidget(self.rows)
        row.addWidget(self._inside, 1)
        return part

    def _edits_part(self) -> QWidget:
        self.edits = EditsPanel(self, waits=True)
        self.edits.decided.connect(self._name_tabs)
        return self.edits

    def _remarks_part(self) -> QWidget:
        self.remarks = RemarksModel(self)
        self.remarks_table = RowsTable(self.remarks, self, shares={0: -44, 1: 26, 2: 74})
        self.remarks_table.setAccessibleName("Những điều cần biết")
        return self.remarks_table

    def _foot(self, verb: str) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("card")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.sum = ShortLabel("", foot)
        self.sum.setObjectName("merge.sum")
        mark(self.sum, "look", "strong")
        self._safe = ShortLabel("", foot)
        mark(self._safe, "look", "note")
        words.addWidget(self.sum)
        words.addWidget(self._safe)
        row.addLayout(words, 1)
        back = button("&Chọn lại tệp", "arrow-left", self.back.emit, foot)
        back.setObjectName("command.back_to_files")
        row.addWidget(back)
        self.on = button(f"&{verb} vào dữ liệu", "git-merge", self.go_on.emit, foot, "primary")
        self.on.setObjectName("command.merge")
        row.addWidget(self.on)
        return foot

    # ---- what happens

    def _show_files(self, row: int) -> None:
        every = self.offices.files
        self.counts.show_files(self.offices.chosen(row), every)
        widths = {n: -WIDTHS.get(fate, 84) for n, fate in enumerate(self.counts.fates, 1)}
        self.counts_table.share({0: 1, **widths})
        self.counts_table.go_to(*self.counts.first())
        self._inside.setCurrentIndex(0)

    def _open(self, index: object) -> None:
        place = self.counts_table.currentIndex()
        found = self.counts.at(place.row(), place.column())
        if place.row() == 0 and place.column() > 1:
            self.counts_table.go_to(self.counts.first_of(place.column()), place.column())
        if found is None or not found[2] or found[1] == "read" or self._preview is None:
            return
        kind, fate, count = found
        files = self.offices.chosen(self.offices_table.currentIndex().row())
        one = files[0].number if len(files) == 1 else None
        whose = self.offices.words(self.offices_table.currentIndex().row(), 0)
        form = self._desk.form(kind)
        words = self.counts.headings[place.column()].lower()
        whose = f" · {whose}" if len(self.offices.files) > 1 else ""
        self.rows.title.setText(f"{form.plural} · {words} · {grouped(count)} dòng{whose}")
        self._inside.setCurrentIndex(1)
        self.rows.show_rows(self._preview, kind, fate, one, one_file=len(files) == 1)

    def _close_rows(self) -> None:
        self._inside.setCurrentIndex(0)
        self.counts_table.setFocus()

    def _name_tabs(self) -> None:
        if self._preview is None:
            return
        count, chosen = self._preview.edit_count, self._preview.edits_chosen()
        self._tab["rows"].setText("Dòng dữ liệu")
        self._tab["edits"].setText(f"Chỗ sửa tay · {grouped(count)}")
        odd = sum(one.weight != "plain" for one in self.remarks.rows)
        self._tab["remarks"].setText(f"Cần biết · {grouped(odd)}" if odd else "Cần biết")
        self._tab["edits"].setVisible(bool(count))
        self._tab["remarks"].setVisible(bool(self.remarks.count()))
        report = self._preview.report
        able = [file for file in report.files if not file.refused]
        self.on.setEnabled(bool(able))
        self.sum.setText(_sum(self._preview) if able else "Không tệp nào gộp được.")
        waits = f" Để chờ {grouped(chosen['ask'])} chỗ sửa tay." if chosen["ask"] else ""
        taken = f" Nhận {grouped(chosen['take'])}, không nhận {grouped(chosen['refuse'])}."
        decided = taken if chosen["take"] or chosen["refuse"] else ""
        self._safe.setText(
            f"Chưa ghi gì. Dữ liệu được sao lưu trước khi ghi; gộp xong vẫn hoàn tác được.{waits}{decided}"
        )
        self.edits.note.setText(
            f"nhận {grouped(chosen['take'])} · không nhận {grouped(chosen['refuse'])} · "
            f"để chờ {grouped(chosen['ask'])}"
        )


def _sum(preview: Preview) -> str:
    """What the merge would do, in one line."""
    files = [file for file in preview.report.files if not file.refused]

    def total(fate: str) -> int:
        return sum(file.total(fate) for file in files)

    parts = [
        f"{grouped(len(files))} tệp, {grouped(total('read'))} dòng",
        new_words(total("new"), total("duplicate"), "mới"),
        f"{grouped(total('changed') + total('merged'))} thay đổi",
    ]
    if total("conflict"):
        parts.append(f"{grouped(total('conflict'))} xung đột")
    if total("refused"):
        parts.append(f"{grouped(total('refused'))} bị từ chối")
    return " · ".join(parts)
