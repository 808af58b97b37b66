"""Việc hôm nay: how much there is, what runs out, what was sent; each line opens its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.line import Line as Line
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.today_backup import BackupPart
from ocop_desktop.gui.today_conflicts import ConflictsCard
from ocop_desktop.gui.today_drafts import DiscardedCard, DraftsCard
from ocop_desktop.gui.today_edits import EditsCard
from ocop_desktop.gui.today_flaws import FlawsCard
from ocop_desktop.gui.today_others import OthersCard
from ocop_desktop.gui.today_questions import QuestionsCard
from ocop_desktop.gui.today_sent import sentences
from ocop_desktop.gui.tones import days_left
from ocop_desktop.schema.dates import show
from ocop_desktop.schema.number_types import grouped

if TYPE_CHECKING:
    from ocop_desktop.actions.due import Due
    from ocop_desktop.gui.window import MainWindow

_TILES = (
    ("subject", "users"),
    ("product", "package"),
    ("recognition", "award"),
    ("course", "graduation-cap"),
    ("support", "wrench"),
)
_STATES = {  # of what is due, in the order of the page
    "overdue": "Đã quá hạn",
    "soon": "Cần làm ngay",
    "later": "Sắp tới",
}
_WITHIN, _MOST = 180, 12
_MANY = 2000  # with more records than these, looking takes a while


class _Tile(QFrame):
    """One number with its name; a click opens the list."""

    opened = Signal()

    def __init__(self, label: str, icon: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 12, 16, 12)
        words = QVBoxLayout()
        words.setSpacing(0)
        self.number = QLabel("…", self)
        self.number.setObjectName("big-number")
        name = QLabel(label, self)
        mark(name, "look", "note")
        words.addWidget(self.number)
        words.addWidget(name)
        row.addLayout(words)
        row.addStretch(1)
        picture = QLabel(self)
        picture.setPixmap(icons.pixmap(icon, theme.now().colours["brand"], 22, 2))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()


class TodayPage(Fresh, Page):
    """What an officer looks at first."""

    PAINTED_FIRST = True

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Việc hôm nay", window)
        self._window, self._desk = window, window.desk
        desk_button = button("Bàn phân loại", "inbox", partial(window.go, "sorting"), self)
        desk_button.setObjectName("today.sorting")
        self.heading.addWidget(desk_button)
        calendar = button("Lịch hạn", "calendar", partial(window.go, "calendar"), self)
        calendar.setObjectName("command.calendar")
        self.heading.addWidget(calendar)
        self._tiles: dict[str, _Tile] = {}
        self._drafts = (DraftsCard(window, self.inside), DiscardedCard(window, self.inside))
        self.column.addWidget(self._drafts[0])
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for kind, icon in _TILES:
            if kind in self._desk.data.forms:
                tiles.addWidget(self._tile(kind, icon), 1)
        self.column.addLayout(tiles)
        self._others = OthersCard(window, self.inside)
        self.column.addWidget(self._others)
        self._conflicts = ConflictsCard(window, self.inside)
        self.column.addWidget(self._conflicts)
        self._edits = EditsCard(window, self.inside)
        self.column.addWidget(self._edits)
        self._due = {state: Card(title, self.inside) for state, title in _STATES.items()}
        for card in self._due.values():
            card.hide()
            self.column.addWidget(card)
        self._flaws = FlawsCard(window, self.inside)
        self.column.addWidget(self._flaws)
        self._questions = QuestionsCard(window, self.inside)
        self.column.addWidget(self._questions)
        self._sent = Card("Gửi và sao lưu", self.inside)
        self.column.addWidget(self._sent)
        self.column.addWidget(self._drafts[1])
        self.column.addStretch(1)
        self._say_day()

    def showEvent(self, event: QShowEvent) -> None:
        """What is kept while typing stands there at once."""
        super().showEvent(event)
        for card in self._drafts:
            card.refresh()

    def look(self) -> None:
        """Count and look again."""
        from ocop_desktop.actions import lists
        from ocop_desktop.actions.due import due

        data = self._desk.data
        self._say_day()
        counts = {kind: lists.count(data, kind) for kind in self._tiles}
        for kind, tile in self._tiles.items():
            tile.number.setText(grouped(counts[kind]))
        self._fill_sent()
        self._others.refresh()
        self._conflicts.refresh()
        self._flaws.refresh()
        self._edits.refresh()
        if sum(counts.values()) < _MANY:
            self._questions.refresh()
            self._show(due(data, within=_WITHIN))
        else:
            label = "Đang xem việc đến hạn"
            self._desk.run(label, lambda _: due(data, within=_WITHIN), self._show)

    def _say_day(self) -> None:
        today = date.fromisoformat(self._desk.today())
        self.note.setText(f"ngày {today:%d/%m/%Y}")

    def _tile(self, kind: str, icon: str) -> _Tile:
        tile = _Tile(self._desk.form(kind).plural, icon, self.inside)
        tile.opened.connect(lambda: self._window.open_list(kind))
        self._tiles[kind] = tile
        return tile

    def _show(self, found: Sequence[Due]) -> None:
        """What is due, by how near it is."""
        today = self._desk.today()
        for state, card in self._due.items():
            these = [one for one in found if one.state == state]
            card.clear(keep=1)
            for one in these[:_MOST]:
                card.column.addWidget(self._line(one, today, card))
            if len(these) > _MOST:
                card.column.addWidget(note_label(f"và {len(these) - _MOST} việc nữa", card))
            card.setVisible(bool(these))

    def _line(self, one: Due, today: str, parent: QWidget) -> Line:
        what, _, about = one.title.partition(": ")
        words, tone = due_state(one, today)
        line = Line(about or what, f"{what} · {show(one.date)}", words, tone, parent)
        if one.record:
            line.opened.connect(partial(self._window.open_record, one.form, one.record))
        return line

    def _fill_sent(self) -> None:
        data = self._desk.data
        self._sent.clear(keep=1)
        for words in sentences(data):
            self._sent.column.addWidget(note_label(words, self._sent))
        if data.role != "province":
            go = button("Trao đổi với tỉnh", "arrow-left-right", self._go_exchange, self._sent)
            self._sent.column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        backup = BackupPart(self._window, self._sent)
        backup.made.connect(self._fill_sent)
        backup.made.connect(self._window.show_facts)
        self._sent.column.addWidget(backup)
        self._sent.column.addWidget(note_label(f"Dữ liệu ở {data.where}", self._sent))

    def _go_exchange(self) -> None:
        self._window.go("exchange")


def due_state(one: Due, today: str) -> tuple[str, str]:
    """How long it still is, in words and as a tone."""
    left = days_left(one.date, today)
    if left is None:
        return "chưa rõ ngày", ""
    if one.state == "overdue":
        return (f"✕ quá {-left} ngày" if left < 0 else "✕ hôm nay"), "red"
    if one.state == "soon":
        return f"⚠ còn {left} ngày", "gold"
    return f"✓ còn {left} ngày", "brand"
