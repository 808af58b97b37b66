"""One field on a page: its label, its widget, and a line for what is wrong or worth knowing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from ocop_desktop.gui.draft import Draft, State, Unread
from ocop_desktop.gui.editor import Context, mark
from ocop_desktop.gui.grid_flaws import sentence
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.place_asked import RENEW
from ocop_desktop.gui.visit import Visit
from ocop_desktop.gui.widgets import editor_for
from ocop_desktop.schema import Field, Problem, Rejected, Value
from ocop_desktop.schema.amounts import in_words
from ocop_desktop.schema.number_types import grouped

_SIGNS = {"error": "✕ ", "warning": "⚠ ", "carried": "↩ ", "note": ""}
_CARRIED = "Giữ từ bản ghi trước (Delete để xoá)"
_MOST_SAID = 3


class FieldBox(QWidget):
    """Label above, widget, message below; reads the widget into the draft when it is left."""

    edited = Signal()
    settled = Signal(str)  # the field's name: its value was read, or refused
    given_up = Signal(str, object)  # a sentence, and what takes back the text given up

    def __init__(self, kind: str, field: Field, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.field, self._context = field, context
        self._draft: Draft | None = None
        self._pending = False
        self.flaws: list[Problem] = []  # as the rules found them last
        self.setProperty("wide", field.wide or field.type.kind in ("links", "files"))
        self.label = QLabel(self)
        mark(self.label, "look", "label")
        self.editor = editor_for(field, context, self)
        self.editor.input.setObjectName(f"{kind}.{field.name}")
        self.editor.input.setAccessibleName(field.label)
        self.label.setBuddy(self.editor.input)
        self.message: QLabel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addWidget(self.label)
        self._column.addWidget(self.editor)
        self._column.addStretch(1)
        if field.computed:
            self.editor.set_locked(True)
        self.editor.edited.connect(self._on_edited)
        self.editor.left.connect(self.settle)
        self._visit = Visit(self.editor.input, self.state, self._put_state, self._say_given_up)
        self._must: bool | None = None
        self._name(must=False)

    @property
    def can_be_filled(self) -> bool:
        """Whether the officer may fill it now."""
        return not self.isHidden() and not self.field.computed

    def show_draft(self, draft: Draft) -> None:
        """Show this field of a draft."""
        if draft is not self._draft:
            self.flaws = []
        self._draft, self._pending = draft, False
        if isinstance(self.editor, PickEditor):
            self.editor.asked.draft = draft
        unread = draft.unread.get(self.field.name)
        if unread is None:
            self.editor.set_value(draft.get(self.field.name))
        elif isinstance(self.editor.input, QLineEdit):
            self.editor.input.setText(unread.text)
        self.refresh()
        self._visit.begin()

    def follow(self, draft: Draft) -> None:
        """Show the draft's value again, unless one is typing here."""
        if not self._pending:
            self.show_draft(draft)

    def fit(self) -> None:
        """Show or hide it, and its star, as the conditions say for the draft now."""
        if self._draft is None:
            return
        values = self._draft.values
        shown = self.field.shown.holds(values)
        if self.isHidden() == shown:
            self.setVisible(shown)
        self._name(must=self.field.required.holds(values))

    def settle(self) -> None:
        """Read the widget into the draft; what cannot be read stays, with the reason."""
        if self._draft is None or not self._pending:
            return
        self._pending = False
        try:
            value = self.editor.read()
        except Rejected as refused:
            self._draft.refuse(self.field.name, self.editor.shown_text(), refused.text)
        else:
            self._draft.put(self.field.name, value)
            self.editor.set_value(value)
        self.refresh()
        self.settled.emit(self.field.name)

    def peek(self) -> Value:
        """The value on the screen, of a text that is still being typed too."""
        if self._pending:
            try:
                return self.editor.read()
            except Rejected:
                return None
        return self._draft.get(self.field.name) if self._draft else None

    def put_below(self, widget: QWidget) -> None:
        """Put a widget below the message."""
        self._column.insertWidget(self._column.count() - 1, widget)

    @property
    def pending(self) -> str | None:
        """The text that is being typed, None where the field was left."""
        return _text_of(self.editor.input) if self._pending else None

    def type_again(self, text: str) -> None:
        """Put a text in as if it had just been typed: it is read when the field is left."""
        self._put_text(text)
        self._pending = True

    def to_end(self) -> None:
        """Put the cursor behind the last letter; nothing is selected."""
        line = self.editor.input
        if isinstance(line, QLineEdit):
            line.end(False)
        elif isinstance(line, QPlainTextEdit):
            line.moveCursor(QTextCursor.MoveOperation.End)

    def refresh(self) -> None:
        """Say what the value itself calls for: a reason, a doubt, or the sum in millions."""
        if self._draft is None:
            return
        unread: Unread | None = self._draft.unread.get(self.field.name)
        value = self._draft.get(self.field.name)
        if unread is not None:
            self.say("error", unread.reason)
        elif self.flaws:
            self._say_flaws()
        elif doubt := (self.field.type.warn(value) if value is not None else None):
            self.say("warning", doubt)
        elif self.field.name in self._draft.carried:
            self.say("carried", _CARRIED)
        else:
            self.say("note", self._in_full(value) or self._renewed(value))

    def show_flaws(self, flaws: Sequence[Problem]) -> None:
        """Say what the rules found: errors first, then warnings, then what was confirmed."""
        order = sorted(flaws, key=lambda one: (one.level != "error", not one.is_open))
        if order != self.flaws:
            self.flaws = order
            self.refresh()

    def _say_flaws(self) -> None:
        open_ = [one for one in self.flaws if one.is_open]
        if not open_:
            self.say("note", sentence(self.flaws[0]))
            return
        level = "error" if open_[0].level == "error" else "warning"
        signs = ["", *(_SIGNS[one.level] for one in open_[1:_MOST_SAID])]
        texts = [sign + one.text for sign, one in zip(signs, open_, strict=False)]
        self.say(level, "\n".join(texts))

    def say(self, level: str, text: str) -> None:
        """Show a sentence below the widget ("error", "warning", "carried" or "note"); "" is the hint."""
        self.editor.set_state(level if level != "note" and text else "")
        shown = f"{_SIGNS[level]}{text}" if text else self.field.hint
        if not shown and self.message is None:
            return
        label = self._message_label()
        mark(label, "look", level if text and level in ("error", "warning") else "faint")
        if label.text() != shown or label.isHidden() == bool(shown):  # else all is laid out anew
            label.setText(shown)
            label.setVisible(bool(shown))
        self.editor.input.setAccessibleDescription(shown)

    def _in_full(self, value: Value) -> str:
        """A sum in the words of reports; in full for who types in triệu đồng."""
        if self.field.type.kind != "money" or not isinstance(value, int):
            return ""
        if self._context.habits.millions:
            return f"= {grouped(value)} đồng"
        words = in_words(value)
        return f"= {words}" if words else ""

    def _renewed(self, value: Value) -> str:
        """What a former commune is today, where its record is of the new time."""
        if not isinstance(self.editor, PickEditor) or not isinstance(value, str):
            return ""
        found = self.editor.asked.renewed(self._context.places, self.field, value)
        names = " hoặc ".join(one.title for one in found)
        return f"Nay là {names}. {RENEW} để đổi" if names else ""

    def sizeHint(self) -> QSize:
        return QSize(240, super().sizeHint().height())

    def _message_label(self) -> QLabel:
        if self.message is None:
            self.message = QLabel(self)
            self.message.setObjectName(f"{self.editor.input.objectName()}.message")
            self.message.setWordWrap(True)
            self.message.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
            self._column.insertWidget(2, self.message)
        return self.message

    def _name(self, *, must: bool) -> None:
        if must == self._must:
            return
        self._must = must
        star = " <b>*</b>" if must else ""
        self.label.setText(f"{escape(self.field.label)}{star}" if must else self.field.label)
        self.label.setToolTip(self.field.hint or self.field.label)

    def _on_edited(self) -> None:
        self._pending = True
        self._visit.forget()
        if self._draft is not None and self.field.name in self._draft.carried:
            self._draft.carried.discard(self.field.name)
            self.refresh()
        self.edited.emit()

    # ---- Esc and back

    def state(self) -> State | None:
        """What the field holds now, as `Visit` compares and keeps it."""
        draft, name = self._draft, self.field.name
        if draft is None:
            return None
        return State(
            _text_of(self.editor.input) or self.editor.shown_text(),
            self._pending,
            draft.get(name),
            draft.unread.get(name),
            name in draft.changed,
            name in draft.carried,
        )

    def _put_state(self, state: State) -> None:
        if self._draft is None:
            return
        self._draft.put_state(self.field.name, state)
        if not (state.pending or state.unread):
            self.editor.set_value(state.value)
        else:
            self._put_text(state.text)
        self._pending = state.pending
        self.refresh()
        if state.pending:
            self.edited.emit()
        else:
            self.settled.emit(self.field.name)

    def _put_text(self, text: str) -> None:
        line = self.editor.input
        if isinstance(line, QLineEdit):
            line.setText(text)
        elif isinstance(line, QPlainTextEdit):
            line.setPlainText(text)

    def _say_given_up(self, take_back: Callable[[], None]) -> None:
        self.given_up.emit(f"“{self.field.label}” trở lại như trước. Ctrl+Z lấy lại.", take_back)


def _text_of(widget: QWidget) -> str:
    if isinstance(widget, QPlainTextEdit):
        return widget.toPlainText()
    return widget.text() if isinstance(widget, QLineEdit) else ""
