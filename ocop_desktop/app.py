"""Puts the parts together and opens the window."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ocop_desktop.address import Address
from ocop_desktop.messages import Trouble

if TYPE_CHECKING:
    from ocop_desktop.actions.start import DataFile
    from ocop_desktop.gui.opening import WhileOpening
    from ocop_desktop.gui.preferences import Preferences


def run(path: Path | Address | None = None) -> int:
    """Open the window on a data file (or the last one, or the first start); the exit status.

    The file is opened, and so SQLAlchemy imported, before PySide6, which makes every later import
    slower. Garbage is not looked for until the window stands: there is none in what is imported.
    """
    gc.disable()
    from ocop_desktop.gui.preferences import Preferences

    preferences = Preferences.load()
    recent = preferences.recent_data()
    wanted = path or (recent[0] if recent else None)
    told = _Told(wanted, preferences)
    found = _opened(wanted, told)

    from ocop_desktop.gui import program

    told.end()
    return program.run(found, preferences, sys.argv[:1], wanted)


def _opened(path: Path | Address | None, told: _Told) -> DataFile | Trouble | None:
    """The data file, or why it could not be opened."""
    from ocop_desktop.actions import start

    try:
        return start.open_data(path, progress=told) if path else None
    except Trouble as trouble:
        return trouble


class _Told:
    """Shows how far the opening is; Qt is imported early only where there is something to show."""

    def __init__(self, path: Path | Address | None, preferences: Preferences) -> None:
        self._path, self._preferences = path, preferences
        self._shown: WhileOpening | None = None

    def __call__(self, done: int, total: int, what: str) -> None:
        if self._shown is None and self._path is not None:
            from ocop_desktop.gui.opening import WhileOpening

            self._shown = WhileOpening(self._path, self._preferences)
        if self._shown is not None:
            self._shown(done, total, what)

    def end(self) -> None:
        if self._shown is not None:
            self._shown.end()


def screenshots(data: DataFile, folder: Path) -> Sequence[Path]:
    """Draw the real windows of an open data file into a folder; return the pictures."""
    from ocop_desktop.gui import screenshots as drawn

    return drawn.draw_all(data, folder)
