"""A field left with different values, said where it stands: who wrote what, one press to choose."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from ocop_desktop.actions.settling import Conflict, Side
from ocop_desktop.gui.action_words import moment
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.wrap_row import WrapRow
from ocop_desktop.schema.stamps import REMOVED

BLANK = "(trống)"


class ConflictLine(QFrame):
    """One conflict; each value is a button."""

    chosen = Signal(object, object)  # the conflict, the Side

    def __init__(self, conflict: Conflict, today: str, parent: QWidget, *, path: bool) -> None:
        """With `path` it says which field it is about: where it does not stand at the field."""
        super().__init__(parent)
        self.setObjectName("banner")
        mark(self, "tone", "gold")
        self.setProperty("wide", True)
        self.conflict = conflict
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(4)
        words = QLabel(said(conflict, today, path=path), self)
        words.setObjectName(f"conflict.{conflict.id}.{conflict.field}")
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        mark(words, "look", "warning")
        column.addWidget(words)
        buttons = QWidget(self)
        row = WrapRow(buttons)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        for number, side in enumerate(conflict.sides):
            row.addWidget(self._button(number, side, buttons))
        column.addWidget(buttons)

    def _button(self, number: int, side: Side, parent: QWidget) -> QPushButton:
        whole = f"{verb(self.conflict, side)} – {whose(side)}"
        button = QPushButton(_short(whole), parent)
        button.setObjectName(f"conflict.{self.conflict.id}.{self.conflict.field}.{number}")
        button.setToolTip(whole)
        button.setAccessibleName(whole)
        for name, value in (("look", "quiet"), ("size", "small"), ("tone", "gold")):
            mark(button, name, value)
        button.clicked.connect(partial(self.chosen.emit, self.conflict, side))
        return button


def said(conflict: Conflict, today: str, *, path: bool) -> str:
    """What the conflict is, in one sentence or two."""
    if conflict.field == REMOVED:
        who = next((side for side in conflict.sides if side.value), conflict.sides[-1])
        there = next((side for side in conflict.sides if not side.value), conflict.sides[0])
        return (
            f"⚠ {_named(who)} đã xoá bản ghi này{_at(who, today)}, còn {_named(there)} đã sửa nó"
            f"{_at(there, today)}. Giữ lại hay xoá?"
        )
    where = f"“{conflict.path}”" if path else "Ô này"
    base = f" Trước đó: {conflict.base or BLANK}." if conflict.base_known else ""
    told = "; ".join(f"{_named(s)} ghi {s.text or BLANK}{_at(s, today)}" for s in conflict.sides)
    return f"⚠ {where} có {len(conflict.sides)} giá trị khác nhau: {told}.{base}"


def verb(conflict: Conflict, side: Side) -> str:
    """What a press on a value does."""
    return side.text if conflict.field == REMOVED else f"Lấy “{side.text or BLANK}”"


def whose(side: Side) -> str:
    """Whose value it is, in a word or two."""
    return "của ta" if side.ours else side.unit or "nơi khác"


def _named(side: Side) -> str:
    who = "ta" if side.ours else side.unit or "nơi khác"
    return f"{who} ({side.officer})" if side.officer else who


def _at(side: Side, today: str) -> str:
    return f" ({moment(side.at, today)})" if side.at else ""


def _short(text: str, longest: int = 60) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
