"""One neighbour of a record as a row: its name, what else is known of it, its state; Enter opens it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QWidget

from ocop_desktop.actions.around import Neighbour
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import ENTER, mark
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.gui.tones import Chip, state_chips
from ocop_desktop.schema import Form

_PLAIN = ("text", "choice", "place", "date", "year", "money", "link")
_MOST, _NARROWEST, _ROLE, _HEIGHT = 3, 90, 190, 34


class AroundRow(QFrame):
    """A row that opens a record; Up and Down go to the rows beside it."""

    opened = Signal(str, str)  # kind, id
    stepped = Signal(int)

    def __init__(self, one: Neighbour, desk: Desk, known: frozenset[str], parent: QWidget) -> None:
        super().__init__(parent)
        self.one = one
        self.setObjectName("row")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        form = desk.form(one.kind)
        chips, said = state_chips(form, one.values, desk.look, desk.today())
        note = one.role or " · ".join(_rest(form, one, desk, said, known))
        self._title, self._note = _short(one.title, "strong", self), _short(note, "note", self)
        self._chips = [_chip(chip, self) for chip in chips]
        self.setFixedHeight(theme.now().px(_HEIGHT))
        words = ", ".join(filter(None, (one.title, note, *(chip.text for chip in chips))))
        self.setAccessibleName(words)
        self.setAccessibleDescription(f"Bấm Enter để mở {form.label.lower()} này")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The name comes first: what else is known has the room that it leaves."""
        super().resizeEvent(event)
        area = self.rect().adjusted(8, 0, -6, 0)
        gap, right = theme.now().px(10), area.right() + 1
        for chip in reversed(self._chips):
            size = chip.sizeHint()
            right -= size.width()
            chip.setGeometry(
                right, (self.height() - size.height()) // 2, size.width(), size.height()
            )
            right -= gap
        if self.one.role:
            side = min(theme.now().px(_ROLE), area.width() // 3)
            self._note.setGeometry(area.left(), 0, side - gap, self.height())
            self._title.setGeometry(
                area.left() + side, 0, right - area.left() - side, self.height()
            )
            return
        room = min(right - area.left() - _wide(self._title) - gap, _wide(self._note))
        self._note.setVisible(room >= min(theme.now().px(_NARROWEST), _wide(self._note)))
        if not self._note.isHidden():
            self._note.setGeometry(right - room, 0, room, self.height())
            right -= room + gap
        self._title.setGeometry(area.left(), 0, right - area.left(), self.height())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit(self.one.kind, self.one.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*ENTER, Qt.Key.Key_Space):
            self.opened.emit(self.one.kind, self.one.id)
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers():
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)


def _rest(
    form: Form, one: Neighbour, desk: Desk, said: set[str], known: frozenset[str]
) -> list[str]:
    """What the columns of its list say beside the title and the chips."""
    texts: list[str] = []
    for name in form.columns:
        field, value = form.field(name), one.values.get(name)
        if value is None or name in said or field.sensitive or field.type.kind not in _PLAIN:
            continue
        text = field.type.show(value, desk.look)
        told = text in one.title or (field.type.kind == "link" and value in known)
        if text and not told:
            texts.append(f"{text} đồng" if field.type.kind == "money" else text)
    return texts[:_MOST]


def _wide(label: ShortLabel) -> int:
    return label.fontMetrics().horizontalAdvance(label.text()) + 2


def _short(text: str, look: str, parent: QWidget) -> ShortLabel:
    label = ShortLabel(text, parent)
    mark(label, "look", look)
    return label


def _chip(chip: Chip, parent: QWidget) -> QLabel:
    label = QLabel(chip.text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    mark(label, "look", "chip")
    mark(label, "tone", chip.tone)
    return label
