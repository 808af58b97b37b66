"""A list and a record's page: side by side where there is room, else one after the other."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions.around import Spot
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.draft import Draft
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.list_card import ListCard
from ocop_desktop.gui.navigation import Room
from ocop_desktop.gui.record_page import RecordPage
from ocop_desktop.gui.small import empty_layout
from ocop_desktop.gui.stops import bring_up
from ocop_desktop.schema import Value

_MOST_SAID = 5


class RecordsView(QWidget):
    """Shows the forms of one room."""

    moved = Signal()  # the list or the page came forward

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._narrow = self._page_first = False
        self.list_hidden = False
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 0, 12)
        column.setSpacing(8)
        self._tabs = QWidget(self)
        self._tab_row = QHBoxLayout(self._tabs)
        self._tab_row.setContentsMargins(0, 0, 0, 0)
        self._tab_row.setSpacing(4)
        self._group = QButtonGroup(self)
        column.addWidget(self._tabs)
        self.splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self.splitter.setHandleWidth(10)
        self.splitter.setChildrenCollapsible(False)
        self.list = ListCard(desk, self.splitter)
        self.page = RecordPage(desk, self.splitter)
        self.splitter.setStretchFactor(0, 0)
        self.splitter.setStretchFactor(1, 1)
        column.addWidget(self.splitter, 1)
        self.list.chosen.connect(self._choose)
        self.list.entered.connect(self.enter)
        self.page.saved.connect(self._saved)
        desk.changed.connect(self._changed)

    # ---- which room and form

    def show_room(self, room: Room, forms: Mapping[str, object]) -> None:
        """Show a room's forms as tabs (none where it has one) and its first list."""
        for button in self._group.buttons():
            self._group.removeButton(button)
        empty_layout(self._tab_row)
        kinds = [kind for kind in room.forms if kind in forms]
        for kind in kinds:
            self._tab_row.addWidget(self._tab(kind, room))
        self._tab_row.addStretch(1)
        self._tabs.setVisible(len(kinds) > 1)

    def show_kind(self, kind: str) -> None:
        """Show the list of a kind, and its first record beside it."""
        for button in self._group.buttons():
            button.setChecked(button.property("kind") == kind)
        if kind != self.list.kind or self.page.kind != kind:
            self.page.show_nothing()
            self.list.show_kind(kind)
        self._page_first = False
        self._arrange()
        if not self._narrow and self.page.draft is None and self.list.model.rowCount():
            self.list.choose_first()
        self.list.take_focus()

    # ---- which record

    def open(self, id: str) -> None:
        """Show a record of the list's kind."""
        if not self.page.leave():
            return
        if not self.list.select(id):
            self.list.show_everything()
            self.list.select(id)
        self.page.show_record(self.list.kind, id)
        self.enter()

    def look_around(self, spot: Spot) -> None:
        """Show the list of what stands around a record."""
        self.page.show_nothing()
        self.list.look_around(spot)
        self._page_first = False
        self._arrange()
        if self.list.model.rowCount():
            self.list.choose_first()
        self.list.take_focus()

    def new(self, like_shown: bool = False, values: Mapping[str, Value] | None = None) -> None:
        """Begin a new record: blank, like the one on the screen, or with these values."""
        if not self.list.kind or not self.page.leave():
            return
        draft = self.page.draft
        like = draft.id if like_shown and draft is not None else ""
        self.list.select("")
        self.page.show_new(self.list.kind, like)
        if values and self.page.draft is not None:
            self.page.draft.values.update(values)
            self.page.draft.changed.update(values)
            self.page.put_back(self.page.draft)
        if like:
            self._desk.say(_said_of_copy(draft))
        self._page_first = True
        self._arrange()

    def open_draft(self, draft: Draft) -> None:
        """Show a draft that was given back, and go to where one typed."""
        if draft.id and not self.list.select(draft.id):
            self.list.show_everything()
        self.list.select(draft.id)
        self._page_first = True
        self._arrange()
        names = [f.name for f in draft.form.fields if f.name in draft.changed and not f.aside]
        typing = bool(draft.sitting.pending)
        self.page.put_back(draft)
        if self.page.body is not None and names and not typing:
            self.page.body.go_on_at(names[-1])
        QTimer.singleShot(0, self, self._bring_up)  # once the page has its shape

    def _bring_up(self) -> None:
        field = self.page.focusWidget()
        if field is not None:
            bring_up(field)

    def enter(self) -> None:
        """Go from the list into the record."""
        self._page_first = True
        self._arrange()
        if self.page.body is not None:
            self.page.body.focus_first()

    def back(self) -> None:
        """Go from the record to the list."""
        if self.page.leave():
            self._page_first = False
            self._arrange()
            self.list.take_focus()

    def _choose(self, id: str) -> None:
        draft = self.page.draft
        if draft is not None and draft.id == id and draft.form.kind == self.list.kind:
            return
        if self.page.leave():
            self.page.show_record(self.list.kind, id)
        else:
            self.list.select(draft.id if draft else "")

    def _saved(self, kind: str, id: str) -> None:
        if kind == self.list.kind and not self.list.select(id):
            self.list.show_everything()
            self.list.reload()
            self.list.select(id)

    def _changed(self, kinds: frozenset[str]) -> None:
        if self.list.kind and (self.list.kind in kinds or not kinds):
            self.list.reload()

    # ---- side by side, or one after the other

    def set_narrow(self, *, narrow: bool) -> None:
        """Whether there is no room for both."""
        self._narrow = narrow
        self._arrange()

    @property
    def narrow(self) -> bool:
        """Whether only the list or the page is shown."""
        return self._narrow

    def _arrange(self) -> None:
        one = self._narrow
        self.list.setVisible(not (self._page_first if one else self.list_hidden))
        self.page.setVisible(self._page_first or not one)
        self.page.heading.back.setVisible(one)
        self._column.setContentsMargins(12, 12, 12 if one and not self._page_first else 0, 12)
        self.moved.emit()

    def _tab(self, kind: str, room: Room) -> QToolButton:
        button = QToolButton(self._tabs)
        button.setObjectName(f"tab.{kind}" if kind == room.name else f"nav.{kind}")
        button.setText(self._desk.form(kind).plural)
        button.setAccessibleName(self._desk.form(kind).plural)
        button.setCheckable(True)
        button.setProperty("kind", kind)
        mark(button, "look", "tab")
        button.clicked.connect(lambda: self._tab_clicked(kind))
        self._group.addButton(button)
        return button

    def _tab_clicked(self, kind: str) -> None:
        if self.page.leave():
            self.show_kind(kind)
        else:
            for button in self._group.buttons():
                button.setChecked(button.property("kind") == self.list.kind)

    def fit_list(self, width: float) -> None:
        """Give the list its width."""
        self.splitter.setSizes([theme.now().px(width), 10_000])


def _said_of_copy(draft: Draft | None) -> str:
    """What was left out of a new record like this one."""
    if draft is None:
        return ""
    own = [f for f in draft.form.fields if f.name in draft.form.unique_names and not f.aside]
    left = [f.label for f in own if draft.get(f.name) is not None]
    some = f" Không chép: {', '.join(left[:_MOST_SAID])}." if left else ""
    return f"Bản mới giống bản trước, chưa lưu. Sửa chỗ khác rồi lưu.{some}"
