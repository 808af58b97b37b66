"""Several choices in one field: the line shows them, a dropped list has a tick for each."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import ENTER, Context, mark
from ocop_desktop.gui.suggestions import matching
from ocop_desktop.schema import Field, Found, Value
from ocop_desktop.schema.choice_types import Many

_ROWS, _FORGET_MS = 10, 1500


class Ticks(QListWidget):
    """The dropped list: Space ticks, letters go to the likeliest row, Enter or Tab is done."""

    finished = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("popup")
        self.setWindowFlags(Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._typed = ""
        self._pause = QTimer(self, interval=_FORGET_MS, singleShot=True)
        self._pause.timeout.connect(self._forget)

    def add(self, code: str, label: str, *, on: bool) -> None:
        """One more row."""
        item = QListWidgetItem(label, self)
        item.setData(Qt.ItemDataRole.UserRole, code)
        item.setToolTip(label)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def codes(self, *, ticked: bool = False) -> list[str]:
        """The codes of all rows, or of those that are ticked."""
        items = [self.item(row) for row in range(self.count())]
        kept = [item for item in items if not ticked or item.checkState().value]
        return [str(item.data(Qt.ItemDataRole.UserRole)) for item in kept]

    def seek(self, letters: str) -> None:
        """Go on with what is being typed; a Backspace takes a letter back, as UniKey does."""
        for letter in letters:
            self._typed = self._typed[:-1] if letter == "\b" else self._typed + letter
        self._pause.start()
        offered = [Found(str(row), self.item(row).text()) for row in range(self.count())]
        found = matching(offered, self._typed) if self._typed.strip() else []
        if found:
            self.setCurrentRow(int(found[0].key))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Escape, Qt.Key.Key_F4):
            self.close()
        elif key in (*ENTER, Qt.Key.Key_Tab):
            self.close()
            self.finished.emit()
        elif key == Qt.Key.Key_Space:
            self._forget()
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Backspace:
            self.seek("\b")
        elif text and text.isprintable():
            self.seek(text)
        else:
            super().keyPressEvent(event)

    def _forget(self) -> None:
        self._typed = ""


class ManyEditor(QLineEdit):
    """Several choices: the line shows them; Space, F4, a letter or a click drops the list."""

    edited = Signal()
    left = Signal()
    went_on = Signal()

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._context = field, context
        self._value: list[str] = []
        self._locked = False
        self._ticks: Ticks | None = None
        self.setReadOnly(True)
        mark(self, "look", "pick")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setPlaceholderText("Chọn một hoặc nhiều…")
        self._arrow = QAction(self)
        self._arrow.triggered.connect(self.drop)
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        theme.current().changed.connect(self._dress)
        self._dress()

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard."""
        return self

    def set_value(self, value: Value) -> None:
        """Show a value."""
        self._value = list(value) if isinstance(value, list) else []
        text = self.field.type.show(value, self._context.look)
        self.setText(text)
        self.setCursorPosition(0)
        self.setToolTip(text.replace("; ", "\n"))

    def read(self) -> Value:
        """The value on the screen."""
        return self.field.type.accept(self._value, self._context.look) if self._value else None

    def shown_text(self) -> str:
        """The value in words."""
        return self.text()

    def set_state(self, state: str) -> None:
        """Mark it: "", "error", "warning" or "carried"."""
        mark(self, "state", state)

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        self._locked = locked
        self._arrow.setVisible(not locked)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus)
        mark(self, "look", "" if locked else "pick")

    def drop(self) -> None:
        """Drop the list with ticks."""
        kind = self.field.type
        if self._locked or not isinstance(kind, Many):
            return
        ticks = Ticks(self)
        for option in kind.offered(self._context.today()):
            ticks.add(option.code, option.label, on=option.code in self._value)
        ticks.itemChanged.connect(lambda _: self._take(ticks))
        ticks.finished.connect(self.went_on)
        ticks.setCurrentRow(0)
        height = min(ticks.count(), _ROWS) * ticks.sizeHintForRow(0) + theme.now().px(14)
        ticks.resize(max(self.width(), theme.now().px(320)), height)
        ticks.move(self.mapToGlobal(QPoint(0, self.height() + 2)))
        ticks.show()
        ticks.setFocus()
        self._ticks = ticks

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.drop()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not self._locked:
            self.set_value(None)
            self.edited.emit()
            self.left.emit()
        elif text and text.isprintable() and not self._locked:
            self.drop()
            if self._ticks is not None:
                self._ticks.seek(text)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self.drop()

    def _take(self, ticks: Ticks) -> None:
        kept = [code for code in self._value if code not in ticks.codes()]  # retired ones stay
        codes = [*kept, *ticks.codes(ticked=True)]
        self.set_value(self.field.type.accept(codes, self._context.look))
        self.edited.emit()
        self.left.emit()

    def _dress(self) -> None:
        self._arrow.setIcon(icons.icon("chevron-down", "text-2", 16))
