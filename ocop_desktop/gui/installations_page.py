"""Các bản cài đặt đã biết: whose files come in here, with the fingerprints to compare by telephone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QLabel

from ocop_desktop.actions import installations
from ocop_desktop.actions.installations import Known
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.plain_table import PlainTable
from ocop_desktop.schema.dates import show

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_STATES = {
    "own": "● máy này, trước đây",
    "checked": "✓ đã đối chiếu",
    "unchecked": "⚠ chưa đối chiếu",
    "unsigned": "○ chưa có chữ ký",
}
_HEADINGS = ("Đơn vị", "Cán bộ", "Mã khoá", "Trạng thái", "Biết từ", "Lần cuối", "Mã bản cài đặt")
_OWN = "Mỗi tệp gửi đi được ký bằng khoá của máy này. Khi nơi nhận gọi hỏi, hãy đọc mã sau:"
_OTHERS = (
    "Khoá của tệp đầu tiên được tin tạm. Hãy gọi cho đơn vị, nhờ đọc mã khoá trên máy của họ; đúng "
    "thì bấm “Đã đối chiếu”. Tệp ký bằng khoá khác sẽ không được nhận cho đến khi có người chấp nhận."
)
_NONE = "Chưa nhận tệp của bản cài đặt nào."


class InstallationsPage(Page):
    """This installation's own fingerprint, and a table of the others."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Các bản cài đặt đã biết", window)
        self._desk = window.desk
        self.column.addWidget(self._own_card())
        self._card = Card("Các máy khác", self.inside, _OTHERS)
        self.column.addWidget(self._card)
        self.column.addStretch(1)
        self._known: list[Known] = []
        self.refresh()

    def _own_card(self) -> Card:
        card = Card("Máy này", self.inside, _OWN)
        row = QHBoxLayout()
        print = self._desk.attempt(lambda: installations.own_fingerprint(self._desk.data))
        self.own = QLabel(print or "–", card)
        self.own.setObjectName("page-title")
        self.own.setAccessibleName(f"Mã khoá của máy này: {self.own.text()}")
        row.addWidget(self.own)
        copy = button("Chép mã", "copy", self._copy, card)
        copy.setObjectName("installations.copy")
        row.addWidget(copy)
        row.addStretch(1)
        card.column.addLayout(row)
        id = QLabel(f"Mã bản cài đặt: {self._desk.data.installation}", card)
        mark(id, "look", "note")
        card.column.addWidget(id)
        return card

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.own.text())
        self._desk.say("Đã chép mã khoá của máy này.")

    def refresh(self) -> None:
        """Show who is known now."""
        if self._desk.tasks.busy:
            return
        data = self._desk.data
        found = self._desk.attempt(lambda: installations.known(data)) or []
        self._known = [one for one in found if one.id != data.installation]
        self._card.clear(keep=2)
        if not self._known:
            self._card.column.addWidget(note_label(_NONE, self._card))
            return
        self._card.column.addWidget(self._table())
        row = QHBoxLayout()
        self.accept_key = button("Đã đối chiếu", "check", self._accept, self._card)
        self.accept_key.setObjectName("installations.accept")
        self.forget_key = button("Quên khoá", "x", self._forget, self._card)
        self.forget_key.setObjectName("installations.forget")
        row.addWidget(self.accept_key)
        row.addWidget(self.forget_key)
        row.addWidget(note_label("Chọn một dòng rồi bấm.", self._card), 1)
        self._card.column.addLayout(row)
        self._chosen()

    def _table(self) -> PlainTable:
        rows = [
            (
                one.unit_name,
                one.officer,
                one.fingerprint or "–",
                _STATES[one.state],
                show(one.first_seen[:10]),
                show(one.last_seen[:10]),
                one.id,
            )
            for one in self._known
        ]
        self.table = PlainTable(_HEADINGS, rows, self._card)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        for column in (2, 3):
            self.table.resizeColumnToContents(column)
        self.table.itemSelectionChanged.connect(self._chosen)
        return self.table

    def _one(self) -> Known | None:
        rows = self.table.selectionModel().selectedRows()
        return self._known[rows[0].row()] if rows else None

    def _chosen(self) -> None:
        one = self._one()
        self.accept_key.setEnabled(one is not None and one.state == "unchecked")
        self.forget_key.setEnabled(one is not None and one.state in ("checked", "unchecked"))

    def _accept(self) -> None:
        one = self._one()
        if one:
            self._desk.attempt(lambda: installations.accept(self._desk.data, one.id))
            self._desk.say(f"Đã ghi nhận mã khoá của {one.unit_name} là đúng.", "good")
            self.refresh()

    def _forget(self) -> None:
        one = self._one()
        if one:
            self._desk.attempt(lambda: installations.forget(self._desk.data, one.id))
            self._desk.say(f"Đã quên khoá của {one.unit_name}; tệp sau của máy đó mang khoá mới.")
            self.refresh()
