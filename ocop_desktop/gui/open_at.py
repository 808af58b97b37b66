"""Opening a record at the field that a change is about, and finding the window's undo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import entries
from ocop_desktop.actions.history_lines import Line
from ocop_desktop.gui.desk import Desk

if TYPE_CHECKING:
    from ocop_desktop.gui.turning import Turning
    from ocop_desktop.gui.window import MainWindow


def open_at(window: MainWindow, line: Line) -> None:
    """Show the record of a change, at its field."""
    path = field_path(window.desk, line)
    window.open_record(line.top_kind, line.top_id)
    page = window.view.page
    if page.draft is not None and page.draft.id == line.top_id and page.body is not None and path:
        page.body.focus_on(path)


def field_path(desk: Desk, line: Line) -> str:
    """The field of a change as a form's page knows it: `name`, or `items.2.quantity` of a row."""
    if line.id == line.top_id:
        return line.field
    form = desk.form(line.kind)
    if form.parent != line.top_kind:
        return ""  # a row of a row: its table is not on the page itself
    entry = desk.attempt(lambda: entries.get(desk.data, line.top_kind, line.top_id))
    rows = [row.id for row in entry.rows(form.name)] if entry is not None else []
    number = rows.index(line.id) if line.id in rows else 0
    return f"{form.name}.{number}.{line.field}"


def turning_of(widget: QWidget) -> Turning | None:
    """The undo of the window that a widget is in."""
    verbs = getattr(widget.window(), "verbs", None)
    turning: Turning | None = getattr(verbs, "turning", None)
    return turning
