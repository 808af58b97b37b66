"""Notices what other people change in a server's database, and lets the window show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

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
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(_EVERY_MS)

    def look(self) -> None:
        """Look now; long work that runs has the database for itself."""
        if self._desk.tasks.busy:
            return
        try:
            self._desk.data.catch_up()
        except Trouble as trouble:
            if not self._away:
                self._desk.say(str(trouble), "bad")
            self._away = True
            self._timer.setInterval(_AFTER_TROUBLE_MS)
        else:
            if self._away:
                self._desk.say("Đã kết nối lại với máy chủ.", "good")
            self._away = False
            self._timer.setInterval(_EVERY_MS)
