"""The index of a form's sections, at the right of a wide page: a click brings a section up."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.form_body import NUMBERED, SectionCard
from ocop_desktop.gui.small import empty_layout

_WIDTH = 210


class SectionIndex(QFrame):
    """One line a section that is shown."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 12, 0)
        self._column.setSpacing(2)
        self.setFixedWidth(theme.now().px(_WIDTH))

    def show_cards(self, cards: Iterable[SectionCard], area: QScrollArea) -> None:
        """Name these sections of the form in that scroll area, if the index is seen at all."""
        empty_layout(self._column)
        if self.isHidden():
            return
        shown = [card for card in cards if not card.isHidden()]
        for number, card in enumerate(shown, 1):
            self._column.addWidget(self._line(number, card, area))
        self._column.addStretch(1)

    def _line(self, number: int, card: SectionCard, area: QScrollArea) -> QPushButton:
        button = QPushButton(self)
        room = self.width() - theme.now().px(34)
        end = Qt.TextElideMode.ElideRight
        named = f"{number}. {card.section.label}"
        words = QFontMetrics(theme.now().font(12)).elidedText(named, end, room)
        button.setText(words)
        button.setAccessibleName(card.section.label)
        key = f" (Alt+{number % 10})" if number <= NUMBERED else ""
        button.setToolTip(f"{card.section.label}{key}")
        mark(button, "look", "index")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: area.verticalScrollBar().setValue(card.y()))
        return button
