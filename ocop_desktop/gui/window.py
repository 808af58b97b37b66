"""The main window: navigation, the room that is open, the status line; it answers the commands."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMainWindow,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import backups
from ocop_desktop.actions.start import DataFile
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.commands import COMMANDS, Command
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.navigation import Navigation, Room, room_of, rooms_for
from ocop_desktop.gui.others_words import badge
from ocop_desktop.gui.pages import page_for
from ocop_desktop.gui.preferences import Preferences
from ocop_desktop.gui.progress import ProgressCard
from ocop_desktop.gui.status import StatusLine
from ocop_desktop.gui.trail import Trail
from ocop_desktop.gui.verbs import Verbs

_SMALLEST = (640, 320)  # half of a small laptop: its screen at 200 %
_WIDE_NAVIGATION_FROM = 1000
SIDE_BY_SIDE_FROM = 1200  # from this width on a list and a record stand side by side


if TYPE_CHECKING:
    from ocop_desktop.gui.draft import Draft
    from ocop_desktop.gui.records_view import RecordsView


class MainWindow(QMainWindow):
    """Everything the officer sees of one data file."""

    other_wanted = Signal(object)  # another data file's path, or None for the wizard

    def __init__(self, data: DataFile, preferences: Preferences) -> None:
        super().__init__()
        self.preferences = preferences
        self.desk = Desk(data, self)
        self.desk.millions = preferences.millions
        self.actions_: dict[str, QAction] = {}
        self._rooms = {room.name: room for room in rooms_for(data.role, data.forms)}
        self._room = ""
        self._keeping = False  # closing with a draft that cannot be saved
        self._last_kind: dict[str, str] = {}
        self._pages: dict[str, QWidget] = {}
        self._view: RecordsView | None = None
        self.verbs = Verbs(self)
        self.trail = Trail(self)
        self._make_actions()
        self._build()
        self._connect()
        self.setMinimumSize(*_SMALLEST)
        self.setWindowTitle(f"{data.path.stem} · {data.settings.get('unit_name', '')} · OCOP")
        self._restore_shape()
        self.go("today")

    # ---- rooms and records

    @property
    def view(self) -> RecordsView:
        """The list and the page; made when first needed, for the first paint is quicker so."""
        if self._view is None:
            from ocop_desktop.gui.alike_watch import AlikeWatch
            from ocop_desktop.gui.draft_status import DraftStatus
            from ocop_desktop.gui.list_shape import ListShapes
            from ocop_desktop.gui.meter_button import MeterButton
            from ocop_desktop.gui.page_buttons import dress
            from ocop_desktop.gui.records_view import RecordsView
            from ocop_desktop.gui.waiting_notice import WaitingNotice

            self._view = view = RecordsView(self.desk, self._stack)
            self._stack.addWidget(view)
            view.list.shapes = ListShapes(self.preferences)
            dress(view, self.actions_)
            view.page.saved.connect(self._on_saved)
            view.page.changed.connect(self._fit_actions)
            DraftStatus(self.desk.keeper, view.page, self.status)
            view.page.opened.connect(self.trail.open)
            view.page.watch.opening.connect(self.verbs.open_spoken)
            self.alike = AlikeWatch(self.desk, view.page)
            self.alike.opening.connect(self.verbs.open_like)
            self.alike.offered.connect(self.status.say_and_offer)
            MeterButton(self)
            WaitingNotice(self, view)
            view.moved.connect(self._fit_actions)
            view.list.removing.connect(self.verbs.remove)
            view.list.chosen_bar.printing.connect(self.verbs.print_record)
            view.list.adding.connect(self.verbs.new_record)
            view.fit_list(self.preferences.list_width or max(400, self.width() * 0.28))
            view.set_narrow(narrow=self._is_narrow())
        return self._view

    def shown_draft_id(self) -> str:
        """The id of the draft on the screen, "" where none is kept of it."""
        return self._view.page.drafts.shown_id if self._view is not None else ""

    def leave(self) -> bool:
        """Keep what is on the screen; whether one may go elsewhere."""
        for page in self._pages.values():
            if leave := getattr(page, "leave", None):
                leave()
        return self._view is None or self._view.page.leave()

    def go(self, name: str) -> None:
        """Open a room, after keeping what is on the screen."""
        if (
            self.desk.tasks.busy
            or name not in self._rooms
            or (name != self._room and not self.leave())
        ):
            self.navigation.choose(self._rooms[self._room].under or self._room)
            return
        room = self._rooms[name]
        self._room = name
        self.navigation.choose(room.under or name)
        page = self._page(room)
        if page is not None:
            self._stack.setCurrentWidget(page)
            page.setFocus()
        else:
            self._open_forms(room)
        self._fit_actions()

    def open_record(self, kind: str, id: str) -> None:
        """Show a record wherever it belongs."""
        from ocop_desktop.actions import entries

        while self.desk.form(kind).parent is not None:
            row = entries.get(self.desk.data, kind, id)
            kind, id = str(self.desk.form(kind).parent), str(row.parent_id)
        room = room_of(kind)
        self._last_kind[room] = kind
        self.go(room)
        if self._room == room:
            self.view.open(id)

    def rooms(self) -> list[Room]:
        """The rooms there are for this file."""
        return list(self._rooms.values())

    def open_list(self, kind: str) -> None:
        """Show the list of a kind."""
        room = room_of(kind)
        self._last_kind[room] = kind
        self.go(room)

    def _open_forms(self, room: Room) -> None:
        self._stack.setCurrentWidget(self.view)
        kinds = [kind for kind in room.forms if kind in self.desk.data.forms]
        self.view.show_room(room, self.desk.data.forms)
        self.view.show_kind(self._last_kind.get(room.name, kinds[0]))

    def _page(self, room: Room) -> QWidget | None:
        if room.name not in self._pages:
            page = page_for(room.name, self)
            if page is None:
                return None
            self._pages[room.name] = page
            self._stack.addWidget(page)
        return self._pages[room.name]

    def front(self) -> QWidget | None:
        """The page, or the records, that are in front."""
        return self._stack.currentWidget()

    def in_records(self) -> bool:
        """Whether a list and its records are in front."""
        return self._view is not None and self._stack.currentWidget() is self._view

    def dress(self, mode: str, scale: float) -> None:
        """Put on a theme and keep the choice."""
        app = QApplication.instance()
        if isinstance(app, QApplication):
            theme.put_on(app, mode, scale)
            icons.redraw(app)
        self.preferences.theme, self.preferences.scale = mode, scale
        self.preferences.save()

    def count_money_in_millions(self, *, on: bool) -> None:
        """Type and show money in triệu đồng in forms, or in đồng; keep the choice."""
        if not self.leave():
            return
        self.desk.millions = self.preferences.millions = on
        self.preferences.save()
        if self._view is not None:
            self._view.page.show_anew()

    def _do(self, command: Command, _: bool = False) -> None:
        """Answer a command, unless long work has the data for now."""
        if not self.desk.tasks.busy:
            command.run(self.verbs)

    # ---- making

    def _make_actions(self) -> None:
        for command in COMMANDS:
            action = QAction(command.label, self)
            action.setShortcuts([QKeySequence(keys) for keys in command.keys])
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(partial(self._do, command))
            self.addAction(action)
            self.actions_[command.name] = action

    def _build(self) -> None:
        middle = QWidget(self)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(0)
        settings = self.desk.data.settings
        self.navigation = Navigation(
            list(self._rooms.values()), str(settings.get("unit_name", "")), self._note(), middle
        )
        row.addWidget(self.navigation)
        self._stack = QStackedWidget(middle)
        self._stack.setObjectName("pages")
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        self.status = StatusLine(middle)
        column.addWidget(self.status)
        self.setCentralWidget(middle)
        self.progress = ProgressCard(self)

    def _connect(self) -> None:
        desk = self.desk
        desk.said.connect(self.status.say)
        desk.offered.connect(self.status.say_and_offer)
        desk.done.connect(lambda text: self.status.say_and_offer(text, "Hoàn tác", self.verbs.undo))
        desk.troubled.connect(self._trouble)
        desk.tasks.started.connect(self.progress.cover)
        desk.tasks.shown.connect(self.progress.show_task)
        desk.tasks.ended.connect(self.progress.hide)
        desk.changed.connect(self._on_changed)
        self.navigation.chosen.connect(self.go)
        self.show_facts()

    # ---- what happens

    def _on_saved(self, kind: str, _: str) -> None:
        label = self.desk.form(kind).label.lower()
        now = datetime.now().astimezone()
        self.status.say_and_offer(f"Đã lưu {label} lúc {now:%H:%M}.", "Hoàn tác", self.verbs.undo)

    def _on_changed(self, kinds: object) -> None:
        self.show_facts()
        for page in self._pages.values():
            refresh = getattr(page, "refresh", None)
            if refresh is not None:
                refresh()

    def show_facts(self) -> None:
        """The standing facts of the status line."""
        data = self.desk.data
        facts = [f"{'Máy chủ' if data.served else 'Tệp'}: {data.path.name}"]
        sent = data.settings.get("exported_at")
        if sent:
            facts.append(f"Gửi tỉnh lần cuối: {_day(str(sent))}")
        if copy := backups.last(data):
            facts.append(f"Sao lưu: {_day(copy.at)}")
        if data.officer:
            facts.append(data.officer)
        self.status.show_facts(facts)
        badge(self)

    def _trouble(self, sentence: str) -> None:
        self.status.say(sentence, "bad")
        from ocop_desktop.gui import dialogs

        dialogs.tell(self, sentence)

    def _note(self) -> str:
        data = self.desk.data
        if data.role == "province":
            return "OCOP · cấp tỉnh"
        level = {"district": "cấp huyện", "commune": "cấp xã", "province": "cấp tỉnh"}
        return f"OCOP · {level.get(data.unit_level, '')}"

    def _fit_actions(self) -> None:
        records = self.in_records()
        draft = self.view.page.draft if records else None
        for command in COMMANDS:
            mine = command.name in getattr(self.front(), "answers", ())
            self.actions_[command.name].setEnabled(mine or _can(command, records, draft))

    # ---- shape

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_navigation()
        if self._view is not None and self._is_narrow() != self._view.narrow:
            self._view.set_narrow(narrow=self._is_narrow())
        self.progress.place()

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._keeping and not self.leave():
            event.ignore()
            why = self.status.text.text().rstrip(". ")
            words = f"{why}. Sửa ô đó, hoặc đóng và giữ lại làm bản nháp."
            self.status.say_and_offer(words, "Đóng, giữ bản nháp", self._close_keeping)
            return
        if self._view is not None and not self._view.narrow and self._view.splitter.sizes()[0]:
            width = self._view.splitter.sizes()[0]
            self.preferences.list_width = round(width / theme.now().scale)
        shape = self.saveGeometry().toBase64().data()
        self.preferences.geometry = bytes(shape).decode()
        self.preferences.save()
        self.desk.close()
        event.accept()

    def _close_keeping(self) -> None:
        """Close although something cannot be saved: it stays in the file as a draft."""
        self._keeping = True
        self.close()

    def _restore_shape(self) -> None:
        self.resize(QSize(1366, 768).boundedTo(self.screen().availableSize()))
        if self.preferences.geometry:
            self.restoreGeometry(QByteArray.fromBase64(self.preferences.geometry.encode()))

    def fit_navigation(self) -> None:
        """Show the navigation as icons where the officer wants it so or there is little room."""
        small = self.width() < theme.now().px(_WIDE_NAVIGATION_FROM)
        self.navigation.set_narrow(narrow=self.preferences.nav_narrow or small)

    def _is_narrow(self) -> bool:
        return self.width() < theme.now().px(SIDE_BY_SIDE_FROM)


_ANYWHERE = ("undo", "redo", "palette")


def _day(iso: str) -> str:
    return "/".join(reversed(iso[:10].split("-")))


def _can(command: Command, records: bool, draft: Draft | None) -> bool:
    """Whether a command can be used: in front of records or not, with this record or none."""
    if not command.needs:
        return records or command.group not in ("record", "move") or command.name in _ANYWHERE
    if draft is None:
        return False
    if command.needs == "saved":
        return bool(draft.id) and not draft.removed
    return draft.removed if command.needs == "removed" else True
