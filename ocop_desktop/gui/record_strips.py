"""What stands above and in a record's page besides its fields: joins, and values in conflict."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ocop_desktop.actions import settling
from ocop_desktop.actions.settling import Choice, Conflict, Side
from ocop_desktop.gui.conflict_line import ConflictLine
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.form_body import FormBody
from ocop_desktop.gui.joined_strip import JoinedStrip


class RecordStrips(QWidget):
    """The strip of joins, conflicts that stand at no field, and a line at each field in conflict."""

    opened = Signal(str, str)  # kind, id

    def __init__(self, desk: Desk, parent: QWidget, leave: Callable[[], bool]) -> None:
        """`leave` keeps what is typed before anything is written here; it may say no."""
        super().__init__(parent)
        self._desk, self._leave = desk, leave
        self._lines: list[ConflictLine] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self.joined = JoinedStrip(desk, self, leave)
        self.joined.opened.connect(self.opened)
        self._column.addWidget(self.joined)
        self._above = QVBoxLayout()
        self._above.setContentsMargins(4, 0, 18, 0)
        self._above.setSpacing(6)
        self._column.addLayout(self._above)

    def show_draft(self, draft: Draft | None, body: FormBody | None) -> None:
        """Show what is to be said of the record of a draft, the lines in its form included."""
        self.joined.show_draft(draft)
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = []
        if draft is not None and body is not None and not draft.is_new:
            for conflict in self._conflicts(draft):
                self._add(conflict, draft, body)
        self.setVisible(not self.joined.isHidden() or self._above.count() > 0)

    def _conflicts(self, draft: Draft) -> list[Conflict]:
        data = self._desk.data
        if self._desk.tasks.busy or not settling.in_conflict(data, draft.form.kind, draft.id):
            return []
        return settling.open_conflicts(data, record=draft.id)

    def _add(self, conflict: Conflict, draft: Draft, body: FormBody) -> None:
        field = conflict.field if conflict.id == draft.id else ""
        at_field = bool(field) and field in body.boxes
        line = ConflictLine(
            conflict, self._desk.today(), body if at_field else self, path=not at_field
        )
        line.chosen.connect(self._choose)
        self._lines.append(line)
        if at_field:
            body.put_below(field, line)
        else:
            self._above.addWidget(line)

    def _choose(self, conflict: Conflict, side: Side) -> None:
        if not self._leave():
            return
        data = self._desk.data
        choice = Choice(conflict.kind, conflict.id, conflict.field, side.value)
        if self._desk.attempt(lambda: settling.resolve(data, [choice])) is not None:
            self._desk.done.emit(f"Đã chọn giá trị cho “{conflict.path}”.")
