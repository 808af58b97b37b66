"""How a workbook is sent: with a password or without, typed twice as nobody can open it otherwise."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.book_answers import password_line, shown_box
from ocop_desktop.gui.page import note_label

FEWEST = 8
_NOTE = (
    f"Ít nhất {FEWEST} ký tự. Báo mật khẩu cho nơi nhận qua điện thoại, đừng gửi kèm tệp; quên thì "
    "không ai mở được tệp này (dữ liệu trong máy vẫn còn nguyên)."
)


class SealingBox(QWidget):
    """A box to tick; the two fields for the password stand below it once it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.now().px(6))
        self.wanted = QCheckBox("Đặt mật khẩu mở sổ", self)
        self.wanted.setObjectName("export.sealed")
        column.addWidget(self.wanted)
        self._below = QWidget(self)
        below = QVBoxLayout(self._below)
        below.setContentsMargins(theme.now().px(24), 0, 0, 0)
        row = QHBoxLayout()
        self.first = password_line("export.password", "Mật khẩu", self._below)
        self.second = password_line("export.password_again", "Nhập lại mật khẩu", self._below)
        for line in (self.first, self.second):
            line.setPlaceholderText(line.accessibleName())
            line.setFixedWidth(theme.now().px(220))
            row.addWidget(line)
        row.addWidget(shown_box([self.first, self.second], self._below))
        row.addStretch(1)
        below.addLayout(row)
        below.addWidget(note_label(_NOTE, self._below))
        column.addWidget(self._below)
        self._below.hide()
        self.wanted.toggled.connect(self._below.setVisible)

    @property
    def password(self) -> str | None:
        """The password, None where none is wanted."""
        return self.first.text() if self.wanted.isChecked() else None

    def wrong(self) -> str:
        """What is wrong with what was typed, "" where nothing is; the cursor goes there."""
        password = self.password
        if password is None:
            return ""
        if len(password) < FEWEST:
            self.first.setFocus()
            return f"Mật khẩu cần ít nhất {FEWEST} ký tự. Hãy nhập lại."
        if password != self.second.text():
            self.second.setFocus()
            return "Hai lần nhập mật khẩu không giống nhau. Hãy nhập lại ô thứ hai."
        return ""

    def forget(self) -> None:
        """Keep no password on the screen."""
        self.first.clear()
        self.second.clear()
