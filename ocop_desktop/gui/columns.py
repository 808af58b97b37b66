"""Places the fields of a section in columns, one where it is narrow; hidden ones leave no gap."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QWidget

from ocop_desktop.gui.placed_layout import PlacedLayout

ONE_COLUMN_BELOW = 560


class ColumnsLayout(PlacedLayout):
    """Two columns (or `most`) of equal width; a widget with the property `wide` takes all."""

    def __init__(
        self,
        parent: QWidget,
        across: int = 16,
        down: int = 12,
        split: int = ONE_COLUMN_BELOW,
        most: int = 2,
    ) -> None:
        super().__init__(parent)
        self._most = most
        self._across, self._down, self._split = across, down, split

    def sizeHint(self) -> QSize:
        return QSize(ONE_COLUMN_BELOW, self.heightForWidth(ONE_COLUMN_BELOW))

    def minimumSize(self) -> QSize:
        return QSize(200, 0)

    def _place(self, area: QRect, *, move: bool) -> int:
        count = max(1, min(self._most, area.width() * 2 // self._split))
        part = (area.width() - (count - 1) * self._across) // count
        y = area.y()
        for row in self._rows(count):
            heights = []
            for column, item in enumerate(row):
                width = area.width() if _is_wide(item) else part
                height = _height(item, width)
                heights.append(height)
                if move:
                    x = area.x() + column * (part + self._across)
                    item.setGeometry(QRect(x, y, width, height))
            y += max(heights) + self._down
        return max(0, y - self._down - area.y())

    def _rows(self, count: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        for item in self._items:
            if item.isEmpty():
                continue
            joins = rows and len(rows[-1]) < count and not _is_wide(item)
            if joins and not _is_wide(rows[-1][0]):
                rows[-1].append(item)
            else:
                rows.append([item])
        return rows


def _is_wide(item: QLayoutItem) -> bool:
    widget = item.widget()
    return bool(widget is not None and widget.property("wide"))


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
