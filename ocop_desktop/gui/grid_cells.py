"""The cells of a grid: the same widgets to type in as a page has; ticks and stars are drawn."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.drawn_editors import draw_stars
from ocop_desktop.gui.editor import ENTER, RowsContext, key_of
from ocop_desktop.gui.grid_model import GridModel
from ocop_desktop.gui.grid_shown import TICK, VALUE, Index
from ocop_desktop.gui.grid_view import GridView
from ocop_desktop.gui.known_editor import KnownEditor
from ocop_desktop.gui.line_editors import LineEditor
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.widgets import AnyEditor, editor_for

_UP_DOWN: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Cells(QStyledItemDelegate):
    """Draws ticks and stars; edits a cell with the same widget as a page has."""

    typed = Signal()

    def __init__(self, context: RowsContext, parent: GridView) -> None:
        super().__init__(parent)
        self._context, self._view = context, parent
        self._open: tuple[AnyEditor, QPersistentModelIndex] | None = None  # where one types

    @property
    def typing(self) -> tuple[int, str, str] | None:
        """Row, field and text of the cell that is being typed in, None where that is none."""
        if self._open is None or not self._open[1].isValid():
            return None
        editor, index = self._open
        return index.row(), editor.field.name, editor.shown_text()

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        editor = self._editor(cast(GridModel, index.model()), index, parent)
        editor.setAutoFillBackground(True)
        editor.setAccessibleName(editor.field.label)
        place = QPersistentModelIndex(index)
        editor.edited.connect(lambda: self._on_typed(editor, place))
        if isinstance(editor, PickEditor):
            editor.setMinimumWidth(theme.now().px(150))
            editor.went_on.connect(lambda: self._go_on(editor))
            editor.went_down.connect(lambda: self._next_row(editor))
        return editor

    def _editor(self, model: GridModel, index: Index, parent: QWidget) -> AnyEditor:
        field, known = model.columns[index.column()].field, model.known
        entries = model.known_for(index.row()) if known and known.name == field.name else []
        if known is None or not entries:
            return editor_for(field, self._context, parent)
        return KnownEditor(field, self._context, parent, [known.found(one) for one in entries])

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        cell = cast(AnyEditor, editor)
        model = cast(GridModel, index.model())
        row = model.row_at(index.row())
        if isinstance(cell, PickEditor):
            cell.asked.draft = row or model.owner
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
        chosen = cell.chosen if isinstance(cell, KnownEditor) else ""
        entry = next((one for one in grid.known_for(index.row()) if one.id == chosen), None)
        if entry is not None:
            grid.take_known(index.row(), entry)
        else:
            grid.put(index, cell.read, cell.shown_text)

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        if self._open is not None and self._open[0] is editor:
            self._open = None
        super().destroyEditor(editor, index)

    def _on_typed(self, editor: AnyEditor, place: QPersistentModelIndex) -> None:
        self._open = (editor, place)
        self.typed.emit()

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter goes on to the next cell; Esc gives the cell back; a paste of lines is the grid's."""
        pressed = isinstance(event, QKeyEvent) and key_of(event) is not None
        if pressed and isinstance(editor, QWidget) and self._answer(editor, cast(QKeyEvent, event)):
            return True
        return super().eventFilter(editor, event)

    def _answer(self, editor: QWidget, event: QKeyEvent) -> bool:
        key, modifiers = event.key(), event.modifiers()
        if key in ENTER and modifiers & Qt.KeyboardModifier.ControlModifier:
            self._next_row(editor)
        elif key in _UP_DOWN and isinstance(editor, LineEditor):
            self._close(editor)
            self._view.move_by(_UP_DOWN[key])
        elif key in ENTER:
            self._go_on(editor, back=bool(modifiers & Qt.KeyboardModifier.ShiftModifier))
        elif key == Qt.Key.Key_Escape:
            self._give_up(editor)
        elif event.matches(QKeySequence.StandardKey.Paste) and _is_lines():
            self._close(editor, keep=False)
            self._view.paste()
        else:
            return False
        return True

    def _next_row(self, editor: QWidget) -> None:
        self._close(editor)
        self._view.begin_next_row()

    def _go_on(self, editor: QWidget, *, back: bool = False) -> None:
        index = self._view.currentIndex()
        if (
            not back
            and self._view.is_end(index)
            and not cast(AnyEditor, editor).shown_text().strip()
        ):
            self._close(editor)
            self._view.went_on.emit(False)
            return
        hint = QStyledItemDelegate.EndEditHint.EditNextItem
        if back:
            hint = QStyledItemDelegate.EndEditHint.EditPreviousItem
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, hint)

    def _close(self, editor: QWidget, *, keep: bool = True) -> None:
        if keep:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self._view.setFocus()

    def _give_up(self, editor: QWidget) -> None:
        """Take what was typed and step back from it at once: Ctrl+Y then brings it again."""
        grid, index = cast(GridModel, self._view.model()), self._view.currentIndex()
        place, typed = (index.row(), index.column()), cast(AnyEditor, editor).shown_text()
        shown = index.data() if grid.row_at(index.row()) is not None else ""
        changed = typed.strip() != (shown or "")
        self._close(editor, keep=changed)
        if changed and grid.back():
            self._view.go(grid.index(*place))
            self._view.said.emit(f"Ô trở lại như trước; “{typed}” còn lấy lại được bằng Ctrl+Y.")

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        tick = index.data(TICK)
        if tick is not None:
            ground = index.data(Qt.ItemDataRole.BackgroundRole)
            self._paint_tick(painter, option, ground, on=tick)
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

    def _paint_tick(
        self, painter: QPainter, option: QStyleOptionViewItem, ground: QColor | None, *, on: bool
    ) -> None:
        dressed, side = theme.now(), theme.now().px(16)
        if ground is not None:
            painter.fillRect(option.rect, ground)
        self._back(painter, option)
        box = QRect(0, 0, side, side)
        box.moveCenter(option.rect.center())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(dressed.colour("brand" if on else "field-line"))
        painter.setBrush(dressed.colour("brand" if on else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if on:
            mark_ = icons.pixmap("check", dressed.colours["on-brand"], side - 2, 2)
            painter.drawPixmap(box.adjusted(1, 1, -1, -1), mark_)
        painter.restore()

    def _paint_stars(self, painter: QPainter, option: QStyleOptionViewItem, value: object) -> None:
        self._back(painter, option)
        draw_stars(painter, option.rect.adjusted(8, 0, 0, 0), value)


def _is_lines() -> bool:
    """Whether the clipboard holds more than one cell."""
    text = QGuiApplication.clipboard().text().rstrip("\r\n")
    return "\t" in text or "\n" in text
