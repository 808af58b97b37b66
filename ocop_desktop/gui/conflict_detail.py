"""The values of one conflict side by side: what they grew from, who wrote each and when."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions.settling import Conflict, Side
from ocop_desktop.gui.action_words import moment
from ocop_desktop.gui.conflict_line import BLANK, said, whose
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.small import empty_layout, scrolled
from ocop_desktop.gui.widgets import AnyEditor, editor_for
from ocop_desktop.schema import Rejected
from ocop_desktop.schema.stamps import REMOVED
from ocop_desktop.vietnamese import grouped


class ConflictDetail(QFrame):
    """Each value in a frame of its own with its key; below, a place to type another one."""

    picked = Signal(int)
    wrote = Signal(object)  # another value, as it is kept
    opened = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._desk = desk
        self._conflict: Conflict | None = None
        self.editor: AnyEditor | None = None
        inside = QWidget(self)
        inside.setObjectName("clear")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(14, 12, 14, 12)
        self._column.setSpacing(8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 1, 1, 1)
        area = scrolled(inside, self)
        area.setObjectName("clear")
        outer.addWidget(area)
        self.setMinimumWidth(300)

    def show_conflict(self, conflict: Conflict | None, chosen: int) -> None:
        """Show a conflict; `chosen` says how many a press decides."""
        empty_layout(self._column)
        self._conflict, self.editor = conflict, None
        if conflict is None:
            return
        title = QLabel(conflict.title, self)
        title.setObjectName("card-title")
        title.setWordWrap(True)
        title.setTextFormat(Qt.TextFormat.PlainText)
        self._column.addWidget(title)
        form = self._desk.form(conflict.owner_kind).label
        where = f"{form} · {conflict.unit}" if conflict.unit else form
        self._column.addWidget(note_label(f"{where} · {conflict.path}", self))
        if conflict.field == REMOVED:
            self._column.addWidget(note_label(said(conflict, self._desk.today(), path=True), self))
        else:
            self._column.addWidget(self._base(conflict))
        for number, side in enumerate(conflict.sides):
            self._column.addWidget(self._side(number, side))
        if chosen > 1:
            self._column.addWidget(note_label(f"Áp dụng cho {grouped(chosen)} ô đang chọn.", self))
        self._column.addWidget(self._foot(conflict))
        self._column.addStretch(1)

    def begin_other(self) -> None:
        """Offer an editor of the field's own kind for another value."""
        conflict = self._conflict
        field = self._desk.form(conflict.kind).by_name.get(conflict.field) if conflict else None
        if conflict is None or field is None or self.editor is not None:
            return
        box = QFrame(self)
        box.setObjectName("inner")
        column = QVBoxLayout(box)
        label = QLabel(f"Giá trị khác cho “{field.label}”", box)
        mark(label, "look", "label")
        column.addWidget(label)
        self.editor = editor_for(field, self._desk, box)
        self.editor.input.setObjectName("conflicts.other")
        self.editor.input.setAccessibleName(label.text())
        self.editor.set_value(conflict.sides[0].value)
        column.addWidget(self.editor)
        self._wrong = note_label("", box)
        mark(self._wrong, "look", "error")
        self._wrong.hide()
        column.addWidget(self._wrong)
        write = button("Ghi giá trị này", "check", self._write, box, "primary")
        write.setObjectName("conflicts.write")
        write.setAutoDefault(True)
        column.addWidget(write, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.insertWidget(self._column.count() - 2, box)
        self.editor.input.setFocus()

    def _write(self) -> None:
        if self.editor is None:
            return
        try:
            value = self.editor.read()
        except Rejected as refused:
            self._wrong.setText(f"✕ {refused.text}")
            self._wrong.show()
            self.editor.input.setFocus()
            return
        self.wrote.emit(value)

    def _base(self, conflict: Conflict) -> QWidget:
        base = (conflict.base or BLANK) if conflict.base_known else "chưa rõ"
        return note_label(f"Trước khi sửa: {base}", self)

    def _side(self, number: int, side: Side) -> QWidget:
        box = QFrame(self)
        box.setObjectName("inner")
        column = QVBoxLayout(box)
        column.setContentsMargins(10, 8, 10, 8)
        column.setSpacing(3)
        who = QLabel("Của ta" if side.ours else f"Nơi khác: {whose(side)}", box)
        mark(who, "look", "label")
        column.addWidget(who)
        value = QLabel(side.text or BLANK, box)
        value.setTextFormat(Qt.TextFormat.PlainText)
        value.setWordWrap(True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        mark(value, "look", "strong")
        column.addWidget(value)
        at = moment(side.at, self._desk.today()) if side.at else ""
        when = f"{'ghi' if side.ours else 'nhận'} {at}" if at else ""
        unit = side.unit if side.ours else ""
        told = " · ".join(filter(None, (side.officer, unit, when, f"máy {side.installation[:6]}")))
        column.addWidget(note_label(told, box))
        take = button(
            f"Lấy giá trị này ({number + 1})", "check", partial(self.picked.emit, number), box
        )
        take.setObjectName(f"conflicts.pick.{number + 1}")
        column.addWidget(take, 0, Qt.AlignmentFlag.AlignLeft)
        return box

    def _foot(self, conflict: Conflict) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        if self._desk.form(conflict.kind).by_name.get(conflict.field):
            other = button("Giá trị khác… (0)", "pencil", self.begin_other, box)
            other.setObjectName("conflicts.begin_other")
            column.addWidget(other, 0, Qt.AlignmentFlag.AlignLeft)
        go = button("Mở bản ghi (Enter)", "external-link", self.opened.emit, box)
        go.setObjectName("conflicts.open")
        column.addWidget(go, 0, Qt.AlignmentFlag.AlignLeft)
        return box
