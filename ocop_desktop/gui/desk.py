"""The open data file as the window's parts share it: look-ups, short work, long work, news."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from ocop_desktop.actions.places_here import PlacesHere
from ocop_desktop.actions.start import DataFile
from ocop_desktop.gui.keeper import Keeper
from ocop_desktop.gui.others_watch import Others
from ocop_desktop.gui.task import Progress, Tasks
from ocop_desktop.messages import Trouble
from ocop_desktop.schema import Entry, Form, Found, Habits, Lookup
from ocop_desktop.schema.choice_types import file_parts

T = TypeVar("T")
_SOON_MS, _TRIES = 50, 30


class Desk(QObject):
    """Everything a page may ask; the only part of the window that holds the data file."""

    changed = Signal(object)  # frozenset of the kinds of record that changed
    said = Signal(str, str)  # a sentence for the status line, its tone
    done = Signal(str)  # the same, with "Hoàn tác" beside it
    offered = Signal(str, str, object)  # a sentence, what to press, and what that then does
    troubled = Signal(str)  # a sentence for a dialog
    list_wanted = Signal(str, object)  # a list around a record: its kind, the actions.around.Spot
    new_wanted = Signal(str, object)  # a record to begin: its kind, the values it starts with
    _heard = Signal(object)

    def __init__(self, data: DataFile, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.data = data
        self.tasks = Tasks(self)
        self.keeper = Keeper(data, self)
        self.used: list[Found] = []  # records gone to by the palette, the latest first
        self.millions = False  # money is typed in triệu đồng on this machine
        self._shown = Path(tempfile.mkdtemp(prefix="ocop-xem-"))
        self._held: frozenset[str] | None = None  # what changed while long work ran
        self._heard.connect(self._tell)
        self.tasks.ended.connect(lambda: QTimer.singleShot(0, self, self._tell_held))
        data.changed.append(self._announce)
        self._others = Others(self) if data.served else None

    # ---- what a widget may ask (see editor.Context)

    @property
    def look(self) -> Lookup:
        """Titles of records and places."""
        return self.data.look

    def form(self, kind: str) -> Form:
        """The form of a kind."""
        return self.data.forms[kind]

    def today(self) -> str:
        """The day as ISO text."""
        return self.data.today()

    @property
    def habits(self) -> Habits:
        """What typing may lean on: the day, and the unit of money."""
        return Habits(self.today(), self.millions)

    def find(self, kind: str, text: str) -> Sequence[Found]:
        """Records or places the text may mean."""
        from ocop_desktop.actions import lists

        return [] if self.tasks.busy else lists.find(self.data, kind, text, limit=40)

    def rows_of(self, kind: str, parent: str) -> Sequence[Entry]:
        """The rows of a table form that stand in a record."""
        from ocop_desktop.actions import lists

        where = {str(self.form(kind).parent): parent}
        return [] if self.tasks.busy else lists.entries(self.data, kind, where=where)

    @property
    def places(self) -> PlacesHere:
        """What is offered of places, and how they lie in one another."""
        return PlacesHere(self.data.places)

    def attach(self, paths: Sequence[Path]) -> list[str]:
        """Keep files beside the data; return their values."""
        from ocop_desktop.actions import files

        kept = self.attempt(lambda: [files.keep(self.data, path) for path in paths])
        return kept or []

    def open_file(self, value: str) -> None:
        """Show a kept file in the system's viewer, under its own name."""
        from ocop_desktop.actions import files

        sha256, name = file_parts(value)
        copy = self._shown / sha256[:8] / name
        copy.parent.mkdir(exist_ok=True)
        try:
            shutil.copyfile(files.path_of(self.data, value), copy)
        except OSError:
            self.troubled.emit(str(Trouble("no_such_scan", file=name)))
            return
        self.show_path(copy)

    def scratch(self, name: str) -> Path:
        """A place for a file that is shown only; it goes when the data is let go of."""
        return self._shown / name

    def show_path(self, path: Path) -> None:
        """Open a file or folder with the system's own program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

    # ---- work

    def attempt(self, work: Callable[[], T]) -> T | None:
        """Do short work now; trouble is told in a dialog and gives None."""
        if self.tasks.busy:
            self.say(str(Trouble("busy")), "bad")
            return None
        try:
            return work()
        except Trouble as trouble:
            self.troubled.emit(str(trouble))
            return None

    def glance(self, work: Callable[[], T], otherwise: T) -> T:
        """Look something up that nobody asked for; where that is no use just now, the other."""
        try:
            return work()
        except Trouble:  # whoever saves or opens something is told
            return otherwise

    def soon(self, do: Callable[[], None], tries: int = _TRIES) -> None:
        """Do it now; where a page looks again just then, a moment later (long work is told)."""
        if self.tasks.busy and tries:
            QTimer.singleShot(_SOON_MS, self, lambda: self.soon(do, tries - 1))
        else:
            do()

    def run(self, label: str, work: Callable[[Progress], Any], done: Callable[[Any], None]) -> None:
        """Do long work on another thread; `done` gets its answer on this one."""
        try:
            self.tasks.run(label, work, done, self._failed)
        except Trouble as trouble:
            self.troubled.emit(str(trouble))

    def say(self, text: str, tone: str = "") -> None:
        """Put a sentence into the status line ("good", "bad" or plain)."""
        self.said.emit(text, tone)

    def close(self) -> None:
        """Wait for what runs, and let go of the file."""
        self.release()
        self.data.close()

    def release(self) -> None:
        """Wait for what runs, and leave the file open for whoever holds it."""
        if self._others is not None:
            self._others.stop()
        self.tasks.wait()
        self.keeper.finish()
        if self._announce in self.data.changed:
            self.data.changed.remove(self._announce)
        shutil.rmtree(self._shown, ignore_errors=True)

    def _announce(self, kinds: frozenset[str]) -> None:
        self._heard.emit(kinds)  # from another thread Qt carries it over by itself

    @Slot(object)
    def _tell(self, kinds: frozenset[str]) -> None:
        """Tell the pages, once long work is done and answered: before, none could look."""
        if self.tasks.busy:
            self._held = (self._held or frozenset()) | kinds
        else:
            self.changed.emit(kinds)

    def _tell_held(self) -> None:
        if self._held is not None and not self.tasks.busy:
            kinds, self._held = self._held, None
            self.changed.emit(kinds)

    @Slot(object)
    def _failed(self, error: Exception) -> None:
        if not isinstance(error, Trouble):
            raise error  # a bug: the crash road tells it
        self.troubled.emit(str(error))
