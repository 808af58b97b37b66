"""Changes by hand, cell by cell: taken, refused or left waiting, one, a column or a file at a time."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Protocol

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions.edit_lines import EditLine
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button
from ocop_desktop.gui.rows_table import RowsModel, RowsTable
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.vietnamese import grouped

_PAGE = 100
_CHOICES = {
    "ask": ("… để chờ", "text-2"),
    "take": ("✓ nhận", "brand"),
    "refuse": ("✕ không nhận", "red"),
}
_SCOPES = (
    ("chosen", "Các dòng đang chọn"),
    ("column", "Cả cột này, mọi tệp"),
    ("file", "Cả tệp này"),
    ("all", "Tất cả"),
)
_NEXT = {"ask": "take", "take": "refuse", "refuse": "ask"}


class EditSource(Protocol):
    """Where edits come from, and what becomes of a choice."""

    def count(self) -> int:
        """How many there are."""
        ...

    def page(self, start: int, limit: int) -> Sequence[EditLine]:
        """Some of them, in their order."""
        ...

    def keys_like(self, key: str, by: str) -> Sequence[str]:
        """Those in the same "file" or "column" as one of them."""
        ...

    def decide(self, keys: Sequence[str], choice: str) -> None:
        """Choose what becomes of some."""
        ...


class EditsModel(RowsModel):
    """Pages of edits, read when they are looked at."""

    headings = ("Tệp của", "Ô", "Bản ghi", "Cột", "Ở đây", "Trong tệp", "Quyết định")

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._source: EditSource | None = None
        self._count = 0
        self._pages: dict[int, list[EditLine]] = {}

    def show_source(self, source: EditSource) -> None:
        """Show the edits of a source."""
        self.beginResetModel()
        self._source, self._count, self._pages = source, source.count(), {}
        self.endResetModel()

    def read_again(self) -> None:
        """Show what was chosen meanwhile."""
        self._pages = {}
        if self._count:
            last = self.index(self._count - 1, len(self.headings) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def line(self, row: int) -> EditLine | None:
        """The edit of a row."""
        number, place = divmod(row, _PAGE)
        if self._source is None or not 0 <= row < self._count:
            return None
        if number not in self._pages:
            self._pages[number] = list(self._source.page(number * _PAGE, _PAGE))
        page = self._pages[number]
        return page[place] if place < len(page) else None

    def count(self) -> int:
        return self._count

    def words(self, row: int, column: int) -> str:
        one = self.line(row)
        if one is None:
            return ""
        if column == 6:
            if one.what == "deleted":
                return "chỉ để biết"
            if one.settled:
                return "đã nhận trước đây" if one.choice == "take" else "đã từ chối trước đây"
            return "✕ chưa nhận được" if one.hindrance else _CHOICES[one.choice][0]
        return (one.unit, one.place, one.title, one.label, one.before, one.after)[column]

    def tone(self, row: int, column: int) -> str:
        one = self.line(row)
        if one is None or one.settled:
            return "text-3"
        if column == 6:
            return "gold-text" if one.hindrance else _CHOICES[one.choice][1]
        return "text-2" if column in (0, 1, 4) else ""

    def strong(self, row: int, column: int) -> bool:
        return column in (5, 6)

    def told(self, row: int, column: int) -> str:
        one = self.line(row)
        if one is not None and column == 0:
            return f"{one.unit}\n{one.file}"
        if one is not None and column == 6 and one.hindrance:
            return one.hindrance
        return self.words(row, column)


class EditsPanel(QWidget):
    """The table, the whole of the chosen edit below, and the choices above."""

    decided = Signal()

    def __init__(self, parent: QWidget, *, waits: bool) -> None:
        """`waits`: the choice is carried out by a later merge, so that it can be changed till then."""
        super().__init__(parent)
        self._source: EditSource | None = None
        self._waits = waits
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.model = EditsModel(self)
        shares = {0: 14, 1: -120, 2: 27, 3: 17, 4: 20, 5: 22, 6: -132}
        self.table = RowsTable(self.model, self, shares=shares)
        self.table.setAccessibleName("Các chỗ sửa tay")
        self.table.moved.connect(self._fit)
        self.table.turned.connect(self._turn)
        column.addLayout(self._bar())
        column.addWidget(self.table, 1)
        column.addWidget(self._whole())
        self.setFocusProxy(self.table)
        self._fit()

    def show_source(self, source: EditSource) -> None:
        """Show the edits of a source."""
        self._source = source
        row = max(0, self.table.currentIndex().row())
        self.model.show_source(source)
        self.table.go_to(max(0, min(row, self.model.count() - 1)))
        self._fit()

    # ---- parts

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for name, text, icon in (
            ("take", "&Nhận", "check"),
            ("refuse", "&Không nhận", "x"),
            ("ask", "Để &chờ", "clock"),
        ):
            made = button(text, icon, partial(self._decide, name), self)
            made.setObjectName(f"command.edit_{name}")
            made.setVisible(self._waits or name != "ask")
            row.addWidget(made)
        words = QLabel("áp dụng cho", self)
        mark(words, "look", "note")
        row.addWidget(words)
        self.scope = QComboBox(self)
        self.scope.setObjectName("edits.scope")
        self.scope.setAccessibleName("Áp dụng cho")
        for code, text in _SCOPES:
            self.scope.addItem(text, code)
        row.addWidget(self.scope)
        self.note = ShortLabel("", self)
        self.note.setObjectName("edits.note")
        mark(self.note, "look", "note")
        row.addWidget(self.note, 1)
        return row

    def _whole(self) -> QFrame:
        frame = QFrame(self)
        frame.setObjectName("card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 10, 16, 10)
        column.setSpacing(4)
        self._where, self._change = QLabel("", frame), QLabel("", frame)
        for label in (self._where, self._change):
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            column.addWidget(label)
        mark(self._where, "look", "note")
        mark(self._change, "look", "strong")
        frame.setMinimumHeight(theme.now().px(64))
        return frame

    # ---- doing

    def _turn(self) -> None:
        """The next choice for the row one is in."""
        one = self._current()
        if one is not None and self._waits and not one.settled:
            self._apply([one.key], _NEXT[one.choice])

    def _decide(self, choice: str) -> None:
        keys = self._keys()
        if keys:
            self._apply(keys, choice)

    def _apply(self, keys: Sequence[str], choice: str) -> None:
        if self._source is None:
            return
        self._source.decide(keys, choice)
        if self._waits:
            self.model.read_again()
            self._fit()
        self.decided.emit()
        self.table.setFocus()

    def _keys(self) -> Sequence[str]:
        scope, one = str(self.scope.currentData()), self._current()
        if self._source is None or one is None:
            return []
        if scope in ("column", "file"):
            return self._source.keys_like(one.key, scope)
        rows = range(self.model.count()) if scope == "all" else self.table.chosen_rows()
        lines = (self.model.line(row) for row in rows)
        return [line.key for line in lines if line is not None and not line.settled]

    def _current(self) -> EditLine | None:
        return self.model.line(self.table.currentIndex().row())

    def _fit(self) -> None:
        one = self._current()
        if one is None:
            self._where.setText("")
            self._change.setText("")
            return
        self._where.setText(f"{one.file} · {one.place} · {one.title} · {one.label}")
        why = f"  ({one.hindrance})" if one.hindrance else ""
        self._change.setText(f"{one.before}  →  {one.after}{why}")
        chosen = len(self.table.chosen_rows())
        self.scope.setItemText(0, f"{grouped(chosen)} dòng đang chọn" if chosen > 1 else "Dòng này")
