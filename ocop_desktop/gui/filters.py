"""The panel of filters above a list: one pick for each field that has few answers."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.gui.columns import ColumnsLayout
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.list_model import Query
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.widgets import AnyEditor, editor_for
from ocop_desktop.schema import Field, Form, Rejected

_KINDS = ("choice", "place", "stars", "yes_no", "year", "link", "many")
_MOST = 6


def filterable(form: Form) -> list[Field]:
    """The fields worth filtering by: those of the list first, at most half a dozen."""
    listed = [form.field(name) for name in form.columns]
    ordered = [*listed, *(field for field in form.fields if field not in listed)]
    stored = [f for f in ordered if f.type.kind in _KINDS and f.stored == "column"]
    return stored[:_MOST]


class FilterPanel(QFrame):
    """What is asked of the list beside the typed words."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form: Form | None = None
        self._editors: dict[str, AnyEditor] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 10)
        column.setSpacing(8)
        self._fields = QWidget(self)
        column.addWidget(self._fields)
        line = QHBoxLayout()
        self._removed = QCheckBox("Xem bản ghi đã xoá", self)
        self._removed.setObjectName("filter.removed")
        self._removed.toggled.connect(lambda _: self.changed.emit())
        clear = QPushButton("Bỏ lọc", self)
        mark(clear, "look", "quiet")
        clear.clicked.connect(self._cleared)
        line.addWidget(self._removed)
        line.addStretch(1)
        line.addWidget(clear)
        column.addLayout(line)

    def show_form(self, form: Form, query: Query) -> None:
        """Offer the filters of a form, set as the query says."""
        if form is not self._form:
            self._form = form
            self._build(form)
        self._removed.blockSignals(True)
        self._removed.setChecked(query.removed)
        self._removed.blockSignals(False)
        for name, editor in self._editors.items():
            value = query.where.get(name)
            editor.set_value(value if isinstance(value, str | int | bool) else None)

    def where(self) -> dict[str, object]:
        """The wanted value of each field that is set."""
        wanted: dict[str, object] = {}
        for name, editor in self._editors.items():
            try:
                value = editor.read()
            except Rejected:
                continue  # still being typed: no filter yet
            if value is not None:
                wanted[name] = value[0] if isinstance(value, list) else value
        return wanted

    def removed(self) -> bool:
        """Whether removed records are shown instead."""
        return self._removed.isChecked()

    def clear(self) -> None:
        """Ask for everything, without telling."""
        for editor in self._editors.values():
            editor.set_value(None)
        self._removed.blockSignals(True)
        self._removed.setChecked(False)
        self._removed.blockSignals(False)

    def _cleared(self) -> None:
        self.clear()
        self.changed.emit()

    def _build(self, form: Form) -> None:
        column = self.layout()
        self._editors = {}
        if column is None:
            return
        fresh = QWidget(self)
        column.replaceWidget(self._fields, fresh)
        self._fields.hide()
        self._fields.deleteLater()
        self._fields = fresh
        grid = ColumnsLayout(fresh, across=10, down=8, split=300)
        for field in filterable(form):
            grid.addWidget(self._box(field, fresh))

    def _box(self, field: Field, parent: QWidget) -> QWidget:
        box = QWidget(parent)
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(2)
        label = QLabel(field.label, box)
        mark(label, "look", "label")
        editor = editor_for(field, self._desk, box)
        editor.input.setObjectName(f"filter.{field.name}")
        editor.input.setAccessibleName(f"Lọc theo {field.label}")
        editor.left.connect(self.changed)
        if isinstance(editor, PickEditor):
            editor.went_on.connect(box.focusNextChild)
        self._editors[field.name] = editor
        inside.addWidget(label)
        inside.addWidget(editor)
        return box
