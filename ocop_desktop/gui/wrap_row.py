"""A row of a heading that goes on in a second line where there is no room for all of it in one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayoutItem, QSizePolicy, QSpacerItem, QWidget

from ocop_desktop.gui.placed_layout import PlacedLayout


class WrapRow(PlacedLayout):
    """Like a horizontal box as long as all fits: what comes after the stretch stands at the right.

    A label that shortens itself (its width ignored by policy) gives way before anything wraps.
    """

    def __init__(self, parent: QWidget | None = None, gap: int = 8) -> None:
        super().__init__(parent)
        self._gap = gap

    def addStretch(self, _: int = 1) -> None:
        """What is added from now on stands at the right."""
        policy = QSizePolicy.Policy
        self.addItem(QSpacerItem(0, 0, policy.Expanding, policy.Minimum))

    def setSpacing(self, gap: int) -> None:
        self._gap = gap

    def sizeHint(self) -> QSize:
        shown = self._shown()
        width = sum(item.sizeHint().width() for item in shown) + self._gap * max(0, len(shown) - 1)
        return QSize(width, max((item.sizeHint().height() for item in shown), default=0))

    def minimumSize(self) -> QSize:
        size = QSize()
        for item in self._shown():
            size = size.expandedTo(QSize(_least(item), item.sizeHint().height()))
        return size.grownBy(self.contentsMargins())

    # ---- placing

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, area: QRect, *, move: bool) -> int:
        inside = area.marginsRemoved(self.contentsMargins())
        y = inside.y()
        lines = self._lines(inside.width())
        for line in lines:
            tall = max(item.sizeHint().height() for item in line)
            if move:
                self._put(line, QRect(inside.x(), y, inside.width(), tall), alone=len(lines) == 1)
            y += tall + self._gap
        margins = self.contentsMargins()
        return max(0, y - self._gap - inside.y()) + margins.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        left = 0
        for item in self._shown():
            needed = min(_least(item), width)
            if lines and needed + self._gap <= left:
                lines[-1].append(item)
                left -= needed + self._gap
            else:
                lines.append([item])
                left = width - needed
        return lines

    def _put(self, line: Sequence[QLayoutItem], area: QRect, *, alone: bool) -> None:
        spare = area.width() - sum(map(_least, line)) - self._gap * (len(line) - 1)
        x, rest = area.x(), spare
        for item in line:
            width = _least(item)
            if _gives_way(item):
                more = max(0, min(item.sizeHint().width() - width, rest))
                width, rest = width + more, rest - more
            if alone and rest > 0 and item is self._first_at_right():
                x += rest
            height = min(item.sizeHint().height(), area.height())
            top = area.y() + (area.height() - height) // 2
            item.setGeometry(QRect(QPoint(x, top), QSize(min(width, area.width()), height)))
            x += width + self._gap

    def _first_at_right(self) -> QLayoutItem | None:
        at_right = False
        for item in self._items:
            if isinstance(item, QSpacerItem):
                at_right = True
            elif at_right and not item.isEmpty():
                return item
        return None


def _gives_way(item: QLayoutItem) -> bool:
    widget = item.widget()
    policy = widget.sizePolicy().horizontalPolicy() if widget is not None else None
    return policy == QSizePolicy.Policy.Ignored


def _least(item: QLayoutItem) -> int:
    """The width an item needs to be read."""
    if _gives_way(item):
        return min(item.minimumSize().width(), item.sizeHint().width())
    return item.sizeHint().width()
