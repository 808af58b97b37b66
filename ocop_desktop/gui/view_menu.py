"""The named views of a list: choose one, keep what is seen under a name, begin with one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from ocop_desktop.actions import views
from ocop_desktop.actions.views import View
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.list_model import Query
from ocop_desktop.gui.list_shape import ListShapes


def view_of(name: str, query: Query) -> View:
    """What a list shows now, under a name."""
    return View(
        name,
        query.kind,
        query.typed,
        dict(query.where),
        query.sort,
        query.descending,
        query.columns,
        query.group,
    )


def query_of(view: View) -> Query:
    """What a list shows in a view."""
    return Query(
        view.kind,
        view.typed,
        view.where,
        view.sort,
        view.descending,
        columns=view.columns,
        group=view.group,
    )


def fill(
    menu: QMenu, desk: Desk, query: Query, shapes: ListShapes, show: Callable[[Query], object]
) -> None:
    """Fill the menu of a list's views."""
    menu.clear()
    menu.setToolTipsVisible(True)
    kept, first = views.views(desk.data, query.kind), shapes.first_view(query.kind)
    plain = Query(query.kind, columns=shapes.columns(desk.form(query.kind)))
    menu.addAction("Tất cả", lambda: show(plain)).setObjectName("view.all")
    for view in kept:
        label = f"{view.name} (mở đầu)" if view.name == first else view.name
        action = menu.addAction(label, partial(show, query_of(view)))
        action.setObjectName(f"view.{view.name}")
        action.setCheckable(True)
        action.setChecked(view_of(view.name, query) == view)
    menu.addSeparator()
    menu.addAction("Lưu kiểu xem này…", partial(ask_name, menu, desk, query))
    if kept:
        _submenu(menu, "Mở đầu bằng", kept, partial(shapes.keep_first_view, query.kind))
        _submenu(menu, "Xoá kiểu xem", kept, partial(_drop, desk, query.kind))


def _submenu(menu: QMenu, title: str, kept: list[View], run: Callable[[str], object]) -> None:
    below = menu.addMenu(title)
    if title == "Mở đầu bằng":
        below.addAction("Tất cả", partial(run, ""))
    for view in kept:
        below.addAction(view.name, partial(run, view.name))


def _drop(desk: Desk, kind: str, name: str) -> None:
    desk.attempt(lambda: views.drop(desk.data, kind, name))
    desk.say(f"Đã xoá kiểu xem “{name}”.")


def ask_name(parent: QWidget, desk: Desk, query: Query) -> None:
    """Ask for a name without blocking, and keep the view under it."""
    dialog = QInputDialog(parent.window())
    dialog.setObjectName("view.name")
    dialog.setWindowTitle("Lưu kiểu xem")
    dialog.setLabelText("Tên của kiểu xem (tìm, lọc, cột, thứ tự đang có):")
    dialog.setOkButtonText("Lưu")
    dialog.setCancelButtonText("Không lưu")
    dialog.textValueSelected.connect(partial(keep, desk, query))
    dialog.open()


def keep(desk: Desk, query: Query, name: str) -> None:
    """Keep what a list shows under a name."""
    name = " ".join(name.split())
    if name:
        desk.attempt(lambda: views.keep(desk.data, view_of(name, query)))
        desk.say(f"Đã lưu kiểu xem “{name}”.", "good")
