"""One call: the number large, why to ring, what was said last, and the box for the answer."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.calls import Answer, Call
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.small import empty_layout, thin_line
from ocop_desktop.schema import Rejected
from ocop_desktop.schema.dates import show

_MOST = 6
_STEPS = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
_SIGNS = {"overdue": "✕ ", "soon": "⚠ "}


class _Why(QPushButton):
    """One reason, cut to fit; a click opens what it is about."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - theme.now().px(18)
        end = Qt.TextElideMode.ElideRight
        self.setText(self.fontMetrics().elidedText(self._text, end, room).replace("&", "&&"))


class CallCard(QFrame):
    """Enter in the answer keeps it and asks for the next person; up and down walk the list."""

    answered = Signal(object)  # an Answer
    opened = Signal(str, str)  # kind, id
    stepped = Signal(int)  # down (1) or up (-1) in the list

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._desk = desk
        self.call: Call | None = None
        column = QVBoxLayout(self)
        pad = theme.now().px(20)
        column.setContentsMargins(pad, theme.now().px(16), pad, theme.now().px(18))
        column.setSpacing(8)
        self._who(column)
        column.addWidget(thin_line(self))
        self._reasons = QVBoxLayout()
        self._reasons.setSpacing(4)
        column.addLayout(self._reasons)
        self._last = note_label("", self)
        column.addWidget(self._last)
        column.addStretch(1)
        column.addWidget(thin_line(self))
        self._box(column)

    def show_call(self, call: Call | None) -> None:
        """Show a call, the answer empty."""
        self.call = call
        self.setVisible(call is not None)
        if call is None:
            return
        self._name.setText(call.name)
        self._name.setToolTip(call.name)
        self._contact.setText(" · ".join(filter(None, (call.who, call.place))))
        self.phone.setText(call.phone or "chưa có số điện thoại")
        self._copy.setEnabled(bool(call.phone))
        self._fill_reasons(call)
        self._say_last(call)
        self.answer.setCurrentIndex(0)
        for line in (self.note, self.again):
            line.clear()
            mark(line, "state", "")
        self._wrong.hide()

    def read(self) -> Answer | None:
        """The answer as typed; None (and a word why) where the day cannot be read."""
        typed = self.again.text().strip()
        next_on = ""
        try:
            field = self._desk.form("activity").by_name["next_on"]
            next_on = str(field.type.read(typed) or "")
            if next_on and len(next_on) < 10:
                raise Rejected("Hãy gõ đủ ngày, tháng, năm để biết hôm nào gọi lại.")
        except Rejected as refused:
            mark(self.again, "state", "error")
            self._wrong.setText(refused.text)
            self._wrong.show()
            self.again.setFocus()
            return None
        return Answer(str(self.answer.currentData() or ""), self.note.text().strip(), next_on)

    def copy(self) -> None:
        """Put the number on the clipboard."""
        if self.call is not None and self.call.phone:
            QGuiApplication.clipboard().setText(self.call.phone)
            self._desk.say(f"Đã chép số {self.call.phone}.", "good")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._give()
        elif event.key() in _STEPS:
            self.stepped.emit(_STEPS[event.key()])
        else:
            super().keyPressEvent(event)

    # ---- parts

    def _who(self, column: QVBoxLayout) -> None:
        self._name = QLabel(self)
        self._name.setObjectName("page-title")
        self._name.setWordWrap(True)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._contact = note_label("", self)
        column.addWidget(self._name)
        column.addWidget(self._contact)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.phone = QLabel(self)
        self.phone.setObjectName("call-phone")
        self.phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(self.phone)
        row.addStretch(1)
        self._copy = self._made("&Chép số", "copy", self.copy, "copy_phone")
        self._show = self._made("&Mở chủ thể", "arrow-right", self._open, "open_subject")
        row.addWidget(self._copy)
        row.addWidget(self._show)
        column.addLayout(row)

    def _box(self, column: QVBoxLayout) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.answer = QComboBox(self)
        self.answer.setObjectName("call.answer")
        self.answer.setAccessibleName("Trả lời")
        self.answer.addItem("Trả lời…", "")
        kind = self._desk.form("recognition.reminder").by_name["answer"].type
        for option in getattr(kind, "options", ()):
            self.answer.addItem(option.label, option.code)
        self.again = self._line("call.next_on", "gọi lại ngày", 130)
        row.addWidget(self.answer, 1)
        row.addWidget(self.again)
        column.addLayout(row)
        second = QHBoxLayout()
        second.setSpacing(8)
        self.note = self._line("call.note", "Ghi câu trả lời rồi bấm Enter", 0)
        second.addWidget(self.note, 1)
        self._save = self._made("Lưu, sang người sau", "check", self._give, "keep_call")
        mark(self._save, "look", "primary")
        second.addWidget(self._save)
        column.addLayout(second)
        self._wrong = QLabel(self)
        mark(self._wrong, "look", "error")
        self._wrong.hide()
        column.addWidget(self._wrong)

    def _line(self, name: str, hint: str, width: int) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(hint)
        line.setPlaceholderText(hint)
        if width:
            line.setFixedWidth(theme.now().px(width))
        return line

    def _made(self, text: str, icon: str, run: object, name: str) -> QPushButton:
        look = "primary" if name == "keep_call" else ""
        assert callable(run)
        made = button(text, icon, run, self, look)
        made.setObjectName(f"command.{name}")
        made.setAutoDefault(False)
        return made

    # ---- what is said

    def _fill_reasons(self, call: Call) -> None:
        empty_layout(self._reasons)
        for one in call.reasons[:_MOST]:
            line = _Why(f"{_SIGNS.get(one.state, '')}{one.text}", self)
            mark(line, "look", "reason")
            mark(line, "tone", {"overdue": "red", "soon": "gold"}.get(one.state, ""))
            line.clicked.connect(partial(self.opened.emit, one.form, one.record))
            self._reasons.addWidget(line)
        rest = len(call.reasons) - _MOST
        words = [f"và {rest} việc nữa"] if rest > 0 else []
        words += [f"Bản ghi chủ thể còn {call.blanks} lỗi cần hỏi thêm"] if call.blanks else []
        if words:
            self._reasons.addWidget(note_label(". ".join(words) + ".", self))

    def _say_last(self, call: Call) -> None:
        words = "Chưa ghi lần gọi nào."
        if call.last is not None:
            words = f"Lần trước {show(call.last.on)}: {call.last.said}"
        self._last.setText(words)

    def _open(self) -> None:
        if self.call is not None:
            self.opened.emit("subject", self.call.subject)

    def _give(self) -> None:
        answer = self.read()
        if answer is not None:
            self.answered.emit(answer)
