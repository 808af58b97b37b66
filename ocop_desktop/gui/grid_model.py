"""The rows of a table form as a hand changes them; each change is a step that can be taken back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import RowsContext
from ocop_desktop.gui.grid_columns import Column
from ocop_desktop.gui.grid_paste import Pasted, beyond, fill, plan, ticked
from ocop_desktop.gui.grid_shown import TICK, Index, ShownGrid
from ocop_desktop.gui.grid_trail import Trail
from ocop_desktop.gui.known import known_of
from ocop_desktop.gui.paste import cells as cells_of
from ocop_desktop.schema import Entry, Form, Rejected, Value


class GridModel(ShownGrid):
    """Typing into the empty row at the end makes it real."""

    edited = Signal()

    def __init__(self, form: Form, context: RowsContext, parent: QObject) -> None:
        super().__init__(form, context, parent)
        self.known = known_of(form, context.form)
        self._trail = Trail()

    def show_owner(self, owner: Draft) -> None:
        """Show the rows of this record."""
        self._trail = Trail()
        super().show_owner(owner)

    def put(self, index: Index, read: Callable[[], Value], shown: Callable[[], str]) -> None:
        """Take what a cell's editor holds; what cannot be read stays, with the reason."""
        with self._step():
            row = self._real_row(index.row())
            name = self.columns[index.column()].field.name
            before = (row.values.get(name), row.unread.get(name))
            try:
                row.put(name, read())
            except Rejected as refused:
                row.refuse(name, shown(), refused.text)
            if (row.values.get(name), row.unread.get(name)) != before:
                self._part_from_known(row, name)
                self.touch(index.row())

    def begin(self, number: int) -> Draft:
        """The row of that number; the empty one at the end is made real."""
        with self._step():
            row = self._real_row(number)
            self.touch(number)
            return row

    def tick(self, cells: Sequence[Index]) -> None:
        """Turn ticks on, or off where all of them are on."""
        ticks = [cell for cell in cells if self.columns[cell.column()].is_tick]
        on = not all(self.data(cell, TICK) for cell in ticks)
        with self._step():
            for cell in ticks:
                self._tick_one(cell, on=on)
        self._touch_all(ticks)

    def _tick_one(self, cell: Index, *, on: bool) -> None:
        row, column = self._real_row(cell.row()), self.columns[cell.column()]
        name = column.field.name
        if column.code is None:
            row.put(name, on)
        else:
            row.put(name, ticked(column.field.type, row.get(name), column.code, on=on))

    def clear(self, cells: Sequence[Index]) -> None:
        """Empty cells."""
        real = [cell for cell in cells if self.row_at(cell.row()) is not None]
        with self._step():
            for cell in real:
                row, column = self.rows[cell.row()], self.columns[cell.column()]
                if column.code is not None:
                    self._tick_one(cell, on=False)
                elif not column.field.computed:
                    row.put(column.field.name, None)
                    self._part_from_known(row, column.field.name)
        self._touch_all(real)

    def copy_down(self, cells: Sequence[Index]) -> None:
        """Give cells what the topmost of each column has; one cell gets what is above it."""
        tops: dict[int, int] = {}
        for cell in cells:
            tops[cell.column()] = min(cell.row(), tops.get(cell.column(), cell.row()))
        if len({cell.row() for cell in cells}) == 1:
            tops = {column: top - 1 for column, top in tops.items()}
        with self._step():
            for cell in sorted(cells, key=lambda one: one.row()):
                above = self.row_at(tops[cell.column()])
                column = self.columns[cell.column()]
                if above is not None and cell.row() > tops[cell.column()]:
                    self._copy_one(above, self._real_row(cell.row()), column)
        self._touch_all(cells)

    def _copy_one(self, above: Draft, row: Draft, column: Column) -> None:
        name = column.field.name
        if column.field.computed:
            return
        if column.code is not None:
            held = above.get(name)
            on = isinstance(held, list) and column.code in held
            row.put(name, ticked(column.field.type, row.get(name), column.code, on=on))
        else:
            row.put(name, above.get(name))
            self._part_from_known(row, name)

    def remove(self, numbers: Sequence[int]) -> int:
        """Mark rows as removed; return how many."""
        gone = [row for number in numbers if (row := self.row_at(number)) is not None]
        if self.owner is None or not gone:
            return 0
        self.beginResetModel()
        with self._step():
            for row in gone:
                row.removed = True
        self.owner.changed_tables.add(self.form.name)
        self.endResetModel()
        self.edited.emit()
        return len(gone)

    def insert(self, number: int) -> None:
        """A new row above that one."""
        below = self.row_at(number)
        if self.owner is None or below is None:
            return
        self.beginResetModel()
        with self._step():
            rows = self.owner.rows(self.form.name)
            rows.insert(rows.index(below), self.owner.new_row(self.form.name))
        self.endResetModel()
        self.touch(number)

    def paste(self, start: Index, text: str) -> Pasted:
        """Put lines from a spreadsheet in, from a cell on or by their line of headings."""
        planned, done = plan(self.form, self.columns, start.column(), cells_of(text)), Pasted()
        number = start.row()
        with self._step():
            for line in planned.lines:
                if any(line):
                    fill(self._real_row(number), line, planned, self._context, done)
                    done.beyond += beyond(line, planned)
                number += bool(any(line) or self.row_at(number) is not None)
        done.unknown = list(planned.unknown)
        if done.rows:
            self.touch(start.row(), number - 1)
        return done

    def copied(self, chosen: Sequence[Index]) -> str:
        """Cells as a spreadsheet takes them."""
        across = sorted({cell.column() for cell in chosen})
        return "\n".join(
            "\t".join(self._copied(row, self.columns[column]) for column in across)
            for number in sorted({cell.row() for cell in chosen})
            if (row := self.row_at(number)) is not None
        )

    def _copied(self, row: Draft, column: Column) -> str:
        if column.code is not None:
            return "x" if self._tick(row, column) else ""
        unread = row.unread.get(column.field.name)
        shown = column.field.type.show(row.get(column.field.name), self._context.look)
        return unread.text if unread else shown

    # ---- what was done

    def back(self) -> bool:
        """Take the last step back; False where there is none."""
        return self._walk(self._trail.back)

    def on(self) -> bool:
        """Do again what was taken back; False where there is nothing."""
        return self._walk(self._trail.on)

    def _walk(self, move: Callable[[list[Draft]], bool]) -> bool:
        if self.owner is None:
            return False
        self.beginResetModel()
        moved = move(self.owner.rows(self.form.name))
        self.endResetModel()
        if moved:
            self.owner.changed_tables.add(self.form.name)
            self.edited.emit()
        return moved

    def _step(self) -> AbstractContextManager[None]:
        return self._trail.step(self.owner.rows(self.form.name) if self.owner else [])

    # ---- rows that another record knows

    def known_for(self, number: int) -> list[Entry]:
        """The known rows that this one could be, those that stand in the table already apart."""
        begun = self.owner.new_row(self.form.name) if self.owner else None
        row = self.row_at(number) or begun
        key = row.get(self.known.owner.name) if row and self.known else None
        if self.known is None or not isinstance(key, str):
            return []
        here = {one.get(self.known.link.name) for one in self.rows if one is not row}
        entries = self._context.rows_of(self.known.rows.kind, key)
        return [entry for entry in entries if entry.id not in here]

    def take_known(self, number: int, entry: Entry) -> None:
        """Fill a row from a known one."""
        if self.known is not None:
            with self._step():
                self.known.put(self._real_row(number), entry)
            self.touch(number)

    def add_known(self, owner: str, entries: Sequence[Entry]) -> None:
        """Add a row for each of these known ones."""
        if self.known is None:
            return
        first = len(self.rows)
        with self._step():
            for number, entry in enumerate(entries, first):
                row = self._real_row(number)
                row.put(self.known.owner.name, owner)
                self.known.put(row, entry)
        self.touch(first, first + len(entries))

    def _part_from_known(self, row: Draft, name: str) -> None:
        if self.known is None or row.get(self.known.link.name) is None:
            return
        if name == self.known.owner.name:
            row.put(self.known.link.name, None)
        elif name == self.known.name:
            kind, key = self.known.rows.kind, str(row.get(self.known.link.name))
            self.known.part(row, self._context.look.title(kind, key))

    def touch(self, number: int, last: int | None = None) -> None:
        """Tell that rows changed."""
        if self.owner is not None:
            self.owner.changed_tables.add(self.form.name)
        width = len(self.columns) - 1
        self.dataChanged.emit(self.index(number, 0), self.index(last or number, width))
        self.edited.emit()

    def _touch_all(self, cells: Sequence[Index]) -> None:
        if cells:
            rows = [cell.row() for cell in cells]
            self.touch(min(rows), max(rows))

    def _real_row(self, number: int) -> Draft:
        row = self.row_at(number)
        if row is not None:
            return row
        if self.owner is None or self._spare is None:
            raise IndexError(number)
        count = len(self.rows)
        row = self._begun = self._spare = self.owner.new_row(self.form.name)  # carries from now
        self.dataChanged.emit(self.index(count, 0), self.index(count, len(self.columns) - 1))
        self.beginInsertRows(QModelIndex(), count + 1, count + 1)
        self.owner.rows(self.form.name).append(row)
        self._spare = self.owner.new_row(self.form.name)
        self.endInsertRows()
        self.headerDataChanged.emit(Qt.Orientation.Vertical, count, count + 1)
        return row
