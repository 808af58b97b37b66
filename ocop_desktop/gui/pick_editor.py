"""Values picked by typing: choices, places, links. The list drops below; the text stays typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QRect, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import ENTER, Context, key_of, mark
from ocop_desktop.gui.place_asked import PlaceAsked, is_renewing
from ocop_desktop.gui.suggestions import KEY, Suggestions, draw_rows, dropped_list, matching
from ocop_desktop.schema import Field, Found, Value
from ocop_desktop.schema.choice_types import Choice, Link, Links, Option, Place

_ROWS = 9
_CONTROL = Qt.KeyboardModifier.ControlModifier
_WIDEST, _NARROWEST = 620, 320


class PickEditor(QLineEdit):
    """Type any part of a name, marks left out; pick from the list, or leave when it is plain.

    What is typed is never rewritten while it is typed: only a pick or leaving the field does.
    """

    edited = Signal()
    left = Signal()
    picked = Signal(str)
    went_on = Signal()
    went_down = Signal()  # Ctrl+Enter in the list: picked, and this row is done

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._context = field, context
        self._key: str | None = None
        self._title = ""
        self._arrow = QAction(self)
        self._arrow.triggered.connect(lambda: self.drop(""))
        self.addAction(self._arrow, QLineEdit.ActionPosition.TrailingPosition)
        self.setPlaceholderText("Chọn…" if isinstance(field.type, Choice) else "Gõ để tìm…")
        self._model = Suggestions(self)
        self._completer: QCompleter | None = None
        self.asked = PlaceAsked(context.today)  # of a place: for which day, within what
        self.textEdited.connect(self._typed)
        self.editingFinished.connect(self._leave)
        theme.current().changed.connect(self._dress)
        self._dress()

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard."""
        return self

    def set_value(self, value: Value) -> None:
        """Show a value."""
        self._key = None if value is None else str(value)
        self._title = self.field.type.show(value, self._context.look)
        if self._title != self.text():
            self.setText(self._title)
            self.setCursorPosition(0)
        self.setToolTip(self._title)

    def read(self) -> Value:
        """The value on the screen; raise Rejected where it cannot be told."""
        if self._key is not None and self.text() == self._title:
            return self._key
        return self.field.type.read(self.text(), self._context.look)

    def shown_text(self) -> str:
        """The text on the screen."""
        return self.text()

    def set_state(self, state: str) -> None:
        """Mark it: "", "error" or "warning"."""
        mark(self, "state", state)

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        self.setReadOnly(locked)
        self._arrow.setVisible(not locked)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus if locked else Qt.FocusPolicy.StrongFocus)

    def offered(self, text: str) -> Sequence[Found]:
        """What a typed text may mean."""
        kind = self.field.type
        if isinstance(kind, Choice):
            options = {o.code: o for o in kind.offered(self._context.today())}
            found = [Found(o.code, o.label) for o in options.values()]
            return matching(found, text, lambda one: _known_as(options[one.key]))
        if isinstance(kind, Place):
            return self.asked.offered(self._context.places, kind, text)
        return self._context.find(kind.of, text) if isinstance(kind, Link | Links) else []

    def drop(self, text: str | None = None) -> None:
        """Drop the list for a text ("" for all that can be offered)."""
        if self.isReadOnly():
            return
        self._offer(self.offered(self.text() if text is None else text), text)

    def _offer(self, found: Sequence[Found], text: str | None) -> None:
        completer = self._made_completer()
        self._model.typed = self.text() if text is None else text
        self._model.offer(found)
        if not found:
            self._list.hide()
            return
        completer.complete(self._area())
        self._select(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_F4):
            self.drop("" if self.text() == self._title else None)
            return
        if is_renewing(event) and self._renew():
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """What is picked is there to be typed over, however one came here by keys."""
        super().focusInEvent(event)
        if event.reason() == Qt.FocusReason.OtherFocusReason:
            self.selectAll()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if isinstance(self.field.type, Choice) and self.text() == self._title:
            self.drop("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the list, Tab and Enter pick and go on to the next field."""
        if key_of(event) in (*ENTER, Qt.Key.Key_Tab):
            index = self._list.currentIndex()
            self._list.hide()
            if index.isValid():
                self._pick(index)
            control = isinstance(event, QKeyEvent) and bool(event.modifiers() & _CONTROL)
            (self.went_down if control else self.went_on).emit()
            return True
        return super().eventFilter(watched, event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Offers for what is still being composed too; the text itself is the input method's."""
        super().inputMethodEvent(event)
        composed = event.preeditString()
        if composed and not self.isReadOnly():
            place, text = self.cursorPosition(), self.text()
            self.drop(text[:place] + composed + text[place:])

    def _renew(self) -> bool:
        """Turn a former commune into the one of today; where it was parted, offer them."""
        found = self.asked.renewed(self._context.places, self.field, self._key)
        if len(found) == 1 and not self.isReadOnly():
            self._take(found[0].key)
        elif found and not self.isReadOnly():
            self._offer(found, "")
        return bool(found)

    def _typed(self, text: str) -> None:
        self.edited.emit()
        if text.strip():
            self.drop(text)
        elif self._completer is not None:
            self._list.hide()

    def _leave(self) -> None:
        if self._completer is None or not self._list.isVisible():
            self.left.emit()

    def _made_completer(self) -> QCompleter:
        if self._completer is None:
            completer = QCompleter(self)
            completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
            completer.setModel(self._model)
            self._list = dropped_list(self)
            completer.setPopup(self._list)
            draw_rows(self._list)
            completer.setMaxVisibleItems(_ROWS)
            completer.setWidget(self)
            self._list.installEventFilter(self)
            self._list.clicked.connect(self._pick)
            self._completer = completer
        return self._completer

    def _select(self, text: str | None) -> None:
        """Light up the value held now, or the likeliest one."""
        keys = [one.key for one in self._model.found]
        held = self._key if text == "" else None
        row = keys.index(held) if held in keys else 0
        completer = self._made_completer()
        if text or held in keys:
            self._list.setCurrentIndex(completer.completionModel().index(row, 0))

    def _pick(self, index: QModelIndex) -> None:
        key = str(index.data(KEY))
        if self.field.type.kind == "links":
            self.picked.emit(key)
            return
        self._take(key)

    def _take(self, key: str) -> None:
        self.set_value(key)
        self.edited.emit()
        self.left.emit()

    def _area(self) -> QRect:
        width = max(min(self.width(), _WIDEST), theme.now().px(_NARROWEST))
        return QRect(0, self.height() - 2, width, 4)

    def _dress(self) -> None:
        self._arrow.setIcon(icons.icon("chevron-down", "text-2", 16))


def _known_as(option: Option) -> str:
    """Its code and the labels it had."""
    return " ".join([option.code, option.code.replace("_", " "), *option.former_labels])
