"""Any page of a list of 100,000 against its first page, and a step of scrolling against Qt's own.

The bound of a step is QSqlTableModel of Qt (SQLite driver) in a plain view over a table of the
texts that ours shows, all of them fetched. A step is one row down, painted.
"""

import sqlite3
import statistics
import time
from pathlib import Path
from random import Random

from _bench import Found, Report, Sample, main
from _data import fill, multiply, new_file

KIND, MADE, TIMES, PAGE = "product", 1000, 100, 64
PAGES, STEPS = 200, 400


def prepare(folder: Path) -> Sample:
    """Our file, and a table of what its list shows."""
    from ocop_desktop.actions import lists, start

    path = folder / "list.ocop"
    with new_file(path) as data:
        fill(data, KIND, MADE)
    multiply(path, KIND, TIMES)
    with start.open_data(path) as data, sqlite3.connect(folder / "bound.db") as file:
        columns = lists.usual_columns(data.forms[KIND])
        file.execute(f"CREATE TABLE shown ({', '.join(columns)})")
        keys = list(lists.keys(data, KIND))
        marks = ", ".join("?" * len(columns))
        for first in range(0, len(keys), 1000):
            rows = lists.rows(data, KIND, keys[first : first + 1000], columns)
            file.executemany(f"INSERT INTO shown VALUES ({marks})", (row.texts for row in rows))
    return {}


def pages(folder: Path) -> Sample:
    """The first page of the list, and pages anywhere, every one read anew."""
    from ocop_desktop.actions import lists, start

    data = start.open_data(folder / "list.ocop", write=False)
    columns = lists.usual_columns(data.forms[KIND])
    keys = lists.keys(data, KIND)
    numbers = [Random(1).randrange(len(keys) // PAGE) for _ in range(PAGES)]

    def taken(number: int) -> float:
        begun = time.perf_counter()
        rows = lists.rows(data, KIND, keys[number * PAGE : (number + 1) * PAGE], columns)
        assert rows
        return (time.perf_counter() - begun) * 1000

    begun = time.perf_counter()
    keys[len(keys) - 1]
    sample = {"end": (time.perf_counter() - begun) * 1000}
    for number in numbers[:20]:
        taken(number)
    first = [taken(0) for _ in numbers]
    return sample | {
        "first": statistics.median(first),
        "any": statistics.median(map(taken, numbers)),
    }


def stepped(view) -> Sample:
    """The milliseconds of one step of scrolling, painted."""
    from PySide6.QtWidgets import QApplication

    view.resize(1200, 800)
    view.show()
    QApplication.processEvents()
    bar, seconds = view.verticalScrollBar(), []
    bar.setValue(bar.maximum() // 2)
    view.viewport().repaint()
    for _ in range(STEPS):
        begun = time.perf_counter()
        bar.setValue(bar.value() + 1)
        view.viewport().repaint()
        seconds.append(time.perf_counter() - begun)
    return {"ms": statistics.mean(seconds) * 1000}  # the mean: pages that are read count too


def ours(folder: Path) -> Sample:
    """The list of the program."""
    from PySide6.QtWidgets import QWidget

    from ocop_desktop.actions import start
    from ocop_desktop.gui import program, theme
    from ocop_desktop.gui.desk import Desk
    from ocop_desktop.gui.list_model import ListModel, Query
    from ocop_desktop.gui.list_table import ListTable

    app = program.application([])
    theme.put_on(app, "light")
    model = ListModel(Desk(start.open_data(folder / "list.ocop"), app))
    model.ask(Query(KIND))
    around = QWidget()
    table = ListTable(model, around)
    table.resize(1200, 800)
    table.fit(KIND)
    around.resize(1200, 800)
    around.show()
    return stepped(table)


def bound(folder: Path) -> Sample:
    """The model of Qt, in the same clothes."""
    from PySide6.QtSql import QSqlDatabase, QSqlTableModel
    from PySide6.QtWidgets import QHeaderView, QTableView

    from ocop_desktop.gui import program, theme

    app = program.application([])
    theme.put_on(app, "light")
    file = QSqlDatabase.addDatabase("QSQLITE")
    file.setDatabaseName(str(folder / "bound.db"))
    assert file.open()
    model = QSqlTableModel(db=file)
    model.setTable("shown")
    model.select()
    while model.canFetchMore():
        model.fetchMore()
    assert model.rowCount() == MADE * TIMES
    view = QTableView()
    view.setModel(model)
    view.setShowGrid(False)
    view.setWordWrap(False)
    view.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    view.verticalHeader().hide()
    view.verticalHeader().setDefaultSectionSize(theme.now().px(36))
    return stepped(view)


def judge(found: Found, report: Report) -> None:
    """Twice at most, both."""
    any_page = found["pages"]
    what = "any page of 100,000 against the first"
    report.ratio(what, any_page["any"], any_page["first"], at_most=2, unit="ms")
    report.note("  the last key of the list, once", f"{any_page['end']:.1f} ms")
    what = "one step of scrolling: QSqlTableModel"
    report.ratio(what, found["ours"]["ms"], found["bound"]["ms"], at_most=2, unit="ms")


if __name__ == "__main__":
    main(__file__, [pages, ours, bound], judge, prepare=prepare, rounds=3)
