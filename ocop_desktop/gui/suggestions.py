"""The list that drops from a field while one types: titles, a note beside each, a key behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QAbstractProxyModel,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.marked_text import draw_marked, found_parts
from ocop_desktop.schema import Found
from ocop_desktop.vietnamese import fold

Index = QModelIndex | QPersistentModelIndex
KEY = Qt.ItemDataRole.UserRole
NOTE = Qt.ItemDataRole.UserRole + 1
_SIGNS = re.compile(r"[^\w]+|_")


EXACT, START, WORDS, INITIALS, INSIDE = range(5)
"""How well an option answers a text, the best first."""


def matching(
    options: Sequence[Found], text: str, more: Callable[[Found], str] = lambda _: ""
) -> list[Found]:
    """The options that a text may mean, marks left out, the likeliest first.

    By the whole title, its beginning, the beginnings of its words, their initials (hkd), any part
    of its words, note or code. `more` tells other words an option is known by, its code first.
    """
    wanted = fold(text)
    if not wanted:
        return list(options)
    ranked = [(_rank(one, wanted, more(one)), one) for one in options]
    ranked = sorted(((rank, one) for rank, one in ranked if rank is not None), key=_by_rank)
    return [one for _, one in ranked]


def _by_rank(pair: tuple[int | None, Found]) -> int:
    return pair[0] or 0


def _rank(one: Found, wanted: str, more: str) -> int | None:
    title, known = fold(one.title), fold(more)
    if wanted in (title, known.partition(" ")[0]):
        return EXACT
    if title.startswith(wanted):
        return START
    spaced, words = f" {_apart(title)} {_apart(known)}", _apart(wanted).split()
    if words and all(f" {word}" in spaced for word in words):
        return WORDS
    if "".join(word[0] for word in _apart(title).split()).startswith(wanted):
        return INITIALS
    inside = f"{spaced} {fold(one.note)} {wanted if wanted in title else ''}"
    return INSIDE if all(word in inside for word in wanted.split()) else None


def _apart(folded: str) -> str:
    return _SIGNS.sub(" ", folded)


class Suggestions(QAbstractListModel):
    """What is offered now."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.found: list[Found] = []
        self.typed = ""  # what found them, to be marked

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
        parts = found_parts(index.data(), _typed_of(index))
        if parts:
            draw_marked(painter, inner, index.data(), parts, dressed.colour("text"))
        else:
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


def _typed_of(index: Index) -> str:
    """What found a row; a completer shows the suggestions through a model of its own."""
    model = index.model()
    if isinstance(model, QAbstractProxyModel):
        model = model.sourceModel()
    return model.typed if isinstance(model, Suggestions) else ""


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
