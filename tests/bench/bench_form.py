"""Opening a form of sixty fields on a record, against a bare Qt form of the same fields.

The bound is what Qt offers by itself: a QFormLayout of line edits, combo boxes and text fields in a
scroll area, filled from a row of plain sqlite3. Ours reads the record with its search titles, says
what is wrong, hides what is not asked, and shows the heading with its chips.
"""

import shutil
import sqlite3
import time
from pathlib import Path

from _bench import Found, Report, Sample, main
from _data import new_file, values

KIND, FIELDS, RECORDS = "activity", 60, 12
KINDS = ("text", "date", "money", "whole", "decimal", "long_text", "yes_no", "phone", "year")
CHOICES = 'type = "choice", list = "activity_kind"'


def forms_of_sixty(folder: Path) -> Path:
    """The program's forms, one of them lengthened to sixty fields in sections of eleven."""
    from ocop_desktop.paths import forms_dir
    from ocop_desktop.schema import load_forms

    made = folder / "forms"
    if not made.exists():
        shutil.copytree(forms_dir(), made)
        path = made / f"{KIND}.toml"
        more = FIELDS - len(load_forms(made).top[KIND].fields)
        text = path.read_text(encoding="utf-8")
        for number in range(more):
            if number % 11 == 0:
                text += (
                    f'\n[[section]]\nname = "more{number}"\nlabel = "Mục {number}"\nfields = [\n'
                )
            kind = f'type = "{KINDS[number % len(KINDS)]}"' if number % 3 else CHOICES
            text += f'  {{ name = "more{number}", label = "Nội dung số {number}", {kind} }},\n'
            if number % 11 == 10 or number == more - 1:
                text += "]\n"
        path.write_text(text, encoding="utf-8")
    return made


def with_forms(folder: Path) -> None:
    """Let this process read those forms."""
    import os

    os.environ["OCOP_FORMS"] = str(forms_of_sixty(folder))


def prepare(folder: Path) -> Sample:
    """A dozen records in a data file, and the same texts in a plain table."""
    with_forms(folder)
    from ocop_desktop.actions import entries

    with new_file(folder / "form.ocop") as data:
        form = data.forms[KIND]
        assert len(form.fields) == FIELDS
        given = [(None, values(form, number), {}) for number in range(RECORDS)]
        assert all(one.saved for one in entries.save_many(data, KIND, given))
        entries.save(data, "subject", None, values(data.forms["subject"], 1))
        rows = [
            [field.type.show(value.get(field.name), data.look) for field in form.fields]
            for _, value, _ in given
        ]
    with sqlite3.connect(folder / "bound.db") as file:
        file.execute(f"CREATE TABLE f ({', '.join(f'c{n}' for n in range(FIELDS))})")
        file.executemany(f"INSERT INTO f VALUES ({', '.join('?' * FIELDS)})", rows)
    return {}


def come_to_rest() -> None:
    """Let be done what was left for later."""
    from PySide6.QtWidgets import QApplication

    until = time.perf_counter() + 0.3
    while time.perf_counter() < until:
        QApplication.processEvents()


def opened(show) -> Sample:
    """Milliseconds until the first record is painted, and (their median) the others after it.

    `show` gives the widget whose paint is waited for.
    """
    from PySide6.QtCore import QEvent, QObject
    from PySide6.QtWidgets import QApplication

    class Painted(QObject):
        seen = False

        def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
            self.seen |= event.type() == QEvent.Type.Paint
            return False

    def paint(number: int) -> float:
        painted = Painted()
        start = time.process_time()  # whatever else the machine does
        page = show(number)
        page.installEventFilter(painted)
        while not painted.seen:
            QApplication.processEvents()
        took = (time.process_time() - start) * 1000
        page.removeEventFilter(painted)
        come_to_rest()
        return took

    come_to_rest()
    first = paint(0)
    others = sorted(paint(number) for number in range(1, RECORDS))
    return {"first": first, "next": others[len(others) // 2]}


def ours(folder: Path) -> Sample:
    """The page of the program's window, the list of the records beside it."""
    with_forms(folder)
    from ocop_desktop.actions import lists, start
    from ocop_desktop.gui.preferences import Preferences
    from ocop_desktop.gui.program import application
    from ocop_desktop.gui.window import MainWindow

    data = start.open_data(folder / "form.ocop")
    app = application([])
    from ocop_desktop.gui import theme

    theme.put_on(app, "light")
    window = MainWindow(data, Preferences(theme="light"))
    window.resize(1366, 768)
    window.show()
    window.open_list("subject")  # a window in use: a record of another form is on the screen
    app.processEvents()
    assert window.view.page.kind == "subject"
    ids = [entry.id for entry in lists.entries(data, KIND)]
    page = window.view.page

    def show(number: int):
        assert page.show_record(KIND, ids[number])
        return page.body

    return opened(show)


def bare_widget(field, parent):
    """A plain widget for a field, and what puts a text into it."""
    from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit

    if field.type.kind == "choice":
        box = QComboBox(parent)
        box.addItems([""] + [option.label for option in field.type.options])
        return box, box.setCurrentText
    if field.type.kind in ("long_text", "notes"):
        long = QPlainTextEdit(parent)
        long.setFixedHeight(72)
        return long, long.setPlainText
    if field.type.kind == "yes_no":
        tick = QCheckBox(parent)
        return tick, lambda text: tick.setChecked(text == "Có")
    line = QLineEdit(parent)
    return line, line.setText


def bound(folder: Path) -> Sample:
    """A label and a plain widget for each field."""
    with_forms(folder)
    from PySide6.QtWidgets import (
        QApplication,
        QFormLayout,
        QLineEdit,
        QMainWindow,
        QScrollArea,
        QWidget,
    )

    from ocop_desktop.schema import load_forms

    app = QApplication([])
    app.setStyle("fusion")
    form = load_forms(folder / "forms").top[KIND]
    file = sqlite3.connect(folder / "bound.db")
    window = QMainWindow()
    window.resize(1366, 768)
    window.setCentralWidget(QLineEdit("in use"))
    window.show()
    putters: list = []

    def build() -> None:
        inside = QWidget()
        lines = QFormLayout(inside)
        for field in form.fields:
            widget, put = bare_widget(field, inside)
            putters.append(put)
            lines.addRow(field.label, widget)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inside)
        window.setCentralWidget(area)

    def show(number: int):
        if not putters:
            build()
        row = file.execute("SELECT * FROM f WHERE rowid = ?", (number + 1,)).fetchone()
        for put, text in zip(putters, row, strict=True):
            put(text or "")
        return window.centralWidget().widget()

    return opened(show)


def judge(found: Found, report: Report) -> None:
    """At most three times a bare form that is made and filled: with a new page, and in one."""
    ours_, bare = found["ours"], found["bound"]
    what = "open a form of 60 fields on a record"
    report.ratio(what, ours_["first"], bare["first"], at_most=3, unit="ms")
    what = "the same, where its page stands already"
    report.ratio(what, ours_["next"], bare["first"], at_most=3, unit="ms")
    report.note("a bare form filled anew", f"{bare['next']:.3g} ms")


if __name__ == "__main__":
    main(__file__, [ours, bound], judge, prepare=prepare, rounds=5)
