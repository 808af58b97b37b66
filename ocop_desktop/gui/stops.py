"""The stops of a form as Enter goes through them: each field that can be filled, each table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ocop_desktop.gui import theme

_MARGIN = 70  # so much of the page stays in sight above and below the field one is in


def go_to(widget: QWidget, *, back: bool = False) -> None:
    """Give a field the keyboard and bring it into sight."""
    reason = Qt.FocusReason.BacktabFocusReason if back else Qt.FocusReason.TabFocusReason
    widget.setFocus(reason)
    bring_up(widget)


def bring_up(widget: QWidget) -> None:
    """Scroll the page so that a widget, or its first line where it is tall, is in sight."""
    area = page_of(widget)
    inside = area.widget() if area is not None else None
    if area is None or inside is None:
        return
    margin, bar = theme.now().px(_MARGIN), area.verticalScrollBar()
    top = widget.mapTo(inside, QPoint(0, 0)).y()
    seen = area.viewport().height()
    bottom = top + min(widget.height(), seen - 2 * margin)
    if top - margin < bar.value():
        bar.setValue(top - margin)
    elif bottom + margin > bar.value() + seen:
        bar.setValue(bottom + margin - seen)


def page_of(widget: QWidget) -> QScrollArea | None:
    """The scroll area that a widget stands in."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QScrollArea):
        parent = parent.parentWidget()
    return parent


def after(stops: Sequence[QWidget], here: QWidget, *, back: bool) -> QWidget | None:
    """The stop after (or before) this one; None where it is the last (or the first)."""
    if here not in stops:
        return None
    place = stops.index(here) + (-1 if back else 1)
    return stops[place] if 0 <= place < len(stops) else None
