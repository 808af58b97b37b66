"""A strip above a record that was joined into another one, or into which others were joined."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions import joining
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button
from ocop_desktop.gui.small import empty_layout

_MOST = 6


class JoinedStrip(QWidget):
    """Hidden where nothing is joined; splitting is one press, and can be undone."""

    opened = Signal(str, str)  # kind, id

    def __init__(self, desk: Desk, parent: QWidget, leave: Callable[[], bool]) -> None:
        """`leave` keeps what is typed before anything is written here; it may say no."""
        super().__init__(parent)
        self._desk, self._leave = desk, leave
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 0, 18, 0)  # as wide as the cards below
        frame = QFrame(self)
        frame.setObjectName("banner")
        outer.addWidget(frame)
        self._column = QVBoxLayout(frame)
        self._column.setContentsMargins(12, 8, 12, 8)
        self._column.setSpacing(4)
        self.hide()

    def show_draft(self, draft: Draft | None) -> None:
        """Say what is joined with the record of a draft."""
        empty_layout(self._column)
        found = joining.Strip()
        if draft is not None and not draft.is_new and not self._desk.tasks.busy:
            found = joining.strip(self._desk.data, draft.form.kind, draft.id)
        self.setVisible(bool(found.root or found.members))
        if draft is None or self.isHidden():
            return
        kind, what = draft.form.kind, draft.form.label.lower()
        if found.root:
            words = f"Đã gộp vào {what} “{found.root_title}”. Mọi thứ của bản ghi này nay ở đó."
            self._line(kind, words, draft.id, found.root)
            return
        for id, title in found.members[:_MOST]:
            self._line(kind, f"Đã gộp vào đây: {title}", id, id)
        if len(found.members) > _MOST:
            self._column.addWidget(self._words(f"và {len(found.members) - _MOST} {what} nữa"))

    def _line(self, kind: str, words: str, split: str, open_: str) -> None:
        line = QWidget(self)
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self._words(words), 1)
        go = button("Mở", "external-link", partial(self.opened.emit, kind, open_), line, "quiet")
        go.setObjectName(f"joined.open.{open_}")
        go.setAccessibleName(f"Mở {joining.title_of(self._desk.data, kind, open_)}")
        row.addWidget(go)
        apart = button("Tách lại", "unlink", partial(self._split, kind, split), line, "quiet")
        apart.setObjectName(f"joined.split.{split}")
        apart.setAccessibleName(f"Tách lại {joining.title_of(self._desk.data, kind, split)}")
        row.addWidget(apart)
        self._column.addWidget(line)

    def _words(self, words: str) -> QLabel:
        label = QLabel(words, self)
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setWordWrap(True)
        mark(label, "look", "strong")
        return label

    def _split(self, kind: str, id: str) -> None:
        if not self._leave():
            return
        data = self._desk.data
        if self._desk.attempt(lambda: joining.unjoin(data, id)) is not None:
            self._desk.done.emit(f"Đã tách lại “{joining.title_of(data, kind, id)}”.")
