"""The list beside a batch's rows: every record that can be ticked, searched and narrowed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.editor import ENTER, Context, mark
from ocop_desktop.gui.grid_shown import Index
from ocop_desktop.gui.page import button
from ocop_desktop.gui.widgets import AnyEditor, editor_for
from ocop_desktop.schema import Field, Found, Rejected, Value
from ocop_desktop.schema.number_types import grouped

_NOTE = int(Qt.ItemDataRole.UserRole) + 1
_ROW, _PAUSE_MS = 44, 80


class Candidates(QAbstractListModel):
    """What can be ticked now."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.found: Sequence[Found] = ()
        self.ticked: Collection[str] = frozenset()

    def offer(self, found: Sequence[Found]) -> None:
        """Offer these instead."""
        self.beginResetModel()
        self.found = found
        self.endResetModel()

    def show_ticked(self, ids: Collection[str]) -> None:
        """Tick these and no others."""
        self.ticked = ids
        if self.found:
            self.dataChanged.emit(self.index(0), self.index(len(self.found) - 1))

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        one = self.found[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.title
        if role == _NOTE:
            return one.note
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.title}\n{one.note}" if one.note else one.title
        if role == Qt.ItemDataRole.CheckStateRole:
            on = one.key in self.ticked
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        return None


class _Rows(QStyledItemDelegate):
    """A box with its tick, the name, and below it whose it is."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        dressed, area = theme.now(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(area, dressed.colour("brand-soft"))
        side = dressed.px(16)
        box = QRect(area.x() + dressed.px(10), area.center().y() - side // 2, side, side)
        _draw_tick(painter, box, on=index.data(Qt.ItemDataRole.CheckStateRole) == _CHECKED)
        words = area.adjusted(dressed.px(36), dressed.px(4), -dressed.px(8), -dressed.px(4))
        note = index.data(_NOTE)
        painter.setFont(dressed.font())
        painter.setPen(QPen(dressed.colour("text")))
        _line(painter, words, index.data(), top=True if note else None)
        if note:
            painter.setFont(dressed.font(12))
            painter.setPen(QPen(dressed.colour("text-2")))
            _line(painter, words, note, top=False)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(120, theme.now().px(_ROW))


_CHECKED = Qt.CheckState.Checked


def _draw_tick(painter: QPainter, box: QRect, *, on: bool) -> None:
    dressed = theme.now()
    painter.setPen(dressed.colour("brand" if on else "field-line"))
    painter.setBrush(dressed.colour("brand" if on else "surface"))
    painter.drawRoundedRect(box, 4, 4)
    if on:
        sign = icons.pixmap("check", dressed.colours["on-brand"], box.width() - 2, 2)
        painter.drawPixmap(box.adjusted(1, 1, -1, -1), sign)


def _line(painter: QPainter, area: QRect, text: str, *, top: bool | None) -> None:
    """One line of words in the upper or lower half, or in the middle."""
    half = area.height() // 2
    if top is not None:
        area = QRect(area.x(), area.y() + (0 if top else half), area.width(), half)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)


class _View(QListView):
    """Space and a click turn a tick."""

    turned = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, *ENTER) and self.currentIndex().isValid():
            self.turned.emit(self.currentIndex().row())
        else:
            super().keyPressEvent(event)


class CandidatesCard(QFrame):
    """Search, narrowing, the list; says which record was ticked or is no longer."""

    turned = Signal(list, bool)  # ids, ticked or not

    def __init__(
        self,
        label: str,
        narrow: Field | None,
        context: Context,
        find: Callable[[str, Value], Sequence[Found]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._find, self._narrow = find, narrow
        self._pause = QTimer(self, interval=_PAUSE_MS, singleShot=True)
        self._pause.timeout.connect(self.ask)
        self.model = Candidates(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 8)
        column.setSpacing(8)
        title = QLabel(f"Chọn {label.lower()}", self)
        title.setObjectName("card-title")
        column.addWidget(title)
        self.search = QLineEdit(self)
        self.search.setObjectName("candidates.search")
        self.search.setAccessibleName(f"Tìm {label.lower()} để chọn")
        self.search.setPlaceholderText("Gõ để tìm, Enter xuống danh sách")
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._pause.start())
        self.search.returnPressed.connect(self._enter)
        column.addWidget(self.search)
        self.editor: AnyEditor | None = None
        if narrow is not None:
            self.editor = editor_for(narrow, context, self)
            self.editor.input.setObjectName("candidates.narrow")
            self.editor.input.setAccessibleName(f"Chỉ của {narrow.label.lower()}")
            line = self.editor.input
            if isinstance(line, QLineEdit):
                line.setPlaceholderText(f"Mọi {narrow.label.lower()}")
            self.editor.left.connect(self.ask)
            column.addWidget(self.editor)
        self.view = self._made_view(label)
        column.addWidget(self.view, 1)
        column.addLayout(self._foot())

    def _made_view(self, label: str) -> _View:
        view = _View(self)
        view.setObjectName("candidates")
        view.setAccessibleName(f"Danh sách {label.lower()} để đánh dấu, phím cách để chọn")
        view.setModel(self.model)
        view.setItemDelegate(_Rows(view))
        view.setUniformItemSizes(True)
        view.setMouseTracking(True)
        view.setFrameShape(QFrame.Shape.NoFrame)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.clicked.connect(lambda index: self._turn(index.row()))
        view.turned.connect(self._turn)
        return view

    def _foot(self) -> QHBoxLayout:
        line = QHBoxLayout()
        self._count = QLabel(self)
        mark(self._count, "look", "faint")
        line.addWidget(self._count)
        line.addStretch(1)
        self.all = button("Chọn cả danh sách", "list-checks", self._all, self, "quiet")
        self.all.setObjectName("candidates.all")
        line.addWidget(self.all)
        return line

    def narrow_to(self, value: Value) -> None:
        """Offer those of one owner."""
        if self.editor is not None:
            self.editor.set_value(value)
        self.ask()

    def ask(self) -> None:
        """Offer what the words and the narrowing leave."""
        self._pause.stop()
        wanted: Value = None
        if self.editor is not None:
            try:
                wanted = self.editor.read()
            except Rejected:
                wanted = None
        self.model.offer(self._find(self.search.text(), wanted))
        self._tell()

    def show_ticked(self, ids: Collection[str]) -> None:
        """Tick these and no others."""
        self.model.show_ticked(ids)
        self._tell()

    def _tell(self) -> None:
        on = len(self.model.ticked)
        self._count.setText(f"{grouped(len(self.model.found))} · đã chọn {grouped(on)}")
        self.all.setEnabled(0 < len(self.model.found) <= 2000)

    def _enter(self) -> None:
        self.ask()
        if self.model.found:
            self.view.setFocus()
            self.view.setCurrentIndex(self.model.index(0))

    def _turn(self, row: int) -> None:
        key = self.model.found[row].key
        self.turned.emit([key], key not in self.model.ticked)

    def _all(self) -> None:
        keys = [one.key for one in self.model.found if one.key not in self.model.ticked]
        if keys:
            self.turned.emit(keys, True)
        else:
            self.turned.emit([one.key for one in self.model.found], False)
