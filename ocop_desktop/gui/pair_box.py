"""One pair of records that may be the same: opened, both stand side by side, to be joined or not."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.questions import Pair
from ocop_desktop.actions.side_by_side import About, Comparison
from ocop_desktop.gui.action_words import moment
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.join_table import LEFT, RIGHT, JoinTable
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.small import empty_layout
from ocop_desktop.gui.wrap_row import WrapRow

JOIN_KEY, DENY_KEY = "G", "K"
_HOW = (
    "Bản ghi được giữ nhận mọi thứ của bản ghi kia; ô khác nhau lấy giá trị được đánh dấu "
    "(phím ← →). Gộp xong vẫn tách lại được."
)


class PairBox(QFrame):
    """One line; opened, the two records below it."""

    joined = Signal(object, str, object)  # the pair, the id that is kept, values to write into it
    denied = Signal(object)
    wanted = Signal(str, str)  # kind, id

    def __init__(
        self,
        pair: Pair,
        names: tuple[str, str],
        compared: Callable[[Pair], Comparison | None],
        today: str,
        parent: QWidget,
        *,
        joins: bool,
        why: str = "",
    ) -> None:
        """`joins` says whether records of the pair's kind may be joined; `why` they are asked about."""
        super().__init__(parent)
        self.pair, self._names, self._compared = pair, names, compared
        self._today, self._joins = today, joins
        self._table: JoinTable | None = None
        self._keep = LEFT
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.line = Line(
            f"{names[0]}  ↔  {names[1]}", why or pair.label, "⚠ nghi trùng", "gold", self
        )
        self.line.setObjectName(f"pair.{pair.left}.{pair.right}")
        self.line.opened.connect(self.toggle)
        column.addWidget(self.line)
        self._below = QWidget(self)
        self._parts = QVBoxLayout(self._below)
        self._parts.setContentsMargins(12, 0, 0, 10)
        self._parts.setSpacing(8)
        self._below.hide()
        column.addWidget(self._below)
        for key, run in ((JOIN_KEY, self.join), (DENY_KEY, self._deny)):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)

    @property
    def opened(self) -> bool:
        """Whether both are seen."""
        return not self._below.isHidden()

    def toggle(self) -> None:
        """Show both side by side, or put them away."""
        if not self.opened and not self._fill():
            return
        self._below.setHidden(self.opened)
        if self.opened and self._table is not None:
            self._table.setFocus()
            self._table.setCurrentCell(0, 1 + self._keep)

    def join(self) -> None:
        """Join them as they stand; one that was not looked at yet is opened first."""
        if not self._joins:
            return
        if not self.opened or self._table is None:
            self.toggle()
            return
        kept = (self.pair.left, self.pair.right)[self._keep]
        self.joined.emit(self.pair, kept, self._table.values())

    def _deny(self) -> None:
        if self.opened:
            self.denied.emit(self.pair)
        else:
            self.toggle()

    def _fill(self) -> bool:
        empty_layout(self._parts)
        found = self._compared(self.pair)
        if found is None:
            return False
        if self._joins:
            self._keep = LEFT if found.about[0].count >= found.about[1].count else RIGHT
            self._parts.addWidget(self._heads(found))
        table = self._table = JoinTable(found, self._below, choosing=self._joins)
        if self._joins:
            table.keep(self._keep)
        self._parts.addWidget(table)
        if self._joins:
            self._parts.addWidget(note_label(_HOW, self._below))
        self._parts.addWidget(self._buttons())
        return True

    def _heads(self, found: Comparison) -> QWidget:
        """Which one is kept, and what is known of each."""
        box = QWidget(self._below)
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        group = QButtonGroup(box)
        for side, about in enumerate(found.about):
            row.addWidget(self._head(about, side, group, box), 1)
        return box

    def _head(self, about: About, side: int, group: QButtonGroup, parent: QWidget) -> QWidget:
        frame = QFrame(parent)
        frame.setObjectName("card")
        column = QVBoxLayout(frame)
        column.setContentsMargins(12, 8, 12, 8)
        column.setSpacing(2)
        radio = QRadioButton(f"Giữ “{_short(about.title)}”", frame)
        radio.setObjectName(f"{self.line.objectName()}.keep.{side}")
        radio.setToolTip(about.title)
        radio.setChecked(side == self._keep)
        radio.toggled.connect(partial(self._on_keep, side))
        group.addButton(radio)
        column.addWidget(radio)
        hanging = " · ".join(f"{number} {name}" for name, number in about.children)
        for words in (
            f"Nhập {moment(about.made_at, self._today)}{_by(about.made_by)}",
            f"Sửa {moment(about.changed_at, self._today)}{_by(about.changed_by)}",
            f"Đang có: {hanging}" if hanging else "Chưa có gì khác ghi theo bản ghi này",
        ):
            label = QLabel(words, frame)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            mark(label, "look", "note")
            column.addWidget(label)
        return frame

    def _on_keep(self, side: int, on: bool) -> None:
        if on and self._table is not None:
            self._keep = side
            self._table.keep(side)

    def _buttons(self) -> QWidget:
        box = QWidget(self._below)
        row = WrapRow(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        name, pair = self.line.objectName(), self.pair
        if self._joins:
            words = f"Gộp làm một ({JOIN_KEY})"
            join = button(words, "merge", self.join, box, "primary")
            join.setObjectName(f"{name}.join")
            row.addWidget(join)
        deny = button(f"Không phải một ({DENY_KEY})", "x", self._deny, box)
        deny.setObjectName(f"{name}.deny")
        row.addWidget(deny)
        for id, title in zip((pair.left_owner, pair.right_owner), self._names, strict=True):
            go = partial(self.wanted.emit, pair.owner_kind, id)
            row.addWidget(button(f"Mở {_short(title)}", "external-link", go, box))
        row.addStretch(1)
        return box


def _by(officer: str) -> str:
    return f" · {officer}" if officer else ""


def _short(name: str, longest: int = 32) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
