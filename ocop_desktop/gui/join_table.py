"""Two records side by side, field by field; of what differs a tick says which value is kept."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHeaderView, QTableWidgetItem, QWidget

from ocop_desktop.actions.side_by_side import Comparison, Row
from ocop_desktop.gui import theme
from ocop_desktop.gui.plain_table import PlainTable
from ocop_desktop.schema import Value

LEFT, RIGHT = 0, 1
_LABELS = 250
_SIDES = {Qt.Key.Key_Left: LEFT, Qt.Key.Key_Right: RIGHT}


class JoinTable(PlainTable):
    """The fields of both; without `choosing` nothing is ticked, both are only to be compared."""

    def __init__(self, found: Comparison, parent: QWidget, *, choosing: bool) -> None:
        rows = [("= " if row.same else "≠ ") + row.label for row in found.rows]
        cells = [(name, row.left, row.right) for name, row in zip(rows, found.rows, strict=True)]
        super().__init__(("", found.left, found.right), cells, parent)
        self._rows: tuple[Row, ...] = found.rows
        self._keep = LEFT
        self._chosen: dict[int, int] = {}  # by hand
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        self.setColumnWidth(0, theme.now().px(_LABELS))
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        if choosing:
            self._tick_all()
            self.itemChanged.connect(self._on_changed)

    def keep(self, side: int) -> None:
        """Keep the left record or the right one: what was not chosen by hand follows."""
        self._keep = side
        self._tick_all()

    def side_of(self, number: int) -> int:
        """Whose value a row keeps: the one chosen; else the record kept, where it is not blank."""
        if number in self._chosen:
            return self._chosen[number]
        mine = self._rows[number].values[self._keep]
        return 1 - self._keep if mine is None else self._keep

    def values(self) -> dict[str, Value]:
        """What is to be written into the record that is kept."""
        return {
            row.name: row.values[1 - self._keep]
            for number, row in enumerate(self._rows)
            if row.choosable and self.side_of(number) != self._keep
        }

    def keyPressEvent(self, event: QKeyEvent) -> None:
        side = _SIDES.get(Qt.Key(event.key()))
        number = self.currentRow()
        if side is not None and 0 <= number < len(self._rows) and self._rows[number].choosable:
            self._choose(number, side)
        super().keyPressEvent(event)

    def _choose(self, number: int, side: int) -> None:
        self._chosen[number] = side
        self._tick(number)

    def _tick_all(self) -> None:
        for number, row in enumerate(self._rows):
            if row.choosable:
                self._tick(number)

    def _tick(self, number: int) -> None:
        self.blockSignals(True)
        chosen = self.side_of(number)
        for side in (LEFT, RIGHT):
            item = self.item(number, side + 1)
            if item is not None:
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                on = Qt.CheckState.Checked if side == chosen else Qt.CheckState.Unchecked
                item.setCheckState(on)
        self.blockSignals(False)
        self.viewport().update()

    def _on_changed(self, item: QTableWidgetItem) -> None:
        """A click, or Space, on either tick takes that value; on the one taken, the other."""
        side = item.column() - 1
        taken = item.checkState() == Qt.CheckState.Checked
        self._choose(item.row(), side if taken else 1 - side)
