"""The line of today's page that says how much others changed here and nobody looked at yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import foreign
from ocop_desktop.gui.others_words import said, title_of
from ocop_desktop.gui.page import Card, button, note_label

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


class OthersCard(Card):
    """Hidden while there is nothing new."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__(title_of(window.desk.data), parent)
        self._window = window
        self._words = note_label("", self)
        self._words.setObjectName("today.others")
        self.column.addWidget(self._words)
        look = button("Xem từng ô", "eye", lambda: window.go("others"), self)
        look.setObjectName("command.others")
        self.column.addWidget(look, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def refresh(self) -> None:
        """Count again."""
        data = self._window.desk.data
        told = said(data, foreign.unseen(data))
        self._words.setText(f"{told}. Xem lại trước và sau; ô nào cần thì lấy lại giá trị cũ.")
        self.setVisible(bool(told))
