"""Values typed on a line or as paragraphs: texts, numbers, money, dates, identity numbers."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import Context, mark, unit_of
from ocop_desktop.schema import Field, Value

_PLACEHOLDERS = {
    "date": "ngày/tháng/năm",
    "year": "năm",
    "email": "ten@vidu.vn",
    "phone": "",
}
_UNIT_GAP = 10
_LEAST_LINES, _MOST_LINES = 3, 12


class LineEditor(QLineEdit):
    """One line. The text is tidied when the field is left, never while it is typed (UniKey)."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._context = field, context
        self.setPlaceholderText(_PLACEHOLDERS.get(field.type.kind, ""))
        unit = unit_of(field, context.habits)
        if unit:
            width = QFontMetrics(theme.now().font(12)).horizontalAdvance(unit)
            self.setTextMargins(0, 0, width + _UNIT_GAP, 0)
        self.textEdited.connect(lambda _: self.edited.emit())
        self.editingFinished.connect(self.left)

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard."""
        return self

    def set_value(self, value: Value) -> None:
        """Show a value."""
        text = self.field.type.as_typed(value, self._context.look, self._context.habits)
        if text != self.text():
            self.setText(text)
            self.setCursorPosition(0)
        self.setToolTip(text)

    def read(self) -> Value:
        """The value on the screen; raise Rejected where it cannot be read."""
        return self.field.type.typed(self.text(), self._context.look, self._context.habits)

    def shown_text(self) -> str:
        """The text on the screen."""
        return self.text()

    def set_state(self, state: str) -> None:
        """Mark it: "", "error" or "warning"."""
        mark(self, "state", state)

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        self.setReadOnly(locked)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        unit = unit_of(self.field, self._context.habits)
        if not unit:
            return
        painter = QPainter(self)
        painter.setFont(theme.now().font(12))
        painter.setPen(theme.now().colour("text-3"))
        area = self.rect().adjusted(0, 0, -theme.now().px(_UNIT_GAP + 2), 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, side, unit)


class LongEditor(QPlainTextEdit):
    """Paragraphs. Tab leaves the field; it grows with the text up to a dozen lines."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._context = field, context
        self._quiet = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.textChanged.connect(self._changed)
        self._fit()

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard."""
        return self

    def set_value(self, value: Value) -> None:
        """Show a value."""
        text = self.field.type.show(value, self._context.look)
        if text != self.toPlainText():
            self._quiet = True
            self.setPlainText(text)
            self._quiet = False
            self._fit()

    def read(self) -> Value:
        """The value on the screen; raise Rejected where it cannot be read."""
        return self.field.type.read(self.toPlainText(), self._context.look)

    def shown_text(self) -> str:
        """The text on the screen."""
        return self.toPlainText()

    def set_state(self, state: str) -> None:
        """Mark it: "", "error" or "warning"."""
        mark(self, "state", state)

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        self.setReadOnly(locked)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _changed(self) -> None:
        if not self._quiet:
            self._fit()
            self.edited.emit()

    def _fit(self) -> None:
        lines = max(_LEAST_LINES, min(_MOST_LINES, self.document().lineCount() + 1))
        margins = theme.now().px(22)
        wanted = lines * QFontMetrics(theme.now().font()).lineSpacing() + margins
        if wanted != self.height():
            self.setFixedHeight(wanted)
