"""Lịch sử sửa đổi: everything that was done in this file, by form, person, kind and day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout

from ocop_desktop.actions import history
from ocop_desktop.actions.history import Wanted
from ocop_desktop.gui import theme
from ocop_desktop.gui.action_words import done
from ocop_desktop.gui.changes_panel import ChangesPanel
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.history_headings import pages
from ocop_desktop.gui.open_at import open_at
from ocop_desktop.schema import dates

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_TYPING_MS = 250
_EMPTY = "Không có lần sửa nào như vậy. Bỏ bớt điều kiện lọc để xem nhiều hơn."


class HistoryPage(Fresh, QFrame):
    """One long list; each part of it is fetched when it is scrolled to."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window, self._desk = window, window.desk
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        title = QLabel("Lịch sử sửa đổi", self)
        title.setObjectName("page-title")
        column.addWidget(title)
        column.addLayout(self._filters())
        self.panel = ChangesPanel(self._desk, self)
        self.panel.opened.connect(lambda line: open_at(window, line))
        self.panel.undo_wanted.connect(lambda key: window.verbs.turning.undo_chosen(*key))
        column.addWidget(self.panel, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_TYPING_MS)
        self._later.timeout.connect(self._show)
        self.setFocusProxy(self.panel.tree)

    def look(self) -> None:
        """Show what is so now."""
        self._offer()
        self._show()

    def wanted(self) -> Wanted:
        """What the filters ask for."""
        return Wanted(
            kind=str(self._kind.currentData() or ""),
            by=self._by.currentData(),
            verb=str(self._verb.currentData() or ""),
            since=self._day(self._since),
            until=self._day(self._until),
            typed=self._typed.text(),
        )

    def _show(self) -> None:
        self.panel.show_pages(pages(self._desk, self.wanted()), _EMPTY)
        self.panel.note.setText(
            "Enter mở bản ghi tại ô · Alt+L lấy lại giá trị · Alt+H hoàn tác việc"
        )

    # ---- filters

    def _filters(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self._typed = self._line("history.typed", "Tìm tên bản ghi hoặc giá trị cũ", 0)
        self._typed.setClearButtonEnabled(True)
        self._typed.textChanged.connect(lambda _: self._later.start())
        row.addWidget(self._typed, 2)
        self._kind, self._verb, self._by = (
            self._combo(f"history.{name}", label)
            for name, label in (("kind", "Mẫu"), ("verb", "Việc"), ("by", "Người sửa"))
        )
        for box in (self._kind, self._verb, self._by):
            row.addWidget(box, 1)
        self._since = self._line("history.since", "từ ngày", 104)
        self._until = self._line("history.until", "đến ngày", 104)
        for line in (self._since, self._until):
            line.editingFinished.connect(self._show)
            row.addWidget(line)
        return row

    def _line(self, name: str, hint: str, width: int) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(hint)
        line.setPlaceholderText(hint)
        if width:
            line.setFixedWidth(theme.now().px(width))
        return line

    def _combo(self, name: str, label: str) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setMinimumContentsLength(10)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.activated.connect(lambda _: self._show())
        return box

    def _offer(self) -> None:
        """The answers that filters offer, as the file is now."""
        data = self._desk.data
        forms = [(form.plural, kind) for kind, form in data.forms.top.items()]
        named: dict[str, str] = {}
        for verb in history.verbs(data):
            named.setdefault(done(verb), verb)
        people = [(name or "(chưa ghi tên)", name) for name in history.people(data)]
        self._fill(self._kind, "Mọi mẫu", forms)
        self._fill(self._verb, "Mọi việc", sorted(named.items()))
        self._fill(self._by, "Mọi người", people)

    @staticmethod
    def _fill(box: QComboBox, every: str, answers: list[tuple[str, str]]) -> None:
        chosen = box.currentData()
        box.clear()
        box.addItem(every, None)
        for label, value in answers:
            box.addItem(label, value)
        box.setCurrentIndex(max(0, box.findData(chosen)))

    @staticmethod
    def _day(line: QLineEdit) -> str:
        """A typed day (or month, or year) as ISO text; "" where it is none, and the box says so."""
        text = line.text().strip()
        try:
            day = dates.parse(text) if text else ""
        except ValueError:
            mark(line, "state", "error")
            return ""
        mark(line, "state", "")
        return day
