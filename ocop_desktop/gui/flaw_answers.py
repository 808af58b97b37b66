"""What an officer may answer to a problem beside its field: it is right so, or why it is blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QPushButton, QWidget

from ocop_desktop.gui.commands import BY_NAME
from ocop_desktop.gui.editor import mark
from ocop_desktop.schema import Field, Form, Problem
from ocop_desktop.schema.choice_types import Option
from ocop_desktop.schema.remarks import REMARKS

OTHER = "other"
_KEY = "answer_problem"


class FlawAnswers(QWidget):
    """Small buttons below a field; which of them are seen depends on what is said there."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("wide", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self.confirm = self._button("Đúng rồi", f"{name}.confirm")
        self.reason = self._button("Để trống vì…", f"{name}.reason")
        self.drop = self._button("Bỏ lý do", f"{name}.drop_reason")
        for one in (self.confirm, self.reason, self.drop):
            row.addWidget(one)
        row.addStretch(1)
        self.problems: Sequence[Problem] = ()

    def fit(self, problems: Sequence[Problem], *, excused: bool) -> None:
        """Offer what can be answered to these; `excused`: a reason for the blank is given."""
        self.problems = problems
        self.confirm.setVisible(bool(open_warnings(problems)))
        self.reason.setVisible(is_missing(problems))
        self.drop.setVisible(excused)
        self.setVisible(bool(open_warnings(problems)) or is_missing(problems) or excused)

    def _button(self, text: str, name: str) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        key = BY_NAME[_KEY].keys[0]
        button.setToolTip(f"{text} ({key}); giữ tên và giờ cùng bản ghi")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key answers; Tab goes to fields
        mark(button, "size", "small")
        return button


def open_warnings(problems: Sequence[Problem]) -> list[Problem]:
    """The warnings that nobody found right yet."""
    return [one for one in problems if one.level == "warning" and one.is_open and one.key]


def is_missing(problems: Sequence[Problem]) -> bool:
    """Whether the field must be filled and is blank."""
    return any(one.code == "required" for one in problems)


def reasons_of(form: Form) -> Sequence[Option]:
    """The reasons a form knows for a blank."""
    found: Sequence[Option] = getattr(form.field(REMARKS).type, "options", ())
    return [option for option in found if not option.retired]


def ask_reason(form: Form, field: Field, at: QWidget, say: Callable[[str, str], None]) -> None:
    """Offer the reasons in a menu below a widget; `say` gets the code and words of one's own."""
    menu = QMenu(at)
    menu.setObjectName("reasons")
    menu.setAccessibleName(f"Lý do để trống “{field.label}”")
    menu.aboutToHide.connect(menu.deleteLater)
    for option in reasons_of(form):
        text = f"{option.label}…" if option.code == OTHER else option.label
        action = menu.addAction(text)
        action.setData(option.code)
        action.triggered.connect(lambda _=False, code=option.code: _chosen(field, at, code, say))
    menu.popup(at.mapToGlobal(QPoint(0, at.height())))
    menu.setActiveAction(menu.actions()[0])


def _chosen(field: Field, at: QWidget, code: str, say: Callable[[str, str], None]) -> None:
    if code != OTHER:
        say(code, "")
        return
    words, done = QInputDialog.getText(
        at.window(), "Lý do để trống", f"“{field.label}” để trống vì:"
    )
    if done and words.strip():
        say(code, words)
