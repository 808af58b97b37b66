"""The first start: which unit, whose hands, where the data lives; or open a file that is there."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop import __version__
from ocop_desktop.actions import start
from ocop_desktop.actions.places_here import PlacesHere
from ocop_desktop.actions.start import DataFile
from ocop_desktop.address import Address, called
from ocop_desktop.gui import dialogs, icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.pick_editor import PickEditor
from ocop_desktop.gui.small import ShortLabel, scrolled
from ocop_desktop.messages import Trouble
from ocop_desktop.paths import data_dir
from ocop_desktop.schema import Field, Found, Habits, Lookup, Rejected
from ocop_desktop.schema.choice_types import Place
from ocop_desktop.vietnamese import nfc

_FORMER = "2024:"
_BAD_IN_NAMES = str.maketrans(dict.fromkeys('\\/:*?"<>|', "-"))


_SIDE, _AROUND = 264, 120  # the list of files; what stands about a name in it


class _AnyUnit(PlacesHere):
    """Offers units of any level where a place is asked for."""

    def __init__(self, units: _Units) -> None:
        super().__init__(start.the_places())
        self._units = units

    def offered(self, level: str, text: str, day: str, within: str = "") -> list[Found]:
        return self._units.find(level, text)


class _Units:
    """Provinces, districts and communes together, as something to pick from."""

    def __init__(self) -> None:
        self._places = start.the_places()

    @property
    def look(self) -> Lookup:
        """The same, as a look-up."""
        return self

    @property
    def habits(self) -> Habits:
        """What typing may lean on."""
        return Habits(self.today())

    def today(self) -> str:
        """No day matters here."""
        return "9999"

    def title(self, kind: str, key: str) -> str:
        """What a unit is called."""
        return self._places.unit_title(key)

    def find(self, kind: str, text: str) -> list[Found]:
        """Units of any level the text may mean."""
        found: list[Found] = []
        for level, most in (("province", 6), ("district", 14), ("commune", 20)):
            found += self._places.find(level, text)[:most]
        return found

    @property
    def places(self) -> PlacesHere:
        """What is offered."""
        return _AnyUnit(self)

    def attach(self, paths: Sequence[Path]) -> list[str]:
        """Nothing is kept before there is a data file."""
        return []

    def open_file(self, value: str) -> None:
        """Nothing is kept before there is a data file."""


class StartWindow(QWidget):
    """Shown where no data file is known; gives one."""

    ready = Signal(object)  # the open DataFile
    opening = Signal(object)  # the path of a file to open, or a server's address
    server_wanted = Signal()  # a server's address is to be typed

    def __init__(self, recent: Sequence[Path | Address]) -> None:
        super().__init__()
        self.setObjectName("page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle("OCOP Desktop")
        self.resize(QSize(980, 620).boundedTo(self.screen().availableSize()))
        self._folder = data_dir()
        self._units = _Units()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        files = scrolled(self._side(recent), self)
        files.setObjectName("nav")
        files.setFixedWidth(files.minimumWidth())
        row.addWidget(files)
        row.addWidget(scrolled(self._form(), self), 1)
        self.unit.setFocus()

    # ---- the left: files that are there

    def _side(self, recent: Sequence[Path | Address]) -> QWidget:
        side = QFrame(self)
        side.setObjectName("nav")
        side.setFixedWidth(theme.now().px(_SIDE))
        column = QVBoxLayout(side)
        column.setContentsMargins(24, 28, 24, 24)
        column.setSpacing(8)
        name = QLabel("OCOP Desktop", side)
        name.setObjectName("nav-unit")
        note = QLabel("Ghi chép, in hồ sơ và gửi dữ liệu OCOP, không cần mạng.", side)
        note.setObjectName("nav-note")
        note.setWordWrap(True)
        column.addWidget(name)
        column.addWidget(note)
        column.addSpacing(20)
        for path in recent[:6]:
            column.addWidget(self._recent(path, side))
        column.addStretch(1)
        other = QPushButton("Mở tệp đã có…", side)
        other.setObjectName("command.open")
        icons.put(other, "folder-open", "nav-strong", 16)
        other.clicked.connect(self._open)
        column.addWidget(other)
        taken = QPushButton("Nhận bàn giao…", side)
        taken.setObjectName("command.take_over")
        icons.put(taken, "archive-restore", "nav-strong", 16)
        taken.clicked.connect(self._take_over)
        column.addWidget(taken)
        server = QPushButton("Mở dữ liệu máy chủ…", side)
        server.setObjectName("command.open_server")
        icons.put(server, "database", "nav-strong", 16)
        server.clicked.connect(self.server_wanted)
        column.addWidget(server)
        version = QLabel(f"Phiên bản {__version__}", side)
        version.setObjectName("nav-note")
        column.addWidget(version)
        return side

    def _recent(self, path: Path | Address, parent: QWidget) -> QWidget:
        button = QPushButton(parent)
        room = theme.now().px(_SIDE - _AROUND)
        shown = button.fontMetrics().elidedText(called(path), Qt.TextElideMode.ElideRight, room)
        button.setText(shown)
        button.setAccessibleName(called(path))
        button.setToolTip(str(path))
        icons.put(button, "database" if isinstance(path, Address) else "file", "nav-strong", 16)
        button.clicked.connect(lambda: self.opening.emit(path))
        return button

    # ---- the right: a new file

    def _form(self) -> QWidget:
        box = QWidget(self)
        outer = QVBoxLayout(box)
        outer.setContentsMargins(32, 36, 32, 28)
        title = QLabel("Bắt đầu", box)
        title.setObjectName("page-title")
        note = QLabel("Ba điều để tạo tệp dữ liệu của đơn vị. Sau này sửa được trong Cài đặt.", box)
        mark(note, "look", "note")
        note.setWordWrap(True)
        outer.addWidget(title)
        outer.addWidget(note)
        outer.addSpacing(12)
        card = QFrame(box)
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 22)
        column.setSpacing(5)
        self._add_unit(column, card)
        self._add_officer(column, card)
        self._add_place(column, card)
        outer.addWidget(card)
        outer.addSpacing(12)
        self.begin = QPushButton("Tạo và bắt đầu", box)
        self.begin.setObjectName("command.create")
        mark(self.begin, "look", "primary")
        icons.put(self.begin, "arrow-right", "on-brand", 16)
        self.begin.clicked.connect(self._create)
        outer.addWidget(self.begin, 0, Qt.AlignmentFlag.AlignRight)
        outer.addStretch(1)
        return box

    def _add_unit(self, column: QVBoxLayout, card: QWidget) -> None:
        field = Field("unit", "Đơn vị (xã, huyện trước đây, hoặc tỉnh)", Place(level="unit"))
        self.unit = PickEditor(field, self._units, card)
        self.unit.setObjectName("start.unit")
        self.unit.setPlaceholderText("Gõ tên đơn vị, không cần dấu, ví dụ: dak ha")
        self.unit.left.connect(self._unit_left)
        self.unit.went_on.connect(self.focusNextChild)
        self._unit_note = self._add(column, card, field.label, self.unit)

    def _add_officer(self, column: QVBoxLayout, card: QWidget) -> None:
        self.officer = QLineEdit(card)
        self.officer.setObjectName("start.officer")
        self._add(column, card, "Họ tên người nhập", self.officer)

    def _add_place(self, column: QVBoxLayout, card: QWidget) -> None:
        self.name = QLineEdit(card)
        self.name.setObjectName("start.name")
        self._folder_note = self._add(column, card, "Tên tệp dữ liệu", self.name)
        change = QPushButton("Chọn nơi lưu khác…", card)
        change.setObjectName("start.folder")
        mark(change, "look", "quiet")
        change.clicked.connect(self._choose_place)
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        self._show_folder()

    def _add(self, column: QVBoxLayout, card: QWidget, text: str, widget: QWidget) -> QLabel:
        label = QLabel(text, card)
        mark(label, "look", "label")
        label.setBuddy(widget)
        widget.setAccessibleName(text)
        note = ShortLabel("", card)
        mark(note, "look", "faint")
        for part in (label, widget, note):
            column.addWidget(part)
        column.addSpacing(6)
        return note

    # ---- what happens

    def _unit_left(self) -> None:
        key = self._unit_key()
        if key is None:
            return
        self.unit.set_value(key)
        title = self._units.title("unit", key)
        if not self.name.isModified():
            self.name.setText(f"OCOP {title}".translate(_BAD_IN_NAMES))
        level = start.unit_place(key.removeprefix(_FORMER), _era(key))[0]
        words = {"province": "Cấp tỉnh: máy này gộp dữ liệu các nơi gửi về."}
        self._say_unit(words.get(level, "Dữ liệu xuất ra để gửi về tỉnh."), "faint")

    def _unit_key(self) -> str | None:
        try:
            key = self.unit.read()
        except Rejected as refused:
            self._say_unit(f"✕ {refused.text}", "error")
            self.unit.set_state("error")
            return None
        self.unit.set_state("")
        return str(key) if key else None

    def _say_unit(self, text: str, look: str) -> None:
        self._unit_note.setText(text)
        mark(self._unit_note, "look", look)

    def _show_folder(self) -> None:
        self._folder_note.setText(f"Lưu trong {self._folder}")

    def _choose_place(self) -> None:
        suggested = self._folder / f"{self.name.text() or 'OCOP'}.ocop"
        dialogs.choose_place(
            self, "Nơi lưu tệp dữ liệu", dialogs.DATA_FILTER, suggested, self._placed
        )

    def _placed(self, path: Path) -> None:
        self._folder = path.parent
        self.name.setText(path.stem)
        self.name.setModified(True)
        self._show_folder()

    def _open(self) -> None:
        then = self.opening.emit
        dialogs.choose_file(self, "Mở tệp dữ liệu", dialogs.DATA_FILTER, then, str(self._folder))

    def _take_over(self) -> None:
        from ocop_desktop.gui import taking_over

        taking_over.ask(self, self.opening.emit)

    def _create(self) -> None:
        key = self._unit_key()
        if key is None:
            if not self.unit.text():
                self._say_unit("✕ Chưa chọn đơn vị. Gõ vài chữ rồi chọn trong danh sách.", "error")
            self.unit.setFocus()
            return
        name = nfc(self.name.text()).translate(_BAD_IN_NAMES) or "OCOP"
        path = self._folder / f"{name.removesuffix('.ocop')}.ocop"
        try:
            self.ready.emit(new_file(path, key, nfc(self.officer.text())))
        except Trouble as trouble:
            dialogs.tell(self, str(trouble))


def _era(key: str) -> str:
    return "2024" if key.startswith(_FORMER) else "2025"


def new_file(path: Path, key: str, officer: str) -> DataFile:
    """A new data file for the unit of a place's key; a province's file merges."""
    code = key.removeprefix(_FORMER)
    level, _ = start.unit_place(code, _era(key))
    role = "province" if level == "province" else "office"
    return start.new(path, code, role=role, era=_era(key), officer=officer)
