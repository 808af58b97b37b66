"""The line beside a field: a record that may be the same is there; open it, or say it is another."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ocop_desktop.actions.alike import Like
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.commands import BY_NAME
from ocop_desktop.gui.editor import mark


class AlikeLine(QFrame):
    """Says the likeliest of some records, and how many more there are."""

    wanted = Signal(object)  # the Like to open, or to restore where it was removed
    denied = Signal(object)  # the Like that is another

    def __init__(self, name: str, what: str, parent: QWidget) -> None:
        """`name` is the field's, `what` the word for the kind of record ("chủ thể")."""
        super().__init__(parent)
        self.setObjectName("banner")
        mark(self, "tone", "gold")
        self.setProperty("wide", True)
        self._what = what
        self._like: Like | None = None
        column = QVBoxLayout(self)
        px = theme.now().px
        column.setContentsMargins(px(2), px(6), px(2), px(4))
        column.setSpacing(px(2))
        self.text = QLabel(self)
        self.text.setObjectName(f"{name}.alike")
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        mark(self.text, "look", "warning")
        self.text.setContentsMargins(px(8), 0, px(6), 0)  # in line with the words of the buttons
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(px(4))
        self.open_button = self._button(f"{name}.alike.open")
        self.open_button.clicked.connect(lambda: self.wanted.emit(self._like))
        self.deny_button = self._button(f"{name}.alike.deny")
        self.deny_button.clicked.connect(lambda: self.denied.emit(self._like))
        row.addWidget(self.open_button)
        row.addWidget(self.deny_button)
        row.addStretch(1)
        column.addLayout(row)
        self.hide()

    @property
    def like(self) -> Like | None:
        """The record it speaks of."""
        return None if self.isHidden() else self._like

    def show_likes(self, likes: Sequence[Like]) -> None:
        """Speak of these, the likeliest first; of none, hide."""
        if not likes:
            self._like = None
            self.hide()
            return
        self._like = like = likes[0]
        self.text.setText(sentence(like, self._what, len(likes) - 1))
        verb, icon = (
            ("Khôi phục", "archive-restore") if like.removed_on else ("Mở", "external-link")
        )
        self._name(self.open_button, verb, "open_alike", f"{verb} {like.title}")
        icons.put(self.open_button, icon, "gold-text", 14)
        self._name(self.deny_button, "Không phải", "deny_alike", f"Không phải {like.title}")
        icons.put(self.deny_button, "x", "gold-text", 14)
        self.show()

    def _button(self, name: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        mark(button, "look", "quiet")
        mark(button, "size", "small")
        mark(button, "tone", "gold")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab and Enter go on to the next field
        return button

    @staticmethod
    def _name(button: QPushButton, verb: str, command: str, spoken: str) -> None:
        keys = BY_NAME[command].keys[0]
        button.setText(f"{verb} ({keys})")
        button.setAccessibleName(spoken)
        button.setToolTip(f"{BY_NAME[command].label} ({keys})")


def sentence(like: Like, what: str, more: int = 0) -> str:
    """What the line says, as rich text with the title in bold."""
    where = f" ({escape(like.note)})" if like.note else ""
    there = f"đã xoá ngày {_day(like.removed_on)}" if like.removed_on else "đã có"
    others = f"; và {more} {what} khác" if more else ""
    return (
        f"⚠ Giống {what} {there}: <b>{escape(like.title)}</b>{where} – {escape(like.label)}{others}"
    )


def _day(iso: str) -> str:
    return "/".join(reversed(iso.split("-")))
