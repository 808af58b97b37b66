"""Cài đặt: the look, the sheet of the unit, the data file and others opened before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QRadioButton, QWidget

from ocop_desktop.actions import lists
from ocop_desktop.address import Address, called
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import Card, Page, button, note_label

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


_MONEY = {"dong": "Đồng (gõ 12tr cho 12 triệu)", "millions": "Triệu đồng (gõ 12,5)"}


class SettingsPage(Page):
    """What is set once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Cài đặt", window)
        self._window, self._desk = window, window.desk
        self.column.addWidget(self._look_card())
        self.column.addWidget(self._unit_card())
        self.column.addWidget(self._file_card())
        self.column.addStretch(1)

    def _look_card(self) -> Card:
        card = Card("Giao diện", self.inside)
        now = window_mode()
        card.column.addLayout(self._choices(card, "Màu", theme.MODES, now, self._dress_mode))
        scales = {str(scale): label for scale, label in theme.SCALES.items()}
        chosen = str(theme.now().scale)
        card.column.addLayout(self._choices(card, "Cỡ chữ", scales, chosen, self._dress_scale))
        unit = "millions" if self._desk.millions else "dong"
        card.column.addLayout(self._choices(card, "Gõ số tiền", _MONEY, unit, self._count_in))
        return card

    def _choices(
        self,
        card: QWidget,
        label: str,
        options: dict[str, str],
        chosen: str,
        take: Callable[[str], None],
    ) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        name = QLabel(label, card)
        mark(name, "look", "label")
        name.setFixedWidth(theme.now().px(90))
        row.addWidget(name)
        group = QButtonGroup(card)
        for code, text in options.items():
            choice = QRadioButton(text, card)
            choice.setObjectName(f"settings.{code}")
            choice.setAccessibleName(f"{label}: {text}")
            choice.setChecked(code == chosen)
            choice.clicked.connect(partial(_taken, take, code))
            group.addButton(choice)
            row.addWidget(choice)
        row.addStretch(1)
        return row

    def _dress_mode(self, mode: str) -> None:
        self._window.dress(mode, theme.now().scale)

    def _dress_scale(self, scale: str) -> None:
        self._window.dress(theme.current().mode, float(scale))
        self._desk.say("Cỡ chữ mới áp dụng trọn vẹn từ lần mở sau.")

    def _count_in(self, unit: str) -> None:
        """Type and show money in đồng or in triệu đồng; what is kept stays in đồng."""
        self._window.count_money_in_millions(on=unit == "millions")

    def _unit_card(self) -> Card:
        card = Card("Đơn vị", self.inside, "Tên, người ký, ký hiệu văn bản dùng khi in hồ sơ.")
        data = self._desk.data
        card.column.addWidget(note_label(f"Đơn vị: {data.settings.get('unit_name', '')}", card))
        row = QHBoxLayout()
        edit = button("Mở phiếu đơn vị", "building-2", self._open_unit, card)
        edit.setObjectName("settings.unit")
        row.addWidget(edit)
        known = partial(self._window.go, "installations")
        keys = button("Các bản cài đặt đã biết", "key-round", known, card)
        keys.setObjectName("settings.installations")
        row.addWidget(keys)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _file_card(self) -> Card:
        card = Card("Tệp dữ liệu", self.inside)
        data = self._desk.data
        card.column.addWidget(note_label(f"{data.where}", card))
        row = QHBoxLayout()
        row.addWidget(button("Mở thư mục", "folder-open", self._show_folder, card))
        row.addWidget(button("Mở tệp khác…", "file", self._window.verbs.open_other, card))
        row.addWidget(button("Mở máy chủ…", "database", self._open_server, card))
        row.addWidget(button("Tạo tệp mới…", "file-plus", self._window.verbs.new_file, card))
        row.addStretch(1)
        card.column.addLayout(row)
        row = QHBoxLayout()
        moves = partial(self._window.go, "moves")
        go = button("Chuyển và bàn giao…", "archive", moves, card)
        go.setObjectName("command.moves")
        take = button("Nhận bàn giao…", "archive-restore", self._take_over, card)
        take.setObjectName("command.take_over")
        lists_in = partial(self._window.go, "import")
        old = button("Nhập danh sách cũ…", "file-spreadsheet", lists_in, card)
        old.setObjectName("settings.import")
        row.addWidget(go)
        row.addWidget(take)
        row.addWidget(old)
        row.addStretch(1)
        card.column.addLayout(row)
        for path in self._window.preferences.recent_data():
            if path != data.where:
                run = partial(self._window.other_wanted.emit, path)
                picture = "database" if isinstance(path, Address) else "file"
                again = button(called(path), picture, run, card, "quiet")
                again.setToolTip(str(path))
                line = QHBoxLayout()
                line.addWidget(again)
                line.addStretch(1)
                card.column.addLayout(line)
        return card

    def _open_unit(self) -> None:
        self._window.go("unit")
        if not lists.count(self._desk.data, "unit"):
            self._window.verbs.new_record()

    def _take_over(self) -> None:
        from ocop_desktop.gui import taking_over

        taking_over.ask(self._window, self._window.other_wanted.emit)

    def _open_server(self) -> None:
        from ocop_desktop.gui.server_dialog import ask_for_server

        ask_for_server(self._window, self._window.other_wanted.emit)

    def _show_folder(self) -> None:
        self._desk.show_path(self._desk.data.path.parent)


def window_mode() -> str:
    """The mode of the theme as it was chosen."""
    return theme.current().mode


def _taken(take: Callable[[str], None], code: str, _: bool = False) -> None:
    take(code)
