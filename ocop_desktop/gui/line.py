"""A row that opens something: words, a note, what is left or what is wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.small import ShortLabel


class Line(QFrame):
    """A row that opens something: words, a note, what is left."""

    opened = Signal()

    def __init__(
        self, text: str, note: str, state: str, tone: str, parent: QWidget, *, upright: bool = False
    ) -> None:
        super().__init__(parent)
        self.setObjectName("row")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{text}, {note}, {state}")
        row: QBoxLayout = QVBoxLayout(self) if upright else QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(3 if upright else 12)
        row.addWidget(ShortLabel(text, self), 3)
        second = ShortLabel(note, self)
        mark(second, "look", "note")
        row.addWidget(second, 2)
        chip = QLabel(state, self)
        mark(chip, "look", "chip")
        mark(chip, "tone", tone)
        chip.setMinimumWidth(theme.now().px(118))
        chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignLeft if upright else Qt.AlignmentFlag(0))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
