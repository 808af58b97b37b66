"""Asks how a long dossier is printed: in parts, on from a page, or the list of what is signed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QSpinBox, QVBoxLayout, QWidget

from ocop_desktop.actions.parts import MOST
from ocop_desktop.gui import theme
from ocop_desktop.gui.page import button, note_label

_FEWEST, _LAST = 10, 9999


class PartsDialog(QDialog):
    """Three rows, each with its own button."""

    def __init__(
        self,
        window: QWidget,
        parts: Callable[[int], None],
        on: Callable[[str], None],
        signs: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self.setObjectName("parts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("In từng phần")
        px = theme.now().px
        self.setMinimumWidth(px(560))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(22), px(18), px(22), px(16))
        column.setSpacing(px(8))
        self.most = self._number("parts.most", "Số trang nhiều nhất của một tập", MOST)
        self.most.setRange(_FEWEST, _LAST)
        self.first = self._number("parts.first", "In tiếp từ trang", 1)
        for words, box, label, icon, run, name in (
            (
                "Chia tập, số trang nhiều nhất mỗi tập",
                self.most,
                "Chia tập",
                "files",
                lambda: parts(self.most.value()),
                "split",
            ),
            (
                "Máy in dừng: in tiếp từ trang",
                self.first,
                "Xem và in tiếp",
                "printer",
                lambda: on(f"{self.first.value()}-"),
                "on",
            ),
            ("Danh sách trang cần ký, đóng dấu", None, "In danh sách", "pencil", signs, "signs"),
        ):
            row = QHBoxLayout()
            row.addWidget(QLabel(words, self), 1)
            if box is not None:
                row.addWidget(box)
            made = button(label, icon, partial(self._do, run), self)
            made.setObjectName(f"parts.{name}")
            made.setMinimumWidth(px(150))
            made.setAutoDefault(False)
            row.addWidget(made)
            column.addLayout(row)
        said = "Mỗi tập có bìa riêng; số trang chạy tiếp qua các tập, tệp ghi vào thư mục “In ra”."
        column.addWidget(note_label(said, self))
        close = button("Thôi", "x", self.reject, self)
        close.setAutoDefault(False)
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _number(self, name: str, label: str, value: int) -> QSpinBox:
        box = QSpinBox(self)
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setRange(1, _LAST)
        box.setFixedWidth(theme.now().px(84))
        box.setAlignment(Qt.AlignmentFlag.AlignCenter)
        box.setValue(value)
        return box

    def _do(self, run: Callable[[], None]) -> None:
        self.accept()
        run()
