"""Asks before a final paper is printed of records with errors: correct them, or print a draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QVBoxLayout

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import button, note_label

if TYPE_CHECKING:
    from ocop_desktop.actions.flaws import Listed
    from ocop_desktop.gui.window import MainWindow

_MOST = 8
_WIDTH = 640


class PrintStop(QDialog):
    """The errors, each a line that goes to its field; below, the ways out."""

    def __init__(
        self, window: MainWindow, title: str, found: Sequence[Listed], draft: Callable[[], None]
    ) -> None:
        super().__init__(window)
        self.setObjectName("print_stop")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("OCOP")
        self.setModal(True)
        self._window, self._found, self._draft = window, found, draft
        px = theme.now().px
        self.setMinimumWidth(px(_WIDTH))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(20), px(22), px(16))
        column.setSpacing(px(8))
        head = QLabel(f"Còn {len(found)} lỗi nên chưa in được bản chính “{title}”", self)
        head.setWordWrap(True)
        mark(head, "look", "strong")
        column.addWidget(head)
        for one in found[:_MOST]:
            line = Line(one.problem.text, one.title, "✕ lỗi", "red", self)
            line.opened.connect(lambda one=one: self._go(one))
            column.addWidget(line)
        if len(found) > _MOST:
            column.addWidget(note_label(f"và {len(found) - _MOST} lỗi nữa", self))
        note = "Sửa xong thì in lại. Bản nháp có chữ BẢN NHÁP trên từng trang, không dùng để nộp."
        column.addWidget(note_label(note, self))
        column.addLayout(self._buttons())

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        ways = (
            ("Thôi", "x", self.reject, "cancel", ""),
            ("In bản nháp", "printer", self._print, "draft", ""),
            (
                "Tới lỗi đầu tiên",
                "circle-alert",
                lambda: self._go(self._found[0]),
                "fix",
                "primary",
            ),
        )
        for text, icon, run, name, look in ways:
            made = button(text, icon, run, self, look)
            made.setObjectName(f"print_stop.{name}")
            row.addWidget(made)
        made.setDefault(True)
        return row

    def _print(self) -> None:
        self.accept()
        self._draft()

    def _go(self, one: Listed) -> None:
        self.accept()
        self._window.open_record(one.kind, one.id)
        page = self._window.view.page
        if page.draft is not None and page.draft.id == one.id:
            page.go_to(one.problem.field)
