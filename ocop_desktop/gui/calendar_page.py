"""Lịch hạn: a month at a glance, what is due on each day, and the chosen day's list beside it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ocop_desktop.gui import dialogs, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.today_page import Line, due_state
from ocop_desktop.paths import documents_dir

if TYPE_CHECKING:
    from ocop_desktop.actions.due import Due
    from ocop_desktop.actions.month import Day
    from ocop_desktop.gui.window import MainWindow

Index = QModelIndex | QPersistentModelIndex
_DAY = int(Qt.ItemDataRole.UserRole)
_HEADS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
_SHOWN, _LINE, _CELL = 3, 18, 84
_TONES = {"overdue": ("✕", "red"), "soon": ("⚠", "gold-text"), "later": ("✓", "brand")}
_ICS_FILTER = "Lịch (*.ics)"


class _Cells(QStyledItemDelegate):
    """Draws a day: its number, the holiday, the first few deadlines."""

    today = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        day: Day | None = index.data(_DAY)
        if day is None:
            return
        dressed, area = theme.now(), option.rect
        painter.save()
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = "brand-soft" if chosen else "raised" if day.off else "surface"
        painter.fillRect(area, dressed.colour(ground))
        painter.setPen(QPen(dressed.colour("line")))
        painter.drawRect(area.adjusted(0, 0, -1, -1))
        inner = area.adjusted(dressed.px(8), dressed.px(5), -dressed.px(6), -dressed.px(4))
        self._number(painter, inner, day)
        self._list(painter, inner.adjusted(0, dressed.px(20), 0, 0), day)
        painter.restore()

    def _number(self, painter: QPainter, area: QRect, day: Day) -> None:
        dressed, now = theme.now(), day.day.isoformat() == self.today
        weight = QFont.Weight.Bold if now else QFont.Weight.DemiBold
        painter.setFont(dressed.font(13, weight))
        use = "brand" if now else "text" if day.inside and not day.off else "text-3"
        painter.setPen(QPen(dressed.colour(use)))
        text = f"{day.day.day} hôm nay" if now else str(day.day.day)
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, text)
        if day.holiday:
            left = painter.fontMetrics().horizontalAdvance(text) + dressed.px(8)
            painter.setFont(dressed.font(12))
            painter.setPen(QPen(dressed.colour("text-3")))
            room = area.adjusted(left, 0, 0, 0)
            end = Qt.TextElideMode.ElideRight
            said = painter.fontMetrics().elidedText(day.holiday, end, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, said)

    def _list(self, painter: QPainter, area: QRect, day: Day) -> None:
        dressed = theme.now()
        painter.setFont(dressed.font(12))
        line = QRect(area.left(), area.top(), area.width(), dressed.px(_LINE))
        room = max(1, area.height() // dressed.px(_LINE))
        shown = day.due if len(day.due) <= room else day.due[: room - 1]
        for one in shown:
            sign, use = _TONES[one.state]
            self._words(painter, line, f"{sign} {_about(one)}", use)
            line.translate(0, dressed.px(_LINE))
        if len(shown) < len(day.due):
            self._words(painter, line, f"và {len(day.due) - len(shown)} việc nữa", "text-3")

    def _words(self, painter: QPainter, area: QRect, text: str, use: str) -> None:
        painter.setPen(QPen(theme.now().colour(use)))
        cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


class Month(QTableWidget):
    """Six weeks; the arrows go on into the next month, Page Up and Page Down turn the page."""

    turned = Signal(int)
    entered = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 7, parent)
        self.setObjectName("calendar.month")
        self.setAccessibleName("Lịch hạn trong tháng")
        self.setHorizontalHeaderLabels(list(_HEADS))
        self.cells = _Cells(self)
        self.setItemDelegate(self.cells)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.now().px(56))
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)

    def show_weeks(self, weeks: Sequence[Sequence[Day]], today: str) -> None:
        """Show the weeks of a month."""
        self.cells.today = today
        self.blockSignals(True)
        self.setRowCount(len(weeks))
        for row, week in enumerate(weeks):
            for column, day in enumerate(week):
                item = QTableWidgetItem()
                item.setData(_DAY, day)
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _spoken(day))
                item.setToolTip("\n".join(one.title for one in day.due))
                self.setItem(row, column, item)
        self.blockSignals(False)
        self.setMinimumHeight(theme.now().px(_CELL) * len(weeks) + theme.now().px(36))

    def day(self) -> Day | None:
        """The day that is chosen."""
        item = self.currentItem()
        found: Day | None = item.data(_DAY) if item is not None else None
        return found

    def choose(self, wanted: date) -> None:
        """Choose a day that is shown."""
        for row in range(self.rowCount()):
            for column in range(7):
                item = self.item(row, column)
                if item is not None and item.data(_DAY).day == wanted:
                    self.setCurrentCell(row, column)
                    return

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, at = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_PageUp or (key == Qt.Key.Key_Up and at.row() == 0):
            self.turned.emit(-1 if key == Qt.Key.Key_PageUp else -7)
        elif key == Qt.Key.Key_PageDown or (key == Qt.Key.Key_Down and at.row() == self._last):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else 7)
        else:
            super().keyPressEvent(event)

    @property
    def _last(self) -> int:
        return self.rowCount() - 1


class CalendarPage(Fresh, Page):
    """The deadlines of a month; a day's lines open their records."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Lịch hạn", window)
        self._window, self._desk = window, window.desk
        today = date.fromisoformat(self._desk.today())
        self._first, self._wanted = today.replace(day=1), today
        self._found: list[Due] = []
        for text, icon, name, by in (
            ("Tháng trước", "chevron-left", "calendar.previous", -1),
            ("Tháng sau", "chevron-right", "calendar.next", 1),
        ):
            turn = button(text, icon, partial(self._turn, by), self)
            turn.setObjectName(name)
            self.heading.addWidget(turn)
        self.heading.addWidget(button("Hôm nay", "calendar", self._go_today, self))
        notices = button("In thông báo sắp hết hạn", "mail", self._print_notices, self)
        notices.setObjectName("calendar.notices")
        self.heading.addWidget(notices)
        phone = button("Ghi ra điện thoại…", "download", self._ask_file, self)
        phone.setObjectName("calendar.phone")
        self.heading.addWidget(phone)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.month = Month(self.inside)
        self.month.currentCellChanged.connect(lambda *_: self._show_day())
        self.month.turned.connect(self._turn_or_step)
        self.month.entered.connect(self._go_list)
        row.addWidget(self.month, 5)
        self.list = Card("", self.inside)
        self.list.setMinimumWidth(theme.now().px(270))
        row.addWidget(self.list, 2)
        self.column.addLayout(row)
        self.inside.setMaximumWidth(theme.now().px(1700))
        self._doubts = note_label("", self.inside)
        self.column.addWidget(self._doubts)
        self.column.addStretch(1)
        self.setFocusProxy(self.month)

    def look(self) -> None:
        """Look again what is due."""
        from ocop_desktop.actions.due import due

        data = self._desk.data
        self._desk.run("Đang xem việc đến hạn", lambda _: due(data), self._take)

    def _take(self, found: list[Due]) -> None:
        from ocop_desktop.actions.due import doubts

        self._found = found
        self._doubts.setText("\n".join(doubts(self._desk.data)))
        self._show()

    # ---- turning pages

    def _turn(self, by: int) -> None:
        """Go some months on, to the same day where there is one."""
        number = self._first.year * 12 + self._first.month - 1 + by
        self._first = date(number // 12, number % 12 + 1, 1)
        last = (self._first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._wanted = self._first.replace(day=min(self._wanted.day, last.day))
        self._show()

    def _turn_or_step(self, by: int) -> None:
        if abs(by) == 1:
            self._turn(by)
            return
        self._wanted += timedelta(days=by)
        self._first = self._wanted.replace(day=1)
        self._show()

    def _go_today(self) -> None:
        self._wanted = date.fromisoformat(self._desk.today())
        self._first = self._wanted.replace(day=1)
        self._show()
        self.month.setFocus()

    def _show(self) -> None:
        from ocop_desktop.actions.month import weeks

        self.note.setText(f"tháng {self._first.month}/{self._first.year}")
        made = weeks(self._first.year, self._first.month, self._found)
        self.month.show_weeks(made, self._desk.today())
        self.month.choose(self._wanted)
        self._show_day()

    # ---- the day that is chosen

    def _show_day(self) -> None:
        day = self.month.day()
        if day is None:
            return
        self._wanted = day.day
        card, today = self.list, self._desk.today()
        card.clear(keep=0)
        heading = note_label(f"{_HEADS[day.day.weekday()]}, {day.day:%d/%m/%Y}", card)
        mark(heading, "look", "strong")
        card.column.addWidget(heading)
        if day.holiday:
            card.column.addWidget(note_label(day.holiday, card))
        if not day.due:
            card.column.addWidget(note_label("Không có việc đến hạn.", card))
        for one in day.due:
            what, _, about = one.title.partition(": ")
            words, tone = due_state(one, today)
            line = Line(about or what, what, words, tone, card, upright=True)
            if one.record:
                line.opened.connect(partial(self._window.open_record, one.form, one.record))
            card.column.addWidget(line)
        card.column.addStretch(1)

    def _go_list(self) -> None:
        """Go from the month into the day's list."""
        lines = self.list.findChildren(Line)
        if lines:
            lines[0].setFocus()

    # ---- for the phone

    def _print_notices(self) -> None:
        from ocop_desktop.gui.print_many import print_notices

        print_notices(self._window)

    def _ask_file(self) -> None:
        suggested = documents_dir() / f"OCOP-lich-{self._desk.today()}.ics"
        dialogs.choose_place(self, "Ghi lịch cho điện thoại", _ICS_FILTER, suggested, self._write)

    def _write(self, out: Path) -> None:
        from ocop_desktop.actions.due import write_ics

        data, found = self._desk.data, self._found
        self._desk.run(
            "Đang ghi lịch",
            lambda _: write_ics(data, found, out),
            lambda _: self._window.status.say_and_offer(
                f"Đã ghi {out.name}", "Mở thư mục", partial(self._desk.show_path, out.parent)
            ),
        )


def _about(one: Due) -> str:
    """The record first: what it is stands in the list of the day."""
    what, _, about = one.title.partition(": ")
    return about or what


def _spoken(day: Day) -> str:
    parts = [f"{day.day:%d/%m/%Y}", day.holiday, *(one.title for one in day.due)]
    return ". ".join(part for part in parts if part)
