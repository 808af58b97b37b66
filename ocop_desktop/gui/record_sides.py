"""Other sides of a record than its fields: its neighbours, its history.

To add one: a line in `SIDES` and a widget with `show_record(kind, id)`; it is made when first
opened, shown beside "Nhập liệu" in the tabs of the page, and asked again when records change.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QToolButton, QWidget

from ocop_desktop.gui.editor import mark

if TYPE_CHECKING:
    from ocop_desktop.gui.desk import Desk

FIELDS = "fields"


class SideView(Protocol):
    """A widget that shows one side of a record."""

    def show_record(self, kind: str, id: str) -> None:
        """Show this record's side; it is called again when the record may have changed."""


@dataclass(frozen=True)
class Side:
    """One side: its name, the words of its tab, and how its widget is made."""

    name: str
    label: str
    make: Callable[[Desk, QWidget], QWidget]


SIDES: tuple[Side, ...] = ()


class SideTabs(QWidget):
    """The tabs of a record's page: its fields, then its other sides."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget, sides: Sequence[Side]) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 16, 0)
        row.setSpacing(4)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QToolButton] = {}
        for name, label in ((FIELDS, "Nhập liệu"), *((s.name, s.label) for s in sides)):
            row.addWidget(self._tab(name, label))
        row.addStretch(1)
        self.choose(FIELDS)

    def choose(self, name: str) -> None:
        """Light up a tab."""
        self.buttons[name].setChecked(True)

    def _tab(self, name: str, label: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"side.{name}")
        button.setText(label)
        button.setAccessibleName(label)
        button.setCheckable(True)
        mark(button, "look", "tab")
        button.clicked.connect(lambda: self.chosen.emit(name))
        self._group.addButton(button)
        self.buttons[name] = button
        return button
