"""Ai chưa gửi: every unit of the province, whether it sent for the period, and what it lacks."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel

from ocop_desktop.actions import senders
from ocop_desktop.actions.senders import HEADINGS, LEVELS, Sender
from ocop_desktop.gui import dialogs, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.plain_table import PlainTable
from ocop_desktop.paths import documents_dir
from ocop_desktop.schema.dates import show

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_NOTE = (
    "Mỗi tệp chứa toàn bộ dữ liệu của đơn vị, nên thiếu một tệp ở giữa không làm mất gì; "
    "cột “Thiếu tệp số” để hỏi lại đơn vị cho chắc."
)


class SendersPage(Fresh, Page):
    """The period and the units asked for above, a line for each unit below."""

    PAINTED_FIRST = True

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Ai chưa gửi", window)
        self._desk = window.desk
        self._found: list[Sender] = []
        copy = button("Chép lời nhắc", "copy", self._copy, self, "primary")
        copy.setObjectName("senders.copy")
        copy.setToolTip("Lời nhắc kèm tên các đơn vị chưa gửi, để dán vào Zalo hoặc thư")
        self.heading.addWidget(copy)
        out = button("Ra Excel…", "file-spreadsheet", self._ask_workbook, self)
        out.setObjectName("senders.excel")
        self.heading.addWidget(out)
        self.column.addLayout(self._asked())
        self._card = Card("", self.inside)
        self._card.column.addWidget(note_label(_NOTE, self._card))
        self.column.addWidget(self._card)
        self.column.addStretch(1)

    def look(self) -> None:
        """Ask again who sent."""
        self._fill_periods()
        self._look()

    # ---- what is asked

    def _asked(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        self._period, self._level = QComboBox(self.inside), QComboBox(self.inside)
        for box, name, label in (
            (self._period, "senders.period", "Kỳ"),
            (self._level, "senders.level", "Đơn vị phải gửi"),
        ):
            words = QLabel(label, self.inside)
            mark(words, "look", "label")
            words.setBuddy(box)
            box.setObjectName(name)
            box.setAccessibleName(label)
            box.setMinimumWidth(theme.now().px(230))
            box.activated.connect(lambda _: self._look())
            row.addWidget(words)
            row.addWidget(box)
            row.addSpacing(12)
        self._level.addItem("Như các tệp đã nhận", None)
        for level, label in LEVELS.items():
            self._level.addItem(label, level)
        self._told = note_label("", self.inside)
        self._told.setObjectName("senders.told")
        row.addWidget(self._told, 1)
        return row

    def _fill_periods(self) -> None:
        chosen = self._period.currentData()
        today = self._desk.today()
        quarter = 3 * ((int(today[5:7]) - 1) // 3) + 1
        half = 1 if quarter < 7 else 7
        begins = {
            f"{today[:8]}01": "Tháng này",
            f"{today[:5]}{quarter:02}-01": "Quý này",
            f"{today[:5]}{half:02}-01": "6 tháng này",
            f"{today[:5]}01-01": "Năm nay",
        }
        self._period.clear()
        for begin, words in reversed(begins.items()):
            self._period.addItem(f"{words} (từ {show(begin)})", ("since", begin))
        for label in senders.periods(self._desk.data):
            self._period.addItem(f"Tệp ghi kỳ “{label}”", ("period", label))
        place = next((n for n in range(self._period.count()) if self._what(n) == chosen), 0)
        self._period.setCurrentIndex(place)

    def _what(self, place: int) -> tuple[str, str]:
        kind, value = self._period.itemData(place) or ("since", "")
        return str(kind), str(value)

    def _given(self) -> tuple[str, str]:
        """The first day, or the label, of the period asked for."""
        kind, value = self._what(self._period.currentIndex())
        return (value, "") if kind == "since" else ("", value)

    # ---- what is so

    def _look(self) -> None:
        data, level = self._desk.data, self._level.currentData()
        since, period = self._given()
        self._desk.run(
            "Đang xem ai đã gửi",
            lambda _: senders.senders(data, since=since, period=period, level=level),
            self._show_found,
        )

    def _show_found(self, found: list[Sender]) -> None:
        self._found = found
        counts = Counter(one.state for one in found)
        told = [
            f"{counts[state]} {words.lower()}"
            for state, words in reversed(list(senders.STATES.items()))
            if counts[state]
        ]
        self._told.setText(" · ".join(told) or "Chưa có đơn vị nào.")
        self._card.clear(keep=1)
        table = PlainTable(HEADINGS, [one.line() for one in found], self._card)
        table.setObjectName("senders.table")
        self._card.column.addWidget(table)

    def _copy(self) -> None:
        since, period = self._given()
        text = senders.reminder(self._desk.data, self._found, since=since, period=period)
        QGuiApplication.clipboard().setText(text)
        self._desk.say("Đã chép lời nhắc. Dán vào Zalo hoặc thư bằng Ctrl+V.", "good")

    def _ask_workbook(self) -> None:
        place = documents_dir() / f"OCOP-ai-chua-gui-{self._desk.today()}.xlsx"
        dialogs.choose_place(self, "Lưu danh sách", dialogs.EXCEL_FILTER, place, self._write)

    def _write(self, out: Path) -> None:
        def done(_: object) -> None:
            self._desk.say(f"Đã ghi {out.name}", "good")

        self._desk.run("Đang ghi danh sách", lambda _: senders.workbook(self._found, out), done)
