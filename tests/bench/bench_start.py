"""From process creation to the first painted window, against a bare Qt window of the same size."""

import sys
from pathlib import Path

from _bench import Found, Report, Sample, main, peak, since_start
from _data import new_file

DATA = "empty.ocop"


def prepare(folder: Path) -> Sample:
    """An empty data file."""
    new_file(folder / DATA).close()
    return {}


def watched(window: type, found: Sample) -> None:
    """Have a class of windows say when it is painted first, and end the program then."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMainWindow

    def done() -> None:
        found.update(s=since_start(), mib=peak())
        QApplication.quit()

    def paint(self: QMainWindow, event: object) -> None:
        QMainWindow.paintEvent(self, event)
        if not found:
            found.update(width=self.width(), height=self.height())
            QTimer.singleShot(0, done)

    window.paintEvent = paint


def ours(folder: Path) -> Sample:
    """The program, opening a data file as its command does."""
    from ocop_desktop import cli
    from ocop_desktop.actions import start  # noqa: F401  SQLAlchemy before Qt, as app.py does
    from ocop_desktop.gui.window import MainWindow

    found: Sample = {}
    watched(MainWindow, found)
    cli.main([str(folder / DATA)])
    (folder / "size").write_text(f"{found['width']} {found['height']}", encoding="ascii")
    return found


def bound(folder: Path) -> Sample:
    """A window with nothing in it, in a process that imported SQLAlchemy too."""
    import sqlalchemy.orm  # noqa: F401
    from PySide6.QtWidgets import QApplication, QMainWindow

    class Bare(QMainWindow):
        pass

    found: Sample = {}
    watched(Bare, found)
    app = QApplication(sys.argv[:1])
    window = Bare()
    window.resize(*map(int, (folder / "size").read_text(encoding="ascii").split()))
    window.show()
    app.exec()
    return found


def judge(found: Found, report: Report) -> None:
    """At most 1.8 times the bare window."""
    what = "start to first painted window (empty file)"
    report.ratio(what, found["ours"]["s"], found["bound"]["s"], at_most=1.8)
    report.note("the same, memory at its peak", f"{found['ours']['mib']:.0f} MiB")


if __name__ == "__main__":
    main(__file__, [ours, bound], judge, prepare=prepare, rounds=9)
