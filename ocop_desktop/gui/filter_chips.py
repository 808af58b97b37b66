"""The filters in use as chips above a list: each one goes at a click or a key, all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from ocop_desktop.actions import lists
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.filter_words import is_flaws, words_of
from ocop_desktop.gui.flow import FlowLayout
from ocop_desktop.schema import Form, Lookup

_WIDEST = 300


class _Chip(QPushButton):
    """Delete and Backspace take it away, as a click does."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.click()
        else:
            super().keyPressEvent(event)


class FilterChips(QWidget):
    """Hidden where nothing is filtered."""

    dropped = Signal(str, object)  # a field, and the one value that is no longer asked for
    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 10)
        self._flow = FlowLayout(gap=6)
        column.addLayout(self._flow)
        self.hide()

    def show_filters(
        self, form: Form, where: Mapping[str, object], look: Lookup, *, removed: bool
    ) -> None:
        """Show these instead."""
        self._flow.clear()
        for name, wanted in where.items():
            field = None if is_flaws(name) else lists.field_of(form, name)
            for number, one in enumerate(wanted if isinstance(wanted, list) else [wanted]):
                self._add(f"chip.{name}.{number}", words_of(field, one, look), name, one)
        if removed:
            self._add("chip.removed", "Bản ghi đã xoá", "", True)
        self.setVisible(bool(where) or removed)
        if len(self.chips()) > 1:
            every = QPushButton("Bỏ hết", self)
            every.setObjectName("chip.all")
            mark(every, "look", "quiet")
            mark(every, "size", "small")
            every.setToolTip("Bỏ tìm và mọi điều kiện lọc (Ctrl+Shift+F)")
            every.clicked.connect(self.cleared)
            self._flow.addWidget(every)
        self._flow.invalidate()

    def chips(self) -> Sequence[QPushButton]:
        """The chips, in order."""
        items = (self._flow.itemAt(n) for n in range(self._flow.count()))
        widgets = [item.widget() for item in items if item is not None]
        return [widget for widget in widgets if isinstance(widget, _Chip)]

    def _add(self, object_name: str, words: str, name: str, wanted: object) -> None:
        chip = _Chip(self)
        chip.setObjectName(object_name)
        mark(chip, "look", "filter")
        room = theme.now().px(_WIDEST)
        metrics = chip.fontMetrics()
        chip.setText(metrics.elidedText(words, Qt.TextElideMode.ElideRight, room))
        chip.setToolTip(f"Bỏ điều kiện “{words}”")
        chip.setAccessibleName(f"Bỏ điều kiện {words}")
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross after the words
        icons.put(chip, "x", "brand", 14)
        chip.clicked.connect(partial(self.dropped.emit, name, wanted))
        self._flow.addWidget(chip)
