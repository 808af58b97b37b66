"""Whose paper a scan is and which: product and subject stay, each kind of paper has a key."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QListWidget, QListWidgetItem, QWidget

from ocop_desktop.actions import sorting
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.field_box import FieldBox
from ocop_desktop.gui.page import Card, note_label

KEYS = "123456789abcdefghijklmnopqrstuvwxyz"
_CODE = int(Qt.ItemDataRole.UserRole)
_OWNERS = ("product", "subject")
_ABOUT = ("number", "issued_on", "expires_on", "criteria")
_SHORT = {"criteria": "Tiêu chí", "product": "Sản phẩm (giấy của riêng nó)"}
_STAY = ("product", "subject")
_WIDTH = 316


class PaperKeys(Card):
    """The fields of the paper that is filed next, and the kinds of paper with their keys."""

    chosen = Signal(str)  # the kind of paper

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__("Là giấy tờ gì, của ai", parent)
        self._desk = desk
        form = desk.form("evidence")
        self.draft = Draft(form)
        self._owner = ("", "")
        self.setFixedWidth(theme.now().px(_WIDTH))
        self.boxes: dict[str, FieldBox] = {}
        for name in (*_OWNERS, *_ABOUT):
            field = replace(
                form.field(name), hint="", label=_SHORT.get(name, form.field(name).label)
            )
            box = FieldBox("sorting", field, desk, self)
            box.settled.connect(self._on_settled)
            self.boxes[name] = box
        for name in _OWNERS:
            self.column.addWidget(self.boxes[name])
        self.papers = QListWidget(self)
        self.papers.setObjectName("sorting.papers")
        self.papers.setAccessibleName("Loại giấy tờ, mỗi loại một phím")
        self.papers.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.papers.setSpacing(2)
        self.papers.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.papers.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.papers.itemClicked.connect(lambda item: self.chosen.emit(str(item.data(_CODE))))
        self.column.addWidget(self.papers, 1)
        self.column.addWidget(
            note_label("Chọn nhiều tệp rồi bấm phím: ghép thành các trang của một giấy.", self)
        )
        self._add_about()
        for box in self.boxes.values():
            box.show_draft(self.draft)
        self.refresh()

    def fields(self) -> dict[str, object] | None:
        """What is known of the paper; None, and the reason beside the field, without an owner."""
        for box in self.boxes.values():
            box.settle()
        if self.draft.unread:
            name = next(iter(self.draft.unread))
            self.boxes[name].editor.input.setFocus()
            return None
        if not (self.draft.get("product") or self.draft.get("subject")):
            self.boxes["product"].say("error", "Chọn sản phẩm hoặc chủ thể trước khi xếp.")
            self.boxes["product"].editor.input.setFocus()
            return None
        return {name: value for name, value in self.draft.values.items() if value is not None}

    def forget_paper(self) -> None:
        """Clear what was said of the paper just filed; whose papers they are stays."""
        kept = {name: value for name, value in self.draft.values.items() if name in _STAY}
        self.draft = Draft(self.draft.form, values=kept)
        for box in self.boxes.values():
            box.show_draft(self.draft)
        self._owner = ("", "")  # one more paper is there now
        self.refresh()

    def label(self, code: str) -> str:
        """The words of a kind of paper."""
        labels = getattr(self.draft.form.field("paper").type, "labels", {})
        return str(labels.get(code, code))

    def take(self, event: QKeyEvent) -> bool:
        """Answer a key that stands for a kind of paper; whether it did."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        place = KEYS.find(event.text().lower()) if event.text() and plain else -1
        if not 0 <= place < self.papers.count():
            return False
        self.chosen.emit(str(self.papers.item(place).data(_CODE)))
        return True

    def refresh(self) -> None:
        """Show the kinds of paper, with how many of each the owner has."""
        product = str(self.draft.get("product") or "")
        subject = str(self.draft.get("subject") or "")
        if self._desk.tasks.busy or (self._owner == (product, subject) and self.papers.count()):
            return
        self._owner = (product, subject)
        data = self._desk.data
        subject = subject or sorting.subject_of(data, product)
        self.papers.clear()
        for key, one in zip(KEYS, sorting.choices(data, product, subject), strict=False):
            there = f"  ✓ {one.found}" if one.found else ""
            item = QListWidgetItem(f"{key.upper()}   {one.label}{there}")
            item.setData(_CODE, one.code)
            item.setToolTip(one.label)
            self.papers.addItem(item)

    def _on_settled(self, name: str) -> None:
        if name == "product" and self.draft.get("product") and not self.draft.get("subject"):
            owner = sorting.subject_of(self._desk.data, str(self.draft.get("product")))
            if owner:
                self.draft.put("subject", owner)
                self.boxes["subject"].show_draft(self.draft)
        if name in _OWNERS:
            self.refresh()

    def _add_about(self) -> None:
        """Number, dates and criteria stand two in a row."""
        box = QWidget(self)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for place, name in enumerate(_ABOUT):
            self.boxes[name].setMinimumWidth(theme.now().px(120))
            grid.addWidget(self.boxes[name], place // 2, place % 2)
        self.column.addWidget(box)
