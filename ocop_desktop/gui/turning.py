"""Undo and redo as the window does them: said in the status line, long ones on the long road."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ocop_desktop.actions import undo
from ocop_desktop.actions.undo import Step, Undone
from ocop_desktop.gui.action_words import moment, within
from ocop_desktop.gui.task import Progress
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_LONG = 300  # from so many records on it takes a while
_NOTHING = "Không còn việc nào để hoàn tác."
_NO_REDO = "Không có việc nào để làm lại."


class Turning:
    """Takes actions back and does them again, on one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window, self._desk = window, window.desk

    def undo(self) -> None:
        """Take back the last action; one that came from elsewhere is offered, not done."""
        if not self._window.leave():
            return
        step = self._desk.attempt(lambda: undo.next_undo(self._desk.data))
        if step is None:
            self._desk.say(_NOTHING)
        elif step.foreign:
            self._window.status.say_and_offer(
                f"Việc gần nhất là {within(step.verb)} ({self._when(step.at)}): "
                f"{grouped(step.records)} thay đổi của nơi khác.",
                "Hoàn tác cả lần gộp",
                lambda: self._turn(step, back=True),
            )
        else:
            self._turn(step, back=True)

    def redo(self) -> None:
        """Do again what was taken back last."""
        if not self._window.leave():
            return
        step = self._desk.attempt(lambda: undo.next_redo(self._desk.data))
        if step is None:
            self._desk.say(_NO_REDO)
        else:
            self._turn(step, back=False)

    def undo_chosen(self, action: str, records: int) -> None:
        """Take back one action that was chosen in the history."""
        if not self._window.leave():
            return
        self._do(
            records,
            "Đang hoàn tác",
            lambda progress: undo.undo(self._desk.data, action, progress=progress),
            self._undone,
        )

    def _turn(self, step: Step, *, back: bool) -> None:
        data = self._desk.data
        if back:
            self._do(
                step.records,
                "Đang hoàn tác",
                lambda progress: undo.undo(data, progress=progress),
                self._undone,
            )
        else:
            self._do(
                step.records,
                "Đang làm lại",
                lambda progress: undo.redo(data, progress=progress),
                self._redone,
            )

    def _do(
        self,
        records: int,
        label: str,
        work: Callable[[Progress | None], Undone | None],
        done: Callable[[Undone | None], None],
    ) -> None:
        if records > _LONG:
            self._desk.run(label, work, done)
            return
        undone = self._desk.attempt(lambda: work(None))
        if undone is not None:
            done(undone)

    def _undone(self, undone: Undone | None) -> None:
        self._said(undone, "Đã hoàn tác", "Làm lại", self.redo)

    def _redone(self, undone: Undone | None) -> None:
        self._said(undone, "Đã làm lại", "Hoàn tác", self.undo)

    def _said(
        self, undone: Undone | None, what: str, label: str, back: Callable[[], object]
    ) -> None:
        if undone is None:
            self._desk.say(_NOTHING)
            return
        sentence = f"{what} việc {within(undone.verb)}, {self._when(undone.at)}."
        self._window.status.say_and_offer(sentence, label, back)

    def _when(self, at: str) -> str:
        return moment(at, self._desk.today())
