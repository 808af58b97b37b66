"""Keeps what is on the screen in the file, at most two seconds behind the fingers.

The one thread beside the road for long work (`task.py`), and a narrow one: it writes single rows
of the table `kept_draft`, in the file's own write lock, and nothing else (decision 0015). What is
typed is looked at on the main thread once a second, without reading or settling any field (an
input method may be composing in it), and written here; of each draft only the newest waits. What a
server cannot take is kept on this machine meanwhile (`actions/drafts_aside.py`).
"""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QObject, Qt, QThreadPool, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication

from ocop_desktop.actions import drafts_aside, kept_drafts
from ocop_desktop.actions.kept_drafts import Snapshot
from ocop_desktop.actions.start import DataFile
from ocop_desktop.messages import Trouble

EVERY_MS = 1000
_AGAIN_MS = 5000  # after a failure
Source = Callable[[], Snapshot | None]


class Keeper(QObject):
    """Asks the page what it shows while somebody types, and has it written."""

    kept = Signal(str)  # the moment of the draft that was written (ISO text)
    changed = Signal()  # a draft was put off, discarded or taken back
    failed = Signal(str)  # a sentence; said once until a draft is written again
    _refused = Signal()
    _broke = Signal(object)

    def __init__(self, data: DataFile, parent: QObject) -> None:
        super().__init__(parent)
        self._data = data
        self._source: Source | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._pool.setExpiryTimeout(-1)
        self._guard = threading.Lock()
        self._waiting: dict[str, Snapshot | None] = {}  # None: to be forgotten
        self._ended: set[str] = set()
        self._writing = self._failing = self._aside = False
        self._refused.connect(self._try_again)
        self._broke.connect(self._raise)
        app = QCoreApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._on_state)
            app.commitDataRequest.connect(lambda _: self.finish())

    # ---- on the main thread

    def typed(self, source: Source) -> None:
        """Something was typed into what `source` tells; it is looked at within a second."""
        self._source = source
        if not self._timer.isActive():
            self._timer.start(EVERY_MS)

    def flush(self) -> None:
        """Look at once, where something was typed since the last look."""
        if self._timer.isActive():
            self._timer.stop()
            self._look()

    def finish(self) -> None:
        """Look at once and wait until it is written."""
        self.flush()
        self._pool.waitForDone()

    def end(self, id: str) -> None:
        """Nothing of this draft is written from now on: its record is about to be saved."""
        with self._guard:
            self._ended.add(id)
            self._waiting.pop(id, None)
            self._put_aside()

    def resume(self, id: str) -> None:
        """The draft goes on: its record could not be saved, or it was taken back."""
        with self._guard:
            self._ended.discard(id)

    def forget(self, id: str) -> None:
        """Nothing stands in the draft any more that its record does not have."""
        with self._guard:
            self._waiting[id] = None
        self._start()

    @Slot()
    def _look(self) -> None:
        snapshot = self._source() if self._source is not None else None
        if snapshot is not None:
            with self._guard:
                if snapshot.id not in self._ended:
                    self._waiting[snapshot.id] = snapshot
            self._start()

    def _start(self) -> None:
        with self._guard:
            if self._writing or not self._waiting:
                return
            self._writing = True
        self._pool.start(self._write_all)

    @Slot(Qt.ApplicationState)
    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state != Qt.ApplicationState.ApplicationActive:
            self.flush()

    @Slot()
    def _try_again(self) -> None:
        QTimer.singleShot(_AGAIN_MS, self, self._start)

    @Slot(object)
    def _raise(self, error: Exception) -> None:
        raise error  # a bug: the crash road tells it

    # ---- on the thread

    def _write_all(self) -> None:
        while True:
            with self._guard:
                if not self._waiting:
                    self._writing = False
                    self._put_aside()
                    return
                id, snapshot = self._waiting.popitem()
            try:
                self._write(id, snapshot)
            except Trouble as trouble:
                self._put_back(id, snapshot)
                self._tell_trouble(trouble)
                return
            except Exception as error:  # comes back, to be answered on the main thread
                with self._guard:
                    self._writing = False
                self._broke.emit(error)
                return

    def _write(self, id: str, snapshot: Snapshot | None) -> None:
        if snapshot is None:
            kept_drafts.forget(self._data, id)
            return
        at = kept_drafts.keep(self._data, snapshot, wanted=lambda: self._wanted(id))
        if at:
            self._failing = False
            self.kept.emit(at)

    def _wanted(self, id: str) -> bool:
        with self._guard:
            return id not in self._ended

    def _put_back(self, id: str, snapshot: Snapshot | None) -> None:
        """It waits for the next look, unless something newer does."""
        with self._guard:
            self._writing = False
            if id not in self._ended:
                self._waiting.setdefault(id, snapshot)
            self._aside = self._data.served
            self._put_aside()

    def _put_aside(self) -> None:
        """What waits for a server is on this machine: a power cut may come before it is back."""
        if self._aside:
            waiting = [snapshot for snapshot in self._waiting.values() if snapshot is not None]
            drafts_aside.put(self._data, waiting)
            self._aside = bool(waiting)

    def _tell_trouble(self, trouble: Trouble) -> None:
        self._refused.emit()
        if not self._failing:
            self._failing = True
            self.failed.emit(str(trouble))
