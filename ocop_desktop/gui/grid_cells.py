"""The cells of a grid: the same widgets to type in as a page has; ticks and stars are drawn."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.drawn_editors import draw_stars
from ocop_desktop.gui.editor import ENTER, Context, key_of
from ocop_desktop.gui.grid_model import TICK, VALUE, GridModel, Index
from ocop_desktop.gui.line_editors import LineEditor
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.widgets import AnyEditor, editor_for


class Cells(QStyledItemDelegate):
    """Draws ticks and stars; edits a cell with the same widget as a page has."""

    def __init__(self, context: Context, parent: QTableView) -> None:
        super().__init__(parent)
        self._context = context

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        model = cast(GridModel, index.model())
        editor = editor_for(model.columns[index.column()].field, self._context, parent)
        editor.setAutoFillBackground(True)
        if isinstance(editor, PickEditor):
            editor.setMinimumWidth(theme.now().px(150))
            editor.went_on.connect(lambda: self._go_on(editor))
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cell = cast(AnyEditor, editor)
        model = cast(GridModel, index.model())
        row = model.row_at(index.row())
        unread = row.unread.get(cell.field.name) if row else None
        if unread is not None and isinstance(cell, LineEditor | PickEditor):
            cell.setText(unread.text)
        elif row is not None:
            cell.set_value(index.data(VALUE))
        if isinstance(cell, LineEditor | PickEditor):
            cell.selectAll()

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        cell, grid = cast(AnyEditor, editor), cast(GridModel, model)
        if grid.row_at(index.row()) is None and not cell.shown_text().strip():
            return  # nothing was typed into the empty row
        grid.put(index, cell.read, cell.shown_text)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter goes on to the next cell, as it goes on to the next field on a page."""
        if key_of(event) in ENTER and isinstance(editor, QWidget):
            self._go_on(editor)
            return True
        return super().eventFilter(editor, event)

    def _go_on(self, editor: QWidget) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.EditNextItem)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tick = index.data(TICK)
        if tick is not None:
            self._paint_tick(painter, option, on=tick)
        elif self._is_stars(index):
            self._paint_stars(painter, option, index.data(VALUE))
        else:
            ground = index.data(Qt.ItemDataRole.BackgroundRole)
            if ground is not None:
                painter.fillRect(option.rect, ground)  # the style sheet would leave it out
            super().paint(painter, option, index)

    def _is_stars(self, index: Index) -> bool:
        return cast(GridModel, index.model()).columns[index.column()].field.type.kind == "stars"

    def _back(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, theme.now().colour("brand-soft"))

    def _paint_tick(self, painter: QPainter, option: QStyleOptionViewItem, *, on: bool) -> None:
        dressed, side = theme.now(), theme.now().px(16)
        self._back(painter, option)
        box = QRect(0, 0, side, side)
        box.moveCenter(option.rect.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(dressed.colour("brand" if on else "line-strong"))
        painter.setBrush(dressed.colour("brand" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            mark_ = icons.pixmap("check", dressed.colours["on-brand"], side - 2, 2)
            painter.drawPixmap(box.adjusted(1, 1, -1, -1), mark_)
        painter.restore()

    def _paint_stars(self, painter: QPainter, option: QStyleOptionViewItem, value: object) -> None:
        self._back(painter, option)
        draw_stars(painter, option.rect.adjusted(8, 0, 0, 0), value)
