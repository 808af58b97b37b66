"""One keystroke in a real form with drafts kept, against the same with drafts off.

Keys come every 8 milliseconds, three times as fast as anybody types, into a new product's name and
description, in the real window on a real file; a key is measured from its event until nothing is
left to do for it. Drafts are looked at and written meanwhile as they always are, once a second.
"""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

from _bench import Found, Report, Sample, main
from _data import fill, new_file, words

KEYS, PACE = 1200, 0.008
FIELDS = ("name", "description")


def prepare(folder: Path) -> Sample:
    """A data file with some products."""
    with new_file(folder / "drafts.ocop") as data:
        fill(data, "product", 200)
    return {}


def with_drafts(folder: Path) -> Sample:
    """As the program is."""
    return typed(folder, on=True)


def without_drafts(folder: Path) -> Sample:
    """Nobody is told that something was typed."""
    return typed(folder, on=False)


def typed(folder: Path, *, on: bool) -> Sample:
    """Milliseconds of a key: the median, and of the slowest in a hundred; drafts written."""
    from PySide6.QtCore import Qt
    from PySide6.QtTest import QTest

    from ocop_desktop.actions import start
    from ocop_desktop.gui import program, theme
    from ocop_desktop.gui.preferences import Preferences
    from ocop_desktop.gui.window import MainWindow

    app = program.application([])
    theme.put_on(app, "light")
    window = MainWindow(start.open_data(folder / "drafts.ocop"), Preferences(theme="light"))
    window.show()
    settle(lambda: window.desk.tasks.busy)
    window.open_list("product")
    QTest.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(lambda: False)
    keeper, kept, looks = window.desk.keeper, [], []
    keeper.kept.connect(kept.append)
    if on:
        keeper._timer.timeout.disconnect()
        keeper._timer.timeout.connect(lambda: looks.append(timed(keeper._look)))
    else:
        window.view.page.drafts.typed = lambda: None
    milliseconds = [one for name in FIELDS for one in type_into(window, name)]
    assert bool(kept) == on
    milliseconds.sort()
    return {
        "median": statistics.median(milliseconds),
        "p99": milliseconds[len(milliseconds) * 99 // 100],
        "written": float(len(kept)),
        "look": statistics.median(looks) if looks else 0.0,
    }


def type_into(window, name: str) -> list[float]:
    """Type at the pace; the milliseconds of each key."""
    from random import Random

    from PySide6.QtWidgets import QApplication, QWidget

    field = window.findChild(QWidget, f"product.{name}")
    field.setFocus()
    text = (words(Random(1), 200, 200) * 9)[: KEYS // len(FIELDS)]
    taken, due = [], time.perf_counter()
    for letter in text:
        due = max(due + PACE, time.perf_counter())
        while time.perf_counter() < due:
            QApplication.processEvents()
        taken.append(timed(lambda letter=letter: press(field, letter)))
    return taken


def press(field, letter: str) -> None:
    """One key, and all that follows from it at once."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(field, QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))
    QApplication.processEvents()


def timed(run: Callable[[], object]) -> float:
    """The milliseconds of one call."""
    start = time.perf_counter()
    run()
    return (time.perf_counter() - start) * 1000


def settle(busy: Callable[[], bool]) -> None:
    """Let the window come to rest."""
    from PySide6.QtWidgets import QApplication

    until = time.perf_counter() + 0.5
    while time.perf_counter() < until or busy():
        QApplication.processEvents()


def judge(found: Found, report: Report) -> None:
    """No difference that can be measured; one look is shorter than a frame."""
    ours, bound = found["with_drafts"], found["without_drafts"]
    report.ratio("a key, median", ours["median"], bound["median"], at_most=1.15, unit="ms")
    report.ratio("a key, 99 of 100 are quicker", ours["p99"], bound["p99"], at_most=1.5, unit="ms")
    report.limit("one look, once a second", ours["look"], at_most=8, unit="ms")
    report.note("drafts written meanwhile", f"{ours['written']:.0f}")


if __name__ == "__main__":
    main(__file__, [with_drafts, without_drafts], judge, prepare=prepare)
