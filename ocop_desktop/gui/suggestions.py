"""The list that drops from a field while one types: titles, a note beside each, a key behind."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.schema import Found
from ocop_desktop.vietnamese import fold

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1


def matching(options: Sequence[Found], text: str) -> list[Found]:
    """The options whose words the text means, marks left out; those that begin so first."""
    wanted = fold(text)
    if not wanted:
        return list(options)
    words = wanted.split()
    folded = [(fold(f"{one.title} {one.note}"), one) for one in options]
    found = [(title, one) for title, one in folded if all(word in title for word in words)]
    return [one for title, one in sorted(found, key=lambda pair: not pair[0].startswith(wanted))]


class Suggestions(QAbstractListModel):
    """What is offered now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: list[Found] = []

    def offer(self, found: Sequence[Found]) -> None:
        """Offer these instead."""
        self.beginResetModel()
        self.found = list(found)
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.found[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return one.title
        if role == NOTE:
            return one.note
        if role == KEY:
            return one.key
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.title}\n{one.note}" if one.note else one.title
        return None


class _Rows(QStyledItemDelegate):
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        dressed = theme.now()
        painter.save()
        area = option.rect.adjusted(2, 1, -2, -1)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(dressed.colour("brand-soft"))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.drawRoundedRect(area, 4, 4)
        inner = area.adjusted(8, 0, -8, 0)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.setFont(dressed.font())
        metrics = painter.fontMetrics()
        title = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, inner.width())
        painter.setPen(QPen(dressed.colour("text")))
        painter.drawText(inner, side, title)
        left = inner.width() - metrics.horizontalAdvance(title) - 16
        note = index.data(NOTE)
        if note and left > 40:
            painter.setFont(dressed.font(12))
            painter.setPen(QPen(dressed.colour("text-3")))
            note = painter.fontMetrics().elidedText(note, Qt.TextElideMode.ElideRight, left)
            right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(inner, right, note)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, theme.now().px(30))


def dropped_list(parent: QWidget) -> QListView:
    """The list view that shows suggestions."""
    view = QListView(parent)
    view.setObjectName("popup")
    draw_rows(view)
    view.setMouseTracking(True)
    view.setUniformItemSizes(True)
    view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return view


def draw_rows(view: QListView) -> None:
    """Let a view draw titles and notes our way (a completer takes that away when it gets a view)."""
    view.setItemDelegate(_Rows(view))
