"""A list of 100,000 records to its first paint, against a bare paged model on plain sqlite3.

The bound is the fastest list of our measurements: an array of row ids, pages of 200 rows of forty
columns fetched when seen. Ours sorts by title, shows links and dates as people read them.
"""

import array
import collections
import sqlite3
import time
from pathlib import Path

from _bench import Found, Report, Sample, main, memory
from _data import fill, multiply, new_file, typed, values

KIND, MADE, TIMES, COLUMNS = "product", 1000, 100, 40
PAGE, PAGES = 200, 50


def prepare(folder: Path) -> Sample:
    """Both files: ours, and one table of forty plain columns."""
    path = folder / "list.ocop"
    with new_file(path) as data:
        fill(data, KIND, MADE)
        rows = list(typed(data.forms[KIND], (values(data.forms[KIND], n) for n in range(MADE))))
    multiply(path, KIND, TIMES)
    with sqlite3.connect(folder / "bound.db") as file:
        names = ", ".join(f"c{number}" for number in range(COLUMNS))
        file.execute(f"CREATE TABLE sp ({names})")
        plain = [[None if cell is None else str(cell) for cell in row[:COLUMNS]] for row in rows]
        insert = f"INSERT INTO sp VALUES ({', '.join('?' * COLUMNS)})"
        for _ in range(TIMES):
            file.executemany(insert, plain)
    return {}


def painted(make) -> Sample:
    """Seconds from asking for the list to its first paint, and the memory that it took."""
    from PySide6.QtCore import QEvent, QObject, QTimer
    from PySide6.QtWidgets import QApplication, QTableView

    app = QApplication.instance() or QApplication([])

    class FirstPaint(QObject):
        seen = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            if event.type() == QEvent.Type.Paint and not self.seen:
                self.seen = True
                QTimer.singleShot(0, app.quit)
            return False

    view, first = QTableView(), FirstPaint()
    view.viewport().installEventFilter(first)
    view.resize(1200, 800)
    before, start = memory(), time.perf_counter()
    model = make(view)
    view.setModel(model)
    view.show()
    app.exec()
    sample = {"ms": (time.perf_counter() - start) * 1000}
    assert model.rowCount() == MADE * TIMES
    view.scrollToBottom()
    view.viewport().repaint()
    return sample | {"mib": memory() - before}


def ours(folder: Path) -> Sample:
    """The model of the program's lists, on an open data file."""
    from ocop_desktop.actions import lists, start

    data = start.open_data(folder / "list.ocop")
    lists.count(data, KIND)  # an open program has asked something before
    from PySide6.QtWidgets import QApplication

    from ocop_desktop.gui import theme
    from ocop_desktop.gui.desk import Desk
    from ocop_desktop.gui.list_model import ListModel, Query

    app = QApplication([])
    theme.now()
    desk = Desk(data, app)

    def make(view):
        model = ListModel(desk, view)
        model.ask(Query(KIND))
        return model

    return painted(make)


def bound(folder: Path) -> Sample:
    """Ids in an array, pages by id, forty columns as they stand."""
    from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt

    class Paged(QAbstractTableModel):
        def __init__(self, parent) -> None:
            super().__init__(parent)
            self.file = sqlite3.connect(folder / "bound.db")
            found = self.file.execute("SELECT rowid FROM sp ORDER BY rowid")
            self.ids = array.array("q", (row[0] for row in found))
            self.pages = collections.OrderedDict()

        def rowCount(self, _parent=None) -> int:
            return len(self.ids)

        def columnCount(self, _parent=None) -> int:
            return COLUMNS

        def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            number, place = divmod(index.row(), PAGE)
            page = self.pages.get(number) or self.fetch(number)
            return page[place][index.column()]

        def fetch(self, number: int):
            wanted = self.ids[number * PAGE : (number + 1) * PAGE]
            marks = ",".join("?" * len(wanted))
            found = self.file.execute(f"SELECT rowid, * FROM sp WHERE rowid IN ({marks})", wanted)
            rows = {row[0]: row[1:] for row in found}
            page = self.pages[number] = [rows[one] for one in wanted]
            if len(self.pages) > PAGES:
                self.pages.popitem(last=False)
            return page

    return painted(Paged)


def judge(found: Found, report: Report) -> None:
    """At most 1.3 times the bare model; under 60 MiB."""
    what = "list of 100,000 records, first paint"
    report.ratio(what, found["ours"]["ms"], found["bound"]["ms"], at_most=1.3, unit="ms")
    report.limit("the same, memory added", found["ours"]["mib"], at_most=60)


if __name__ == "__main__":
    main(__file__, [ours, bound], judge, prepare=prepare)
