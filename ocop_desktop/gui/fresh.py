"""Looks again: what a page does that comes to the front after something has changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget as Base

    from ocop_desktop.gui.desk import Desk
else:
    Base = object

AFTER_PAINT_MS = 20


class Fresh(Base):
    """Stands before the widget's class among a page's bases; `look` says how the page looks."""

    PAINTED_FIRST: ClassVar[bool] = False
    """Whether the window is painted before the page looks, because that takes a while."""

    stale = True
    _desk: Desk

    def showEvent(self, event: QShowEvent) -> None:
        """Look again where something changed."""
        super().showEvent(event)
        if self.stale and self.PAINTED_FIRST:
            QTimer.singleShot(AFTER_PAINT_MS, self, self.refresh)
        elif self.stale:
            self.refresh()

    def refresh(self) -> None:
        """Look again, when the page is in front and nothing else is under way."""
        self.stale = not self.isVisible() or self._desk.tasks.busy
        if not self.stale:
            self.look()

    def look(self) -> None:
        """Show what is so now."""
        raise NotImplementedError
