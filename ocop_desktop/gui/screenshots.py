"""Pictures of the real windows, filled in: each room in both palettes and two sizes of screen."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QEventLoop
from PySide6.QtWidgets import QApplication

from ocop_desktop.actions.start import DataFile
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.page import Page
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.program import application
from ocop_desktop.gui.start_window import StartWindow
from ocop_desktop.gui.window import MainWindow

SIZES = ((1366, 768), (1920, 1080))
MODES = ("light", "dark")
_ROUNDS = 6


def draw_all(data: DataFile, folder: Path) -> Sequence[Path]:
    """Draw every room of an open data file; it stays open. Return the pictures."""
    if sys.platform != "win32":
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    app = application(sys.argv[:1])
    folder.mkdir(parents=True, exist_ok=True)
    drawn: list[Path] = []
    for mode in MODES:
        theme.put_on(app, mode)
        icons.redraw(app)
        for width, height in SIZES:
            window = MainWindow(data, Preferences(theme=mode, list_width=0))
            window.resize(width, height)
            window.show()
            drawn += [
                _draw(app, window, folder / f"{name}-{mode}-{width}.png") for name in _rooms(window)
            ]
            _put_away(window)
        drawn.append(_start(app, folder / f"start-{mode}.png"))
    return drawn


def _rooms(window: MainWindow) -> Iterator[str]:
    """Go from room to room; the name of each once it is shown."""
    for room in window.rooms():
        window.go(room.name)
        page = window.front()
        if isinstance(page, Page):
            _wait_for_work(window)
            page.refresh()
        _wait_for_work(window)
        yield room.name


def _wait_for_work(window: MainWindow) -> None:
    if window.desk.tasks.busy:
        loop = QEventLoop()
        window.desk.tasks.ended.connect(loop.quit)
        loop.exec()


def _draw(app: QApplication, window: MainWindow | StartWindow, path: Path) -> Path:
    for _ in range(_ROUNDS):
        app.processEvents()
    window.grab().save(str(path))
    return path


def _start(app: QApplication, path: Path) -> Path:
    window = StartWindow([])
    window.show()
    drawn = _draw(app, window, path)
    window.hide()
    window.deleteLater()
    return drawn


def _put_away(window: MainWindow) -> None:
    """Let the window go, but not its data file."""
    window.desk.release()
    window.hide()
    window.deleteLater()
