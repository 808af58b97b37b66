"""The card of the first page that leads to the values in conflict."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import settling
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import Card
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


class ConflictsCard(Card):
    """Hidden while nothing is in conflict."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__("Xung đột", parent)
        self._window = window
        self.hide()

    def refresh(self) -> None:
        """Count again."""
        number = settling.count(self._window.desk.data)
        self.clear(keep=1)
        self.setVisible(bool(number))
        if not number:
            return
        text = f"{grouped(number)} ô có giá trị khác nhau giữa các nơi"
        line = Line(text, "Cả hai giá trị đang được giữ", "⚠ cần chọn", "gold", self)
        line.setObjectName("today.conflicts")
        line.opened.connect(partial(self._window.go, "conflicts"))
        self.column.addWidget(line)
