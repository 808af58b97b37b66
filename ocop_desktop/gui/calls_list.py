"""The list of whom to ring: two lines each, name and why, the number and how urgent it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ocop_desktop.actions.calls import Call
from ocop_desktop.gui import theme

Index = QModelIndex | QPersistentModelIndex
CALL = int(Qt.ItemDataRole.UserRole)
_ROOT = QModelIndex()
_HIGH = 58
_STATES = {"overdue": ("✕ quá hạn", "red"), "soon": ("⚠ sắp đến", "gold"), "later": ("sau", "")}


class CallsModel(QAbstractListModel):
    """Calls as Qt sees them."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.calls: list[Call] = []

    def show_calls(self, calls: Sequence[Call]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.calls = list(calls)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.calls)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        call = self.calls[index.row()]
        if role == CALL:
            return call
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{call.name}, {call.phone}, {_STATES[call.state][0]}, {call.why}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{call.name}\n{call.why}"
        return None


class _Rows(QStyledItemDelegate):
    """Draws one call."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.now().px(_HIGH))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        call, dressed = index.data(CALL), theme.now()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, dressed.colour("brand-soft"))
            bar = option.rect
            painter.fillRect(bar.x(), bar.y(), 3, bar.height(), dressed.colour("brand"))
        elif index.row() % 2:
            painter.fillRect(option.rect, dressed.colour("raised"))
        area = option.rect.adjusted(dressed.px(14), dressed.px(8), -dressed.px(12), -dressed.px(8))
        half = area.height() // 2
        top = QRect(area.x(), area.y(), area.width(), half)
        below = QRect(area.x(), area.y() + half, area.width(), half)
        used = _draw_state(painter, top, call)
        phone = _draw(painter, top.adjusted(0, 0, -used, 0), call.phone, "brand", right=True)
        room = top.adjusted(0, 0, -used - phone - dressed.px(12), 0)
        _draw(painter, room, call.name, "text", strong=True)
        _draw(painter, below, call.why, "text-2", size=12)
        painter.restore()


def _draw(
    painter: QPainter,
    area: QRect,
    text: str,
    use: str,
    *,
    strong: bool = False,
    right: bool = False,
    size: int = 13,
) -> int:
    dressed = theme.now()
    weight = QFont.Weight.DemiBold if strong or right else QFont.Weight.Normal
    painter.setFont(dressed.font(size, weight))
    painter.setPen(dressed.colour(use))
    metrics = painter.fontMetrics()
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, area.width()))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    painter.drawText(area, side | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)


def _draw_state(painter: QPainter, area: QRect, call: Call) -> int:
    """The chip at the right; how much room it took."""
    dressed = theme.now()
    text, tone = _STATES[call.state]
    font = dressed.font(12, QFont.Weight.DemiBold)
    width, height = QFontMetrics(font).horizontalAdvance(text) + dressed.px(18), dressed.px(20)
    chip = QRect(area.right() - width, area.center().y() - height // 2 + 1, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(dressed.colour(f"{tone}-soft" if tone else "line"))
    painter.drawRoundedRect(chip, height / 2, height / 2)
    painter.setFont(font)
    painter.setPen(dressed.colour({"gold": "gold-text", "": "text-2"}.get(tone, tone)))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    return width + dressed.px(12)


class CallsList(QListView):
    """Arrows walk through the list."""

    def __init__(self, model: CallsModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setObjectName("list.calls")
        self.setAccessibleName("Gọi hôm nay")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyboardSearch(self, search: str) -> None:
        """Letters are typed into the answer, not searched for."""
