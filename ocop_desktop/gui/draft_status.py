"""Says in the status line how far the draft on the screen is kept, and when it cannot be."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from ocop_desktop.gui.keeper import Keeper
from ocop_desktop.gui.record_page import RecordPage
from ocop_desktop.gui.status import StatusLine


class DraftStatus(QObject):
    """Calm: the same few words at the same place, only the time changes."""

    def __init__(self, keeper: Keeper, page: RecordPage, status: StatusLine) -> None:
        super().__init__(page)
        self._page, self._status = page, status
        keeper.kept.connect(self._on_kept)
        keeper.failed.connect(self._on_failed)
        page.changed.connect(self._on_page)

    @Slot(str)
    def _on_kept(self, at: str) -> None:
        self._status.show_draft(at if self._page.dirty else "")

    @Slot(str)
    def _on_failed(self, sentence: str) -> None:
        self._status.show_draft("")
        self._status.say(f"Chưa giữ được bản nháp. {sentence}", "bad")

    @Slot()
    def _on_page(self) -> None:
        if not self._page.dirty:
            self._status.show_draft("")
