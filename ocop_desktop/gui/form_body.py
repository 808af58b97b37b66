"""The fields and tables of a form as cards, made from the form; shows a draft and fills it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLabel, QLineEdit, QVBoxLayout, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.columns import ColumnsLayout
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.drawn_editors import StarsEditor, YesNoEditor
from ocop_desktop.gui.editor import ENTER, Context, key_of
from ocop_desktop.gui.field_box import FieldBox
from ocop_desktop.gui.grid import TableGrid
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.schema import Form, Problem, Section


class SectionCard(QFrame):
    """One section: its heading, its fields in columns, its tables."""

    def __init__(self, section: Section, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.section = section
        column = QVBoxLayout(self)
        pad = theme.now().px(18)
        column.setContentsMargins(pad, theme.now().px(14), pad, theme.now().px(16))
        column.setSpacing(theme.now().px(10))
        title = QLabel(section.label, self)
        title.setObjectName("card-title")
        column.addWidget(title)
        inside = QWidget(self)
        self.columns = ColumnsLayout(inside)
        column.addWidget(inside)


class FormBody(QWidget):
    """Every field of a form. The draft it shows is filled as the fields are left."""

    edited = Signal()  # something was typed
    settled = Signal()  # something was read
    said = Signal(str)

    def __init__(
        self, form: Form, context: Context, parent: QWidget, *, inner: bool = False
    ) -> None:
        super().__init__(parent)
        self.form, self._context, self._inner = form, context, inner
        self.draft: Draft | None = None
        self.boxes: dict[str, FieldBox] = {}
        self.grids: dict[str, TableGrid] = {}
        self.cards: list[SectionCard] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.now().px(12))
        for section in (one for one in form.sections if not one.aside):
            card = self._card(section)
            self.cards.append(card)
            column.addWidget(card)
        self._add_other_tables()

    # ---- showing

    def show_draft(self, draft: Draft) -> None:
        """Show a record, and write into it from now on."""
        self.draft = draft
        for box in self.boxes.values():
            box.show_draft(draft)
        for grid in self.grids.values():
            grid.show_owner(draft)
        self._fit()

    def refresh_from(self, draft: Draft) -> None:
        """Show again what changed elsewhere, but not the field one is typing in."""
        self.draft = draft
        for box in self.boxes.values():
            box.follow(draft)
        self._fit()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say beside the fields what is wrong or odd; what cannot be read stays said."""
        for box in self.boxes.values():
            box.refresh()
        for problem in problems:
            box_ = self.boxes.get(problem.field)
            unread = self.draft.unread if self.draft else {}
            if box_ is not None and problem.field not in unread:
                box_.say("error" if problem.level == "error" else "warning", problem.text)

    def put_below(self, name: str, widget: QWidget) -> None:
        """Put a widget below a field or a table."""
        if name in self.boxes:
            self.boxes[name].put_below(widget)
        elif (column := self.grids[name].layout()) is not None:
            column.addWidget(widget)

    # ---- reading

    def settle(self) -> None:
        """Read everything that is still being typed."""
        for box in self.boxes.values():
            box.settle()
        for grid in self.grids.values():
            grid.settle()

    # ---- moving about

    def focus_first(self) -> None:
        """Go to the first field that can be filled."""
        for box in self.boxes.values():
            if not box.isHidden() and not box.field.computed:
                box.editor.input.setFocus(Qt.FocusReason.TabFocusReason)
                return

    def focus_on(self, path: str) -> None:
        """Go to a field (`name`), or a table's row (`items.2.quantity`)."""
        name, _, rest = path.partition(".")
        if name in self.boxes:
            self.boxes[name].editor.input.setFocus(Qt.FocusReason.OtherFocusReason)
        elif name in self.grids:
            grid, number = self.grids[name], rest.partition(".")[0]
            grid.view.setFocus()
            row = int(number) if number.isdecimal() else 0
            grid.view.setCurrentIndex(grid.model.index(row, 0))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field, Shift+Enter back."""
        if key_of(event) in ENTER and isinstance(event, QKeyEvent):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.focusNextPrevChild(not back)
            return True
        return super().eventFilter(watched, event)

    # ---- making

    def _card(self, section: Section) -> SectionCard:
        card = SectionCard(section, self)
        if self._inner:
            card.setObjectName("inner")
        for field in section.fields:
            box = FieldBox(self.form.kind, field, self._context, card)
            self.boxes[field.name] = box
            card.columns.addWidget(box)
            box.edited.connect(self.edited)
            box.settled.connect(self._on_settled)
            if isinstance(box.editor.input, QLineEdit | YesNoEditor | StarsEditor):
                box.editor.input.installEventFilter(self)
            if isinstance(box.editor, PickEditor):
                box.editor.went_on.connect(self._go_on)
        for name in section.tables:
            self._add_table(self.form.table(name), card)
        return card

    def _add_table(self, table: Form, card: SectionCard) -> None:
        grid = TableGrid(table, self._context, self._row_body, card)
        grid.setObjectName(f"{self.form.kind}.{table.name}")
        grid.view.setObjectName("grid")
        grid.edited.connect(self._on_table)
        grid.said.connect(self.said)
        self.grids[table.name] = grid
        card.columns.addWidget(grid)

    def _add_other_tables(self) -> None:
        """Tables that no section names stand at the end of the last card."""
        for table in self.form.tables:
            if table.name not in self.grids and self.cards:
                self._add_table(table, self.cards[-1])

    def _row_body(self, form: Form, parent: QWidget) -> FormBody:
        return FormBody(form, self._context, parent, inner=True)

    def _go_on(self) -> None:
        self.focusNextPrevChild(True)

    def _on_settled(self, _: str) -> None:
        self._fit()
        self.settled.emit()

    def _on_table(self) -> None:
        self.edited.emit()
        self.settled.emit()

    def _fit(self) -> None:
        """Show, hide and star the fields as the draft's values ask."""
        for box in self.boxes.values():
            box.fit()
        for grid in self.grids.values():
            grid.fit()
        for card in self.cards:
            card.setVisible(any(not widget.isHidden() for widget in self._parts(card)))

    def _parts(self, card: SectionCard) -> Iterator[QWidget]:
        for field in card.section.fields:
            yield self.boxes[field.name]
        for grid in self.grids.values():
            if card.isAncestorOf(grid):
                yield grid
