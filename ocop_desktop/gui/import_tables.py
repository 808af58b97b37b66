"""The two tables of an import: which column is which field, and what becomes of every row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ocop_desktop.actions.list_import import Found
from ocop_desktop.actions.list_plan import Row
from ocop_desktop.gui import theme
from ocop_desktop.gui.rows_table import RowsModel

FATES = {
    "new": ("+ mới", "brand"),
    "changed": ("✎ sửa", "gold-text"),
    "same": ("= như cũ", "text-2"),
    "refused": ("✕ chưa nhập được", "red"),
}
_LEFT_OUT = "(không nhập cột này)"
_ROW = 34


class RowFates(RowsModel):
    """Every row of the list, what becomes of it and why; refused ones first."""

    headings = ("Dòng", "Bản ghi", "Kết quả", "Lý do, việc cần làm")
    numbers = frozenset({0})

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []
        self._found: Found | None = None

    def show_rows(self, found: Found | None) -> None:
        """Show these instead."""
        self.beginResetModel()
        self._found = found
        rows = found.rows if found else []
        self._rows = sorted(rows, key=lambda row: (row.fate != "refused", not row.remarks))
        self.endResetModel()

    def count(self) -> int:
        return len(self._rows)

    def words(self, row: int, column: int) -> str:
        one = self._rows[row]
        if column == 0:
            return str(one.number)
        if column == 1:
            return self._title(one)
        return FATES[one.fate][0] if column == 2 else self._why(one)

    def tone(self, row: int, column: int) -> str:
        return FATES[self._rows[row].fate][1] if column == 2 else ""

    def strong(self, row: int, column: int) -> bool:
        return column == 2

    def _title(self, row: Row) -> str:
        assert self._found is not None
        return self._found.title(row)

    def _why(self, row: Row) -> str:
        assert self._found is not None
        said = [
            f"{one.column}: {one.text}"
            if not one.value or one.value in one.text
            else f"{one.column} “{one.value}”: {one.text}"
            for one in (*row.reasons, *row.remarks)
        ]
        said += [one.text for level in ("error", "warning") for one in self._found.told(row, level)]
        return " ".join(said)


class ColumnTable(QTableWidget):
    """A line for each column of the list: its heading, an example, the field it fills."""

    corrected = Signal(str, str)  # the heading, the target ("" leaves it out)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(0, 3, parent)
        self.setObjectName("import.columns")
        self.setAccessibleName("Cột của danh sách và mục tương ứng")
        self.setHorizontalHeaderLabels(["Cột trong danh sách", "Ví dụ", "Nhập vào mục"])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.now().px(_ROW))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_columns(self, found: Found, offered: Sequence[tuple[str, str]]) -> None:
        """Show the columns of a list; `offered` are the fields, by target and label."""
        self.setRowCount(0)
        self.setRowCount(len(found.matches))
        for number, match in enumerate(found.matches):
            for column, text in enumerate((match.heading, found.example(match.column))):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.setItem(number, column, item)
            box = self._box(match.heading, str(match.target) if match.target else "", offered)
            self.setCellWidget(number, 2, box)

    def _box(self, heading: str, target: str, offered: Sequence[tuple[str, str]]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(f"import.column.{heading}")
        box.setAccessibleName(f"Cột {heading} nhập vào mục")
        box.addItem(_LEFT_OUT, "")
        for one, label in offered:
            box.addItem(label, one)
        box.setCurrentIndex(max(0, box.findData(target)))
        if target and box.currentIndex() == 0:  # the latest recognition, or its year
            box.addItem("Công nhận: hạng, hạn gần nhất hoặc năm", target)
            box.setCurrentIndex(box.count() - 1)
        box.installEventFilter(self)
        box.activated.connect(lambda _: self.corrected.emit(heading, str(box.currentData())))
        return box

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the page; it must not change a column unseen."""
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QComboBox):
            event.ignore()
            return True
        return super().eventFilter(watched, event)
