"""The panel of filters above a list: one pick for each field that has few answers."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import lists
from ocop_desktop.gui.columns import ColumnsLayout
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.drawn_editors import StarsEditor, YesNoEditor
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.filter_line import FilterLine
from ocop_desktop.gui.filter_words import is_flaws
from ocop_desktop.gui.list_model import Query
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.widgets import AnyEditor, editor_for
from ocop_desktop.schema import Field, Form, Rejected

_KINDS = ("choice", "place", "stars", "yes_no", "year", "link", "many")
_MOST = 4


def filterable(form: Form) -> list[Field]:
    """The fields worth filtering by: those of the list first, at most four; the former district."""
    listed = [lists.field_of(form, name) for name in lists.usual_columns(form)]
    ordered = [*listed, *(field for field in form.fields if field not in listed)]
    stored = [f for f in ordered if f.type.kind in _KINDS and f.stored in ("column", "place")]
    owner = [field for field in lists.choosable(form) if field.name == lists.DISTRICT]
    return list(dict.fromkeys([*stored[:_MOST], *owner]))


class FilterPanel(QFrame):
    """What is asked of the list beside the typed words."""

    changed = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form: Form | None = None
        self._editors: dict[str, AnyEditor] = {}
        self._where: dict[str, object] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 0, 14, 10)
        column.setSpacing(8)
        self._fields = QWidget(self)
        column.addWidget(self._fields)
        self.line = FilterLine(desk, self)
        self.line.wanted.connect(self.add)
        column.addWidget(self.line)
        self._removed = QCheckBox("Xem bản ghi đã xoá", self)
        self._removed.setObjectName("filter.removed")
        self._removed.toggled.connect(lambda _: self.changed.emit())
        column.addWidget(self._removed, 0, Qt.AlignmentFlag.AlignLeft)  # all of it is a target

    def show_form(self, form: Form, query: Query) -> None:
        """Offer the filters of a form, set as the query says."""
        if form is not self._form:
            self._form = form
            self._build(form)
            self.line.show_form(form)
        self._where = dict(query.where)
        self._check_removed(query.removed)

    def where(self) -> dict[str, object]:
        """The filter of each field that is asked for."""
        return dict(self._where)

    def removed(self) -> bool:
        """Whether removed records are shown instead."""
        return self._removed.isChecked()

    def add(self, name: str, wanted: object) -> None:
        """Ask for one more value of a field (any of several), or for a span instead of another."""
        held = self._where.get(name, [])
        if isinstance(wanted, str | int) and isinstance(held, list):
            self._where[name] = [*held, wanted] if wanted not in held else held
        else:
            self._where[name] = [wanted] if isinstance(wanted, str | int) else wanted
        if is_flaws(name):
            self._where[name] = wanted
        self.changed.emit()

    def drop(self, name: str, wanted: object) -> None:
        """No longer ask for a value of a field ("" is for removed records)."""
        held = self._where.get(name)
        if not name:
            self._check_removed(False)
        elif isinstance(held, list) and len(held) > 1:
            self._where[name] = [one for one in held if one != wanted]
        else:
            self._where.pop(name, None)
        self.changed.emit()

    def clear(self) -> None:
        """Ask for everything, without telling."""
        self._where = {}
        self._check_removed(False)

    def _check_removed(self, on: bool) -> None:
        self._removed.blockSignals(True)
        self._removed.setChecked(on)
        self._removed.blockSignals(False)

    def _take(self, name: str) -> None:
        """Take the value that was picked, and be ready for the next."""
        editor = self._editors[name]
        try:
            value = editor.read()
        except Rejected:
            return  # still being typed: no filter yet
        if value is not None and value != []:
            editor.set_value(None)
            self.add(name, value[0] if isinstance(value, list) else value)

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
        editor.left.connect(partial(self._take, field.name))
        if isinstance(editor, YesNoEditor | StarsEditor):
            editor.edited.connect(partial(self._take, field.name))  # one click says it all
        if isinstance(editor, PickEditor):
            editor.went_on.connect(box.focusNextChild)
        self._editors[field.name] = editor
        inside.addWidget(label)
        inside.addWidget(editor)
        return box
