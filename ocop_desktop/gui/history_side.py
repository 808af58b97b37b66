"""Lịch sử of one record: every change of it and of the rows of its tables."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ocop_desktop.actions.history import Wanted
from ocop_desktop.actions.history_lines import Line
from ocop_desktop.gui.changes_panel import ChangesPanel
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.history_headings import pages
from ocop_desktop.gui.open_at import field_path, turning_of

_EMPTY = "Bản ghi này chưa có lần sửa nào."


class HistorySide(QWidget):
    """The side of a record's page; what is opened goes back to its fields."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 2, 16, 12)
        self.panel = ChangesPanel(desk, self, ("field", "before", "after"))
        self.panel.note.setText("Dòng trên cùng là lần sửa mới nhất.")
        self.panel.opened.connect(self._open)
        self.panel.undo_wanted.connect(self._undo)
        column.addWidget(self.panel)

    def show_record(self, kind: str, id: str) -> None:
        """Show what was done to this record."""
        self.panel.show_pages(pages(self._desk, Wanted(record=(kind, id))), _EMPTY)

    def _undo(self, key: tuple[str, int]) -> None:
        turning = turning_of(self)
        if turning is not None:
            turning.undo_chosen(*key)

    def _open(self, line: Line) -> None:
        from ocop_desktop.gui.record_page import RecordPage
        from ocop_desktop.gui.record_sides import FIELDS

        page: QWidget | None = self
        while page is not None and not isinstance(page, RecordPage):
            page = page.parentWidget()
        if isinstance(page, RecordPage):
            path = field_path(self._desk, line)
            page.show_side(FIELDS)
            if path and page.body is not None:
                page.body.focus_on(path)
