"""What an officer may answer to a problem beside its field: it is right so, or why it is blank."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QMenu, QPushButton, QWidget

from ocop_desktop.gui.commands import BY_NAME
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.flaw_places import EXCUSED
from ocop_desktop.schema import Field, Form, Problem
from ocop_desktop.schema.choice_types import Option
from ocop_desktop.schema.remarks import REMARKS

OTHER = "other"
_ANSWER, _OPEN = "answer_problem", "open_alike"


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
        self.open = self._button("Mở bản ghi kia", f"{name}.open_other", _OPEN)
        for one in (self.confirm, self.reason, self.drop, self.open):
            row.addWidget(one)
        row.addStretch(1)

    def fit(self, problems: Sequence[Problem]) -> None:
        """Offer what can be answered to these."""
        self.confirm.setVisible(bool(open_warnings(problems)))
        self.reason.setVisible(bool(missing_at(problems)))
        self.drop.setVisible(bool(excused_at(problems)))
        self.open.setVisible(bool(other_at(problems)))
        self.setVisible(answerable(problems))

    def _button(self, text: str, name: str, command: str = _ANSWER) -> QPushButton:
        button = QPushButton(text, self)
        button.setObjectName(name)
        key = BY_NAME[command].keys[0]
        kept = "; giữ tên và giờ cùng bản ghi" if command == _ANSWER else ""
        button.setToolTip(f"{text} ({key}){kept}")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key answers; Tab goes to fields
        mark(button, "size", "small")
        return button


def open_warnings(problems: Sequence[Problem]) -> list[Problem]:
    """The warnings that nobody found right yet."""
    return [one for one in problems if one.level == "warning" and one.is_open and one.key]


def missing_at(problems: Sequence[Problem]) -> str:
    """The path of the first field that must be filled and is blank, "" where none is."""
    return next((one.field for one in problems if one.code == "required"), "")


def excused_at(problems: Sequence[Problem]) -> str:
    """The path of the first blank that a reason was given for, "" where none is."""
    return next((one.field for one in problems if one.code == EXCUSED), "")


def other_at(problems: Sequence[Problem]) -> str:
    """The record that the first open one speaks of ("KIND ID"), "" where none does."""
    return next((one.other for one in problems if one.other and one.is_open), "")


def answerable(problems: Sequence[Problem]) -> bool:
    """Whether any of these can be answered, or an answer taken away."""
    return bool(open_warnings(problems) or missing_at(problems) or excused_at(problems))


def reasons_of(form: Form) -> Sequence[Option]:
    """The reasons a form knows for a blank."""
    found: Sequence[Option] = getattr(form.field(REMARKS).type, "options", ())
    return [option for option in found if not option.retired]


def ask_reason(
    form: Form, field: Field, at: QWidget, corner: QPoint, say: Callable[[str, str], None]
) -> None:
    """Offer the reasons in a menu at a corner; `say` gets the code and words of one's own."""
    menu = QMenu(at)
    menu.setObjectName("reasons")
    menu.setAccessibleName(f"Lý do để trống “{field.label}”")
    menu.aboutToHide.connect(menu.deleteLater)
    for option in reasons_of(form):
        text = f"{option.label}…" if option.code == OTHER else option.label
        action = menu.addAction(text)
        action.setData(option.code)
        action.triggered.connect(lambda _=False, code=option.code: _chosen(field, at, code, say))
    menu.popup(corner)
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
