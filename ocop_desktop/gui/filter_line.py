"""One more condition by any field: which field, how it is asked, and the value."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ocop_desktop.actions import lists
from ocop_desktop.actions.wanted import DAYS, EXPIRY, FILLED, Days
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.filter_words import FLAW_WORDS
from ocop_desktop.gui.widgets import editor_for
from ocop_desktop.schema import Field, Form, Rejected
from ocop_desktop.schema.number_types import Date

_SPANNED = ("date", "moment", "money", "whole", "decimal", "year", "stars")
_PICKED = ("choice", "place", "link", "links", "many", "yes_no", "stars", "year")
_IS, _SPAN, _BLANK, _FILLED = "is", "span", "blank", "filled"
_RUNS_OUT = ("expires_on", "current_until", "due_on")


class FilterLine(QWidget):
    """Asks for nothing until its button or Enter is pressed."""

    wanted = Signal(str, object)

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._fields: dict[str, Field] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        first = QHBoxLayout()
        first.setSpacing(8)
        self.field = self._combo("filter.any.field", "Lọc theo trường")
        self.way = self._combo("filter.any.way", "Cách lọc")
        first.addWidget(self.field, 3)
        first.addWidget(self.way, 2)
        column.addLayout(first)
        self._second = QHBoxLayout()
        self._second.setSpacing(8)
        column.addLayout(self._second)
        self._parts: list[QWidget] = []
        self._add = QPushButton("Thêm điều kiện", self)
        self._add.setObjectName("filter.any.add")
        self._add.setAutoDefault(True)
        self._add.clicked.connect(self._done)
        self._second.addStretch(1)
        self._second.addWidget(self._add)
        self.field.currentIndexChanged.connect(self._chose_field)
        self.way.currentIndexChanged.connect(self._chose_way)

    def show_form(self, form: Form) -> None:
        """Offer the fields of a form."""
        self._fields = {one.name: one for one in lists.choosable(form) if not one.sensitive}
        self.field.blockSignals(True)
        self.field.clear()
        self.field.addItem("Điều kiện khác…", "")
        self.field.addItem("Lỗi và điều cần xem", lists.FLAWS)
        for field in self._fields.values():
            self.field.addItem(field.label, field.name)
        self.field.blockSignals(False)
        self._chose_field()

    # ---- parts

    def _combo(self, name: str, spoken: str) -> QComboBox:
        combo = QComboBox(self)
        combo.setObjectName(name)
        combo.setAccessibleName(spoken)
        combo.setMinimumContentsLength(8)
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        return combo

    def _chose_field(self) -> None:
        name = str(self.field.currentData() or "")
        field = self._fields.get(name)
        self.way.blockSignals(True)
        self.way.clear()
        for value, label in _ways_of(name, field):
            self.way.addItem(label, value)
        self.way.blockSignals(False)
        self.way.setVisible(self.way.count() > 0)
        self._add.setVisible(self.way.count() > 0)
        self._chose_way()

    def _chose_way(self) -> None:
        for part in self._parts:
            self._second.removeWidget(part)
            part.hide()
            part.deleteLater()
        field, way = self._fields.get(str(self.field.currentData())), self.way.currentData()
        self._parts = []
        if field is not None and way == _IS:
            editor = editor_for(field, self._desk, self)
            editor.input.setObjectName("filter.any.value")
            editor.input.setAccessibleName(field.label)
            self._parts = [editor]
        elif field is not None and way == _SPAN:
            self._parts = [
                self._bound("filter.any.from", "từ"),
                self._bound("filter.any.to", "đến"),
            ]
        for number, part in enumerate(self._parts):
            self._second.insertWidget(number, part, 3)

    def _bound(self, name: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(hint)
        line.setPlaceholderText(hint)
        line.returnPressed.connect(self._done)
        return line

    # ---- answer

    def _done(self) -> None:
        name, way = str(self.field.currentData() or ""), self.way.currentData()
        field = self._fields.get(name)
        try:
            wanted = way if field is None else self._read(field, way)
        except Rejected as refused:
            self._desk.say(refused.text, "bad")
            mark(self._parts[0], "state", "error")
            return
        if name and wanted != (None, None):
            self.wanted.emit(name, wanted)
            self.field.setCurrentIndex(0)

    def _read(self, field: Field, way: object) -> object:
        if isinstance(way, Days):
            return way
        if way in (_BLANK, _FILLED):
            return None if way == _BLANK else FILLED
        if way == _SPAN:
            return tuple(self._read_bound(field, part) for part in self._parts)
        value = self._parts[0].read()  # type: ignore[attr-defined]
        value = value[0] if isinstance(value, list) and value else value
        return (None, None) if value in (None, []) else value

    def _read_bound(self, field: Field, part: QWidget) -> object:
        text = part.text() if isinstance(part, QLineEdit) else ""
        kind = Date() if field.type.kind == "moment" else field.type
        return kind.typed(text, self._desk.look, self._desk.habits)


def _ways_of(name: str, field: Field | None) -> list[tuple[object, str]]:
    """How a field can be asked: (what is asked, the words for it)."""
    if field is None:
        return list(FLAW_WORDS.items()) if name == lists.FLAWS else []
    ways: list[tuple[object, str]] = []
    if field.type.kind in _PICKED:
        ways.append((_IS, "là"))
    if field.type.kind in _SPANNED:
        ways.append((_SPAN, "từ … đến …"))
    if field.type.kind in ("date", "moment"):
        spans = EXPIRY | DAYS if field.name in _RUNS_OUT else DAYS
        ways += [(Days(name), label) for name, label in spans.items()]
    return [*ways, (_FILLED, "đã ghi"), (_BLANK, "chưa ghi")]
