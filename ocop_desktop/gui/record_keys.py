"""Keys of a record's page: sections by number, the end of the form, what Esc gave up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QPushButton

from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.gui.record_sides import FIELDS

if TYPE_CHECKING:
    from ocop_desktop.gui.record_page import RecordPage


class RecordKeys(QObject):
    """Answers what the fields of a page do not answer themselves."""

    def __init__(self, page: RecordPage, desk: Desk) -> None:
        super().__init__(page)
        self._page, self._desk = page, desk

    def follow(self, body: FormBody) -> None:
        """Answer for the fields of this form too."""
        body.given_up.connect(self._offer_back)
        body.ended.connect(self._to_save)

    def go_section(self, number: int) -> None:
        """Go to the section of that number."""
        self._page.show_side(FIELDS)
        if self._page.body is None:
            return
        label = self._page.body.focus_section(number)
        self._desk.say(f"Mục {number}: {label}." if label else f"Không có mục {number}.")

    def _offer_back(self, text: str, take_back: object) -> None:
        self._desk.offered.emit(text, "Lấy lại", take_back)

    def _to_save(self) -> None:
        """Enter in the last field: on to the button that saves, and no further by itself."""
        button = self._page.findChild(QPushButton, "command.save")
        if button is not None:
            button.setFocus(Qt.FocusReason.TabFocusReason)
            self._desk.say("Hết biểu nhập. Bấm Enter (hoặc Ctrl+S) để lưu.")
