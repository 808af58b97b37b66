"""Chỗ sửa tay đang chờ: changes by hand in received workbooks, decided with no file at hand."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QStackedWidget, QVBoxLayout

from ocop_desktop.actions import pending_edits
from ocop_desktop.actions.edit_lines import EditLine
from ocop_desktop.actions.pending_edits import Decided
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.edits_panel import EditsPanel
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.page import note_label
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_LONG = 300
_NOTE = (
    "Ai đó đã sửa các ô này trong tệp Excel trước khi gửi. Nhận là ghi giá trị ấy vào dữ liệu (hoàn tác "
    "được); không nhận thì dữ liệu giữ như ở đây. Tệp mới hơn của cùng đơn vị sẽ thay các chỗ còn chờ."
)
_EMPTY = "Không có chỗ sửa tay nào đang chờ."


class EditsPage(Fresh, QFrame):
    """The panel of edits, on those that wait in the data file; each choice is done at once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window, self._desk = window, window.desk
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        title = QLabel("Chỗ sửa tay đang chờ", self)
        title.setObjectName("page-title")
        column.addWidget(title)
        column.addWidget(note_label(_NOTE, self))
        self.panel = EditsPanel(self, waits=False)
        self.panel.table.opened.connect(self._open)
        self._empty = QLabel(_EMPTY, self)
        self._empty.setContentsMargins(24, 40, 24, 40)
        mark(self._empty, "look", "note")
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.panel)
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        self.setFocusProxy(self.panel.table)

    def look(self) -> None:
        """Show what waits now."""
        count = pending_edits.count(self._desk.data)
        self._stack.setCurrentIndex(0 if count else 1)
        self.panel.show_source(self)
        self.panel.note.setText(f"{grouped(count)} chỗ đang chờ" if count else "")

    # ---- as a source of the panel

    def count(self) -> int:
        """How many wait."""
        return pending_edits.count(self._desk.data)

    def page(self, start: int, limit: int) -> Sequence[EditLine]:
        """Some of them."""
        if self._desk.tasks.busy:
            return []
        return pending_edits.lines(self._desk.data, start=start, limit=limit)

    def keys_like(self, key: str, by: str) -> Sequence[str]:
        """Those in the same file or column."""
        return pending_edits.keys_like(self._desk.data, key, by=by)

    def decide(self, keys: Sequence[str], choice: str) -> None:
        """Take or refuse some, now."""
        data = self._desk.data
        if choice == "refuse":
            done = self._desk.attempt(lambda: pending_edits.refuse(data, keys))
            if done is not None:
                self._refused(keys, done)
        elif len(keys) > _LONG:
            self._desk.run(
                "Đang nhận chỗ sửa tay",
                lambda progress: pending_edits.take(data, keys, progress=progress),
                self._taken,
            )
        else:
            taken = self._desk.attempt(lambda: pending_edits.take(data, keys))
            if taken is not None:
                self._taken(taken)

    def _taken(self, done: Decided) -> None:
        self._after()
        words = f"Đã nhận {grouped(done.done)} chỗ sửa tay."
        if done.hindered:
            words += f" {grouped(len(done.hindered))} chỗ chưa nhận được: {done.hindered[0][1]}"
        self._window.status.say_and_offer(words, "Hoàn tác", self._window.verbs.undo)

    def _refused(self, keys: Sequence[str], done: Decided) -> None:
        self._after()
        words = f"Không nhận {grouped(done.done)} chỗ sửa tay; dữ liệu giữ nguyên."
        self._window.status.say_and_offer(words, "Để chờ lại", partial(self._put_back, list(keys)))

    def _put_back(self, keys: Sequence[str]) -> None:
        self._desk.attempt(lambda: pending_edits.put_back(self._desk.data, keys))
        self._after()

    def _after(self) -> None:
        self._desk.changed.emit(frozenset())  # no record did, perhaps, but what waits did

    def _open(self, _: object) -> None:
        one = self.panel.model.line(self.panel.table.currentIndex().row())
        if one is not None and one.what == "changed" and not one.hindrance:
            self._window.open_record(one.kind, one.id)
