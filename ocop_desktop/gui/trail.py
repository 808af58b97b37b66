"""The way one came from record to record, so that Alt+← goes back to where one was."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QScrollArea

from ocop_desktop.gui.record_sides import AROUND, FIELDS

if TYPE_CHECKING:
    from ocop_desktop.gui.around_view import AroundView
    from ocop_desktop.gui.window import MainWindow


@dataclass(frozen=True)
class Step:
    """From a side of one record to another record, to a new one ("" as id), or to a list (None)."""

    kind: str
    id: str
    side: str
    to_kind: str
    to_id: str | None


class Trail(QObject):
    """Answers what the desk is asked to show, and remembers from where."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._steps: list[Step] = []
        window.desk.list_wanted.connect(self.open_list)
        window.desk.new_wanted.connect(self.begin)

    def open(self, kind: str, id: str) -> None:
        """Show a record, with a way back."""
        step = self._step(kind, id)
        if self._window.leave():
            self._window.view.page.show_side(FIELDS)
            self._window.open_record(kind, id)
            self._keep(step)

    def open_list(self, kind: str, spot: Any) -> None:
        """Show the list of what stands around a record, with a way back."""
        step = self._step(kind, None)
        if self._window.leave():
            self._window.view.page.show_side(FIELDS)
            self._window.open_list(kind)
            self._window.view.look_around(spot)
            self._keep(step)

    def begin(self, kind: str, values: Mapping[str, Any]) -> None:
        """Begin a record that names the one on the screen, with a way back."""
        step = self._step(kind, "")
        if self._window.leave():
            self._window.open_list(kind)
            self._window.view.new(values=dict(values))
            self._keep(step)

    def back(self) -> bool:
        """Go back the way one came; False where one did not come from another record."""
        if not self._steps or not self._is_there(self._steps[-1]):
            self._steps = []
            return False
        if self._window.leave():
            step = self._steps.pop()
            self._window.open_record(step.kind, step.id)
            self._window.view.page.show_side(step.side)
            if step.side == AROUND:
                side = self._window.view.page.findChild(QScrollArea, AROUND)
                cast("AroundView", side).focus_on(step.to_kind, step.to_id or "")
        return True

    def _is_there(self, step: Step) -> bool:
        """Whether what is shown is what the step led to."""
        if not self._window.in_records():
            return False
        view, page = self._window.view, self._window.view.page
        if step.to_id is None:
            return view.list.kind == step.to_kind and view.list.around is not None
        shown = page.draft.id if page.draft else ""
        return page.kind == step.to_kind and step.to_id in ("", shown)

    def _step(self, to_kind: str, to_id: str | None) -> Step | None:
        page = self._window.view.page
        if not self._window.in_records() or page.draft is None or page.draft.is_new:
            return None
        return Step(page.kind, page.draft.id, page.tabs.lit, to_kind, to_id)

    def _keep(self, step: Step | None) -> None:
        if step is not None:
            self._steps.append(step)
