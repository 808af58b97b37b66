"""Cần xem lại: every kind of error and warning, in how many records; a group is answered at once."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ocop_desktop.actions import flaws
from ocop_desktop.actions.flaws import Group
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.flaw_check import up_to_date
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.small import empty_layout
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_MOST = 50
_NOTE = "Bản ghi cũ không hỏi từng cảnh báo một: xem từng nhóm, đúng cả thì xác nhận một lần."
_EMPTY = "Không còn bản ghi nào có lỗi hoặc cảnh báo chưa xem."


class GroupBox(QFrame):
    """One kind of error or warning; opened, it lists its records."""

    confirmed = Signal(object)
    wanted = Signal(str, str, str)  # kind, id, field

    def __init__(self, page: FlawsPage, group: Group, parent: QWidget) -> None:
        super().__init__(parent)
        self.group, self._page = group, page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        wrong = group.level == "error"
        count = f"{grouped(group.records)} bản ghi"
        label = page.label_of(group)
        state = "✕ lỗi" if wrong else "⚠ cảnh báo"
        if group.code == "required":
            state = "✕ còn thiếu"
        text = group.text if group.code != "required" else f"Chưa có “{label}”"
        self.line = Line(text, f"{label} · {count}", state, "red" if wrong else "gold", self)
        self.line.setObjectName(f"flaws.{group.kind}.{group.code}.{group.field}")
        self.line.opened.connect(self.toggle)
        column.addWidget(self.line)
        self._below = QWidget(self)
        self._lines = QVBoxLayout(self._below)
        self._lines.setContentsMargins(24, 0, 0, 8)
        self._lines.setSpacing(2)
        self._below.hide()
        column.addWidget(self._below)

    def toggle(self) -> None:
        """List the records, or put the list away."""
        if self._below.isHidden():
            self._fill()
        self._below.setHidden(not self._below.isHidden())

    def _fill(self) -> None:
        empty_layout(self._lines)
        found = self._page.records_of(self.group, _MOST)
        for one in found:
            line = Line(one.title or "(chưa có tên)", one.problem.text, "mở", "", self._below)
            line.opened.connect(partial(self.wanted.emit, one.kind, one.id, one.problem.field))
            self._lines.addWidget(line)
        if self.group.records > _MOST:
            more = f"và {grouped(self.group.records - _MOST)} bản ghi nữa"
            self._lines.addWidget(note_label(more, self._below))
        if self.group.level == "warning":
            self._lines.addLayout(self._answer())

    def _answer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        words = f"Đúng cả: xác nhận {grouped(self.group.records)} bản ghi"
        go = button(words, "check", lambda: self.confirmed.emit(self.group), self._below)
        go.setObjectName(f"{self.line.objectName()}.confirm")
        row.addWidget(go)
        row.addStretch(1)
        return row


class FlawsPage(Fresh, Page):
    """A card for each form, a line for each kind of problem."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Cần xem lại", window, _NOTE)
        self._window, self._desk = window, window.desk
        self._kind = ""
        self._tabs = QHBoxLayout()
        self._tabs.setSpacing(4)
        self.column.addLayout(self._tabs)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.column.addLayout(self._cards)
        self.column.addStretch(1)

    def look(self) -> None:
        """Show what is so now."""
        up_to_date(self._desk, self._fill)

    def show_kind(self, kind: str) -> None:
        """Show one form's groups ("" all)."""
        self._kind = kind
        if not self.stale:
            self._fill()

    def records_of(self, group: Group, most: int) -> list[flaws.Listed]:
        """The first records of a group."""
        found = self._desk.attempt(lambda: flaws.listed(self._desk.data, group, most))
        return found or []

    def label_of(self, group: Group) -> str:
        """What people call the field of a group."""
        form, labels = self._desk.form(group.kind), []
        for name in group.field.split("."):
            if name in form.by_name:
                labels.append(form.field(name).label)
            elif name in {table.name for table in form.tables}:
                form = form.table(name)
                labels.append(form.label)
        return ", ".join(labels)

    def _fill(self) -> None:
        counts = flaws.counts(self._desk.data)
        if self._kind not in {one.kind for one in counts}:
            self._kind = ""
        self._fill_tabs(counts)
        empty_layout(self._cards)
        groups = flaws.groups(self._desk.data, self._kind or None)
        for one in counts:
            of_form = [group for group in groups if group.kind == one.kind]
            if of_form:
                self._cards.addWidget(self._card(one, of_form))
        if not groups:
            self._cards.addWidget(note_label(_EMPTY, self.inside))

    def _fill_tabs(self, counts: list[flaws.Count]) -> None:
        empty_layout(self._tabs)
        for kind in ["", *(one.kind for one in counts)] if len(counts) > 1 else []:
            tab = QToolButton(self.inside)
            tab.setText(self._desk.form(kind).plural if kind else "Tất cả")
            tab.setObjectName(f"flaws.tab.{kind or 'all'}")
            tab.setCheckable(True)
            tab.setChecked(kind == self._kind)
            mark(tab, "look", "tab")
            tab.clicked.connect(partial(self.show_kind, kind))
            self._tabs.addWidget(tab)
        self._tabs.addStretch(1)

    def _card(self, count: flaws.Count, groups: list[Group]) -> Card:
        words = [f"{grouped(count.errors)} bản ghi có lỗi"] if count.errors else []
        words += [f"{grouped(count.warnings)} có cảnh báo chưa xem"] if count.warnings else []
        card = Card(self._desk.form(count.kind).plural, self.inside, "; ".join(words))
        for group in sorted(groups, key=lambda one: (one.level != "error", -one.records)):
            box = GroupBox(self, group, card)
            box.wanted.connect(self._open)
            box.confirmed.connect(self._confirm)
            card.column.addWidget(box)
        return card

    def _open(self, kind: str, id: str, field: str) -> None:
        self._window.open_record(kind, id)
        page = self._window.view.page
        if page.draft is not None and page.draft.id == id:
            page.go_to(field)

    def _confirm(self, group: Group) -> None:
        data = self._desk.data

        def done(count: int) -> None:
            self.refresh()
            words = f"Đã xác nhận {grouped(count)} bản ghi."
            self._window.status.say_and_offer(words, "Hoàn tác", self._window.verbs.undo)

        self._desk.run("Đang xác nhận", lambda progress: flaws.confirm(data, group, progress), done)
