"""Nhận tệp của tỉnh: take in what the province sent back, and say how much it changed here."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ocop_desktop.actions import foreign, swap
from ocop_desktop.gui import dialogs
from ocop_desktop.gui.book_answers import Answers
from ocop_desktop.gui.others_words import said, title_of
from ocop_desktop.gui.page import Card, button, note_label
from ocop_desktop.gui.small import empty_layout
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_NOTE = (
    "Chọn tệp trao đổi tỉnh gửi lại. Dữ liệu được sao lưu trước khi nhận; mọi ô tỉnh đã sửa được "
    "liệt kê kèm giá trị trước và sau, ô nào cần thì lấy lại được."
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
        self._answers = Answers()
        self._asked = QVBoxLayout()
        row.addWidget(take)
        row.addWidget(look)
        row.addWidget(self._told, 1)
        self.column.addLayout(row)
        self.column.addLayout(self._asked)
        self.refresh()

    def refresh(self) -> None:
        """Say what is new."""
        data = self._desk.data
        told = said(data, foreign.unseen(data))
        self._told.setText(f"{told}, chưa xem." if told else "")

    def _ask(self) -> None:
        self._answers.forget()
        dialogs.choose_file(self, "Chọn tệp của tỉnh", dialogs.BOOKS_FILTER, self._take)

    def _take(self, path: Path) -> None:
        data, given = self._desk.data, self._answers.given
        self._desk.run(
            "Đang nhận tệp của tỉnh",
            lambda progress: swap.merge(data, [path], progress=progress, **given),
            self._taken,
        )

    def _taken(self, report: swap.MergeReport) -> None:
        (file,) = report.files
        self.refresh()
        self._window.show_facts()
        empty_layout(self._asked)
        for line in self._answers.rows(report.files, partial(self._take, file.path), self):
            self._asked.addWidget(line)
        if file.refused:
            self._desk.troubled.emit(str(file.refused["text"]))
            return
        new, changed = file.total("new"), foreign.unseen(self._desk.data).cells
        words = f"Đã nhận {file.file}: {grouped(new)} bản ghi mới, {grouped(changed)} ô chưa xem."
        see = partial(self._window.go, "others")
        self._window.status.say_and_offer(words, "Xem từng ô", see)
