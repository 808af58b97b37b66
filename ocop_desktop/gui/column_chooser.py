"""Chooses the columns of a list, their order, and by what rows stand under headings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import lists
from ocop_desktop.actions.list_keys import GROUPED
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.schema import Form

_NAME = Qt.ItemDataRole.UserRole
_MOVED = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class ColumnChooser(QFrame):
    """Drops below its button; every change is seen in the list at once."""

    changed = Signal(object)  # the columns in order, () for the usual ones
    grouped = Signal(object)  # a field's name, None for no headings

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("popup")
        self._form: Form | None = None
        self.resize(theme.now().px(320), theme.now().px(470))
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        title = QLabel("Cột của danh sách", self)
        mark(title, "look", "strong")
        column.addWidget(title)
        hint = QLabel("Dấu cách: hiện hoặc ẩn. Ctrl+↑, Ctrl+↓ hoặc kéo: đổi chỗ.", self)
        hint.setWordWrap(True)
        mark(hint, "look", "note")
        column.addWidget(hint)
        self.list = QListWidget(self)
        self.list.setObjectName("columns")
        self.list.setAccessibleName("Cột của danh sách")
        self.list.setSpacing(2)
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.itemChanged.connect(lambda _: self._told())
        self.list.model().rowsMoved.connect(lambda *_: self._told())
        self.list.installEventFilter(self)
        column.addWidget(self.list, 1)
        column.addLayout(self._group_line())
        usual = QPushButton("Về cột mặc định", self)
        usual.setObjectName("columns.usual")
        mark(usual, "look", "quiet")
        usual.clicked.connect(self._usual)
        column.addWidget(usual, 0, Qt.AlignmentFlag.AlignLeft)

    def drop_below(self, button: QWidget) -> None:
        """Show it below its button, within the window."""
        corner = button.mapToGlobal(QPoint(button.width() - self.width(), button.height() + 4))
        screen = button.screen().availableGeometry()
        corner.setX(max(screen.left() + 4, min(corner.x(), screen.right() - self.width())))
        self.move(corner)
        self.show()
        self.list.setFocus()
        self.list.setCurrentRow(0)

    def show_form(self, form: Form, columns: Sequence[str], group: str | None) -> None:
        """Offer every field of a form, those that are shown first."""
        self._form = form
        fields = {field.name: field for field in lists.choosable(form)}
        self.list.blockSignals(True)
        self.list.clear()
        for name in [*columns, *(name for name in fields if name not in columns)]:
            item = QListWidgetItem(lists.field_of(form, name).label)
            item.setData(_NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsDropEnabled)
            on = Qt.CheckState.Checked if name in columns else Qt.CheckState.Unchecked
            item.setCheckState(on)
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.group.blockSignals(True)
        self.group.clear()
        self.group.addItem("Không nhóm", None)
        for field in fields.values():
            if field.type.kind in GROUPED and not field.sensitive:
                self.group.addItem(field.label, field.name)
        self.group.setCurrentIndex(max(0, self.group.findData(group)))
        self.group.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Ctrl and an arrow move a column."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            by = _MOVED.get(Qt.Key(event.key()))
            if by and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._move(by)
                return True
        return super().eventFilter(watched, event)

    def columns(self) -> tuple[str, ...]:
        """The columns that are ticked, in order."""
        items = (self.list.item(n) for n in range(self.list.count()))
        return tuple(one.data(_NAME) for one in items if one.checkState() == Qt.CheckState.Checked)

    def _group_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        label = QLabel("Nhóm theo", self)
        mark(label, "look", "label")
        self.group = QComboBox(self)
        self.group.setObjectName("columns.group")
        self.group.setAccessibleName("Nhóm theo")
        self.group.currentIndexChanged.connect(
            lambda _: self.grouped.emit(self.group.currentData())
        )
        line.addWidget(label)
        line.addWidget(self.group, 1)
        return line

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            self.list.blockSignals(True)
            self.list.insertItem(row + by, self.list.takeItem(row))
            self.list.setCurrentRow(row + by)
            self.list.blockSignals(False)
            self._told()

    def _told(self) -> None:
        if columns := self.columns():  # a list without columns would show nothing
            self.changed.emit(columns)

    def _usual(self) -> None:
        if self._form is not None:
            self.changed.emit(())
            self.show_form(self._form, lists.usual_columns(self._form), self.group.currentData())
