"""Tỉnh đã sửa (at the province: Các đơn vị đã sửa): what files changed here, until looked at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout

from ocop_desktop.actions import foreign
from ocop_desktop.actions.foreign import Group
from ocop_desktop.actions.history_lines import Line
from ocop_desktop.gui.action_words import moment
from ocop_desktop.gui.changes_model import Heading
from ocop_desktop.gui.changes_panel import ChangesPanel
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.open_at import open_at
from ocop_desktop.gui.others_words import said, title_of
from ocop_desktop.gui.page import button
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.desk import Desk
    from ocop_desktop.gui.window import MainWindow

_EMPTY = (
    "Chưa có ô nào bị nơi khác sửa. Khi nhận tệp của {whom}, mọi ô được sửa sẽ được ghi ở đây, kèm "
    "giá trị trước và sau."
)


class OthersPage(Fresh, QFrame):
    """A list that stays: one group for each file, new until somebody says that it was seen."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window, self._desk = window, window.desk
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 14)
        column.setSpacing(10)
        title = QLabel(title_of(self._desk.data), self)
        title.setObjectName("page-title")
        column.addWidget(title)
        self.panel = ChangesPanel(self._desk, self)
        self.panel.undo.hide()  # a merge is taken back in the history
        self.seen = button("Đã &xem", "eye", self._see, self, "primary")
        self.seen.setObjectName("command.seen")
        self.panel.add_button(self.seen)
        self.panel.opened.connect(lambda line: open_at(window, line))
        self.panel.tree.moved.connect(self._fit)
        column.addWidget(self.panel, 1)
        self.setFocusProxy(self.panel.tree)

    def look(self) -> None:
        """Show what is so now."""
        data = self._desk.data
        whom = "các đơn vị" if data.role == "province" else "tỉnh"
        self.panel.show_pages(_pages(self._desk), _EMPTY.format(whom=whom))
        told = said(data, foreign.unseen(data))
        self.panel.note.setText(f"{told}, chưa xem." if told else "Đã xem hết.")
        self._fit()

    def _fit(self) -> None:
        heading = self.panel.heading
        self.seen.setEnabled(heading is not None)
        again = heading is not None and bool(heading.key[1])
        self.seen.setText("Đánh dấu chưa &xem" if again else "Đã &xem")

    def _see(self) -> None:
        heading = self.panel.heading
        if heading is None:
            return
        file, seen_at = heading.key
        data = self._desk.data
        self._desk.attempt(lambda: foreign.mark_seen(data, [file], seen=not seen_at))
        self._desk.changed.emit(frozenset())  # no record did, but what is new did


def _pages(desk: Desk) -> Callable[[], Sequence[Heading]]:
    place: list[str | None] = [None]

    def fetch() -> Sequence[Heading]:
        if desk.tasks.busy:
            return ()
        found = foreign.page(desk.data, below=place[0])
        if found:
            place[0] = found[-1].place
        return [_heading(desk, one) for one in found]

    return fetch


def _heading(desk: Desk, group: Group) -> Heading:
    words = [
        f"nhận {moment(group.at, desk.today())}",
        f"tệp số {group.number}: {group.file}",
        f"và thêm {grouped(group.new)} bản ghi mới" if group.new else "",
    ]
    chips = [] if group.seen_at else [("● mới", "blue")]
    if group.undone:
        chips.append(("↶ đã hoàn tác", "gold"))
    return Heading(
        (group.id, group.seen_at),
        f"{group.sender} sửa {grouped(group.cells)} ô",
        " · ".join(filter(None, words)),
        group.lines,
        tuple(chips),
        partial(_more, desk, group.id) if group.more else None,
        undoable=False,
    )


def _more(desk: Desk, file: str, after: int) -> Sequence[Line]:
    return foreign.lines(desk.data, file, after=after)
