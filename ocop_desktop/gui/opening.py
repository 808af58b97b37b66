"""A small window while a file is made ready for this program: what is done, and how far it is.

There is no other window yet, and nothing can be asked of the file: the work stays where it is, and
the bar is drawn between its steps. It is made at the first step only, for most files need none.
"""

from __future__ import annotations

import sys
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QEventLoop, Qt
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QVBoxLayout, QWidget

from ocop_desktop.address import Address
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.program import application
from ocop_desktop.schema.number_types import grouped

_EVERY = 0.05


class Opening(QWidget):
    """Told how far the work is; shown from the first word."""

    def __init__(self, name: str, preferences: Preferences) -> None:
        self._app = application(sys.argv[:1])
        if not self._app.styleSheet():
            theme.put_on(self._app, preferences.theme, preferences.scale)
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, on=False)  # the next window is to come
        self.setWindowTitle("OCOP Desktop")
        self.setFixedWidth(theme.now().px(460))
        outer = QVBoxLayout(self)
        card = QFrame(self)
        card.setObjectName("card")
        outer.addWidget(card)
        column = QVBoxLayout(card)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        title = QLabel(f"Đang mở “{name}”", card)
        title.setObjectName("card-title")
        title.setWordWrap(True)
        note = QLabel("Lập lại chỉ mục cho phiên bản này, chỉ một lần. Dữ liệu không đổi.", card)
        note.setWordWrap(True)
        mark(note, "look", "note")
        self.bar, self.words = QProgressBar(card), QLabel(card)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Tiến độ mở tệp")
        mark(self.words, "look", "note")
        for widget in (title, note, self.bar, self.words):
            column.addWidget(widget)
        self._told = 0.0

    def tell(self, done: int, total: int, what: str) -> None:
        """Say how far it is; 0 of 0 where nobody knows."""
        if 0 < done < total and monotonic() - self._told < _EVERY:
            return
        self._told = monotonic()
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.words.setText(f"{what} · {grouped(done)}/{grouped(total)}" if total else what)
        self.show()
        self._app.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)


class WhileOpening:
    """Given to the opening of a file; makes the window when there is something to tell."""

    def __init__(self, where: Path | Address, preferences: Preferences) -> None:
        self._name = where.database if isinstance(where, Address) else where.stem
        self._preferences = preferences
        self.window: Opening | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        if self.window is None:
            self.window = Opening(self._name, self._preferences)
        self.window.tell(done, total, what)

    def end(self) -> None:
        """The file is open, or cannot be."""
        if self.window is not None:
            self.window.hide()
            self.window.deleteLater()
            self.window = None
