"""Sửa hàng loạt: a field, a value, what each chosen record would be, and then all at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import bulk_edit
from ocop_desktop.actions.bulk_edit import ADD, CLEAR, DROP, SET, SEVERAL, Change, Done, Row
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.plain_table import PlainTable
from ocop_desktop.gui.widgets import AnyEditor, editor_for
from ocop_desktop.schema import Field, Rejected
from ocop_desktop.schema.choice_types import Choice, Link, Links, Many, Option
from ocop_desktop.schema.number_types import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_HOW = {SET: "Ghi giá trị", ADD: "Thêm một", DROP: "Bỏ một", CLEAR: "Xoá giá trị"}
_AT_ONCE = 300  # records from which looking and writing take the road of long work
_MOST_LISTED = 200


class BulkDialog(QDialog):
    """Nothing is written before the officer has seen what would be."""

    def __init__(self, window: MainWindow, kind: str, ids: Sequence[str]) -> None:
        super().__init__(window)
        self.setObjectName("bulk")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._desk, self._kind, self._ids = window, window.desk, kind, list(ids)
        self._form = self._desk.form(kind)
        self._offered = {field.name: field for field in bulk_edit.offered(self._form)}
        self._editor: AnyEditor | None = None
        self._how = SET
        self._change: Change | None = None
        label = self._form.label.lower()
        self.setWindowTitle(f"Sửa hàng loạt: {grouped(len(self._ids))} {label}")
        self._build(label)
        self.resize(theme.now().px(760), theme.now().px(560))
        self.field.setFocus()

    # ---- making

    def _build(self, label: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(10)
        title = QLabel(f"Sửa một trường của {grouped(len(self._ids))} {label} đã chọn", self)
        title.setObjectName("card-title")
        column.addWidget(title)
        self.field = self._field_editor()
        column.addWidget(self.field)
        column.addLayout(self._ways())
        self._value = QVBoxLayout()
        column.addLayout(self._value)
        self._said = note_label("Chọn trường cần sửa để xem trước.", self)
        self._said.setObjectName("bulk.said")
        column.addWidget(self._said)
        self._area = QScrollArea(self)
        self._area.setWidgetResizable(True)
        column.addWidget(self._area, 1)
        column.addLayout(self._buttons())
        self._fit_ways()

    def _field_editor(self) -> PickEditor:
        options = tuple(Option(f.name, self._label(f)) for f in self._offered.values())
        editor = PickEditor(Field("field", "Trường cần sửa", Choice(options)), self._desk, self)
        editor.setObjectName("bulk.field")
        editor.setAccessibleName("Trường cần sửa")
        editor.setPlaceholderText("Trường cần sửa: gõ vài chữ của tên trường…")
        editor.left.connect(self._on_field)
        editor.went_on.connect(self._to_value)
        return editor

    def _label(self, field: Field) -> str:
        """The field's label, with its section where two have the same."""
        section = next(s for s in self._form.sections if field in s.fields)
        return f"{field.label} ({section.label})"

    def _ways(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(16)
        self._group = QButtonGroup(self)
        self.ways: dict[str, QRadioButton] = {}
        for how, words in _HOW.items():
            way = QRadioButton(words, self)
            way.setObjectName(f"bulk.how.{how}")
            way.setChecked(how == SET)
            way.clicked.connect(partial(self._set_how, how))
            self._group.addButton(way)
            self.ways[how] = way
            line.addWidget(way)
        line.addStretch(1)
        return line

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.addStretch(1)
        stop = button("Thôi", "x", self.reject, self)
        self.go = button("Ghi", "save", self._apply, self, "primary")
        for one in (stop, self.go):
            one.setAutoDefault(False)  # Enter in a field belongs to the field
        line.addWidget(stop)
        self.go.setObjectName("bulk.go")
        self.go.setEnabled(False)
        line.addWidget(self.go)
        return line

    # ---- which field, what with it

    @property
    def _chosen(self) -> Field | None:
        try:
            return self._offered.get(str(self.field.read()))
        except Rejected:
            return None

    def _on_field(self) -> None:
        self._how = SET
        self.ways[SET].setChecked(True)
        self._fit_ways()
        self._make_editor()

    def _set_how(self, how: str, _: bool = False) -> None:
        self._how = how
        self._make_editor()

    def _fit_ways(self) -> None:
        field = self._chosen
        for how, way in self.ways.items():
            several = field is not None and field.type.kind in SEVERAL
            way.setVisible(field is not None and (several or how not in (ADD, DROP)))

    def _make_editor(self) -> None:
        if self._editor is not None:
            self._editor.hide()
            self._editor.setParent(None)  # so that nobody finds the old one by its name
            self._editor.deleteLater()
            self._editor = None
        field = self._chosen
        if field is None:
            return
        if self._how == CLEAR:
            self._look()
            return
        asked = field if self._how == SET else replace(field, type=_one_of(field))
        self._editor = editor = editor_for(asked, self._desk, self)
        editor.input.setObjectName("bulk.value")
        editor.input.setAccessibleName(f"Giá trị mới của {field.label}")
        editor.left.connect(self._look)
        if isinstance(editor, PickEditor):
            editor.went_on.connect(self._go_on)
        elif isinstance(editor, QLineEdit):
            editor.returnPressed.connect(self._go_on)
        self._value.addWidget(editor)
        self._show([], "Ghi giá trị mới để xem trước.")
        editor.input.setFocus()

    def _go_on(self) -> None:
        """Enter in the value goes on to the button, once it is known what would be written."""
        self._look()
        if self.go.isEnabled():
            self.go.setFocus()

    def _to_value(self) -> None:
        if self._editor is not None:
            self._editor.input.setFocus()

    # ---- what it would do

    def _look(self) -> None:
        """Show what each record would be."""
        field = self._chosen
        if field is None:
            return
        value = None
        if self._editor is not None:
            try:
                value = self._editor.read()
            except Rejected as refused:
                self._editor.set_state("error")
                self._show([], f"✕ {refused.text}", "error")
                return
            self._editor.set_state("")
        if value is None and self._how != CLEAR:
            self._show([], "Ghi giá trị mới để xem trước.")
            return
        change = Change(field.name, self._how, value)
        if change == self._change:
            return
        self._change = change
        self._ask(change)

    def _ask(self, change: Change) -> None:
        data, kind, ids = self._desk.data, self._kind, self._ids
        if len(ids) < _AT_ONCE:
            rows = self._desk.attempt(lambda: bulk_edit.preview(data, kind, ids, change))
            self._tell(rows or [])
        else:
            self._desk.run(
                "Đang xem trước",
                lambda progress: bulk_edit.preview(data, kind, ids, change, progress),
                self._tell,
            )

    def _tell(self, rows: Sequence[Row]) -> None:
        changed = [row for row in rows if row.changed]
        errors = sum(bool(row.errors) for row in changed)
        said = [f"Sẽ sửa {grouped(len(changed))} bản ghi"]
        if len(rows) > len(changed):
            said.append(f"{grouped(len(rows) - len(changed))} đã đúng như vậy")
        if errors:
            said.append(f"✕ {grouped(errors)} sẽ có lỗi cần sửa sau")
        self._show(rows, "; ".join(said) + ".", "error" if errors else "note")

    def _show(self, rows: Sequence[Row], said: str, look: str = "note") -> None:
        """The records that change first, those with errors before the others; the rest apart."""
        if not rows:
            self._change = None
        self._said.setText(said)
        mark(self._said, "look", look)
        inside = QWidget(self._area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 8, 0)
        changed = sorted((row for row in rows if row.changed), key=lambda row: not row.errors)
        if changed:
            column.addWidget(self._table(changed, inside))
        same = [row.title for row in rows if not row.changed]
        if same:
            some = "; ".join(same[:20]) + ("…" if len(same) > 20 else "")
            column.addWidget(note_label(f"Không đổi: {some}", inside))
        column.addStretch(1)
        self._area.setWidget(inside)
        self.go.setEnabled(bool(changed))
        self.go.setText(f"Ghi {grouped(len(changed))} thay đổi" if changed else "Ghi")

    def _table(self, rows: Sequence[Row], parent: QWidget) -> QWidget:
        wrong = any(row.errors for row in rows)
        headings = ["Bản ghi", "Trước", "Sau", *(["Lỗi sẽ có"] if wrong else [])]
        cells = [
            [row.title, row.before or "–", row.after or "–", *([_errors(row)] if wrong else [])]
            for row in rows[:_MOST_LISTED]
        ]
        more = len(rows) - _MOST_LISTED
        if more > 0:
            cells.append([f"… và {grouped(more)} bản ghi nữa", *([""] * (len(headings) - 1))])
        table = PlainTable(headings, cells, parent)
        table.setAccessibleName("Xem trước từng bản ghi")
        return table

    # ---- doing it

    def _apply(self) -> None:
        self._look()
        change = self._change
        if change is None:
            return
        data, kind, ids = self._desk.data, self._kind, self._ids
        if not self._window.leave():
            return
        if len(ids) < _AT_ONCE:
            done = self._desk.attempt(lambda: bulk_edit.apply(data, kind, ids, change))
            if done is not None:
                self._done(done)
        else:
            self._desk.run(
                "Đang sửa hàng loạt",
                lambda progress: bulk_edit.apply(data, kind, ids, change, progress),
                self._done,
            )

    def _done(self, done: Done) -> None:
        field = self._chosen
        label = field.label if field is not None else ""
        said = f"Đã sửa “{label}” của {grouped(done.changed)} {self._form.label.lower()}."
        self._window.status.say_and_offer(said, "Hoàn tác", self._window.verbs.undo)
        self.accept()


def _one_of(field: Field) -> Choice | Link:
    """The kind of value of which a field of several has several."""
    if isinstance(field.type, Links):
        return Link(of=field.type.of)
    assert isinstance(field.type, Many)
    return Choice(field.type.options)


def _errors(row: Row) -> str:
    return "✕ " + "; ".join(problem.text for problem in row.errors) if row.errors else ""
