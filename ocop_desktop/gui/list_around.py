"""The line above a list that shows only what stands around one record, and the way out of it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ocop_desktop.actions.around import Spot
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.small import ShortLabel


class AroundLine(QFrame):
    """Says around what the list looks."""

    dropped = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(8)
        self._words = ShortLabel("", self)
        row.addWidget(self._words, 1)
        button = QPushButton("Xem cả danh sách", self)
        button.setObjectName("list.whole")
        mark(button, "look", "quiet")
        mark(button, "size", "small")
        button.clicked.connect(self.dropped)
        row.addWidget(button)
        self.hide()

    def show_spot(self, spot: Spot | None, title: str) -> None:
        """Say around which record the list looks; None hides the line."""
        words = "Cùng nơi với" if spot is not None and spot.beside else "Liên quan đến"
        self._words.setText(f"{words} {title}")
        self.setVisible(spot is not None)
