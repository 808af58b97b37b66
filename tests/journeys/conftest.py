"""The whole program as it is started, driven by an officer's hands."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "gui"))  # where `hands` is


@pytest.fixture
def program(qapp: Any) -> Iterator[Any]:
    """The program, before it shows a window."""
    from ocop_desktop.gui import program as parts

    made = parts.Program(parts.application([]))
    yield made
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    made.deleteLater()


@pytest.fixture
def viewer(qapp: Any) -> Iterator[list[Path]]:
    """What the system's viewer was asked to open."""
    from PySide6.QtCore import QObject, Slot
    from PySide6.QtGui import QDesktopServices

    opened: list[Path] = []

    class Viewer(QObject):
        @Slot("QUrl")
        def show_url(self, url: Any) -> None:
            opened.append(Path(url.toLocalFile()))

    made = Viewer()
    QDesktopServices.setUrlHandler("file", made, "show_url")
    yield opened
    QDesktopServices.unsetUrlHandler("file")
