"""Nghi trùng: pairs of records that may be the same, side by side; each is answered or opened."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QVBoxLayout, QWidget

from ocop_desktop.actions import questions, side_by_side
from ocop_desktop.actions.questions import Pair
from ocop_desktop.gui import theme
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.plain_table import PlainTable
from ocop_desktop.gui.small import empty_layout
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

MOST = 100
_LABELS = 250
_NOTE = "Mở từng cặp để so, rồi ghi nhận nếu không phải là một. Chưa trả lời thì không có gì đổi."
_EMPTY = "Không có bản ghi nào nghi trùng."


class PairBox(QFrame):
    """One pair; opened, both records stand side by side."""

    denied = Signal(object)
    wanted = Signal(str, str)  # kind, id

    def __init__(self, page: QuestionsPage, pair: Pair, left: str, right: str) -> None:
        super().__init__(page.inside)
        self.pair, self._page, self._names = pair, page, (left, right)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.line = Line(f"{left}  ↔  {right}", pair.label, "⚠ nghi trùng", "gold", self)
        self.line.setObjectName(f"pair.{pair.left}.{pair.right}")
        self.line.opened.connect(self.toggle)
        column.addWidget(self.line)
        self._below = QWidget(self)
        self._parts = QVBoxLayout(self._below)
        self._parts.setContentsMargins(12, 0, 0, 10)
        self._below.hide()
        column.addWidget(self._below)

    def toggle(self) -> None:
        """Show both side by side, or put them away."""
        if self._below.isHidden() and not self._fill():
            return
        self._below.setHidden(not self._below.isHidden())

    def _fill(self) -> bool:
        empty_layout(self._parts)
        found = self._page.compared(self.pair)
        if found is None:
            return False
        rows = [("= " if row.same else "≠ ") + row.label for row in found.rows]
        cells = [(name, row.left, row.right) for name, row in zip(rows, found.rows, strict=True)]
        self._parts.addWidget(_table(found, cells, self._below))
        buttons = QHBoxLayout()
        pair, names = self.pair, self._names
        for id, name in zip((pair.left_owner, pair.right_owner), names, strict=True):
            go = partial(self.wanted.emit, pair.owner_kind, id)
            buttons.addWidget(button(f"Mở {_short(name)}", "external-link", go, self._below))
        no = button("Không phải một", "x", lambda: self.denied.emit(pair), self._below)
        no.setObjectName(f"{self.line.objectName()}.deny")
        buttons.addWidget(no)
        buttons.addStretch(1)
        self._parts.addLayout(buttons)
        return True


class QuestionsPage(Page):
    """A card for each form, a line for each pair."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Nghi trùng", window, _NOTE)
        self._window, self._desk = window, window.desk
        self._stale = True
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.column.addLayout(self._cards)
        self.column.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Look again where something changed."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def refresh(self) -> None:
        """Ask anew, when the page is in front."""
        self._stale = not self.isVisible() or self._desk.tasks.busy
        if not self._stale:
            data = self._desk.data
            work = partial(questions.open_questions, data, limit=MOST + 1)
            self._desk.run("Đang tìm bản ghi nghi trùng", lambda _: work(), self._show)

    def compared(self, pair: Pair) -> side_by_side.Comparison | None:
        """Both records of a pair."""
        return self._desk.attempt(lambda: side_by_side.compare(self._desk.data, pair))

    def _show(self, pairs: list[Pair]) -> None:
        empty_layout(self._cards)
        names = side_by_side.titles(self._desk.data, pairs[:MOST])
        for kind in dict.fromkeys(pair.owner_kind for pair in pairs[:MOST]):
            card = Card(self._desk.form(kind).plural, self.inside)
            for pair in (one for one in pairs[:MOST] if one.owner_kind == kind):
                box = PairBox(self, pair, names[pair.left_owner], names[pair.right_owner])
                box.denied.connect(self._deny)
                box.wanted.connect(self._window.open_record)
                card.column.addWidget(box)
            self._cards.addWidget(card)
        if not pairs:
            self._cards.addWidget(note_label(_EMPTY, self.inside))
        if len(pairs) > MOST:
            more = f"Đang hiện {grouped(MOST)} cặp đầu; trả lời xong sẽ hiện các cặp tiếp theo."
            self._cards.addWidget(note_label(more, self.inside))

    def _deny(self, pair: Pair) -> None:
        data = self._desk.data
        answer = partial(questions.answer, data, pair.kind, pair.left, pair.right, sign=pair.sign)
        self._desk.attempt(answer)
        self.refresh()
        self._window.status.say_and_offer(
            "Đã ghi nhận: không phải là một.", "Hoàn tác", partial(self._take_back, pair)
        )

    def _take_back(self, pair: Pair) -> None:
        self._desk.attempt(lambda: questions.reopen(self._desk.data, pair.left, pair.right))
        self.refresh()


def _table(
    found: side_by_side.Comparison, cells: list[tuple[str, str, str]], parent: QWidget
) -> PlainTable:
    """Names of fields as wide as they need, the two records alike."""
    table = PlainTable(("", found.left, found.right), cells, parent)
    header = table.horizontalHeader()
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
    table.setColumnWidth(0, theme.now().px(_LABELS))
    for column in (1, 2):
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return table


def _short(name: str, longest: int = 32) -> str:
    return name if len(name) <= longest else f"{name[: longest - 1].rstrip()}…"
