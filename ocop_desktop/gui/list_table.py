"""The table of a list: rows drawn and chosen, the columns that fit, the order asked for."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ocop_desktop.gui import theme
from ocop_desktop.gui.drawn_editors import draw_stars
from ocop_desktop.gui.list_model import VALUE, Index, ListModel
from ocop_desktop.gui.navigation import BRIEF

_ROW = 36
_FIRST = 170
_WIDTHS = {"stars": 94, "date": 112, "year": 64, "money": 116, "whole": 80, "decimal": 90}
_WIDTHS |= {"choice": 130, "place": 132, "link": 170, "text": 140, "many": 160, "yes_no": 80}


class _Rows(QStyledItemDelegate):
    """A bar at the chosen row, stars in gold."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        dressed = theme.now()
        if index.column() == 0 and option.state & QStyle.StateFlag.State_Selected:
            bar = option.rect
            painter.fillRect(bar.x(), bar.y(), 3, bar.height(), dressed.colour("brand"))
        value = index.data(VALUE)
        if isinstance(value, int) and index.data() is None:
            draw_stars(painter, option.rect.adjusted(8, 0, 0, 0), value)


class ListTable(QTableView):
    """Enter and a double click open the record; Delete removes it."""

    opened = Signal()
    removing = Signal()

    def __init__(self, model: ListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Rows(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.now().px(_ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setSectionsClickable(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        else:
            super().keyPressEvent(event)

    def fit(self, kind: str) -> None:
        """Show the columns that fit; the first takes what is left."""
        if not self._model.columns:
            return
        dressed, header = theme.now(), self.horizontalHeader()
        numbers = range(len(self._model.columns))
        widths = [dressed.px(_WIDTHS.get(self._model.kind_of(n), 130)) for n in numbers]
        main = self._model.main
        widths[main] = dressed.px(_FIRST)
        wanted = self._fitting(kind, widths)
        for number in numbers:
            self.setColumnHidden(number, number not in wanted)
            if number != main:
                header.setSectionResizeMode(number, QHeaderView.ResizeMode.Interactive)
                self.setColumnWidth(number, widths[number])
        header.setSectionResizeMode(main, QHeaderView.ResizeMode.Stretch)

    def _fitting(self, kind: str, widths: list[int]) -> set[int]:
        """The columns there is room for, those of a brief list first."""
        room = self.width() - theme.now().px(14)
        if sum(widths) <= room:
            return set(range(len(widths)))
        names = list(self._model.columns)
        brief = [names.index(name) for name in BRIEF.get(kind, ()) if name in names]
        order = [*brief, *(number for number in range(len(names)) if number not in brief)]
        kept = {self._model.main}
        used = widths[self._model.main]
        for number in order:
            if number in kept:
                continue
            if used + widths[number] > room:
                break
            kept.add(number)
            used += widths[number]
        return kept
