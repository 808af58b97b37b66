"""The card of today's page that counts records with errors and warnings; a line opens its form."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import flaws
from ocop_desktop.gui.flaw_check import up_to_date
from ocop_desktop.gui.flaws_page import FlawsPage
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import Card, button, note_label
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.actions.flaws import Count
    from ocop_desktop.gui.window import MainWindow


class FlawsCard(Card):
    """Hidden while nothing is wrong."""

    def __init__(self, window: MainWindow, parent: QWidget, note: str = "") -> None:
        super().__init__("Bản ghi có lỗi, cần xem lại", parent, note)
        self._kept = self.column.count()
        self._window, self._desk = window, window.desk
        self.hide()

    def refresh(self) -> None:
        """Count again; where very much was written meanwhile, offer to check it."""
        if not up_to_date(self._desk, self._fill, wait=False) and not self._desk.tasks.busy:
            self._offer()

    def _fill(self) -> None:
        self.clear(keep=self._kept)
        found = flaws.counts(self._desk.data)
        for one in found:
            self.column.addWidget(self._line(one))
        self.setVisible(bool(found))

    def _line(self, one: Count) -> Line:
        words = []
        if one.warnings:
            words.append(f"{grouped(one.warnings)} bản ghi có cảnh báo chưa xem")
        form = self._desk.form(one.kind)
        state = f"✕ {grouped(one.errors)} có lỗi" if one.errors else "⚠ cần xem lại"
        line = Line(form.plural, "; ".join(words), state, "red" if one.errors else "gold", self)
        line.setObjectName(f"today.flaws.{one.kind}")
        line.opened.connect(partial(self._open, one.kind))
        return line

    def _open(self, kind: str) -> None:
        self._window.go("flaws")
        page = self._window.front()
        if isinstance(page, FlawsPage):
            page.show_kind(kind)

    def _offer(self) -> None:
        self.clear(keep=self._kept)
        many = grouped(flaws.waiting(self._desk.data))
        text = f"Có {many} thay đổi chưa được kiểm tra lỗi, ví dụ vừa gộp nhiều tệp."
        self.column.addWidget(note_label(text, self))
        go = button("Kiểm tra ngay", "list-checks", self._check, self)
        go.setObjectName("command.check_flaws")
        self.column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        self.show()

    def _check(self) -> None:
        up_to_date(self._desk, self._fill)
