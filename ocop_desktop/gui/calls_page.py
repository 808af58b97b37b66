"""Gọi hôm nay: whom to ring, one after the other; an answer is kept with Enter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLabel, QSplitter, QVBoxLayout

from ocop_desktop.actions import calls, lists
from ocop_desktop.actions.calls import Answer, Call
from ocop_desktop.gui import theme
from ocop_desktop.gui.call_card import CallCard
from ocop_desktop.gui.calls_list import CallsList, CallsModel
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_MANY = 2000
_NOBODY = "Hôm nay không có ai cần gọi. Việc sắp đến hạn và các lần hẹn gọi lại sẽ hiện ở đây."


class CallsPage(Fresh, QFrame):
    """The list at the left, the one to ring at the right."""

    PAINTED_FIRST = True

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window, self._desk = window, window.desk
        self._all: list[Call] = []
        self._done = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        column.addLayout(self._heading())
        splitter = QSplitter(Qt.Orientation.Horizontal, self)
        splitter.setHandleWidth(12)
        splitter.setChildrenCollapsible(False)
        self.model = CallsModel(self)
        frame = QFrame(splitter)
        frame.setObjectName("card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 6, 1, 6)
        self.list = CallsList(self.model, frame)
        inside.addWidget(self.list)
        self.card = CallCard(self._desk, splitter)
        splitter.setSizes([theme.now().px(560), theme.now().px(520)])
        column.addWidget(splitter, 1)
        self._empty = QLabel(_NOBODY, self)
        mark(self._empty, "look", "note")
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._empty, 1)
        self._splitter = splitter
        self.list.selectionModel().currentChanged.connect(lambda *_: self._choose())
        self.list.activated.connect(lambda _: self.card.note.setFocus())
        self.card.answered.connect(self._keep)
        self.card.opened.connect(window.open_record)
        self.card.stepped.connect(self._step)
        self.setFocusProxy(self.card.note)
        self._show([])

    def look(self) -> None:
        """Ask again whom to ring."""
        data = self._desk.data
        if lists.count(data, "recognition") + lists.count(data, "evidence") < _MANY:
            self._take(calls.today(data))
        else:
            self._desk.run("Đang xem hôm nay gọi ai", lambda _: calls.today(data), self._take)

    # ---- parts

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(10)
        title = QLabel("Gọi hôm nay", self)
        title.setObjectName("page-title")
        row.addWidget(title)
        self._note = ShortLabel("", self)
        mark(self._note, "look", "note")
        row.addWidget(self._note, 1)
        self._places = QComboBox(self)
        self._places.setObjectName("calls.place")
        self._places.setAccessibleName("Huyện cũ, xã")
        self._places.setMinimumContentsLength(22)
        self._places.activated.connect(lambda _: self._narrow())
        row.addWidget(self._places)
        return row

    def _take(self, found: Sequence[Call]) -> None:
        self._all = list(found)
        chosen = self._places.currentData()
        self._places.clear()
        self._places.addItem("Mọi huyện cũ, mọi xã", "")
        for place in sorted({call.place for call in self._all if call.place}):
            self._places.addItem(place, place)
        self._places.setCurrentIndex(max(0, self._places.findData(chosen)))
        self._narrow()

    def _narrow(self) -> None:
        place = str(self._places.currentData() or "")
        self._show([call for call in self._all if place in ("", call.place)])

    def _show(self, shown: list[Call]) -> None:
        """Show calls; the one that was chosen stays chosen, or whoever comes after."""
        before = self.card.call.subject if self.card.call is not None else ""
        row = max(0, self.list.currentIndex().row())
        self.model.show_calls(shown)
        self._splitter.setVisible(bool(shown))
        self._empty.setVisible(not shown)
        subjects = [call.subject for call in shown]
        row = subjects.index(before) if before in subjects else min(row, len(shown) - 1)
        if shown:
            self.list.setCurrentIndex(self.model.index(row, 0))
        else:
            self.card.show_call(None)
        kept = f" · đã ghi {self._done} cuộc gọi" if self._done else ""
        self._note.setText(f"còn {grouped(len(shown))} chủ thể{kept}")

    def _choose(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.model.calls):
            call = self.model.calls[row]
            if self.card.call is None or self.card.call != call:
                self.card.show_call(call)

    def _step(self, by: int) -> None:
        row = self.list.currentIndex().row() + by
        if 0 <= row < len(self.model.calls):
            self.list.setCurrentIndex(self.model.index(row, 0))

    # ---- what was answered

    def _keep(self, answer: Answer) -> None:
        call = self.card.call
        if call is None:
            return
        if not (answer.code or answer.note):
            self._desk.say("Hãy chọn hoặc ghi câu trả lời trước khi lưu.", "bad")
            self.card.note.setFocus()
            return
        self._done += 1
        saved = self._desk.attempt(lambda: calls.keep(self._desk.data, call, answer))
        if saved is None or not saved.saved:
            self._done -= 1
            reasons = saved.rejected.values() if saved is not None else ()
            self._desk.say(next(iter(reasons), "Chưa lưu được câu trả lời."), "bad")
            return
        self._desk.done.emit(f"Đã ghi câu trả lời của {call.name}.")
        self.card.note.setFocus()
