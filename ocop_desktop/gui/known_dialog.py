"""Adds known persons to a table in one go: whose, then a tick for each."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import ENTER, RowsContext, key_of, mark
from ocop_desktop.gui.grid_model import GridModel
from ocop_desktop.gui.known import Known
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.schema import Entry, Rejected

_SIZE, _ROW = (520, 480), 30


class KnownDialog(QDialog):
    """Space ticks, Ctrl+A ticks all, Enter adds those that are ticked."""

    def __init__(
        self,
        model: GridModel,
        row: int,
        context: RowsContext,
        parent: QWidget,
        then: Callable[[str, Sequence[Entry]], None],
    ) -> None:
        super().__init__(parent)
        if model.known is None:
            raise ValueError(model.form.kind)
        self._model, self._context, self._then = model, context, then
        self._known: Known = model.known
        self._entries: dict[str, Entry] = {}
        self.setObjectName("known")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(f"Thêm người của {self._known.owner.label.lower()}")
        self.resize(theme.now().px(_SIZE[0]), theme.now().px(_SIZE[1]))
        column = QVBoxLayout(self)
        column.setSpacing(8)
        label = QLabel(self._known.owner.label, self)
        self.owner = PickEditor(self._known.owner, context, self)
        self.owner.setObjectName("known.owner")
        self.owner.setAccessibleName(self._known.owner.label)
        label.setBuddy(self.owner)
        self.owner.left.connect(self._list_rows)
        self.owner.went_on.connect(self._to_rows)
        self.rows = self._made_rows()
        self._note = QLabel(self)
        self._note.setWordWrap(True)
        mark(self._note, "look", "note")
        for part in (label, self.owner, self.rows, self._note):
            column.addWidget(part)
        column.addWidget(self._buttons())
        held = model.row_at(row) or model.row_at(len(model.rows) - 1)
        self.owner.set_value(held.get(self._known.owner.name) if held else None)
        self._list_rows()
        self._to_rows()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the rows: Ctrl+A ticks all, or none where all are ticked; Enter adds."""
        key = key_of(event)
        if key == Qt.Key.Key_A and event.modifiers() & Qt.KeyboardModifier.ControlModifier:  # type: ignore[attr-defined]
            self._tick_all()
            return True
        if key in ENTER:
            self.accept()
            return True
        return super().eventFilter(watched, event)

    def accept(self) -> None:
        """Add the rows that are ticked."""
        ticked = [self._entries[key] for key in self._ticked()]
        if not ticked:
            self._note.setText("Chưa chấm người nào. Bấm phím cách để chấm, Ctrl+A chấm tất cả.")
            return
        self._then(str(self.owner.read()), ticked)
        super().accept()

    def _made_rows(self) -> QListWidget:
        rows = QListWidget(self)
        rows.setObjectName("known.rows")
        rows.setAccessibleName(self._known.rows.label)
        rows.installEventFilter(self)
        rows.itemChanged.connect(lambda _: self._tell())
        return rows

    def _buttons(self) -> QDialogButtonBox:
        box = QDialogButtonBox(self)
        self.add_button = QPushButton("Thêm", box)
        self.add_button.setObjectName("known.add")
        mark(self.add_button, "look", "primary")
        box.addButton(self.add_button, QDialogButtonBox.ButtonRole.AcceptRole)
        box.addButton("Thôi", QDialogButtonBox.ButtonRole.RejectRole)
        box.accepted.connect(self.accept)
        box.rejected.connect(self.reject)
        return box

    def _list_rows(self) -> None:
        self.rows.clear()
        try:
            key = self.owner.read()
        except Rejected as refused:
            self._note.setText(f"✕ {refused.text}")
            return
        here = {row.get(self._known.link.name) for row in self._model.rows}
        entries = self._context.rows_of(self._known.rows.kind, str(key)) if key else []
        self._entries = {entry.id: entry for entry in entries if entry.id not in here}
        for entry in self._entries.values():
            self._add_item(entry)
        self._tell(left_out=len(entries) - len(self._entries))

    def _add_item(self, entry: Entry) -> None:
        found = self._known.found(entry)
        item = QListWidgetItem(f"{found.title}   {found.note}", self.rows)
        item.setSizeHint(QSize(0, theme.now().px(_ROW)))
        item.setData(Qt.ItemDataRole.UserRole, found.key)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)

    def _to_rows(self) -> None:
        (self.rows if self.rows.count() else self.owner).setFocus()
        if self.rows.count():
            self.rows.setCurrentRow(0)

    def _tick_all(self) -> None:
        every = len(self._ticked()) == self.rows.count()
        state = Qt.CheckState.Unchecked if every else Qt.CheckState.Checked
        for number in range(self.rows.count()):
            self.rows.item(number).setCheckState(state)

    def _ticked(self) -> list[str]:
        items = [self.rows.item(number) for number in range(self.rows.count())]
        return [str(i.data(Qt.ItemDataRole.UserRole)) for i in items if i.checkState().value]

    def _tell(self, left_out: int = 0) -> None:
        count = len(self._ticked())
        self.add_button.setText(f"Thêm {count} người" if count else "Thêm")
        if not self.rows.count():
            text = "Chưa có người nào trong danh sách của chủ thể này, hoặc đã ở trong bảng cả."
            self._note.setText(text if self.owner.text() else "Chọn chủ thể trước.")
        elif not count:
            more = f" {left_out} người đã ở trong bảng." if left_out else ""
            self._note.setText(f"Phím cách: chấm. Ctrl+A: chấm tất cả. Enter: thêm.{more}")
