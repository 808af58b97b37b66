"""The two buttons beside a list's search box: its columns, its named views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from ocop_desktop.actions import views
from ocop_desktop.gui import icons, view_menu
from ocop_desktop.gui.column_chooser import ColumnChooser
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.list_model import Query
from ocop_desktop.gui.list_shape import ListShapes

if TYPE_CHECKING:
    from ocop_desktop.gui.list_card import ListCard


def first_query(desk: Desk, shapes: ListShapes, kind: str) -> Query:
    """What a list shows when it is opened: the view it begins with, or all records."""
    first = shapes.first_view(kind)
    for view in views.views(desk.data, kind) if first else ():
        if view.name == first:
            return view_menu.query_of(view)
    form = desk.form(kind)
    return Query(kind, columns=shapes.columns(form), group=shapes.group(form))


class ListTools(QWidget):
    """Both drop something below them."""

    def __init__(self, desk: Desk, card: ListCard) -> None:
        super().__init__(card)
        self._desk, self._card = desk, card
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.columns_button = self._button("list.columns", "Cột và nhóm", "columns-3")
        self.columns_button.clicked.connect(self.drop_columns)
        self.views_button = self._button("list.views", "Kiểu xem đã lưu", "layout-list")
        self.menu = QMenu(self.views_button)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.views_button.setMenu(self.menu)
        row.addWidget(self.columns_button)
        row.addWidget(self.views_button)
        self._chooser: ColumnChooser | None = None

    def drop_columns(self) -> None:
        """Offer the columns of the list."""
        query = self._card.model.query
        if query is None:
            return
        if self._chooser is None:
            self._chooser = ColumnChooser(self)
            self._chooser.changed.connect(self._card.choose_columns)
            self._chooser.grouped.connect(self._card.group_by)
        form = self._desk.form(query.kind)
        self._chooser.show_form(form, self._card.model.columns, query.group)
        self._chooser.drop_below(self.columns_button)

    def fill_menu(self) -> None:
        """Offer the views of the list."""
        query = self._card.model.query
        if query is not None:
            card = self._card
            view_menu.fill(self.menu, self._desk, query, card.shapes, card.show_query)

    def _button(self, name: str, spoken: str, icon: str) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName(name)
        button.setAccessibleName(spoken)
        button.setToolTip(spoken)
        mark(button, "look", "icon")
        icons.put(button, icon, "text-2", 16)
        return button
