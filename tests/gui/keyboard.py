"""A keyboard that counts: every key goes where the system would send it, and nowhere else."""

from typing import Any

from hands import ALT, CTRL, NONE
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
_SHORT = {
    "enter": Key.Key_Return,
    "tab": Key.Key_Tab,
    "space": Key.Key_Space,
    "esc": Key.Key_Escape,
}
_SHORT |= {"up": Key.Key_Up, "down": Key.Key_Down, "left": Key.Key_Left, "right": Key.Key_Right}
_SHORT |= {"home": Key.Key_Home, "end": Key.Key_End, "f4": Key.Key_F4}
_HELD = {"ctrl": CTRL, "shift": SHIFT, "alt": ALT}


class Keyboard:
    """Counts the keys pressed: each letter one, and a held key one more (Ctrl+S is two)."""

    def __init__(self, window: Any, qtbot: Any) -> None:
        self._window, self._qtbot = window, qtbot
        self.count = 0

    def type(self, text: str) -> None:
        """Type letters; the marks that UniKey adds count alike here and in a spreadsheet: not."""
        for letter in text:
            self.count += 1
            target = self._target()
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(target, QKeyEvent(kind, 0, NONE, letter))
            QApplication.processEvents()

    def press(self, keys: str, times: int = 1) -> None:
        """Press a key or several together: "enter", "ctrl+s"; held keys count once for all times."""
        *held, last = keys.split("+")
        modifiers = NONE
        for one in held:
            modifiers |= _HELD[one]
        self.count += len(held) + times
        key = _SHORT.get(last) or Key[f"Key_{last.upper()}"]
        for _ in range(times):
            QTest.keyClick(self._target(), key, modifiers)
            QApplication.processEvents()

    def _target(self) -> Any:
        """What has the keyboard: the list that is dropped, else the field one is in."""
        popup = QApplication.activePopupWidget()
        if popup is not None:
            return popup
        dialog = QApplication.activeModalWidget()
        if dialog is None and not self._window.isActiveWindow():
            self._window.activateWindow()  # a screen does this when a list closes
            QApplication.processEvents()
        focused = QApplication.focusWidget()
        return focused if focused is not None else (dialog or self._window)
