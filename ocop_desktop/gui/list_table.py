"""The table of a list: rows drawn and chosen, the columns that fit, the order asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import (
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ocop_desktop.actions.list_keys import Heading
from ocop_desktop.gui import theme
from ocop_desktop.gui.list_model import HEADING, Index, ListModel
from ocop_desktop.gui.marked_text import draw_marked, found_parts
from ocop_desktop.gui.navigation import BRIEF
from ocop_desktop.gui.star_icon import star_size
from ocop_desktop.schema.number_types import grouped

_ROW = 36
_COMMANDING = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
_FIRST, _PADDING = 170, 2
_WIDTHS = {"stars": 94, "date": 112, "year": 64, "money": 116, "whole": 80, "decimal": 90}
_WIDTHS |= {
    "choice": 130,
    "place": 132,
    "link": 170,
    "text": 140,
    "many": 160,
    "yes_no": 80,
    "moment": 136,
}


class _Rows(QStyledItemDelegate):
    """What was found marked, headings across the row; only where there are any: it is slower."""

    typed = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        heading = index.data(HEADING)
        if heading is not None:
            self._paint_heading(painter, option, heading)
            return
        text = index.data() if self.typed else None
        parts = found_parts(text, self.typed) if isinstance(text, str) else []
        if parts:
            self._paint_marked(painter, option, index, parts)
        else:
            super().paint(painter, option, index)

    def _paint_marked(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
        parts: Sequence[tuple[int, int]],
    ) -> None:
        item = QStyleOptionViewItem(option)
        self.initStyleOption(item, index)
        text, item.text = item.text, ""
        widget = option.widget
        style = widget.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, item, painter, widget)
        area = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, item, widget)
        painter.setFont(item.font)
        if item.displayAlignment & Qt.AlignmentFlag.AlignRight:
            area.setLeft(
                max(area.left(), area.right() - item.fontMetrics.horizontalAdvance(text) - 6)
            )
        colour = item.palette.color(QPalette.ColorRole.Text)
        draw_marked(painter, area.adjusted(_PADDING, 0, 0, 0), text, parts, colour)

    def _paint_heading(
        self, painter: QPainter, option: QStyleOptionViewItem, heading: Heading
    ) -> None:
        """Every cell draws its part of a heading that goes across the whole row."""
        dressed, area = theme.now(), option.rect
        painter.save()
        painter.setClipRect(area)
        painter.fillRect(area, dressed.colour("raised"))
        painter.fillRect(area.x(), area.bottom(), area.width(), 1, dressed.colour("line"))
        whole = area.adjusted(0, 0, 0, 0)
        table = option.widget
        scrolled = table.horizontalScrollBar().value() if isinstance(table, QTableView) else 0
        whole.setLeft(dressed.px(14) - scrolled)
        whole.setRight(whole.left() + 2000)
        painter.setFont(dressed.font(13, QFont.Weight.DemiBold))
        painter.setPen(dressed.colour("text"))
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(whole, side, heading.text)
        whole.setLeft(whole.left() + painter.fontMetrics().horizontalAdvance(heading.text) + 10)
        painter.setFont(dressed.font(12))
        painter.setPen(dressed.colour("text-2"))
        painter.drawText(whole, side, grouped(heading.count))
        painter.restore()


class ListTable(QTableView):
    """Enter and a double click open the record; Delete removes it; letters are searched for."""

    ACROSS = Qt.Orientation.Horizontal
    opened = Signal()
    removing = Signal()
    copying = Signal()
    typed_in = Signal(object)  # the QKeyEvent of a letter: it belongs to the search box
    moved = Signal(object)  # the columns that are seen, in their new order
    widened = Signal(str, int)  # a column, and its width in pixels of the design

    def __init__(self, model: ListModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._rows, self._plain = _Rows(self), QStyledItemDelegate(self)
        model.modelReset.connect(self._dress_rows)
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
        header.setSectionsMovable(True)
        header.sectionMoved.connect(self._on_moved)
        header.sectionResized.connect(self._on_resized)
        self._fitting_now = False
        self._chosen = False  # whether somebody chose the columns: then all of them are shown
        self._widths: Mapping[str, int] = {}

    @property
    def list_model(self) -> ListModel:
        """The rows that are shown."""
        return self._model

    def seen_columns(self) -> list[int]:
        """The columns that are seen, from the left."""
        header = self.horizontalHeader()
        places = (header.logicalIndex(place) for place in range(header.count()))
        return [number for number in places if not self.isColumnHidden(number)]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copying.emit()
        elif event.text().strip() and not event.modifiers() & _COMMANDING:
            self.typed_in.emit(event)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Rows, and a bar at the left of the chosen one."""
        super().paintEvent(event)
        current = self.currentIndex()
        if self.selectionModel().isSelected(current):
            area = self.visualRect(current)
            painter = QPainter(self.viewport())
            painter.fillRect(0, area.y(), 3, area.height(), theme.now().colour("brand"))

    def _dress_rows(self) -> None:
        """Draw plainly what can be: Qt's own delegate is much quicker than ours."""
        special = bool(self._rows.typed) or self._model.has_headings
        self.setItemDelegate(self._rows if special else self._plain)
        self.setIconSize(star_size())

    def mark_found(self, typed: str) -> None:
        """Mark from now on what these words found."""
        self._rows.typed = typed

    def like(self, *, chosen: bool, widths: Mapping[str, int]) -> None:
        """Show columns that somebody chose, in the widths that somebody gave them."""
        self._chosen, self._widths = chosen, widths

    def fit(self, kind: str) -> None:
        """Show the columns that fit; the first takes what is left."""
        if not self._model.columns:
            return
        header = self.horizontalHeader()
        self._fitting_now = True
        for place in range(header.count()):
            header.moveSection(header.visualIndex(place), place)
        widths, main = self._wanted_widths(), self._model.main
        wanted = set(range(len(widths))) if self._chosen else self._fitting(kind, widths)
        squeezed = sum(widths[number] for number in wanted) > self.viewport().width()
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(
            scrolls if squeezed and self._chosen else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        for number, width in enumerate(widths):
            self.setColumnHidden(number, number not in wanted)
            stretched = number == main and not (squeezed and self._chosen)
            header.setSectionResizeMode(
                number,
                QHeaderView.ResizeMode.Stretch if stretched else QHeaderView.ResizeMode.Interactive,
            )
            if not stretched:
                self.setColumnWidth(number, width)
        self._fitting_now = False

    def _wanted_widths(self) -> list[int]:
        dressed, model = theme.now(), self._model
        usual = [_WIDTHS.get(model.kind_of(n), 130) for n in range(len(model.columns))]
        usual[model.main] = _FIRST
        given = zip(model.columns, usual, strict=True)
        return [dressed.px(self._widths.get(name, width)) for name, width in given]

    def _on_moved(self, *_: int) -> None:
        if not self._fitting_now:
            columns = [self._model.columns[n] for n in self.seen_columns()]
            self.moved.emit(tuple(columns))

    def _on_resized(self, number: int, _: int, width: int) -> None:
        by_hand = QGuiApplication.mouseButtons() & Qt.MouseButton.LeftButton
        if not self._fitting_now and by_hand and number != self._model.main:
            self.widened.emit(self._model.columns[number], round(width / theme.now().scale))

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
