"""A finished document before it is printed: pages, zoom, search, which pages, which printer."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.preview import Hit, Pages, page_numbers
from ocop_desktop.gui import icons, paper_out, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button
from ocop_desktop.gui.preview_pages import PageView
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Rejected

if TYPE_CHECKING:
    from ocop_desktop.gui.task import Task
    from ocop_desktop.gui.window import MainWindow

_PAUSE_MS = 250
_NO_PRINTER = "Chưa có máy in"


class PreviewWindow(QDialog):
    """Stays beside the main window; closing it leaves the file where it is."""

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("preview")
        self.setWindowTitle(f"Xem trước · {file.stem}")
        self.setWindowFlag(Qt.WindowType.WindowMaximizeButtonHint)
        self._window, self._file = window, file
        self.document = Pages(file)
        self._hits: list[Hit] = []
        self._at = -1
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._search)
        self.view = PageView(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(self._top_line())
        column.addWidget(self.view, 1)
        column.addLayout(self._print_line())
        foot = QHBoxLayout()
        self.message = QLabel("", self)
        self.message.setWordWrap(True)
        mark(self.message, "look", "note")
        foot.addWidget(self.message, 1)
        self.stop = button("Huỷ", "x", self._stop, self)
        self.stop.setObjectName("preview.stop")
        self.stop.setAutoDefault(False)
        self.stop.hide()
        foot.addWidget(self.stop)
        column.addLayout(foot)
        self._task: Task | None = None
        window.desk.tasks.shown.connect(self._follow)
        window.desk.tasks.ended.connect(self._leave_task)
        self.view.turned.connect(self._tell_page)
        self.view.zoomed.connect(self._tell_page)
        self._shortcuts()
        screen = window.size()
        self.resize(min(theme.now().px(1040), screen.width()), screen.height() - 40)
        self.view.show_pages(self.document)
        self._tell_page()
        self.view.setFocus()

    # ---- the line above: where one is, how large, words to find

    def _top_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._small("chevron-up", "Trang trước (Page Up)", partial(self._turn, -1)))
        self.number = QLineEdit(self)
        self.number.setObjectName("preview.number")
        self.number.setAccessibleName("Trang số")
        self.number.setFixedWidth(theme.now().px(58))
        self.number.returnPressed.connect(self._go)
        line.addWidget(self.number)
        self.count = QLabel("", self)
        line.addWidget(self.count)
        line.addWidget(self._small("chevron-down", "Trang sau (Page Down)", partial(self._turn, 1)))
        line.addSpacing(12)
        line.addWidget(self._small("zoom-out", "Nhỏ hơn (Ctrl+-)", partial(self._zoom, -1)))
        self.size_label = QLabel("", self)
        self.size_label.setMinimumWidth(theme.now().px(44))
        self.size_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        line.addWidget(self.size_label)
        line.addWidget(self._small("zoom-in", "Lớn hơn (Ctrl++)", partial(self._zoom, 1)))
        line.addWidget(self._small("maximize-2", "Vừa bề ngang (W)", self.view.fit_width))
        line.addStretch(1)
        self.words = QLineEdit(self)
        self.words.setObjectName("preview.find")
        self.words.setAccessibleName("Tìm trong tài liệu")
        self.words.setPlaceholderText("Tìm trong tài liệu…")
        self.words.setFixedWidth(theme.now().px(220))
        self.words.textChanged.connect(lambda _: self._pause.start())
        self.words.returnPressed.connect(self._next_hit)
        line.addWidget(self.words)
        self.found = QLabel("", self)
        mark(self.found, "look", "note")
        self.found.setMinimumWidth(theme.now().px(64))
        line.addWidget(self.found)
        return line

    def _small(self, icon: str, words: str, run: object) -> QPushButton:
        made = QPushButton(self)
        made.setAccessibleName(words)
        made.setToolTip(words)
        icons.put(made, icon, "text", 16)
        made.setAutoDefault(False)
        made.clicked.connect(lambda: run() if callable(run) else None)
        return made

    def _shortcuts(self) -> None:
        for keys, run in (
            ("Ctrl+F", self._to_search),
            ("F3", self._next_hit),
            ("Shift+F3", self._previous_hit),
            ("Ctrl++", partial(self._zoom, 1)),
            ("Ctrl+=", partial(self._zoom, 1)),
            ("Ctrl+-", partial(self._zoom, -1)),
            ("Ctrl+P", self.print_pages),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(run)

    def _to_search(self) -> None:
        self.words.setFocus()
        self.words.selectAll()

    def _turn(self, by: int) -> None:
        self.view.go(max(0, min(len(self.document) - 1, self.view.front + by)))

    def _zoom(self, by: int) -> None:
        self.view.step_zoom(by)

    def _go(self) -> None:
        text = self.number.text().strip()
        if text.isdecimal() and 1 <= int(text) <= len(self.document):
            self.view.go(int(text) - 1)
            self.view.setFocus()
        else:
            self._tell_page()

    def _tell_page(self, *_: object) -> None:
        self.number.setText(str(self.view.front + 1))
        self.count.setText(f"/ {len(self.document)}")
        self.size_label.setText(f"{round(self.view.zoom * 100)} %")

    # ---- finding

    def _search(self) -> None:
        self._hits = list(self.document.find(self.words.text()))
        self._at = -1
        self.view.mark(self._hits)
        if self._hits:
            self._step_hit(1)
        else:
            self.found.setText("không có" if self.words.text().strip() else "")

    def _next_hit(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._search()
        else:
            self._step_hit(1)

    def _previous_hit(self) -> None:
        self._step_hit(-1)

    def _step_hit(self, by: int) -> None:
        if self._hits:
            self._at = (self._at + by) % len(self._hits)
            self.view.choose(self._hits[self._at])
            self.found.setText(f"{self._at + 1} / {len(self._hits)}")

    # ---- the line below: which pages, which printer

    def _print_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(QLabel("Trang", self))
        self.range = QLineEdit(self)
        self.range.setObjectName("preview.range")
        self.range.setAccessibleName("In những trang")
        self.range.setPlaceholderText("tất cả, hoặc 1-20, 25, 30-")
        self.range.setMinimumWidth(theme.now().px(196))
        line.addWidget(self.range, 1)
        self.printer = QComboBox(self)
        self.printer.setObjectName("preview.printer")
        self.printer.setAccessibleName("Máy in")
        self.printer.setMinimumWidth(theme.now().px(150))
        names = paper_out.printers()
        self.printer.addItems(names or [_NO_PRINTER])
        self.printer.setEnabled(bool(names))
        if self._window.preferences.printer in names:
            self.printer.setCurrentText(self._window.preferences.printer)
        line.addWidget(self.printer)
        self.two_sided = QCheckBox("Hai mặt", self)
        self.two_sided.setObjectName("preview.two_sided")
        self.two_sided.setChecked(self._window.preferences.two_sided)
        self.two_sided.setToolTip(
            "Máy in không tự lật giấy: in trang lẻ trước (1, 3, 5…), lật cả tập rồi in trang chẵn."
        )
        line.addWidget(self.two_sided)
        line.addStretch(1)
        folder = partial(self._window.desk.show_path, self._file.parent)
        line.addWidget(button("Mở thư mục", "folder-open", folder, self))
        other = partial(self._window.desk.show_path, self._file)
        line.addWidget(button("Mở bằng chương trình khác", "external-link", other, self))
        go = button("In", "printer", self.print_pages, self, "primary")
        go.setObjectName("preview.print")
        go.setEnabled(bool(names))
        line.addWidget(go)
        for made in self.findChildren(QPushButton):
            made.setAutoDefault(False)
        return line

    def print_pages(self, to_file: Path | None = None) -> None:
        """Send the wanted pages to the chosen printer (or into a PDF file), and say so."""
        try:
            numbers = page_numbers(self.range.text(), len(self.document))
            name, twice = self.printer.currentText(), self.two_sided.isChecked()
            printer = paper_out.printer_of(name, two_sided=twice, to_file=to_file)
        except (Rejected, Trouble) as refused:
            self._say(str(refused), "error")
            return
        prefers = self._window.preferences
        prefers.two_sided = twice
        if to_file is None:
            prefers.printer = name
        prefers.save()
        file, where = self._file, to_file.name if to_file else name
        self._window.desk.run(
            f"Đang in ra {where}",
            lambda progress: paper_out.send(file, numbers, printer, progress),
            lambda count: self._say(f"Đã gửi {count} trang tới {where}."),
        )

    def _follow(self, task: Task) -> None:
        """Tell here how far printing is: the main window stands behind."""
        self._task = task
        task.progressed.connect(self._tell_progress)
        self.stop.show()

    def _tell_progress(self, done: int, total: int, what: str) -> None:
        self._say(f"Đang in {done}/{total}: {what}")

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._say("Đã dừng in.")

    def _leave_task(self) -> None:
        self._task = None
        self.stop.hide()

    def _say(self, text: str, look: str = "note") -> None:
        mark(self.message, "look", look)
        self.message.setText(text)

    def closeEvent(self, event: QCloseEvent) -> None:
        self._pause.stop()
        self.document.close()
        super().closeEvent(event)


def show(window: MainWindow, file: Path, parent: QWidget | None = None) -> PreviewWindow | None:
    """Show a PDF; where it cannot be shown here, say why."""
    made = window.desk.attempt(lambda: PreviewWindow(window, file))
    if made is not None:
        made.show()
    return made
