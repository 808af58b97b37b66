"""A strip above a record that a draft was laid over: what the officer should know before saving."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import mark


class DraftNotice(QWidget):
    """Hidden where the record on the screen is no draft that was given back."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._sitting: object = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(4, 0, 18, 0)  # as wide as the cards below
        strip = QFrame(self)
        strip.setObjectName("draft-notice")
        outer.addWidget(strip)
        row = QHBoxLayout(strip)
        pad = theme.now().px(12)
        row.setContentsMargins(pad, theme.now().px(8), pad, theme.now().px(8))
        row.setSpacing(theme.now().px(10))
        self._picture = QLabel(self)
        row.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = QLabel("Bản nháp được lấy lại, chưa lưu vào bản ghi. Bấm Lưu để giữ.", self)
        mark(self.title, "look", "strong")
        words.addWidget(self.title)
        self.text = QLabel(self)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        mark(self.text, "look", "note")
        words.addWidget(self.text)
        row.addLayout(words, 1)
        self.hide()
        theme.current().changed.connect(self._dress)
        self._dress()

    def show_draft(self, draft: Draft | None) -> None:
        """Say what is to be known of this draft, while it is one that was given back."""
        sitting = draft.sitting if draft is not None else None
        if sitting is self._sitting:
            return
        self._sitting = sitting
        given_back = sitting is not None and sitting.given_back
        self.setVisible(given_back)
        if sitting is not None and given_back:
            self.text.setText("\n".join(sitting.told))
            self.text.setVisible(bool(sitting.told))
            self.setAccessibleName(" ".join((self.title.text(), *sitting.told)))

    def _dress(self) -> None:
        self._picture.setPixmap(
            icons.pixmap("rotate-ccw", theme.now().colours["gold"], theme.now().px(18), 2)
        )
