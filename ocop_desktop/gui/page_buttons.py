"""The buttons of a record's page and of its list: each one is a command of the table."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ocop_desktop.gui import icons
from ocop_desktop.gui.commands import BY_NAME, COMMANDS, MENU_GROUPS
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.records_view import RecordsView

Actions = Mapping[str, QAction]


def dress(view: RecordsView, actions: Actions) -> None:
    """Give a list and a page their buttons."""
    page = view.page
    back = page.heading.back
    icons.put(back, "arrow-left", "text-2", 18)
    back.setObjectName("command.back")
    back.setToolTip("Về danh sách (Alt+←)")
    back.setAccessibleName("Về danh sách")
    back.clicked.connect(actions["back"].trigger)
    page.heading.add_commands(
        [
            _button("print", actions, page),
            _button("undo", actions, page),
            _button("save", actions, page, "primary", "on-brand"),
            _more(actions, page),
        ]
    )
    batch = view.list.batch_button
    batch.setObjectName("command.batch")
    batch.setAccessibleName("Nhập theo quyết định, nhiều dòng một lần")
    icons.put(batch, "table", "brand", 16)
    batch.clicked.connect(actions["batch"].trigger)
    view.list.chosen_bar.editing.connect(actions["bulk"].trigger)
    new = view.list.new_button
    new.setObjectName("command.new")
    new.setToolTip("Thêm (Ctrl+N)")
    new.clicked.connect(actions["new"].trigger)


def _button(
    name: str, actions: Actions, parent: QWidget, look: str = "", use: str = "text"
) -> QPushButton:
    command, action = BY_NAME[name], actions[name]
    button = QPushButton(command.label, parent)
    button.setObjectName(f"command.{name}")
    keys = f" ({command.keys[0]})" if command.keys else ""
    button.setToolTip(f"{command.label}{keys}")
    mark(button, "look", look)
    icons.put(button, command.icon, use, 16)
    button.setAutoDefault(name == "save")  # Enter presses it, once one has gone to it
    button.clicked.connect(action.trigger)
    action.changed.connect(lambda: button.setEnabled(action.isEnabled()))
    return button


def _more(actions: Actions, parent: QWidget) -> QPushButton:
    button = QPushButton(parent)
    button.setObjectName("command.menu")
    button.setAccessibleName("Các lệnh khác")
    button.setToolTip("Các lệnh khác")
    icons.put(button, "ellipsis", "text", 18)
    menu = QMenu(button)
    menu.aboutToShow.connect(lambda: _fill(menu, actions))
    button.setMenu(menu)
    return button


def _fill(menu: QMenu, actions: Actions) -> None:
    menu.clear()
    for group in MENU_GROUPS:
        for command in COMMANDS:
            if command.group == group:
                action = actions[command.name]
                action.setIcon(icons.icon(command.icon, "text-2", 16))
                menu.addAction(action)
        menu.addSeparator()
