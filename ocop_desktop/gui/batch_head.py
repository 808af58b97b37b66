"""The head of a batch: what the decision says once, in as many columns as there is room for."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.columns import ColumnsLayout
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.drawn_editors import StarsEditor, YesNoEditor
from ocop_desktop.gui.editor import ENTER, Context, key_of
from ocop_desktop.gui.field_box import FieldBox
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.schema import Form, Problem

_ACROSS, _TWO_FROM = 4, 480


class BatchHead(QFrame):
    """The fields of a batch's sheet, written into its draft as they are left."""

    settled = Signal(str)

    def __init__(self, sheet: Form, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.boxes: dict[str, FieldBox] = {}
        pad = theme.now().px(14)
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad - 4, pad, pad - 4)
        inside = QWidget(self)
        self._columns = ColumnsLayout(inside, down=8, split=_TWO_FROM, most=_ACROSS)
        column.addWidget(inside)
        for field in sheet.fields:
            box = FieldBox(sheet.kind, field, context, inside)
            box.setProperty("wide", False)
            self.boxes[field.name] = box
            self._columns.addWidget(box)
            box.settled.connect(self.settled)
            if isinstance(box.editor.input, QLineEdit | YesNoEditor | StarsEditor):
                box.editor.input.installEventFilter(self)
            if isinstance(box.editor, PickEditor):
                box.editor.went_on.connect(lambda: self.focusNextPrevChild(True))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field, Shift+Enter back."""
        if key_of(event) in ENTER and isinstance(event, QKeyEvent):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.focusNextPrevChild(not back)
            return True
        return super().eventFilter(watched, event)

    def show_draft(self, draft: Draft) -> None:
        """Show a head, and write into it from now on."""
        for box in self.boxes.values():
            box.show_draft(draft)
            box.fit()

    def settle(self) -> None:
        """Read everything that is still being typed."""
        for box in self.boxes.values():
            box.settle()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say beside the fields what is wrong."""
        for box in self.boxes.values():
            box.refresh()
        for problem in problems:
            box_ = self.boxes.get(problem.field)
            if box_ is not None and problem.code != "unread":
                box_.say("error" if problem.level == "error" else "warning", problem.text)

    def go_to(self, name: str) -> None:
        """Go to a field."""
        self.boxes[name].editor.input.setFocus(Qt.FocusReason.OtherFocusReason)
