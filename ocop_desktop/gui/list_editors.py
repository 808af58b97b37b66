"""Several values in one field: links to several records, kept files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.gui import icons
from ocop_desktop.gui.editor import Context, key_of, mark
from ocop_desktop.gui.flow import FlowLayout
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.schema import Field, Value
from ocop_desktop.schema.choice_types import file_parts

FILE_FILTER = "PDF và ảnh (*.pdf *.jpg *.jpeg *.png *.heic *.tif *.tiff *.bmp *.webp);;Mọi tệp (*)"


class _Chips(QWidget):
    """Chips with a cross each, in lines."""

    dropped = Signal(str)
    opened = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self)
        self._locked = False

    def show_chips(self, pairs: Sequence[tuple[str, str]], *, locked: bool) -> None:
        """One chip for each (key, title)."""
        self._flow.clear()
        for key, title in pairs:
            self._flow.addWidget(self._chip(key, title, locked))
        self.setVisible(bool(pairs))
        self.updateGeometry()

    def _chip(self, key: str, title: str, locked: bool) -> QWidget:
        chip = QWidget(self)
        row = QHBoxLayout(chip)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        name = QPushButton(title, chip)
        mark(name, "look", "quiet")
        name.setToolTip(title)
        name.clicked.connect(lambda: self.opened.emit(key))
        row.addWidget(name)
        if not locked:
            cross = QToolButton(chip)
            icons.put(cross, "x", "text-2", 14)
            cross.setToolTip(f"Bỏ “{title}”")
            cross.setAccessibleName(f"Bỏ {title}")
            cross.clicked.connect(lambda: self.dropped.emit(key))
            row.addWidget(cross)
        return chip


class _Several(QWidget):
    """A field that holds several keys as chips, and one widget to add more."""

    edited = Signal()
    left = Signal()

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field, self._context = field, context
        self._keys: list[str] = []
        self._locked = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._chips = _Chips(self)
        self._chips.dropped.connect(self._drop)
        self._column.addWidget(self._chips)
        self._chips.hide()

    def set_value(self, value: Value) -> None:
        """Show a value."""
        if isinstance(value, list):
            self._keys = list(value)
        else:
            self._keys = [] if value is None else [str(value)]
        self._show()

    def read(self) -> Value:
        """The value on the screen."""
        if not self._keys:
            return None
        return list(self._keys) if self.field.type.kind != "file" else self._keys[0]

    def shown_text(self) -> str:
        """The value in words."""
        return self.field.type.show(self.read(), self._context.look)

    def _title(self, key: str) -> str:
        return key

    def _show(self) -> None:
        pairs = [(key, self._title(key)) for key in self._keys]
        self._chips.show_chips(pairs, locked=self._locked)

    def _change(self, keys: list[str]) -> None:
        self._keys = keys
        self._show()
        self.edited.emit()
        self.left.emit()

    def _drop(self, key: str) -> None:
        self._change([one for one in self._keys if one != key])


class LinksEditor(_Several):
    """Several records: type to find one, pick it, and it joins the chips."""

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._line = PickEditor(field, context, self)
        self._line.setPlaceholderText("Gõ để tìm và thêm…")
        self._line.picked.connect(self._add)
        self._line.edited.connect(self.edited)
        self._line.left.connect(self.left)
        self._column.addWidget(self._line)
        self.setFocusProxy(self._line)

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard."""
        return self._line

    def read(self) -> Value:
        """The value on the screen; raise Rejected where the typed rest cannot be told."""
        kind, look = self.field.type, self._context.look
        more = kind.read(self._line.text(), look)
        keys = [*self._keys, *(more if isinstance(more, list) else [])]
        return kind.accept(keys, look) if keys else None

    def set_value(self, value: Value) -> None:
        """Show a value."""
        self._line.clear()
        super().set_value(value)

    def set_state(self, state: str) -> None:
        """Mark it: "", "error" or "warning"."""
        self._line.set_state(state)

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        self._locked = locked
        self._line.setVisible(not locked)
        self._show()

    def _title(self, key: str) -> str:
        return self._context.look.title(str(getattr(self.field.type, "of", "")), key) or key

    def _add(self, key: str) -> None:
        self._line.clear()
        if key not in self._keys:
            self._change([*self._keys, key])


class FilesEditor(_Several):
    """Kept files: choose or drop them here; a click opens one."""

    def __init__(self, field: Field, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(field, context, parent)
        self._button = QPushButton("Chọn tệp…", self)
        icons.put(self._button, "paperclip", "text-2", 16)
        self._button.clicked.connect(self._choose)
        self._button.setToolTip("Chọn tệp (F4 hoặc phím cách)")
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        self._chips.opened.connect(self._context.open_file)
        self.setFocusProxy(self._button)
        self._button.installEventFilter(self)
        self.setAcceptDrops(True)

    @property
    def input(self) -> QWidget:
        """The widget that has the keyboard."""
        return self._button

    def set_state(self, state: str) -> None:
        """Mark it: "", "error" or "warning"."""
        mark(self._button, "state", state)

    def set_locked(self, locked: bool) -> None:
        """Let it be read but not changed."""
        self._locked = locked
        self._button.setVisible(not locked)
        self._show()

    def add(self, paths: Sequence[Path]) -> None:
        """Keep these files and show them."""
        kept = self._context.attach(paths)
        one = self.field.type.kind == "file"
        if kept:
            self._change(kept[-1:] if one else [*self._keys, *kept])

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """F4 opens the files, Delete drops the last one."""
        key = key_of(event)
        if key == Qt.Key.Key_F4:
            self._choose()
            return True
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._keys and not self._locked:
            self._change(self._keys[:-1])
            return True
        return super().eventFilter(watched, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and not self._locked:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        self.add([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _title(self, key: str) -> str:
        return file_parts(key)[1]

    def _choose(self) -> None:
        names, _ = QFileDialog.getOpenFileNames(self, self.field.label, "", FILE_FILTER)
        if names:
            self.add([Path(name) for name in names])
