"""Values set with one key or one click, drawn by hand: Có/Không and the stars."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import Context
from ocop_desktop.schema import Field, Value

STARS = 5
_HEIGHT = 32
_CLEAR_KEYS = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def star_shape(centre: QPointF, radius: float) -> QPolygonF:
    """A five-pointed star."""
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.42
        angle = math.pi * (corner / 5 - 0.5)
        points.append(centre + QPointF(reach * math.cos(angle), reach * math.sin(angle)))
    return QPolygonF(points)


def draw_stars(painter: QPainter, area: QRect, value: object) -> None:
    """Draw as many gold stars as the value says."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.now().colour("gold"))
    step = theme.now().px(14)
    centre = QPointF(area.topLeft())
    centre.setX(centre.x() + step / 2)
    centre.setY(area.center().y() + 0.5)
    for _ in range(value if isinstance(value, int) else 0):
        painter.drawPolygon(star_shape(centre, step * 0.46))
        centre.setX(centre.x() + step)
    painter.restore()


class _Drawn(QWidget):
    """A small field that is drawn: holds a value, answers keys and clicks."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._context = field, context
        self._value: Value = None
        self._state, self._locked = "", False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard."""
        return self

    def set_value(self, value: Value) -> None:
        """Show a value."""
        self._value = value
        self.setAccessibleDescription(self.shown_text() or "chưa chọn")
        self.update()

    def read(self) -> Value:
        """The value on the screen."""
        return self._value

    def shown_text(self) -> str:
        """The value in words."""
        return self.field.type.show(self._value, self._context.look)

    def set_state(self, state: str) -> None:
        """Mark it: "", "error", "warning" or "carried"."""
        self._state = state
        self.update()

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        self._locked = locked
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if locked else Qt.FocusPolicy.StrongFocus)
        self.update()

    def change(self, value: Value) -> None:
        """Take a value from the officer's hand."""
        if not self._locked and value != self._value:
            self.set_value(value)
            self.edited.emit()
            self.left.emit()

    def sizeHint(self) -> QSize:
        return QSize(theme.now().px(160), theme.now().px(_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.now().px(120), theme.now().px(_HEIGHT))

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def _edge(self) -> QPen:
        use = {"error": "red", "warning": "gold"}.get(self._state, "field-line")
        if self.hasFocus():
            return QPen(theme.now().colour("brand"), 2)
        pen = QPen(theme.now().colour("line" if self._locked else use), 1)
        if self._state == "carried":
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _frame(self) -> QRectF:
        half = self._edge().widthF() / 2
        return QRectF(self.rect()).adjusted(half, half, -half, -half)


class YesNoEditor(_Drawn):
    """Có | Không, or neither. Keys: C and K, the arrows, Delete for neither."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dressed, frame = theme.now(), self._frame()
        painter.setPen(self._edge())
        painter.setBrush(dressed.colour("raised" if self._locked else "surface"))
        painter.drawRoundedRect(frame, dressed.px(6), dressed.px(6))
        for value, area in self._halves():
            self._draw_half(painter, area, value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, letter = event.key(), event.text().lower()  # an input method sends letters, no keys
        if letter == "c" or key == Qt.Key.Key_Left:
            self.change(True)
        elif letter == "k" or key == Qt.Key.Key_Right:
            self.change(False)
        elif key == Qt.Key.Key_Space:
            self.change(not self._value)
        elif key in _CLEAR_KEYS:
            self.change(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for value, area in self._halves():
            if area.contains(event.position()):
                self.change(None if self._value is value else value)

    def _halves(self) -> list[tuple[bool, QRectF]]:
        inner = QRectF(self.rect()).adjusted(3, 3, -3, -3)
        width = inner.width() / 2
        left = QRectF(inner.left(), inner.top(), width, inner.height())
        return [(True, left), (False, left.translated(width, 0))]

    def _draw_half(self, painter: QPainter, area: QRectF, value: bool) -> None:
        dressed, chosen = theme.now(), self._value is value
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(dressed.colour("brand-soft" if value else "line"))
            painter.drawRoundedRect(area, dressed.px(4), dressed.px(4))
        weight = QFont.Weight.DemiBold if chosen else QFont.Weight.Normal
        use = ("brand" if value else "text") if chosen else "text-2"
        painter.setFont(dressed.font(13, weight))
        painter.setPen(dressed.colour(use))
        word = ("✓ Có" if chosen else "Có") if value else ("✕ Không" if chosen else "Không")
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, word)


class StarsEditor(_Drawn):
    """One to five stars. Keys: 1 to 5, the arrows, Delete for none."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        dressed = theme.now()
        painter.setPen(self._edge())
        painter.setBrush(dressed.colour("raised" if self._locked else "surface"))
        painter.drawRoundedRect(self._frame(), dressed.px(6), dressed.px(6))
        painter.setPen(Qt.PenStyle.NoPen)
        for number in range(1, STARS + 1):
            lit = number <= self._count()
            painter.setBrush(dressed.colour("gold" if lit else "star-off"))
            painter.drawPolygon(star_shape(self._centre(number), dressed.px(8)))
        area = self.rect().adjusted(round(self._centre(STARS).x()) + dressed.px(18), 0, 0, 0)
        painter.setPen(dressed.colour("text-2"))
        painter.setFont(dressed.font(12))
        words = self.shown_text() or "chưa có"
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, letter, count = event.key(), event.text(), self._count()
        if letter and letter in "12345":
            self.change(int(letter))
        elif key == Qt.Key.Key_Right:
            self.change(min(count + 1, STARS))
        elif key == Qt.Key.Key_Left:
            self.change(count - 1 or None)
        elif key in _CLEAR_KEYS or letter == "0":
            self.change(None)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = self._centre(2).x() - self._centre(1).x()
        number = int((event.position().x() - self._centre(1).x() + step / 2) // step) + 1
        if 1 <= number <= STARS:
            self.change(None if number == self._count() else number)

    def _count(self) -> int:
        return self._value if isinstance(self._value, int) else 0

    def _centre(self, number: int) -> QPointF:
        return QPointF(theme.now().px(20 + (number - 1) * 22), self.height() / 2)
