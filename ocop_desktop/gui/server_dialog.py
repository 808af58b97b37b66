"""Asks for a server's database, and for the password where the server wants one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QVBoxLayout, QWidget

from ocop_desktop.actions import start
from ocop_desktop.address import Address, masked
from ocop_desktop.gui.editor import mark
from ocop_desktop.messages import Trouble
from ocop_desktop.vietnamese import nfc

_EXAMPLE = "postgresql://ten@may-chu/ocop"


class ServerDialog(QDialog):
    """An address and a password; with `wrong` only the password, and what the server said."""

    def __init__(
        self,
        parent: QWidget,
        then: Callable[[Address], object],
        address: Address | None = None,
        wrong: str = "",
    ) -> None:
        super().__init__(parent)
        self._then = then
        self.setObjectName("server")
        self.setWindowTitle("Mở cơ sở dữ liệu máy chủ")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 18)
        column.setSpacing(6)
        self.address = QLineEdit(str(address) if address else "", self)
        self.password = QLineEdit(self)
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.address.setPlaceholderText(_EXAMPLE)
        self.password.setPlaceholderText("Để trống nếu máy này đã được cấp quyền vào")
        for name, text, line in (
            ("server.address", "Địa chỉ máy chủ", self.address),
            ("server.password", "Mật khẩu", self.password),
        ):
            line.setObjectName(name)
            line.setAccessibleName(text)
            label = QLabel(text, self)
            mark(label, "look", "label")
            label.setBuddy(line)
            column.addWidget(label)
            column.addWidget(line)
            column.addSpacing(4)
        self.note = QLabel(
            wrong or "Người quản trị máy chủ cho biết địa chỉ. Mật khẩu không được lưu lại.", self
        )
        self.note.setWordWrap(True)
        mark(self.note, "look", "error" if wrong else "note")
        column.addWidget(self.note)
        column.addSpacing(8)
        column.addWidget(self._buttons())
        (self.password if address else self.address).setFocus()

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        opening = buttons.addButton("Mở", QDialogButtonBox.ButtonRole.AcceptRole)
        opening.setObjectName("server.open")
        mark(opening, "look", "primary")
        buttons.addButton("Thôi", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._open)
        buttons.rejected.connect(self.reject)
        return buttons

    def _open(self) -> None:
        text = nfc(self.address.text())
        try:
            where = start.at(text)
            if not isinstance(where, Address):
                raise Trouble("address_broken", address=masked(text))
        except Trouble as trouble:
            self.note.setText(f"✕ {trouble}")
            mark(self.note, "look", "error")
            self.address.setFocus()
            return
        password = self.password.text() or where.password
        self.accept()
        self._then(where.with_password(password))


def ask_for_server(
    parent: QWidget,
    then: Callable[[Address], object],
    address: Address | None = None,
    wrong: str = "",
) -> None:
    """Let an address be typed, or the password of one; `then` is told what to open."""
    ServerDialog(parent, then, address, wrong).open()
