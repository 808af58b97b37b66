"""An officer's hands: keys and clicks on real widgets, Vietnamese letters included."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

_ROUNDS = 5
NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


def type_keys(widget: QWidget, text: str) -> None:
    """Type letter by letter (QTest's own keyClicks knows Latin-1 only); \\b is Backspace."""
    for letter in text:
        if letter == "\b":
            QTest.keyClick(widget, Qt.Key.Key_Backspace)
            continue
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(widget, QKeyEvent(kind, 0, NONE, letter))


def part(window: QObject, name: str, kind: type[Any] = QWidget) -> Any:
    """The part of a window that has this name, once the window has come to rest."""
    found = window.findChild(kind, name)
    for _ in range(_ROUNDS):
        if found is None:  # what is below the fold is made after the first paint
            QApplication.processEvents()
            found = window.findChild(kind, name)
    assert found is not None, name
    return found


def type_into(window: QObject, name: str, text: str) -> Any:
    """Go to a field, and type over what stands there."""
    editor = part(window, name)
    editor.setFocus()
    if hasattr(editor, "selectAll"):
        editor.selectAll()
    type_keys(editor, text)
    return editor


def pick(window: QObject, name: str, text: str) -> None:
    """Type part of a name and take the likeliest of the list that drops."""
    editor = type_into(window, name, text)
    QTest.keyClick(editor._list, Qt.Key.Key_Return)


def enter(window: QObject, name: str, text: str) -> None:
    """Type into a field and leave it with Enter."""
    QTest.keyClick(type_into(window, name, text), Qt.Key.Key_Return)


def click(window: QObject, name: str) -> None:
    """Click a button."""
    button = part(window, name, QPushButton)
    assert button.isEnabled(), name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def press(window: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press a key in a window."""
    QTest.keyClick(window, key, modifier)


def titles(window: Any) -> list[str]:
    """The first column of the list."""
    model = window.view.list.model
    return [model.index(number, 0).data() for number in range(model.rowCount())]


def put(data: Any, kind: str, fields: dict[str, Any], tables: Any = None) -> str:
    """Save a record as the program does; return its id."""
    from ocop_desktop.actions import entries

    saved = entries.save(data, kind, None, fields, tables)
    assert saved.saved, saved.rejected
    return saved.id
