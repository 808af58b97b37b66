"""The rows of a table form as Qt sees them: cells, ticks, and an empty row at the end to type in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ocop_desktop.gui import theme
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import Context, unit_of
from ocop_desktop.gui.paste import cells
from ocop_desktop.schema import Field, Form, Rejected, Value
from ocop_desktop.schema.choice_types import Many

Index = QModelIndex | QPersistentModelIndex
VALUE = int(Qt.ItemDataRole.UserRole)
TICK = VALUE + 1  # True, False or None where the cell is no tick
NOT_IN_CELLS = ("long_text", "files", "file", "links")
_MOST_COLUMNS = 7
_TICKS_ACROSS = {"present": "session_count"}  # a field of many choices shown as columns of ticks
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Column:
    """A column of the grid: a field, or one choice of a field of many choices."""

    field: Field
    code: str | None = None
    label: str = ""

    @property
    def is_tick(self) -> bool:
        """Whether the cell holds a tick."""
        return self.code is not None or self.field.type.kind == "yes_no"


def columns_of(form: Form, owner: Draft | None) -> list[Column]:
    """The columns of a table form: those it names, or all that fit in cells."""
    columns: list[Column] = []
    for name in form.columns:
        field = form.field(name)
        if name in _TICKS_ACROSS and isinstance(field.type, Many):
            wanted = owner.get(_TICKS_ACROSS[name]) if owner else None
            count = wanted if isinstance(wanted, int) else 1
            options = field.type.options[: max(1, count)]
            columns += [Column(field, option.code, _short(option.label)) for option in options]
        elif field.type.kind not in NOT_IN_CELLS and len(columns) < _MOST_COLUMNS:
            columns.append(Column(field, None, field.label))
    return columns


def _short(label: str) -> str:
    """A heading narrow enough for a tick: "Buổi 1" becomes "B1"."""
    first, _, rest = label.partition(" ")
    return f"{first[:1]}{rest}" if rest and len(rest) <= 2 else label


class GridModel(QAbstractTableModel):
    """Rows not removed, then one empty row; typing into that one makes it real."""

    edited = Signal()

    def __init__(self, form: Form, context: Context, parent: QObject) -> None:
        super().__init__(parent)
        self.form, self._context = form, context
        self.owner: Draft | None = None
        self.columns: list[Column] = columns_of(form, None)
        self._spare: Draft | None = None  # the empty row at the end
        self._begun: Draft | None = None  # the same, from the moment one types into it
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

    def show_owner(self, owner: Draft) -> None:
        """Show the rows of this record."""
        self.beginResetModel()
        self.owner = owner
        self.columns = columns_of(self.form, owner)
        self._spare = owner.new_row(self.form.name)
        self.endResetModel()

    def fit_columns(self) -> None:
        """Look again at how many columns of ticks the record asks for."""
        if self.owner is not None and columns_of(self.form, self.owner) != self.columns:
            self.beginResetModel()
            self.columns = columns_of(self.form, self.owner)
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
            return str(section + 1) if section < len(self.rows) else "+"
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

    # ---- what is changed

    def put(self, index: Index, read: Callable[[], Value], shown: Callable[[], str]) -> None:
        """Take what a cell's editor holds; what cannot be read stays, with the reason."""
        row = self._real_row(index.row())
        name = self.columns[index.column()].field.name
        before = (row.values.get(name), row.unread.get(name))
        try:
            row.put(name, read())
        except Rejected as refused:
            row.refuse(name, shown(), refused.text)
        if (row.values.get(name), row.unread.get(name)) != before:
            self.touch(index.row())

    def begin(self, number: int) -> Draft:
        """The row of that number; the empty one at the end is made real."""
        row = self._real_row(number)
        self.touch(number)
        return row

    def tick(self, index: Index) -> None:
        """Turn a tick on or off."""
        column = self.columns[index.column()]
        row = self._real_row(index.row())
        held = row.get(column.field.name)
        if column.code is None:
            row.put(column.field.name, not held)
        else:
            codes = set(held) if isinstance(held, list) else set()
            row.put(column.field.name, column.field.type.accept(sorted(codes ^ {column.code})))
        self.touch(index.row())

    def remove(self, numbers: Sequence[int]) -> int:
        """Mark rows as removed; return how many."""
        gone = [row for number in numbers if (row := self.row_at(number)) is not None]
        if self.owner is None or not gone:
            return 0
        self.beginResetModel()
        for row in gone:
            row.removed = True
        self.owner.changed_tables.add(self.form.name)
        self.endResetModel()
        self.edited.emit()
        return len(gone)

    def paste(self, start: Index, text: str) -> int:
        """Put lines of tab-separated texts (from a spreadsheet) in, from a cell on."""
        lines = cells(text)
        for down, line in enumerate(lines):
            self._real_row(start.row() + down)
            for across, cell in enumerate(line):
                index = self.index(start.row() + down, start.column() + across)
                if index.isValid() and not self.columns[index.column()].field.computed:
                    self._paste_cell(index, cell)
        if lines:
            self.touch(start.row(), start.row() + len(lines) - 1)
        return len(lines)

    def touch(self, number: int, last: int | None = None) -> None:
        """Tell that rows changed."""
        if self.owner is not None:
            self.owner.changed_tables.add(self.form.name)
        width = len(self.columns) - 1
        self.dataChanged.emit(self.index(number, 0), self.index(last or number, width))
        self.edited.emit()

    def _paste_cell(self, index: Index, text: str) -> None:
        column = self.columns[index.column()]
        if column.code is None:
            type_ = column.field.type
            self.put(
                index,
                lambda: type_.typed(text, self._context.look, self._context.habits),
                lambda: text,
            )
        elif bool(text) != bool(self.data(index, TICK)):
            self.tick(index)

    def _real_row(self, number: int) -> Draft:
        row = self.row_at(number)
        if row is not None:
            return row
        if self.owner is None or self._spare is None:
            raise IndexError(number)
        count = len(self.rows)
        row = self._begun = self._spare
        self.dataChanged.emit(self.index(count, 0), self.index(count, len(self.columns) - 1))
        self.beginInsertRows(QModelIndex(), count + 1, count + 1)
        self.owner.rows(self.form.name).append(row)
        self._spare = self.owner.new_row(self.form.name)
        self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, count, count + 1)
        return row

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
        value = row.get(column.field.name)
        doubt = column.field.type.warn(value) if value is not None else None
        return f"⚠ {doubt}" if doubt else self._text(row, column)

    def _background(self, row: Draft, column: Column) -> Any:
        if column.field.name in row.unread:
            return theme.now().colour("red-soft")
        value = row.get(column.field.name)
        doubtful = value is not None and column.field.type.warn(value)
        return theme.now().colour("gold-soft") if doubtful else None

    def _colour(self, row: Draft, column: Column) -> Any:
        return theme.now().colour("text-3") if self._is_spare(row) else None

    def _side(self, row: Draft | None, column: Column) -> Any:
        return _RIGHT if column.field.type.kind in ("money", "whole", "decimal") else _LEFT

    def _value(self, row: Draft, column: Column) -> Value:
        return row.get(column.field.name)
