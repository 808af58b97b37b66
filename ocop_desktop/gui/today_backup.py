"""When the data file was last copied, and a button to copy it now, on the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ocop_desktop.actions import backups
from ocop_desktop.actions.backups import Copy
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.recovering import when
from ocop_desktop.schema.number_types import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_KIB = 1024
_BY_THE_SERVER = (
    "Dữ liệu nằm trên máy chủ và được sao lưu ở đó. Hỏi người quản trị máy chủ lịch sao lưu."
)


class BackupPart(QWidget):
    """One line: the last copy, and the buttons."""

    made = Signal()

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = window.desk
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        if self._desk.data.served:
            line.addWidget(note_label(_BY_THE_SERVER, self), 1)
            return
        last = backups.last(self._desk.data)
        self.words = note_label(last_words(last, self._desk.today()), self)
        line.addWidget(self.words, 1)
        if last is not None:
            line.addWidget(button("Mở thư mục sao lưu", "folder-open", self._show, self, "quiet"))
        now = button("Sao lưu ngay", "save", self._make, self)
        now.setObjectName("backup.now")
        line.addWidget(now)

    def _make(self) -> None:
        data = self._desk.data
        self._desk.run("Đang sao lưu", lambda tell: backups.make(data, tell), self._made)

    def _made(self, copy: Copy) -> None:
        self._desk.say(f"Đã sao lưu vào {copy.path.name} ({in_size(copy.size)}).", "good")
        self.made.emit()

    def _show(self) -> None:
        self._desk.show_path(backups.folder(self._desk.data))


def last_words(copy: Copy | None, today: str) -> str:
    """When the last copy was made, in words."""
    if copy is None:
        return "Chưa sao lưu lần nào. Nên sao lưu mỗi tuần và chép một bản ra USB."
    return f"Sao lưu lần cuối lúc {when(copy.at, today)} ({in_size(copy.size)})."


def in_size(size: int) -> str:
    """A size as people say it: KB below one megabyte, else MB with a decimal comma."""
    if size < _KIB * _KIB:
        return f"{grouped(max(1, round(size / _KIB)))} KB"
    whole, tenths = divmod(round(size * 10 / _KIB / _KIB), 10)
    return f"{grouped(whole)},{tenths} MB"
