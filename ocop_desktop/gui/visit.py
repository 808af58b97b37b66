"""One visit to a field: Esc gives back what stood there before it, Ctrl+Z what was typed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence

from ocop_desktop.gui.draft import State

_SAME_VISIT = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class Visit(QObject):
    """Watches the widget of a field; `now` tells its state, `put` gives it one, `tell` says so."""

    def __init__(
        self,
        watched: QObject,
        now: Callable[[], State | None],
        put: Callable[[State], None],
        tell: Callable[[Callable[[], None]], None],
    ) -> None:
        super().__init__(watched)
        self._now, self._put, self._tell = now, put, tell
        self._before: State | None = None
        self._given_up: State | None = None
        watched.installEventFilter(self)

    def begin(self) -> None:
        """From now on Esc gives back what stands here now."""
        self._before, self._given_up = self._now(), None

    def forget(self) -> None:
        """Something was typed anew: what was given up before is no longer the last thing."""
        self._given_up = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notes where a visit begins; answers Esc, and Ctrl+Z after it."""
        if isinstance(event, QFocusEvent):
            if event.gotFocus() and event.reason() not in _SAME_VISIT:
                self.begin()
        elif isinstance(event, QKeyEvent) and event.type() != QEvent.Type.KeyRelease:
            return self._answer(event)
        return False

    def take_back(self) -> None:
        """Put what Esc gave up where it was."""
        if self._given_up is not None:
            state, self._given_up = self._given_up, None
            self._put(state)

    def _answer(self, event: QKeyEvent) -> bool:
        pressed = event.type() == QEvent.Type.KeyPress
        if event.matches(QKeySequence.StandardKey.Undo) and self._given_up is not None:
            event.accept()  # as an override: this key is not the window's now
            if pressed:
                self.take_back()
            return True
        return pressed and event.key() == Qt.Key.Key_Escape and self._give_up()

    def _give_up(self) -> bool:
        now, before = self._now(), self._before
        if now is None or before is None or now.content == before.content:
            return False
        self._put(before)
        self._given_up = now
        self._tell(self.take_back)
        return True
