"""Other sides of a record than its fields: its neighbours, its history.

To add one: a line in `SIDES` and a widget with `show_record(kind, id)`; it is made when first
opened, shown beside "Nhập liệu" in the tabs of the page, and asked again when records change. A
side in which something is entered has `save()` and `leave()` too, as the page has; one that leads
to other records has a signal `opened(kind, id)`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

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


@runtime_checkable
class EnteredSide(Protocol):
    """A side in which something is entered."""

    def save(self) -> bool:
        """Keep what was entered; False, and nothing lost, where it cannot be kept."""

    def leave(self) -> bool:
        """Keep what was entered before something else is shown; whether one may go."""


@dataclass(frozen=True)
class Side:
    """One side: its name, the words of its tab, how its widget is made, and which kinds have it."""

    name: str
    label: str
    make: Callable[[Desk, QWidget], QWidget]
    kinds: tuple[str, ...] = ()  # () is every kind


def _scoring(desk: Desk, parent: QWidget) -> QWidget:
    from ocop_desktop.gui.scoring_side import ScoringSide

    return ScoringSide(desk, parent)


def _dossier(desk: Desk, parent: QWidget) -> QWidget:
    from ocop_desktop.gui.dossier_side import DossierSide

    return DossierSide(desk, parent)


def _council(desk: Desk, parent: QWidget) -> QWidget:
    from ocop_desktop.gui.council_side import CouncilSide

    return CouncilSide(desk, parent)


def _around(desk: Desk, parent: QWidget) -> QWidget:
    from ocop_desktop.gui.around_view import AroundView

    return AroundView(desk, parent)


AROUND = "around"


def _history(desk: Desk, parent: QWidget) -> QWidget:
    from ocop_desktop.gui.history_side import HistorySide

    return HistorySide(desk, parent)


SIDES: tuple[Side, ...] = (
    Side(AROUND, "Liên quan", _around),
    Side("dossier", "Bộ hồ sơ", _dossier, ("product", "dossier")),
    Side("scoring", "Chấm điểm", _scoring, ("product", "dossier", "assessment")),
    Side("council", "Hội đồng", _council, ("round",)),
    Side("history", "Lịch sử", _history),
)


def sides_of(kind: str) -> list[Side]:
    """The sides that records of a kind have."""
    return [side for side in SIDES if not side.kinds or kind in side.kinds]


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

    def fit(self, kind: str) -> None:
        """Show the tabs that records of a kind have."""
        known = {FIELDS, *(side.name for side in sides_of(kind))}
        for name, button in self.buttons.items():
            button.setVisible(name in known)

    def choose(self, name: str) -> None:
        """Light up a tab."""
        self.buttons[name].setChecked(True)

    @property
    def lit(self) -> str:
        """The name of the tab that is lit up."""
        return next((n for n, button in self.buttons.items() if button.isChecked()), FIELDS)

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
