"""A long table to move in with keys: Enter opens, Delete takes away; cells carry a tone and a sign."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ocop_desktop.gui import theme
from ocop_desktop.gui.list_model import Index

TONE = int(Qt.ItemDataRole.UserRole)  # a colour's use of the theme, "" for plain text
STRONG = TONE + 1  # whether the words are half bold
_ROW = 32
_LEAST = 150  # of a first column beside figures; then the table scrolls sideways
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowsModel(QAbstractTableModel):
    """Headings, and what Qt asks of every table; a subclass says `count`, `words` and `tone`."""

    headings: Sequence[str] = ()
    numbers: frozenset[int] = frozenset()  # columns of figures stand at the right

    def count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    def words(self, row: int, column: int) -> str:
        """What a cell says."""
        raise NotImplementedError

    def tone(self, row: int, column: int) -> str:
        """The colour's use of a cell, "" for plain text."""
        return ""

    def strong(self, row: int, column: int) -> bool:
        """Whether a cell is half bold."""
        return False

    def told(self, row: int, column: int) -> str:
        """The tooltip of a cell; what it says, unless more is known."""
        return self.words(row, column)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.told(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self.headings[column]}: {self.told(row, column)}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column in self.numbers else _LEFT
        if role == TONE:
            return self.tone(row, column)
        return self.strong(row, column) if role == STRONG else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.headings[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if section in self.numbers else _LEFT
        return None


class _Toned(QStyledItemDelegate):
    """Words in the colour of their tone."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        dressed = theme.now()
        tone = str(index.data(TONE) or "")
        if tone:
            colour: QColor = dressed.colour(tone)
            for role in (option.palette.ColorRole.Text, option.palette.ColorRole.HighlightedText):
                option.palette.setColor(role, colour)
        if index.data(STRONG):
            option.font = dressed.font(13, QFont.Weight.DemiBold)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        table = option.widget
        if (
            isinstance(table, RowsTable)
            and table.by_cell
            and table.hasFocus()
            and index == table.currentIndex()
        ):
            painter.save()
            pen = painter.pen()
            pen.setColor(theme.now().colour("brand"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(option.rect.adjusted(1, 1, -1, -1))
            painter.restore()


class RowsTable(QTableView):
    """A view of a RowsModel; `shares` are the columns' parts of the width, 0 as wide as its words."""

    opened = Signal(object)  # the QModelIndex that Enter or a double click was on
    removing = Signal()
    turned = Signal()  # Space was pressed
    moved = Signal()

    def __init__(
        self,
        model: RowsModel,
        parent: QWidget,
        *,
        shares: Mapping[int, int],
        by_cell: bool = False,
        most: int = 0,
    ) -> None:
        """`most`: how wide shared columns become at most; fixed ones then take the rest."""
        super().__init__(parent)
        self.setObjectName("grid")
        self.by_cell, self._shares, self._most = by_cell, dict(shares), most
        self.setModel(model)
        self.setItemDelegate(_Toned(self))
        view = QAbstractItemView
        self.setEditTriggers(view.EditTrigger.NoEditTriggers)
        if by_cell:
            self.setSelectionMode(view.SelectionMode.SingleSelection)
        else:
            self.setSelectionBehavior(view.SelectionBehavior.SelectRows)
            self.setSelectionMode(view.SelectionMode.ExtendedSelection)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        scrolls = Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setHorizontalScrollBarPolicy(
            scrolls if most else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        )
        self.setVerticalScrollMode(view.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.now().px(_ROW))
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setTextElideMode(Qt.TextElideMode.ElideRight)
        header.setMinimumSectionSize(theme.now().px(36))
        model.modelReset.connect(self._fit)
        self.selectionModel().currentChanged.connect(lambda *_: self.moved.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.moved.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Space:
            self.turned.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.removing.emit()
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.selected_text())
        else:
            super().keyPressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys of buttons, not a search."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def chosen_rows(self) -> list[int]:
        """The rows that are chosen, from above."""
        ranges = self.selectionModel().selection().toList()
        return sorted({row for one in ranges for row in range(one.top(), one.bottom() + 1)})

    def selected_text(self) -> str:
        """The chosen rows, tab-separated, as a spreadsheet takes them."""
        model = self.model()
        columns = range(model.columnCount())
        return "\n".join(
            "\t".join(str(model.index(row, column).data() or "") for column in columns)
            for row in self.chosen_rows()
        )

    def go_to(self, row: int, column: int = 0) -> None:
        """Make a cell the current one."""
        if row < self.model().rowCount():
            self.setCurrentIndex(self.model().index(row, column))

    def share(self, shares: Mapping[int, int]) -> None:
        """Give the columns other parts of the width."""
        self._shares = dict(shares)
        self._fit()

    def _fit(self) -> None:
        """Columns with a share take what is left; the others are as wide as the design says."""
        count, room = self.model().columnCount(), self.viewport().width()
        fixed = {n: theme.now().px(-share) for n, share in self._shares.items() if share < 0}
        least = theme.now().px(_LEAST) if self._most else 0
        left = max(least, room - sum(fixed.values()))
        if self._most and left > theme.now().px(self._most):
            over = (left - theme.now().px(self._most)) // max(1, len(fixed))
            left -= over * len(fixed)
            fixed = {column: width + over for column, width in fixed.items()}
        parts = sum(share for n, share in self._shares.items() if share > 0 and n < count) or 1
        for column in range(count):
            share = self._shares.get(column, 1)
            width = fixed.get(column, left * share // parts)
            self.setColumnWidth(column, width)
