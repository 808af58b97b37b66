"""A page of its own in the window: a heading with buttons, cards below, scrolled together."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.gui.wrap_row import WrapRow

_WIDEST = 1400


class Card(QFrame):
    """A white card with a heading and a column of parts."""

    def __init__(self, title: str, parent: QWidget, note: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.column = QVBoxLayout(self)
        pad = theme.now().px(18)
        self.column.setContentsMargins(pad, theme.now().px(14), pad, theme.now().px(16))
        self.column.setSpacing(theme.now().px(8))
        if title:
            heading = QLabel(title, self)
            heading.setObjectName("card-title")
            self.column.addWidget(heading)
        if note:
            self.column.addWidget(note_label(note, self))

    def clear(self, keep: int) -> None:
        """Take every part away but the first few."""
        while self.column.count() > keep:
            item = self.column.takeAt(self.column.count() - 1)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()


class Page(QWidget):
    """The frame that every page of its own shares."""

    def __init__(self, title: str, parent: QWidget, note: str = "") -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 18, 8, 0)
        outer.setSpacing(10)
        self.heading = WrapRow()
        self.heading.setContentsMargins(0, 0, 12, 0)
        self.heading.setSpacing(8)
        words = QLabel(title, self)
        words.setObjectName("page-title")
        self.heading.addWidget(words)
        self.note = ShortLabel(note, self)
        mark(self.note, "look", "note")
        self.heading.addWidget(self.note)
        self.heading.addStretch(1)
        outer.addLayout(self.heading)
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = QWidget(area)
        self.inside.setObjectName("pages")
        self.inside.setMaximumWidth(theme.now().px(_WIDEST))
        area.setAlignment(Qt.AlignmentFlag.AlignLeft)
        self.column = QVBoxLayout(self.inside)
        self.column.setContentsMargins(0, 2, 12, 20)
        self.column.setSpacing(12)
        area.setWidget(self.inside)
        outer.addWidget(area, 1)

    def refresh(self) -> None:
        """Show what is so now."""


def note_label(text: str, parent: QWidget) -> QLabel:
    """A label for a note, wrapped."""
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    mark(label, "look", "note")
    return label


def button(
    text: str, icon: str, run: Callable[[], object], parent: QWidget, look: str = ""
) -> QPushButton:
    """A button with an icon."""
    made = QPushButton(text, parent)
    mark(made, "look", look)
    use = {"primary": "on-brand", "quiet": "brand"}.get(look, "text")
    icons.put(made, icon, use, 16)
    made.clicked.connect(lambda: run())
    return made
