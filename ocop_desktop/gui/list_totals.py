"""The line under a list: how many records, and the sums of the columns that are shown."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ocop_desktop.actions.totals import Total, totals
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.list_model import ListModel
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.schema.number_types import grouped

_LATER_MS = 300  # after the last key: sums never hold up typing


class TotalsLine(QWidget):
    """Follows what the list shows, a moment later."""

    def __init__(self, desk: Desk, model: ListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("totals")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._desk, self._model = desk, model
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        self._words = ShortLabel("", self)
        self._words.setObjectName("totals.words")
        mark(self._words, "look", "note")
        row.addWidget(self._words, 1)
        self._later = QTimer(self, interval=_LATER_MS, singleShot=True)
        self._later.timeout.connect(self.sum_up)
        model.modelReset.connect(self._wait)
        model.counted.connect(self._say_count)

    def _wait(self) -> None:
        self._say_count()
        self._later.start()

    def _say_count(self) -> None:
        self._say([])

    def sum_up(self) -> None:
        """Sum the columns now."""
        query = self._model.query
        if query is None or self._desk.tasks.busy:
            return
        self._say(
            self._desk.attempt(lambda: totals(self._desk.data, query.asked, self._model.columns))
            or []
        )

    def _say(self, sums: list[Total]) -> None:
        count = grouped(self._model.count) + ("" if self._model.is_counted else "+")
        words = [f"{count} bản ghi", *(f"{one.label}: {one.text}" for one in sums)]
        self._words.setText("   ·   ".join(words))
        self._words.setAccessibleName(" · ".join(words))
