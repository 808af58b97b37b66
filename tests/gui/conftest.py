"""A window on a data file with a few records, dressed as the program is."""

import shutil
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


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drafts are looked at ten times as often, so that the tests do not wait."""
    from ocop_desktop.gui import keeper as keeper_module

    monkeypatch.setattr(keeper_module, "EVERY_MS", 100)


@pytest.fixture
def kill(make_window: Callable[[Any], Any], tmp_path: Path, quick: None) -> Iterator[Any]:
    """Opens what a power cut would leave: the file and its journal as they are at that moment."""
    from ocop_desktop.actions import start

    opened: list[Any] = []

    def after(window: Any) -> Any:
        window.desk.keeper._pool.waitForDone()
        path = tmp_path / f"sau-{len(opened)}" / window.desk.data.path.name
        path.parent.mkdir()
        for end in ("", "-wal"):
            shutil.copy(f"{window.desk.data.path}{end}", f"{path}{end}")
        opened.append(start.open_data(path))
        return make_window(opened[-1])

    yield after
    for data in opened:
        data.close()


@pytest.fixture
def wait(qtbot: Any, quick: None) -> Callable[[Any], None]:
    """Waits until what is on the screen is kept."""

    def until(window: Any) -> None:
        with qtbot.waitSignal(window.desk.keeper.kept, timeout=5000):
            window.desk.keeper.typed(window.view.page.drafts.snapshot)

    return until


PERSONS = (
    {"full_name": "Y Blưn", "birth_year": 1985, "gender": "female", "minority": True},
    {"full_name": "A Dưa", "birth_year": 1990, "gender": "male", "phone": "0905123456"},
    {"full_name": "Y Thu Hà", "birth_year": 1978, "gender": "female", "job": "Giám đốc"},
)


@pytest.fixture
def grid(window: Any) -> Any:
    """The attendance grid of a new course with two sessions; a subject has three persons."""
    from grid_hands import at
    from hands import CTRL, press, type_into
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from ocop_desktop.actions import entries

    data = window.desk.data
    saved = entries.save(data, "subject", None, {"name": "HTX Đăk Ui"}, {"persons": list(PERSONS)})
    assert saved.saved
    window.go("course")
    press(window, Qt.Key.Key_N, CTRL)
    QApplication.processEvents()
    type_into(window, "course.name", "Lớp thử")
    made = window.view.page.body.grids["attendances"]
    at(made, 0, 0)
    return made
