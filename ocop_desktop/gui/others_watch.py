"""Notices what other people change in a server's database, and lets the window show it.

The look itself goes the road of long work, for a slow network would stop the window; but it keeps
nobody from working meanwhile: it only reads, in one state of the database of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from ocop_desktop.actions.start import News
from ocop_desktop.messages import Trouble

if TYPE_CHECKING:
    from ocop_desktop.gui.desk import Desk

_EVERY_MS = 4000
_AFTER_TROUBLE_MS = 30_000


class Others(QObject):
    """Asks every few seconds, one number of the database; says once when it cannot be reached."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk, self._away = desk, False
        self.looking = False  # an answer is waited for
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Look now; long work that runs has the database for itself."""
        if self.looking or self._desk.tasks.busy:
            return
        self.looking = True
        self._desk.tasks.beside(self._desk.data.news, self._heard, self._failed)

    def stop(self) -> None:
        """The data is let go of: what is heard from now on is nobody's business."""
        self._timer.stop()
        self.looking = True

    def _heard(self, news: News | None) -> None:
        if not self._timer.isActive():
            return
        self.looking = False
        if self._away:
            self._desk.say("Đã kết nối lại với máy chủ.", "good")
        self._away = False
        self._timer.setInterval(_EVERY_MS)
        if news is not None and not self._desk.tasks.busy:  # else it is heard at the next look
            self._desk.data.take_notice(news)

    def _failed(self, error: Exception) -> None:
        if not self._timer.isActive():
            return
        self.looking = False
        if not isinstance(error, Trouble):
            raise error  # a bug: the crash road tells it
        if not self._away:
            self._desk.say(str(error), "bad")
        self._away = True
        self._timer.setInterval(_AFTER_TROUBLE_MS)
