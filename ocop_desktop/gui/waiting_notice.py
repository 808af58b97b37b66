"""A strip above a record that a draft waits for: said wherever the record is opened, applied by nobody."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ocop_desktop.actions import kept_drafts
from ocop_desktop.actions.kept_drafts import KeptDraft
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.recovering import give_back, when
from ocop_desktop.gui.today_drafts import discard

if TYPE_CHECKING:
    from ocop_desktop.gui.records_view import RecordsView
    from ocop_desktop.gui.window import MainWindow


class WaitingNotice(QWidget):
    """Hidden where no draft waits for the record on the screen, or it is on the screen itself."""

    def __init__(self, window: MainWindow, view: RecordsView) -> None:
        super().__init__(view.page)
        self._window, self._page = window, view.page
        self._kept: KeptDraft | None = None
        self._sitting: object = None
        self._build()
        column = self._page.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self._page.notice), self)
        self.hide()
        self._page.changed.connect(self._on_page)
        window.desk.keeper.changed.connect(self.refresh)

    def _build(self) -> None:
        px = theme.now().px
        outer = QHBoxLayout(self)
        outer.setContentsMargins(4, 0, 18, 0)  # as wide as the cards below
        strip = QFrame(self)
        strip.setObjectName("draft-notice")
        outer.addWidget(strip)
        row = QHBoxLayout(strip)
        row.setContentsMargins(px(12), px(6), px(8), px(6))
        row.setSpacing(px(8))
        self.text = QLabel(self)
        self.text.setObjectName("waiting.text")
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        row.addWidget(self.text, 1)
        self.recover = self._button("Lấy lại", "rotate-ccw", "waiting.recover")
        self.recover.clicked.connect(self._recover)
        self.drop = self._button("Bỏ", "x", "waiting.discard")
        self.drop.clicked.connect(self._discard)
        for button in (self.recover, self.drop):
            row.addWidget(button)

    def _button(self, text: str, icon: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        mark(button, "look", "quiet")
        mark(button, "size", "small")
        mark(button, "tone", "gold")
        icons.put(button, icon, "gold-text", 14)
        button.setAccessibleName(f"{text} bản nháp của bản ghi này")
        return button

    def refresh(self) -> None:
        """Look whether a draft waits for the record on the screen."""
        draft, desk = self._page.draft, self._window.desk
        self._kept = None
        if draft is not None and draft.id and not draft.sitting.given_back:
            shown = self._page.drafts.shown_id
            found = desk.attempt(lambda: kept_drafts.of_record(desk.data, draft.id)) or []
            self._kept = next((one for one in found if one.id != shown), None)
        if self._kept is not None:
            by = f" ({self._kept.by})" if self._kept.by else ""
            moment = when(self._kept.at, desk.today())
            text = f"Bản ghi này có bản nháp chưa lưu, gõ lúc {moment}{by}."
            self.text.setText(text)
            self.setAccessibleName(text)
        self.setVisible(self._kept is not None)

    def _on_page(self) -> None:
        draft = self._page.draft
        sitting = draft.sitting if draft is not None else None
        if sitting is not self._sitting:
            self._sitting = sitting
            self.refresh()

    def _recover(self) -> None:
        if self._kept is not None and give_back(self._window, self._kept):
            self._window.desk.say("Bản nháp đang ở trên màn hình. Bấm Lưu để giữ vào bản ghi.")

    def _discard(self) -> None:
        if self._kept is not None:
            self._window.desk.soon(partial(discard, self._window, self._kept))
