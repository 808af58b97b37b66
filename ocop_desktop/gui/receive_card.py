"""Nhận tệp của tỉnh: take in what the province sent back, and say how much it changed here."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ocop_desktop.actions import foreign
from ocop_desktop.gui import dialogs
from ocop_desktop.gui.others_words import said, title_of
from ocop_desktop.gui.page import Card, button, note_label

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_NOTE = (
    "Chọn tệp tỉnh gửi lại, hoặc tệp của máy khác trong đơn vị. Xem trước từng ô rồi mới nhận; dữ liệu "
    "được sao lưu trước khi ghi, ô nào cần thì lấy lại được."
)


class ReceiveCard(Card):
    """A button to take a file in, and one to the list of what others changed."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__("Nhận tệp của tỉnh", parent, _NOTE)
        self._window, self._desk = window, window.desk
        row = QHBoxLayout()
        row.setSpacing(8)
        take = button("Nhận tệp của tỉnh…", "download", self._ask, self)
        take.setObjectName("command.receive")
        look = button(title_of(self._desk.data), "eye", partial(window.go, "others"), self)
        look.setObjectName("command.see_others")
        self._told = note_label("", self)
        row.addWidget(take)
        row.addWidget(look)
        row.addWidget(self._told, 1)
        self.column.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        """Say what is new."""
        data = self._desk.data
        told = said(data, foreign.unseen(data))
        self._told.setText(f"{told}, chưa xem." if told else "")

    def _ask(self) -> None:
        dialogs.choose_files(self, "Chọn tệp của tỉnh", dialogs.BOOKS_FILTER, self._take)

    def _take(self, paths: Sequence[Path]) -> None:
        """Show first what the files would change, on the page where offices receive."""
        from ocop_desktop.gui.merge_page import MergePage

        self._window.go("merge")
        page = self._window.front()
        if isinstance(page, MergePage):
            page.take(paths)
