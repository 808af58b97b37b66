"""Asks for what a refused workbook lacks: its password, a yes to a changed key or a foreign unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.merge_report import FileReport
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.messages import Trouble


class PasswordDialog(QDialog):
    """One line for a password, hidden unless asked for."""

    def __init__(
        self, window: QWidget, name: str, take: Callable[[str], object], *, wrong: bool = False
    ) -> None:
        super().__init__(window)
        self.setObjectName("password")
        self._take = take
        column = _column(self, "Mật khẩu của sổ trao đổi", 460)
        said = "Mật khẩu vừa nhập không mở được sổ này." if wrong else "Sổ này có mật khẩu."
        column.addWidget(_strong(name, self))
        column.addWidget(
            note_label(f"{said} Mật khẩu nhập ở đây được thử cho cả các sổ khác.", self)
        )
        self.line = password_line("password.line", "Mật khẩu", self)
        column.addWidget(self.line)
        column.addWidget(shown_box([self.line], self))
        run = button("Mở", "lock-open", self._done, self, "primary")
        run.setObjectName("password.open")
        run.setDefault(True)
        column.addLayout(_buttons(self, run))
        self.line.setFocus()

    def _done(self) -> None:
        if self.line.text():
            self.accept()
            self._take(self.line.text())


class KeyDialog(QDialog):
    """Both fingerprints, one below the other; nothing is accepted without a telephone call."""

    def __init__(self, window: QWidget, file: FileReport, take: Callable[[], object]) -> None:
        super().__init__(window)
        self.setObjectName("key")
        assert file.trouble is not None
        facts, self._take = file.trouble.facts, take
        column = _column(self, "Khoá ký đã thay đổi", 560)
        column.addWidget(_strong(f"{facts['unit']} – {facts['officer']}", self))
        column.addWidget(
            note_label(
                f"Tệp {file.file} ký bằng khoá khác với các tệp trước. Có thể ai đó giả danh đơn vị. "
                "Hãy gọi cho cán bộ của đơn vị theo số quen, nhờ đọc mã ở trang “Các bản cài đặt đã "
                "biết” trên máy của họ.",
                self,
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.now().px(18))
        for number, (words, name) in enumerate(
            (("Mã đã biết", "known"), ("Mã trong tệp", "offered"))
        ):
            label = QLabel(words, self)
            mark(label, "look", "label")
            grid.addWidget(label, number, 0)
            grid.addWidget(_strong(str(facts[name]), self), number, 1)
        grid.setColumnStretch(1, 1)
        column.addLayout(grid)
        self.called = QCheckBox("Tôi đã gọi, đơn vị đọc đúng “Mã trong tệp”", self)
        self.called.setObjectName("key.called")
        column.addWidget(self.called)
        self.run = button("Chấp nhận khoá mới", "check", self._done, self, "primary")
        self.run.setObjectName("key.accept")
        self.run.setEnabled(False)
        self.called.toggled.connect(self.run.setEnabled)
        column.addLayout(_buttons(self, self.run))
        self.called.setFocus()

    def _done(self) -> None:
        self.accept()
        self._take()


class UnitDialog(QDialog):
    """Whose file it is, and that it is of another province; its unit is taken in by one key."""

    def __init__(self, window: QWidget, trouble: Trouble, take: Callable[[], object]) -> None:
        super().__init__(window)
        self.setObjectName("unit")
        facts, self._take = trouble.facts, take
        column = _column(self, "Đơn vị của tỉnh khác", 520)
        column.addWidget(_strong(f"{facts['unit']} – {facts['province']}", self))
        said = (
            f"Tệp {facts['file']} không phải của {facts['home']}. Hãy hỏi lại nơi gửi. Chấp nhận thì "
            "các bản ghi của đơn vị này nằm chung với dữ liệu ở đây (gộp xong vẫn hoàn tác được); "
            "các tệp sau của bản cài đặt ấy không hỏi lại nữa."
        )
        column.addWidget(note_label(said, self))
        self.run = button("Chấp nhận đơn vị này", "check", self._done, self)
        self.run.setObjectName("unit.accept")
        self.run.setAutoDefault(False)
        column.addLayout(_buttons(self, self.run))
        self.findChildren(QPushButton)[-1].setFocus()  # a stray Enter accepts nothing

    def _done(self) -> None:
        self.accept()
        self._take()


def password_line(name: str, label: str, parent: QWidget) -> QLineEdit:
    """A field for a password."""
    line = QLineEdit(parent)
    line.setObjectName(name)
    line.setAccessibleName(label)
    line.setEchoMode(QLineEdit.EchoMode.Password)
    return line


def shown_box(lines: Sequence[QLineEdit], parent: QWidget) -> QCheckBox:
    """A box that shows what is typed into these fields."""
    box = QCheckBox("Hiện mật khẩu", parent)
    box.setObjectName("password.shown")

    def show(on: bool) -> None:
        for line in lines:
            line.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    box.toggled.connect(show)
    return box


def _column(dialog: QDialog, title: str, width: int) -> QVBoxLayout:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    px = theme.now().px
    dialog.setMinimumWidth(px(width))
    column = QVBoxLayout(dialog)
    column.setContentsMargins(px(22), px(18), px(22), px(16))
    column.setSpacing(px(10))
    return column


def _strong(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    mark(label, "look", "strong")
    return label


def _buttons(dialog: QDialog, run: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.addStretch(1)
    row.addWidget(run)
    close = button("Thôi", "x", dialog.reject, dialog)
    close.setAutoDefault(False)
    row.addWidget(close)
    return row
