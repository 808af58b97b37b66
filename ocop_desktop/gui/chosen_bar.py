"""Below a list of which several rows are chosen: how many, and what can be done with all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ocop_desktop.gui.page import button
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.schema.number_types import grouped


class ChosenBar(QFrame):
    """Shown from two chosen rows on."""

    editing = Signal()
    printing = Signal()
    removing = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 4, 8, 4)
        row.setSpacing(4)
        self._words = ShortLabel("", self)
        row.addWidget(self._words, 1)
        edit = button("Sửa hàng loạt…", "pencil", self.editing.emit, self, "quiet")
        edit.setObjectName("chosen.edit")
        edit.setToolTip("Sửa một trường của các bản ghi đã chọn (Ctrl+Shift+E)")
        row.addWidget(edit)
        out = button("In…", "printer", self.printing.emit, self, "quiet")
        out.setObjectName("chosen.print")
        out.setToolTip("In giấy tờ của mọi bản ghi đã chọn (Ctrl+P)")
        row.addWidget(out)
        remove = button("Xoá", "trash-2", self.removing.emit, self, "quiet")
        remove.setObjectName("chosen.remove")
        row.addWidget(remove)
        self.hide()

    def tell(self, count: int) -> None:
        """Say how many rows are chosen."""
        self._words.setText(f"Đã chọn {grouped(count)}")
        self.setVisible(count > 1)
