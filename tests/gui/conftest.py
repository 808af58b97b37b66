"""A window on a data file with a few records, dressed as the program is."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # where `hands` is

SUBJECTS = ("HTX Nông nghiệp dịch vụ Thế Hệ Mới Đăk Mar", "HTX Công bằng Pô Kô", "Hộ Sáu Nhung")
PRODUCTS = ("Cà phê bột nguyên chất", "Mật ong rừng", "Rượu sim", "Trà gừng", "Măng khô")


@pytest.fixture
def app(qapp: Any) -> Any:
    """The Qt application, dressed and speaking Vietnamese."""
    from ocop_desktop.gui import program, theme

    dressed = program.application([])
    if theme.current().mode != "light" or not dressed.styleSheet():
        theme.put_on(dressed, "light")  # dressing asks every widget: not before each test
    return dressed


@pytest.fixture
def filled(office: Any) -> Any:
    """A data file with three subjects and five products."""
    from hands import put

    ids = [put(office, "subject", {"name": name}) for name in SUBJECTS]
    for number, name in enumerate(PRODUCTS):
        put(office, "product", {"name": name, "subject": ids[number % 2]})
    return office


@pytest.fixture
def make_window(app: Any, qtbot: Any) -> Iterator[Callable[[Any], Any]]:
    """Shows the main window of a data file."""
    from PySide6.QtCore import QCoreApplication, QEvent

    from ocop_desktop.gui.preferences import Preferences
    from ocop_desktop.gui.window import MainWindow

    made: list[Any] = []

    def make(data: Any, width: int = 1366, height: int = 768) -> Any:
        window = MainWindow(data, Preferences(theme="light"))
        window.resize(width, height)
        window.show()
        qtbot.waitExposed(window)
        qtbot.wait(1)
        qtbot.waitUntil(lambda: not window.desk.tasks.busy)
        made.append(window)
        return window

    yield make
    for window in made:
        window.desk.release()
        window.hide()
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)  # else they pile up


@pytest.fixture
def window(make_window: Callable[[Any], Any], filled: Any) -> Any:
    """The main window of the filled data file."""
    return make_window(filled)
