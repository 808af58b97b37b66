"""A sentence below a field about what the program changed in it, and the way to take that back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ocop_desktop.gui import icons
from ocop_desktop.gui.editor import mark


class TakeBack(QWidget):
    """Stands below a field until it is used, or something else is shown or typed there."""

    def __init__(
        self, words: str, run: Callable[[], None], field: QWidget, parent: QWidget
    ) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.words = QLabel(words, self)
        self.words.setTextFormat(Qt.TextFormat.PlainText)
        self.words.setWordWrap(True)
        self.words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        mark(self.words, "look", "warning")
        row.addWidget(self.words, 1)
        button = QPushButton("Lấy lại", self)
        button.setObjectName(f"{field.objectName()}.back")
        button.setAccessibleName(f"Lấy lại {field.accessibleName()}")
        for name, value in (("look", "quiet"), ("size", "small")):
            mark(button, name, value)
        icons.put(button, "undo-2", "brand", 14)
        button.clicked.connect(run)
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        QWidget.setTabOrder(field, button)
