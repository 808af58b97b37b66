"""The rows of a batch as Qt sees them: cells that find records, and what becomes of each row."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QObject, Qt

from ocop_desktop.actions.batches import Fate
from ocop_desktop.gui import theme
from ocop_desktop.gui.batch_finding import Finder
from ocop_desktop.gui.batch_state import BatchState
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import RowsContext
from ocop_desktop.gui.grid_columns import Column
from ocop_desktop.gui.grid_model import GridModel
from ocop_desktop.gui.grid_shown import Index
from ocop_desktop.gui.grid_trail import Trail
from ocop_desktop.schema import Field, Rejected, Value
from ocop_desktop.schema.text_types import Text

_DISPLAY = int(Qt.ItemDataRole.DisplayRole)
_TIP = int(Qt.ItemDataRole.ToolTipRole)
_BACK = int(Qt.ItemDataRole.BackgroundRole)
_FORE = int(Qt.ItemDataRole.ForegroundRole)
FATE = Field("fate__", "Sẽ ghi", Text(), computed=True, hint="Điều sẽ xảy ra khi bấm Ghi tất cả")
_WORDS = {"blank": "", "new": "Mới", "update": "Cập nhật", "same": "Đã có", "refused": "✕ Cần sửa"}
_TONES = {"blank": "text-3", "new": "brand", "update": "blue", "same": "text-3", "refused": "red"}


class BatchModel(GridModel):
    """Rows of one batch; the last column says what will become of each."""

    def __init__(
        self, state: BatchState, finder: Finder, context: RowsContext, parent: QObject
    ) -> None:
        self._state, self._finder = state, finder
        self.fates: Sequence[Fate] = ()
        super().__init__(state.row_form, context, parent)

    def columns_for(self, owner: Draft | None) -> list[Column]:
        columns = [Column(field, None, field.label) for field in self.form.fields]
        return [*columns, Column(FATE, None, FATE.label)]

    def _heading(self, column: Column) -> str:
        """Money in đồng needs no unit: there is no room for it."""
        if column.field.type.kind == "money" and not self._context.habits.millions:
            return column.label
        return super()._heading(column)

    @property
    def rows(self) -> list[Draft]:
        """The rows; one that is taken away is not among them any more."""
        return self._state.rows

    def show_fates(self, fates: Sequence[Fate]) -> None:
        """Say of each row what will become of it."""
        self.fates = fates
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in self._answers or not index.isValid():
            return None
        number = index.row()
        fate = self.fates[number] if number < min(len(self.fates), len(self.rows)) else None
        if self.columns[index.column()].field is FATE:
            return self._of_fate(fate, role)
        if fate is not None and role in (_TIP, _BACK):
            found = self._of_problems(fate, self.columns[index.column()].field.name, role)
            if found is not None and super().data(index, _BACK) is None:
                return found
        return super().data(index, role)

    def _of_fate(self, fate: Fate | None, role: int) -> Any:
        if fate is None:
            return None
        if role == _DISPLAY:
            odd = len(fate.problems) if fate.what != "refused" else 0
            return _WORDS[fate.what] + (f" ⚠ {odd}" if odd else "")
        if role == _FORE:
            return theme.now().colour(_TONES[fate.what])
        if role == _TIP:
            return "\n".join(_sentence(one.level, one.text) for one in fate.problems) or None
        return None

    def _of_problems(self, fate: Fate, name: str, role: int) -> Any:
        found = [one for one in fate.problems if one.field == name]
        if not found:
            return None
        if role == _TIP:
            return "\n".join(_sentence(one.level, one.text) for one in found)
        worst = any(one.level == "error" for one in found)
        return theme.now().colour("red-soft" if worst else "gold-soft")

    # ---- what is changed

    def put(self, index: Index, read: Callable[[], Value], shown: Callable[[], str]) -> None:
        """Take what a cell's editor holds; a text in a column of links is looked for."""
        name = self.columns[index.column()].field.name
        if not self._finder.is_link(name):
            super().put(index, read, shown)
            return
        with self._step():
            row = self._real_row(index.row())
            try:
                self._finder.put(row, name, read())
            except Rejected:
                self._finder.take(row, name, shown().strip())
        self.touch(index.row())

    def copy_down(self, cells: Sequence[Index]) -> None:
        """Fill down among the rows there are: the empty one at the end stays empty."""
        super().copy_down([cell for cell in cells if cell.row() < len(self.rows)])

    def _copy_one(self, above: Draft, row: Draft, column: Column) -> None:
        name = column.field.name
        unread = above.unread.get(name)
        if column.field is FATE:
            return
        if unread is not None:
            row.values.pop(name, None)
            row.refuse(name, unread.text, unread.reason)
        elif self._finder.is_link(name):
            self._finder.put(row, name, above.get(name))
        else:
            super()._copy_one(above, row, column)

    def remove(self, numbers: Sequence[int]) -> int:
        """Take rows away; those of records that are there are no longer ticked."""
        wanted = {number for number in numbers if 0 <= number < len(self.rows)}
        if not wanted:
            return 0
        with self.changing():
            self.rows[:] = [row for n, row in enumerate(self.rows) if n not in wanted]
        return len(wanted)

    @contextmanager
    def changing(self) -> Iterator[None]:
        """Change many rows at once, as one step that can be taken back."""
        self.beginResetModel()
        with self._step():
            yield
        self._state.owner.changed_tables.add(self.form.name)
        self.fates = ()
        self.endResetModel()
        self.edited.emit()

    def rebuilt(self) -> None:
        """Tell that the rows were changed from outside."""
        self.beginResetModel()
        self.owner, self._trail = self._state.owner, Trail()
        self._spare = self.owner.new_row(self.form.name)
        self.fates = ()
        self.endResetModel()


def _sentence(level: str, text: str) -> str:
    return f"{'✕' if level == 'error' else '⚠'} {text}"
