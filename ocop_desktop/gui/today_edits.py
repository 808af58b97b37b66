"""The card of the first page that leads to changes by hand that wait for somebody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import pending_edits
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import Card
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


class EditsCard(Card):
    """Hidden while nothing waits."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__("Chỗ sửa tay đang chờ", parent)
        self._window = window
        self.hide()

    def refresh(self) -> None:
        """Count again."""
        count = pending_edits.count(self._window.desk.data)
        self.clear(keep=1)
        self.setVisible(bool(count))
        if count:
            words = f"{grouped(count)} ô đã sửa trong tệp Excel gửi về"
            line = Line(words, "nhận hay không nhận", "… đang chờ", "gold", self)
            line.setObjectName("today.edits")
            line.opened.connect(partial(self._window.go, "edits"))
            self.column.addWidget(line)
