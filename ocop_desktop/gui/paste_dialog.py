"""Asks which column is which before a doubtful paste goes into the rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.gui import theme
from ocop_desktop.gui.batch_paste import Pasted
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.small import ShortLabel

_SHOWN = 4
_NONE = "Bỏ qua"


class PasteDialog(QDialog):
    """Above each column of the paste a box says where it goes; below stand its first texts."""

    def __init__(
        self,
        pasted: Pasted,
        choices: Sequence[tuple[str, str]],
        then: Callable[[Pasted], object],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("paste")
        self.setWindowTitle("Dán từ Excel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._pasted, self._choices, self._then = pasted, choices, then
        self.boxes: list[QComboBox] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 16)
        column.setSpacing(12)
        title = QLabel("Mỗi cột trong bản dán là gì?", self)
        title.setObjectName("card-title")
        column.addWidget(title)
        said = " ".join([*pasted.doubts, f"Có {len(pasted.lines)} dòng; chưa đưa vào bảng."])
        column.addWidget(note_label(said, self))
        column.addWidget(self._table())
        column.addLayout(self._buttons())
        self.resize(theme.now().px(860), self.sizeHint().height())

    def _table(self) -> QWidget:
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        inside = QWidget(area)
        grid = QGridLayout(inside)
        grid.setContentsMargins(2, 2, 2, 2)
        grid.setHorizontalSpacing(8)
        for place, name in enumerate(self._pasted.columns):
            box = self._box(place, name, inside)
            grid.addWidget(box, 0, place)
            grid.setColumnMinimumWidth(place, theme.now().px(140))
            for down, line in enumerate(self._pasted.lines[:_SHOWN], 1):
                text = line[place] if place < len(line) else ""
                label = ShortLabel(text, inside)
                mark(label, "look", "note")
                grid.addWidget(label, down, place)
        grid.setRowStretch(_SHOWN + 1, 1)
        area.setWidget(inside)
        area.setFixedHeight(theme.now().px(190))
        return area

    def _box(self, place: int, name: str, parent: QWidget) -> QComboBox:
        box = QComboBox(parent)
        box.setObjectName(f"paste.{place}")
        box.setAccessibleName(f"Cột {place + 1} của bản dán là")
        box.addItem(_NONE, "")
        for code, label in self._choices:
            box.addItem(label, code)
        box.setCurrentIndex(max(0, box.findData(name)))
        box.activated.connect(lambda _: self._only(box))
        self.boxes.append(box)
        return box

    def _only(self, chosen: QComboBox) -> None:
        """A column is filled from one place only."""
        for box in self.boxes:
            if box is not chosen and box.currentData() == chosen.currentData():
                box.setCurrentIndex(0)

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(button("Thôi", "x", self.reject, self))
        go = button("Đưa vào bảng", "check", self._go, self, "primary")
        go.setObjectName("paste.go")
        go.setDefault(True)
        line.addWidget(go)
        return line

    def _go(self) -> None:
        columns = tuple(str(box.currentData() or "") for box in self.boxes)
        self.accept()
        self._then(replace(self._pasted, columns=columns))
