"""Việc hôm nay: how much there is, what runs out, what was sent; each line opens its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.gui.tones import SOON_DAYS, days_left
from ocop_desktop.schema.number_types import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_TILES = (
    ("subject", "users"),
    ("product", "package"),
    ("recognition", "award"),
    ("course", "graduation-cap"),
    ("support", "wrench"),
)


@dataclass(frozen=True)
class Dated:
    """Records that a date makes urgent: which, by which field, and what is shown of them."""

    kind: str
    field: str
    columns: tuple[str, str, str]  # the title, the date, a note
    title: str
    still: Mapping[str, object] = dataclass_field(default_factory=dict)  # only those so


_DATED = (
    Dated(
        "recognition",
        "expires_on",
        ("product", "expires_on", "stars"),
        "Công nhận hết hạn",
        {"end_reason": None},
    ),
    Dated(
        "dossier",
        "due_on",
        ("product", "due_on", "state"),
        "Hồ sơ đến hạn xử lý",
        {"state": ["draft", "received", "incomplete", "complete"]},
    ),
    Dated("evidence", "expires_on", ("paper", "expires_on", "subject"), "Giấy tờ hết hạn"),
)
_PAST_DAYS, _MOST = 60, 8


class Line(QFrame):
    """A row that opens something: words, a note, what is left."""

    opened = Signal()

    def __init__(self, text: str, note: str, state: str, tone: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("row")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{text}, {note}, {state}")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 5, 8, 5)
        row.setSpacing(12)
        row.addWidget(ShortLabel(text, self), 3)
        second = ShortLabel(note, self)
        mark(second, "look", "note")
        row.addWidget(second, 2)
        chip = QLabel(state, self)
        mark(chip, "look", "chip")
        mark(chip, "tone", tone)
        chip.setMinimumWidth(theme.now().px(118))
        chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        row.addWidget(chip)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


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


class TodayPage(Page):
    """What an officer looks at first."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Việc hôm nay", window)
        self._window, self._desk = window, window.desk
        self._tiles: dict[str, _Tile] = {}
        tiles = QHBoxLayout()
        tiles.setSpacing(12)
        for kind, icon in _TILES:
            if kind in self._desk.data.forms:
                tiles.addWidget(self._tile(kind, icon), 1)
        self.column.addLayout(tiles)
        self._due = [self._due_card(one) for one in _DATED if one.kind in self._desk.data.forms]
        self._sent = Card("Gửi và sao lưu", self.inside)
        self.column.addWidget(self._sent)
        self.column.addStretch(1)
        self._say_day()
        for card, _ in self._due:
            card.hide()
        QTimer.singleShot(0, self, self.refresh)  # the window is painted first

    def refresh(self) -> None:
        """Count and look again."""
        from ocop_desktop.actions import lists

        if self._desk.tasks.busy:
            return
        self._say_day()
        for kind, tile in self._tiles.items():
            tile.number.setText(grouped(lists.count(self._desk.data, kind)))
        for card, dated in self._due:
            self._fill_due(card, dated)
        self._fill_sent()

    def _say_day(self) -> None:
        today = date.fromisoformat(self._desk.today())
        self.note.setText(f"ngày {today:%d/%m/%Y}")

    def _tile(self, kind: str, icon: str) -> _Tile:
        tile = _Tile(self._desk.form(kind).plural, icon, self.inside)
        tile.opened.connect(lambda: self._window.open_list(kind))
        self._tiles[kind] = tile
        return tile

    def _due_card(self, dated: Dated) -> tuple[Card, Dated]:
        note = f"Trong {SOON_DAYS} ngày tới, và {_PAST_DAYS} ngày vừa qua"
        card = Card(dated.title, self.inside, note)
        self.column.addWidget(card)
        return card, dated

    def _fill_due(self, card: Card, dated: Dated) -> None:
        from ocop_desktop.actions import lists

        today = date.fromisoformat(self._desk.today())
        span = (
            (today - timedelta(days=_PAST_DAYS)).isoformat(),
            (today + timedelta(days=SOON_DAYS)).isoformat(),
        )
        data = self._desk.data
        where = {dated.field: span, **dated.still}
        keys = lists.keys(data, dated.kind, where=where, sort=dated.field)
        card.clear(keep=2)
        for row in lists.rows(data, dated.kind, keys[:_MOST], dated.columns):
            state, tone = _state(row.values[1], data.today())
            note = " · ".join(filter(None, (row.texts[2], row.texts[1])))
            line = Line(row.texts[0], note, state, tone, card)
            line.opened.connect(partial(self._window.open_record, dated.kind, row.id))
            card.column.addWidget(line)
        if len(keys) > _MOST:
            card.column.addWidget(note_label(f"và {len(keys) - _MOST} mục nữa", card))
        card.setVisible(bool(keys))

    def _fill_sent(self) -> None:
        data = self._desk.data
        self._sent.clear(keep=1)
        sent = str(data.settings.get("exported_at") or "")
        words = "Chưa gửi dữ liệu về tỉnh lần nào."
        if sent:
            days = (date.fromisoformat(data.today()) - date.fromisoformat(sent[:10])).days
            when = "hôm nay" if days == 0 else f"{days} ngày trước"
            words = f"Gửi tỉnh lần cuối {when} ({'/'.join(reversed(sent[:10].split('-')))})."
        if data.role != "province":
            self._sent.column.addWidget(note_label(words, self._sent))
            go = button("Trao đổi với tỉnh", "arrow-left-right", self._go_exchange, self._sent)
            self._sent.column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        self._sent.column.addWidget(note_label(f"Dữ liệu ở {data.path}", self._sent))

    def _go_exchange(self) -> None:
        self._window.go("exchange")


def _state(value: object, today: str) -> tuple[str, str]:
    left = days_left(value if isinstance(value, str) else None, today)
    if left is None:
        return "chưa rõ ngày", ""
    if left <= 0:
        return (f"✕ quá {-left} ngày" if left else "✕ hôm nay"), "red"
    return f"⚠ còn {left} ngày", "gold" if left <= 60 else ""
