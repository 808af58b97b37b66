"""Xung đột: values that offices wrote apart, each with its base and its author, and the choice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QLabel, QSplitter, QVBoxLayout

from ocop_desktop.actions import settling
from ocop_desktop.actions.settling import MOST, Choice, Conflict
from ocop_desktop.gui.conflict_detail import ConflictDetail
from ocop_desktop.gui.conflict_table import ConflictTable
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.wrap_row import WrapRow
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_EMPTY = (
    "Không có xung đột nào. Khi hai nơi cùng sửa một ô mà chưa biết của nhau, cả hai giá trị được giữ "
    "ở đây cho đến khi có người chọn."
)
_NOTE = "1 = của ta · 2, 3… = nơi khác · 0 = giá trị khác · chọn nhiều dòng để quyết một lần"


class ConflictsPage(Fresh, QFrame):
    """The conflicts at the left, chosen one or many; the values of the one in front at the right."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window, self._desk = window, window.desk
        self._all: list[Conflict] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        column.addLayout(self._heading())
        column.addLayout(self._filters())
        self._empty = note_label(_EMPTY, self)
        column.addWidget(self._empty)
        self._both = QSplitter(Qt.Orientation.Horizontal, self)
        self._both.setChildrenCollapsible(False)
        self._both.setHandleWidth(12)
        card = QFrame(self._both)
        card.setObjectName("card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(6, 6, 6, 6)
        self.table = ConflictTable(card)
        inside.addWidget(self.table)
        self.detail = ConflictDetail(self._desk, self._both)
        self._both.setStretchFactor(0, 3)
        self._both.setStretchFactor(1, 2)
        column.addWidget(self._both, 1)
        self.table.moved.connect(self._show_detail)
        self.table.picked.connect(self.pick)
        self.table.other.connect(lambda: self.detail.begin_other())
        self.table.opened.connect(self._open)
        self.detail.picked.connect(self.pick)
        self.detail.wrote.connect(self._write)
        self.detail.opened.connect(self._open)
        self.setFocusProxy(self.table)

    def showEvent(self, event: QShowEvent) -> None:
        """The keys are the table's."""
        super().showEvent(event)
        self.table.setFocus()

    def look(self) -> None:
        """Show what is open now."""
        self._all = settling.open_conflicts(self._desk.data)
        number = settling.count(self._desk.data)
        more = f", đang hiện {grouped(MOST)} ô đầu" if number > len(self._all) else ""
        self.note.setText(f"{grouped(number)} ô chưa chọn{more}" if number else "không còn ô nào")
        _offer(self._units, "Mọi đơn vị", {u for one in self._all for u in _units_of(one)})
        _offer(self._fields, "Mọi ô", {_field_of(one) for one in self._all})
        self._narrow()

    # ---- what is shown

    def _heading(self) -> WrapRow:
        row = WrapRow()
        title = QLabel("Xung đột", self)
        title.setObjectName("page-title")
        row.addWidget(title)
        self.note = QLabel(self)
        mark(self.note, "look", "note")
        row.addWidget(self.note)
        row.addStretch(1)
        return row

    def _filters(self) -> WrapRow:
        row = WrapRow()
        self._units, self._fields = QComboBox(self), QComboBox(self)
        for box, name, spoken in (
            (self._units, "conflicts.unit", "Lọc theo đơn vị"),
            (self._fields, "conflicts.field", "Lọc theo ô"),
        ):
            box.setObjectName(name)
            box.setAccessibleName(spoken)
            box.setMinimumWidth(180)
            box.currentIndexChanged.connect(self._narrow)
            row.addWidget(box)
        self.of_unit = button("", "check", self._take_unit, self)
        self.of_unit.setObjectName("conflicts.take_unit")
        row.addWidget(self.of_unit)
        words = note_label(_NOTE, self)
        words.setWordWrap(False)
        row.addWidget(words)
        return row

    @property
    def _unit(self) -> str:
        return self._units.currentText() if self._units.currentIndex() > 0 else ""

    def _narrow(self) -> None:
        """Show what the filters leave."""
        field = self._fields.currentText() if self._fields.currentIndex() > 0 else ""
        shown = [
            one
            for one in self._all
            if (not self._unit or self._unit in _units_of(one))
            and (not field or _field_of(one) == field)
        ]
        self.table.show_conflicts(shown)
        self._empty.setVisible(not self._all)
        self._both.setVisible(bool(self._all))
        self.of_unit.setVisible(bool(self._unit) and bool(shown))
        self.of_unit.setText(f"Lấy giá trị của {self._unit} cho {grouped(len(shown))} ô đang hiện")
        self._show_detail()

    def _show_detail(self) -> None:
        self.detail.show_conflict(self.table.current, len(self.table.selected))

    def _open(self) -> None:
        if (one := self.table.current) is not None:
            self._window.open_record(one.owner_kind, one.owner)

    # ---- choosing

    def pick(self, number: int) -> None:
        """Take the n-th value (from 0) of every chosen conflict that has one."""
        choices = [
            Choice(one.kind, one.id, one.field, one.sides[number].value)
            for one in self.table.selected
            if number < len(one.sides)
        ]
        self._resolve(choices)

    def _take_unit(self) -> None:
        """Take what the unit of the filter wrote, in everything that is shown."""
        sides = [
            (one, next(side for side in one.sides if side.unit == self._unit))
            for one in self.table.conflicts
        ]
        self._resolve([Choice(one.kind, one.id, one.field, side.value) for one, side in sides])

    def _write(self, value: object) -> None:
        chosen = self.table.selected
        same = {(one.kind, one.field) for one in chosen}
        if len(same) > 1:
            self._desk.say("Các dòng đang chọn là những ô khác loại; hãy chọn từng loại ô.", "bad")
            return
        self._resolve([Choice(one.kind, one.id, one.field, value) for one in chosen])

    def _resolve(self, choices: list[Choice]) -> None:
        if not choices:
            return
        row = self.table.currentRow()
        data = self._desk.data
        if self._desk.attempt(partial(settling.resolve, data, choices)) is not None:
            number = grouped(len(choices))
            self._desk.done.emit(f"Đã chọn giá trị cho {number} ô.")
            self.refresh()
            self.table.go_to(row)


def _units_of(conflict: Conflict) -> set[str]:
    return {side.unit for side in conflict.sides if side.unit}


def _field_of(conflict: Conflict) -> str:
    return conflict.path.rpartition(" · ")[2]


def _offer(box: QComboBox, everything: str, names: set[str]) -> None:
    """The choices of a filter; what was chosen stays so while it is there."""
    before = box.currentText()
    box.blockSignals(True)
    box.clear()
    box.addItems([everything, *sorted(names)])
    box.setCurrentIndex(max(0, box.findText(before)))
    box.setEnabled(len(names) > 1)
    box.blockSignals(False)
