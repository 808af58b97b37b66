"""Finds any command or record by typing (Ctrl+K): one box, one list."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout

from ocop_desktop.actions import lists
from ocop_desktop.gui import theme
from ocop_desktop.gui.commands import COMMANDS, SECTION
from ocop_desktop.gui.editor import key_of
from ocop_desktop.gui.form_body import NUMBERED
from ocop_desktop.gui.suggestions import KEY, NOTE, Suggestions, dropped_list, matching
from ocop_desktop.schema import Found, Rejected
from ocop_desktop.schema.text_types import Phone

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_MOST, _PAUSE_MS, _MOST_USED = 30, 80, 6
_MOVES: dict[int, int] = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class Palette(QDialog):
    """Closes as soon as something was chosen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("palette")
        self.setWindowTitle("Tìm mọi nơi, mọi lệnh")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(theme.now().px(620), theme.now().px(440))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        self.line = QLineEdit(self)
        self.line.setObjectName("palette.text")
        self.line.setAccessibleName(self.windowTitle())
        self.line.setPlaceholderText("Gõ tên sản phẩm, chủ thể, số điện thoại, hoặc tên lệnh…")
        self.model = Suggestions(self)
        self.rows: QListView = dropped_list(self)
        self.rows.setModel(self.model)
        self.rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column.addWidget(self.line)
        column.addWidget(self.rows, 1)
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self._ask)
        self.line.textChanged.connect(lambda _: self._pause.start())
        self.line.returnPressed.connect(self._choose)
        self.line.installEventFilter(self)
        self.rows.clicked.connect(lambda _: self._choose())
        self._ask()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while one types."""
        by = _MOVES.get(key_of(event) or 0)
        if by is not None and self.model.rowCount():
            row = self.rows.currentIndex().row() + by
            row = max(0, min(self.model.rowCount() - 1, row))
            self.rows.setCurrentIndex(self.model.index(row, 0))
            return True
        return super().eventFilter(watched, event)

    def _ask(self) -> None:
        self._pause.stop()
        typed = _as_number(self.line.text())
        found = matching(self._offers(), typed)
        if typed.strip() and not self._window.desk.tasks.busy:
            data = self._window.desk.data
            found += [
                Found(f"{hit.kind}/{hit.id}", hit.title, data.forms[hit.kind].label)
                for hit in lists.find_anywhere(data, typed, _MOST)
            ]
            found = list({one.key: one for one in found}.values())
        self.model.typed = typed
        self.model.offer(found)
        if found:
            self.rows.setCurrentIndex(self.model.index(0, 0))

    def _offers(self) -> list[Found]:
        """Commands, rooms and sections, and records gone to before; what was used last first."""
        used = self._window.preferences.used
        plain = self._commands() + self._sections()
        plain.sort(key=lambda one: used.index(one.key) if one.key in used else len(used))
        recent = len([one for one in plain if one.key in used])
        return plain[:recent] + self._window.desk.used + plain[recent:]

    def _sections(self) -> list[Found]:
        window = self._window
        body = window.view.page.body if window.in_records() else None
        cards = body.shown_cards() if body is not None else []
        return [
            Found(f"section/{number}", f"Mục {card.section.label}", f"Alt+{number % 10}")
            for number, card in enumerate(cards[:NUMBERED], 1)
        ]

    def _commands(self) -> list[Found]:
        window = self._window
        found = [
            Found(f"command/{c.name}", c.label, c.keys[0] if c.keys else "Lệnh")
            for c in COMMANDS
            if c.name != "palette" and c.group != SECTION and window.actions_[c.name].isEnabled()
        ]
        return found + [Found(f"room/{r.name}", r.label, "Mở") for r in window.rooms()]

    def _choose(self) -> None:
        self._ask()
        index = self.rows.currentIndex()
        if not index.isValid():
            return
        kind, _, key = str(index.data(KEY)).partition("/")
        self._note(Found(str(index.data(KEY)), str(index.data()), str(index.data(NOTE))))
        self.close()
        QTimer.singleShot(0, self._window, partial(self._run, kind, key))

    def _note(self, chosen: Found) -> None:
        kind = chosen.key.partition("/")[0]
        if kind in ("command", "room"):
            self._window.preferences.note_used(chosen.key)
        elif kind != "section":
            desk = self._window.desk
            others = [one for one in desk.used if one.key != chosen.key]
            desk.used = [chosen, *others][:_MOST_USED]

    def _run(self, kind: str, key: str) -> None:
        if kind == "command":
            self._window.actions_[key].trigger()
        elif kind == "section":
            self._window.verbs.go_section(int(key))
        elif kind == "room":
            self._window.go(key)
        else:
            self._window.open_record(kind, key)


def _as_number(typed: str) -> str:
    """A telephone number as it is kept, however it was written where it was copied from."""
    if not re.fullmatch(r"\s*\+?[\d\s.()-]{9,}", typed):
        return typed
    try:
        return str(Phone().read(typed) or typed)
    except Rejected:
        return typed
