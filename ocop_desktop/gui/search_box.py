"""The search box of a list: Down goes into the list, Esc drops the words, then the filters."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ocop_desktop.gui import icons, theme


class SearchBox(QLineEdit):
    """What is typed is asked a moment later; Enter and Down ask at once."""

    entered = Signal()
    left_empty = Signal()  # Esc in an empty box

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("search")
        self.setAccessibleName("Tìm trong danh sách")
        self.setClearButtonEnabled(True)
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self.returnPressed.connect(self.entered)
        theme.current().changed.connect(self._dress)
        self._dress()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.entered.emit()
        elif event.key() == Qt.Key.Key_Escape:
            if self.text():
                self.clear()
            else:
                self.left_empty.emit()
        else:
            super().keyPressEvent(event)

    def _dress(self) -> None:
        self._glass.setIcon(icons.icon("search", "text-3", 16))
