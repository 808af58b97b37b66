"""The one road for long work: another thread, progress, cancel, one way to fail, an announcement.

Nothing else in the window starts a thread. Work never touches a widget; its answers come back on
the main thread, because the slots belong to an object that lives there. One task runs at a time,
and while it runs the window asks the data nothing (`Tasks.busy`), so database work never overlaps.
A look at a server that only reads goes the same road beside it (`Tasks.beside`), unseen.
"""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

from ocop_desktop.messages import Cancelled, Trouble

Progress = Callable[[int, int, str], None]
_SHOWN_AFTER_MS = 300
_TELL_EVERY = 0.05


class Task(QObject):
    """One piece of long work; its answer comes back on the main thread."""

    progressed = Signal(int, int, str)
    finished = Signal()
    _ended = Signal(object, object)

    def __init__(
        self,
        owner: QObject,
        label: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        super().__init__(owner)
        self.label, self._work, self._done, self._failed = label, work, done, failed
        self._stopped, self._told = False, 0.0
        self._ended.connect(self._report)

    def start(self) -> None:
        """Begin on another thread."""
        QThreadPool.globalInstance().start(self._run)

    def cancel(self) -> None:
        """Ask the work to stop at its next step; nothing of it is left behind."""
        self._stopped = True

    def _tell(self, done: int, total: int, what: str) -> None:
        if self._stopped:
            raise Cancelled
        if done == total or monotonic() - self._told > _TELL_EVERY:
            self._told = monotonic()
            self.progressed.emit(done, total, what)

    def _run(self) -> None:
        try:
            self._ended.emit(self._work(self._tell), None)
        except Exception as error:  # every kind comes back, to be answered on the main thread
            self._ended.emit(None, error)

    @Slot(object, object)
    def _report(self, result: Any, error: Exception | None) -> None:
        self.finished.emit()
        self.deleteLater()
        if error is None:
            self._done(result)
        elif not isinstance(error, Cancelled):
            self._failed(error)


class Tasks(QObject):
    """Starts tasks, one at a time, and lets the window show the running one."""

    started = Signal()
    shown = Signal(object)  # the Task, once it has run for a moment
    ended = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._running: Task | None = None

    @property
    def busy(self) -> bool:
        """Whether work runs that the data belongs to for now."""
        return self._running is not None

    def run(
        self,
        label: str,
        work: Callable[[Progress], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> Task:
        """Start work; raise Trouble("busy") where other work is not done yet."""
        if self._running is not None:
            raise Trouble("busy")
        task = Task(self, label, work, done, failed)
        self._running = task
        task.finished.connect(self._end)
        QTimer.singleShot(_SHOWN_AFTER_MS, task, lambda: self._show(task))
        self.started.emit()
        task.start()
        return task

    def beside(
        self,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """Look at something that may be slow; whoever works here is not kept from it.

        It may only read, and from a database that several read at once (decision 0029).
        """
        Task(self, "", lambda _: work(), done, failed).start()

    def wait(self) -> None:
        """Cancel what runs and wait for it: before the window closes."""
        if self._running is not None:
            self._running.cancel()
        QThreadPool.globalInstance().waitForDone()

    def _show(self, task: Task) -> None:
        if self._running is task:
            self.shown.emit(task)

    def _end(self) -> None:
        self._running = None
        self.ended.emit()
