"""What the tests of drafts look at and press."""

from typing import Any

from hands import CTRL, part, press, type_into
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton

from ocop_desktop.actions import kept_drafts


def waiting(window: Any) -> list[str]:
    """The titles of the drafts in the file."""
    return [row.snapshot.title for row in kept_drafts.listed(window.desk.data)]


def rows(window: Any) -> list[str]:
    """The drafts that the first page offers."""
    window.go("today")
    QTest.qWait(30)
    cards = [w for w in window.findChildren(QPushButton, "draft.recover") if w.isVisible()]
    return [w.accessibleName().removeprefix("Lấy lại: ") for w in cards]


def recover(window: Any, title: str) -> None:
    """Take a draft back from the first page."""
    rows(window)
    (button,) = [
        one
        for one in window.findChildren(QPushButton, "draft.recover")
        if one.isVisible() and one.accessibleName().endswith(title)
    ]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def new_product(window: Any, name: str) -> None:
    """Begin a product."""
    window.go("product")
    press(window, Qt.Key.Key_N, CTRL)
    QTest.qWait(1)
    type_into(window, "product.name", name)


def text(window: Any, name: str) -> str:
    """What stands in a field."""
    return part(window, name, QLineEdit).text()


def told(window: Any) -> str:
    """What the strip above the record says."""
    return window.view.page.notice.text.text()
