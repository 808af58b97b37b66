"""What every widget for a value can do, and what it may ask of its surroundings."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from ocop_desktop.actions.places_here import PlacesHere
from ocop_desktop.schema import Entry, Field, Form, Found, Habits, Lookup, Value


class Context(Protocol):
    """What a widget for a value may ask of the program around it."""

    @property
    def look(self) -> Lookup:
        """Titles of records and places."""
        ...

    def today(self) -> str:
        """The day as ISO text."""
        ...

    @property
    def habits(self) -> Habits:
        """What typing may lean on: the day, and the unit of money."""
        ...

    def find(self, kind: str, text: str) -> Sequence[Found]:
        """Records or places the text may mean, the likeliest first."""
        ...

    @property
    def places(self) -> PlacesHere:
        """What is offered of places, and how they lie in one another."""
        ...

    def attach(self, paths: Sequence[Path]) -> list[str]:
        """Keep files beside the data; return their values."""
        ...

    def open_file(self, value: str) -> None:
        """Show a kept file in the system's viewer."""
        ...


class RowsContext(Context, Protocol):
    """What a table may ask besides: the forms, and the rows that a record has."""

    def form(self, kind: str) -> Form:
        """The form of a kind."""
        ...

    def rows_of(self, kind: str, parent: str) -> Sequence[Entry]:
        """The rows of a table form that stand in a record."""
        ...


class Editor(Protocol):
    """A widget for one value. Also has the signals `edited` (by hand) and `left` (finished)."""

    field: Field

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard; it carries the field's objectName."""
        ...

    def set_value(self, value: Value) -> None:
        """Show a value."""
        ...

    def read(self) -> Value:
        """The value on the screen; raise Rejected where it cannot be read."""
        ...

    def shown_text(self) -> str:
        """The text on the screen, readable or not."""
        ...

    def set_state(self, state: str) -> None:
        """Mark it: "", "error" or "warning"."""
        ...

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        ...


ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


def key_of(event: QEvent) -> int | None:
    """The key that an event presses, None for any other event."""
    if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
        return event.key()
    return None


def unit_of(field: Field, habits: Habits) -> str:
    """The unit a field's number is typed in."""
    return "triệu đồng" if habits.millions and field.type.kind == "money" else field.unit


def mark(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the style sheet looks at, and dress the widget anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it will be, with it
        widget.style().unpolish(widget)
        widget.style().polish(widget)
