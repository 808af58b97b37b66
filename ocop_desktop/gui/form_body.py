"""The fields and tables of a form as cards, made from the form; shows a draft and fills it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.columns import ColumnsLayout
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.draft_content import Path, Pending
from ocop_desktop.gui.editor import ENTER, RowsContext, key_of, mark
from ocop_desktop.gui.field_box import FieldBox
from ocop_desktop.gui.grid import TableGrid
from ocop_desktop.gui.lazy_parts import LazyParts
from ocop_desktop.gui.many_editor import ManyEditor
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.place_pairs import PlacePairs
from ocop_desktop.gui.prefilling import prefill
from ocop_desktop.gui.stops import after, bring_up, go_to
from ocop_desktop.schema import Form, Problem, Section

_AT_FIRST, _TABLE, _FIELD = 16, 4, 76  # fields that a screen shows; how many a table counts for
NUMBERED = 10  # Alt+1 to Alt+9, and Alt+0 for the tenth


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
        line = QHBoxLayout()
        title = QLabel(section.label, self)
        title.setObjectName("card-title")
        line.addWidget(title, 1)
        self._number = QLabel(self)
        mark(self._number, "look", "faint")
        line.addWidget(self._number)
        column.addLayout(line)
        inside = QWidget(self)
        self.columns = ColumnsLayout(inside)
        column.addWidget(inside)

    def show_number(self, number: int) -> None:
        """Say which key goes to this section."""
        self._number.setText(f"Alt+{number % 10}" if number <= NUMBERED else "")


def _size_of(section: Section) -> int:
    return len(section.fields) + _TABLE * len(section.tables)


def _names_in(section: Section) -> list[str]:
    return [field.name for field in section.fields]


class FormBody(QWidget):
    """Every field of a form. The draft it shows is filled as the fields are left."""

    edited = Signal()  # something was typed
    settled = Signal()  # something was read
    said = Signal(str)
    given_up = Signal(str, object)  # a sentence, and what takes back the text given up
    ended = Signal()  # Enter in the last field
    completed = Signal()  # the sections below the first ones are there now

    def __init__(
        self, form: Form, context: RowsContext, parent: QWidget, *, inner: bool = False
    ) -> None:
        super().__init__(parent)
        self.form, self._context, self._inner = form, context, inner
        self.draft: Draft | None = None
        self.boxes: LazyParts[FieldBox] = LazyParts(self.complete)
        self.grids: LazyParts[TableGrid] = LazyParts(self.complete)
        self._cards: list[SectionCard] = []
        self._problems: dict[str, list[Problem]] = {}
        self._shown_tables: set[str] = set()
        self._soon = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.now().px(12))
        self._places = PlacePairs(self, context)
        self._waiting = [one for one in form.sections if not one.aside]
        while self._waiting and (inner or self._size() < _AT_FIRST):
            self._add_section(self._waiting.pop(0))
        self._room = QWidget(self)  # what is still to come takes its room from the start
        self._room.setFixedHeight(theme.now().px(_FIELD * sum(map(_size_of, self._waiting)) // 2))
        self._column.addWidget(self._room)
        if not self._waiting:
            self._end()

    @property
    def cards(self) -> list[SectionCard]:
        """Every section, in order."""
        self.complete()
        return self._cards

    def complete(self) -> None:
        """Make the sections that wait below the first ones: a page is seen sooner without them."""
        if not self._waiting:
            return
        waiting, self._waiting = self._waiting, []
        for section in waiting:
            self._add_section(section)
        self._end()
        if self.draft is not None:
            self._show(self.draft, new={name for one in waiting for name in _names_in(one)})
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)  # somebody may go there
        self.completed.emit()

    def _size(self) -> int:
        return sum(_size_of(card.section) for card in self._cards)

    def _add_section(self, section: Section) -> None:
        card = self._card(section)
        self._cards.append(card)
        self._column.insertWidget(len(self._cards) - 1, card)

    def _end(self) -> None:
        self._add_other_tables()
        self._room.hide()

    def paintEvent(self, event: QPaintEvent) -> None:
        """What is in sight is painted; the rest is made then, before anybody can scroll to it."""
        super().paintEvent(event)
        if self._waiting and not self._soon:
            self._soon = True
            QTimer.singleShot(0, self, self.complete)

    # ---- showing

    def show_draft(self, draft: Draft) -> None:
        """Show a record, and write into it from now on."""
        self.draft = draft
        self._places.forget()
        self._problems = {}
        self._show(draft)

    def _show(self, draft: Draft, new: Collection[str] | None = None) -> None:
        """Show a record in every part that is there, or in the new ones only."""
        for name, box in self.boxes.made():
            if new is None or name in new:
                box.show_draft(draft)
                box.show_flaws(self._problems.get(name, ()))
        for name, grid in self.grids.made():
            if new is None or name not in self._shown_tables:
                grid.show_owner(draft)
                grid.show_flaws(self._problems.get(name, ()))
        self._shown_tables = {name for name, _ in self.grids.made()}
        self._fit()

    def refresh_from(self, draft: Draft) -> None:
        """Show again what changed elsewhere, but not the field one is typing in."""
        self.draft = draft
        for _, box in self.boxes.made():
            box.follow(draft)
        self._fit()

    def show_problems(self, problems: Iterable[Problem]) -> None:
        """Say beside the fields, and in the tables, what is wrong or odd."""
        of_part: dict[str, list[Problem]] = {}
        for problem in problems:
            of_part.setdefault(problem.field.partition(".")[0], []).append(problem)
        self._problems = of_part
        for name, box in self.boxes.made():
            box.show_flaws(of_part.get(name, ()))
        for name, grid in self.grids.made():
            grid.show_flaws(of_part.get(name, ()))

    def order(self) -> list[str]:
        """The fields and tables that are there and shown, as they stand on the page."""
        found = []
        for card in self._cards:
            names = [field.name for field in card.section.fields]
            found += [name for name in names if not self.boxes[name].isHidden()]
            found += [n for n, grid in self.grids.made() if card.isAncestorOf(grid)]
        return found

    def put_below(self, name: str, widget: QWidget) -> None:
        """Put a widget below a field or a table."""
        if name in self.boxes:
            self.boxes[name].put_below(widget)
        elif (column := self.grids[name].layout()) is not None:
            column.addWidget(widget)

    # ---- reading

    def settle(self) -> None:
        """Read everything that is still being typed."""
        for _, box in self.boxes.made():
            box.settle()
        for _, grid in self.grids.made():
            grid.settle()

    def pending(self, path: Path = ()) -> list[Pending]:
        """What is being typed and was not read yet; nothing is read by asking."""
        typed = ((name, box.pending) for name, box in self.boxes.made())
        found = [Pending(path, name, text) for name, text in typed if text is not None]
        for _, grid in self.grids.made():
            found += grid.pending(path)
        return found

    def type_again(self, texts: Mapping[str, str]) -> None:
        """Put texts into fields as if they had just been typed, and go to the last of them."""
        for name, text in texts.items():
            self.boxes[name].type_again(text)
            self.go_on_at(name)

    def go_on_at(self, name: str) -> None:
        """Go to a field to type on in it: nothing is selected that a key would type over."""
        self.focus_on(name)
        self.boxes[name].to_end()

    # ---- moving about

    def focus_first(self) -> None:
        """Go to the first field that can be filled."""
        for stop in self.stops()[:1]:
            go_to(stop)

    def focus_section(self, number: int) -> str:
        """Go to the section of that number, of those that are shown; its name, "" where none is."""
        shown = self.shown_cards()
        if not 0 < number <= len(shown):
            return ""
        card = shown[number - 1]
        inside = [stop for stop in self.stops() if card.isAncestorOf(stop)]
        bring_up(card)
        if inside:
            go_to(inside[0])
        return card.section.label

    def shown_cards(self) -> list[SectionCard]:
        """The sections that can be seen now, in order."""
        return [card for card in self.cards if not card.isHidden()]

    def stops(self) -> list[QWidget]:
        """Where Enter stops, in order."""
        found: list[QWidget] = []
        for card in self.shown_cards():
            boxes = [self.boxes[field.name] for field in card.section.fields]
            found += [box.editor.input for box in boxes if box.can_be_filled]
            found += [grid.view for grid in self.grids.values() if card.isAncestorOf(grid)]
        return found

    def go_on(self, here: QWidget, *, back: bool = False) -> None:
        """Go to the next stop, or the one before."""
        stop = after(self.stops(), here, back=back)
        if stop is not None:
            go_to(stop, back=back)
        elif not back:
            self.ended.emit()

    def here(self, focused: QWidget | None) -> str:
        """The path of the field or cell that has the focus, "" where none of this form has."""
        for name, box in self.boxes.made():
            if focused is not None and box.isAncestorOf(focused):
                return name
        for _, grid in self.grids.made():
            if focused is not None and grid.isAncestorOf(focused):
                return grid.here()
        return ""

    def place_of(self, path: str) -> QRect | None:
        """Where a field or a table's row stands in the scrolled page."""
        name, _, rest = path.partition(".")
        part: QWidget | None = self.boxes.get(name) or self.grids.get(name)
        page = self.parentWidget()
        if part is None or page is None:
            return None
        place = QRect(part.mapTo(page, QPoint(0, 0)), part.size())
        number = rest.partition(".")[0]
        if name in self.grids and number.isdecimal():
            view = self.grids[name].view
            row = view.visualRect(self.grids[name].model.index(int(number), 0))
            place = QRect(view.viewport().mapTo(page, row.topLeft()), row.size())
        return place

    def focus_on(self, path: str) -> None:
        """Go to a field (`name`), or a table's row (`items.2.quantity`)."""
        name, _, rest = path.partition(".")
        if name in self.boxes:
            go_to(self.boxes[name].editor.input)
        elif name in self.grids:
            number, _, column = rest.partition(".")
            self.grids[name].go_to(int(number) if number.isdecimal() else 0, column)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes on to the next field, Shift+Enter back; in long text Enter is a new line."""
        if key_of(event) in ENTER and isinstance(event, QKeyEvent) and isinstance(watched, QWidget):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            on = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
            if back or on or not isinstance(watched, QPlainTextEdit):
                self.go_on(watched, back=back)
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
            box.given_up.connect(self.given_up)
            box.editor.input.installEventFilter(self)
            if isinstance(box.editor, PickEditor | ManyEditor):
                box.editor.went_on.connect(partial(self.go_on, box.editor.input))
        for name in section.tables:
            self._add_table(self.form.table(name), card)
        return card

    def _add_table(self, table: Form, card: SectionCard) -> None:
        grid = TableGrid(table, self._context, self._row_body, card)
        grid.setObjectName(f"{self.form.kind}.{table.name}")
        grid.view.setObjectName("grid")
        grid.edited.connect(self._on_table)
        grid.typed.connect(self.edited)
        grid.said.connect(self.said)
        grid.given_up.connect(self.given_up)
        grid.went_on.connect(lambda back: self.go_on(grid.view, back=back))
        self.grids[table.name] = grid
        card.columns.addWidget(grid)

    def _add_other_tables(self) -> None:
        """Tables that no section names stand at the end of the last card."""
        for table in self.form.tables:
            if table.name not in dict(self.grids.made()) and self._cards:
                self._add_table(table, self._cards[-1])

    def _row_body(self, form: Form, parent: QWidget) -> FormBody:
        return FormBody(form, self._context, parent, inner=True)

    def _on_settled(self, name: str) -> None:
        self._places.follow(name)
        self._prefill()
        self._fit()
        self.settled.emit()

    def _prefill(self) -> None:
        """Lay out the rows that what was chosen begins with."""
        draft = self.draft
        for grid in self.grids.values() if draft is not None else ():
            if draft is not None and prefill(draft, grid.form):
                grid.show_owner(draft)

    def _on_table(self) -> None:
        self.edited.emit()
        self.settled.emit()

    def _fit(self) -> None:
        """Show, hide and star the fields as the draft's values ask."""
        for _, box in self.boxes.made():
            box.fit()
        for _, grid in self.grids.made():
            grid.fit()
        for card in self._cards:
            card.setVisible(any(not widget.isHidden() for widget in self._parts(card)))
        if not self._inner:
            shown = [card for card in self._cards if not card.isHidden()]
            for number, card in enumerate(shown, 1):
                card.show_number(number)

    def _parts(self, card: SectionCard) -> Iterator[QWidget]:
        for field in card.section.fields:
            yield self.boxes[field.name]
        for _, grid in self.grids.made():
            if card.isAncestorOf(grid):
                yield grid
