"""The records behind a number of the preview: each with its fields, here, in the file, afterwards."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ocop_desktop.actions.merge_preview import Looked, Preview
from ocop_desktop.gui.changes_model import ChangesModel, Heading
from ocop_desktop.gui.changes_view import ChangesTree
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button
from ocop_desktop.gui.small import ShortLabel

PARTS = ("field", "before", "theirs", "after")
_HEADINGS = {"field": "Ô", "before": "Ở đây", "theirs": "Trong tệp", "after": "Sẽ thành"}
_PAGE = 50
_OPEN = ("changed", "merged", "conflict")  # of these the fields stand open, they are few


class RowsStep(QWidget):
    """A heading that says which rows, a way back, and the rows."""

    left = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        back = button("&Về bảng số", "arrow-left", self.left.emit, self)
        back.setObjectName("command.back_to_counts")
        row.addWidget(back)
        self.title = ShortLabel("", self)
        mark(self.title, "look", "strong")
        row.addWidget(self.title, 1)
        self.model = ChangesModel(PARTS, self, _HEADINGS)
        self.tree = ChangesTree(self.model, self)
        self.tree.setAccessibleName("Các bản ghi")
        column.addLayout(row)
        column.addWidget(self.tree, 1)
        self.setFocusProxy(self.tree)

    def show_rows(
        self, preview: Preview, kind: str, fate: str, file: int | None, *, one_file: bool
    ) -> None:
        """Show the rows of a form with one fate."""
        self.tree.open_all = fate in _OPEN
        self.model.show_pages(_pages(preview, kind, fate, file, named=not one_file))
        self.tree.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Backspace):
            self.left.emit()
        else:
            super().keyPressEvent(event)


def _pages(
    preview: Preview, kind: str, fate: str, file: int | None, *, named: bool
) -> Callable[[], Sequence[Heading]]:
    start = [0]

    def fetch() -> Sequence[Heading]:
        found = preview.rows(kind, fate, file, start=start[0], limit=_PAGE)
        start[0] += len(found)
        return [_heading(one, fate, named=named) for one in found]

    return fetch


def _heading(one: Looked, fate: str, *, named: bool) -> Heading:
    about = one.file.about
    unit = about.unit_name if about and named else ""
    chips: list[tuple[str, str]] = []
    if fate == "duplicate":
        chips.append(("⚠ nghi trùng", "gold"))
    if fate == "conflict":
        chips.append(("⚠ xung đột", "gold"))
    if fate == "refused":
        chips.append(("✕ từ chối", "red"))
    note = " · ".join(filter(None, (one.note, unit, one.place)))
    title = one.title or one.place.capitalize()
    return Heading(one.seq, title, note, one.lines, tuple(chips), undoable=False)
