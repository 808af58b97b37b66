"""The rows of a table form as Qt shows them: cells, ticks, and an empty row at the end to type in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from ocop_desktop.gui import theme
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import RowsContext, unit_of
from ocop_desktop.gui.grid_columns import Column, columns_of
from ocop_desktop.gui.grid_flaws import GridFlaws, sentence
from ocop_desktop.schema import Form, Problem, Value

Index = QModelIndex | QPersistentModelIndex
VALUE = int(Qt.ItemDataRole.UserRole)
TICK = VALUE + 1  # True, False or None where the cell is no tick
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ShownGrid(QAbstractTableModel):
    """Rows not removed, then one empty row."""

    def __init__(self, form: Form, context: RowsContext, parent: QObject) -> None:
        super().__init__(parent)
        self.form, self._context = form, context
        self.owner: Draft | None = None
        self.columns: list[Column] = self.columns_for(None)
        self._spare: Draft | None = None  # the empty row at the end
        self._begun: Draft | None = None  # the same, from the moment one types into it
        self.flaws = GridFlaws()
        self._answers: dict[int, Callable[[Draft, Column], Any]] = {
            int(Qt.ItemDataRole.DisplayRole): self._text,
            int(Qt.ItemDataRole.ForegroundRole): self._colour,
            int(Qt.ItemDataRole.ToolTipRole): self._tip,
            int(Qt.ItemDataRole.BackgroundRole): self._background,
            int(Qt.ItemDataRole.TextAlignmentRole): self._side,
            VALUE: self._value,
            TICK: self._tick,
        }

    # ---- what is shown

    def columns_for(self, owner: Draft | None) -> list[Column]:
        """The columns for a record."""
        return columns_of(self.form, owner)

    def show_owner(self, owner: Draft) -> None:
        """Show the rows of this record."""
        self.beginResetModel()
        self.owner = owner
        self.columns = self.columns_for(owner)
        self._spare = owner.new_row(self.form.name)
        self.endResetModel()

    def fit_columns(self) -> None:
        """Look again at how many columns of ticks the record asks for."""
        if self.owner is not None and self.columns_for(self.owner) != self.columns:
            self.beginResetModel()
            self.columns = self.columns_for(self.owner)
            self.endResetModel()

    @property
    def rows(self) -> list[Draft]:
        """The rows that are not removed."""
        if self.owner is None:
            return []
        return [row for row in self.owner.rows(self.form.name) if not row.removed]

    def row_at(self, number: int) -> Draft | None:
        """The row of that number, None for the empty one at the end."""
        rows = self.rows
        return rows[number] if 0 <= number < len(rows) else None

    def rowCount(self, parent: Index | None = None) -> int:
        if self.owner is None or (parent is not None and parent.isValid()):
            return 0
        return len(self.rows) + 1

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.columns)

    def headerData(
        self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = way == Qt.Orientation.Horizontal
        if across and not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            if across:
                return self._heading(self.columns[section])
            if section >= len(self.rows):
                return "+"
            return f"{section + 1}{self.flaws.sign_of(section)}"
        if across and role == Qt.ItemDataRole.ToolTipRole:
            field, code = self.columns[section].field, self.columns[section].code
            if code is not None:
                return f"{field.label}: {field.type.show([code])}"
            return f"{field.label}\n{field.hint}" if field.hint else field.label
        if across and role == Qt.ItemDataRole.TextAlignmentRole:
            if self.columns[section].is_tick:
                return Qt.AlignmentFlag.AlignCenter
            return self._side(None, self.columns[section])
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        column = self.columns[index.column()]
        if not column.field.computed and not column.is_tick:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        answer = self._answers.get(role)
        if answer is None:
            return None
        draft = self.row_at(index.row()) or self._spare
        return (
            None
            if draft is None or not index.isValid()
            else answer(draft, self.columns[index.column()])
        )

    def _heading(self, column: Column) -> str:
        named = unit_of(column.field, self._context.habits)
        unit = f" ({named})" if named and column.code is None else ""
        star = " *" if column.field.required.holds({}) else ""
        return f"{column.label}{unit}{star}"

    # ---- what the rules say of it

    def show_flaws(self, flaws: GridFlaws) -> None:
        """Mark the cells that something is said of."""
        if flaws != self.flaws:
            self.flaws = flaws
            last = self.index(self.rowCount() - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, len(self.rows))

    def _flaws_of(self, row: Draft, column: Column) -> list[Problem]:
        if not self.flaws.by_cell or row is self._spare:
            return []
        number = next((n for n, one in enumerate(self.rows) if one is row), -1)
        return self.flaws.of_cell(number, column.field.name)

    # ---- answers by role

    def _is_spare(self, row: Draft) -> bool:
        return row is self._spare and row is not self._begun

    def _text(self, row: Draft, column: Column) -> str | None:
        if column.is_tick:
            return None
        if self._is_spare(row):
            return "Gõ để thêm…" if column == self.columns[0] else None
        unread = row.unread.get(column.field.name)
        if unread is not None:
            return unread.text
        value = row.get(column.field.name)
        return column.field.type.as_typed(value, self._context.look, self._context.habits)

    def _tick(self, row: Draft, column: Column) -> bool | None:
        if not column.is_tick or self._is_spare(row):
            return None
        value = row.get(column.field.name)
        if column.code is None:
            return bool(value)
        return isinstance(value, list) and column.code in value

    def _tip(self, row: Draft, column: Column) -> str | None:
        unread = row.unread.get(column.field.name)
        if self._is_spare(row):
            return None
        if unread is not None:
            return f"{unread.text}\n✕ {unread.reason}"
        if said := self._flaws_of(row, column):
            return "\n".join(map(sentence, said))
        value = row.get(column.field.name)
        doubt = column.field.type.warn(value) if value is not None else None
        if column.field.name in row.carried:
            return f"{self._text(row, column)}\n↩ Giữ từ dòng trên (Delete để xoá)"
        return f"⚠ {doubt}" if doubt else self._text(row, column)

    def _background(self, row: Draft, column: Column) -> Any:
        if column.field.name in row.unread:
            return theme.now().colour("red-soft")
        if said := self._flaws_of(row, column):
            open_ = [one for one in said if one.is_open]
            wrong = any(one.level == "error" for one in open_)
            return theme.now().colour("red-soft" if wrong else "gold-soft") if open_ else None
        value = row.get(column.field.name)
        doubtful = value is not None and column.field.type.warn(value)
        return theme.now().colour("gold-soft") if doubtful else None

    def _colour(self, row: Draft, column: Column) -> Any:
        if self._is_spare(row):
            return theme.now().colour("text-3")
        return theme.now().colour("text-2") if column.field.name in row.carried else None

    def _side(self, row: Draft | None, column: Column) -> Any:
        return _RIGHT if column.field.type.kind in ("money", "whole", "decimal") else _LEFT

    def _value(self, row: Draft, column: Column) -> Value:
        return row.get(column.field.name)
