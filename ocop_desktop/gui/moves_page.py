"""Chuyển và bàn giao: files for units to begin with, a district parted, everything handed over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit

from ocop_desktop.actions import for_units, handing_over, senders, splitting
from ocop_desktop.actions.for_units import Written
from ocop_desktop.gui import dialogs, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.plain_table import PlainTable
from ocop_desktop.paths import documents_dir
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_START = (
    "Mỗi đơn vị có chủ thể ở đây được một sổ riêng, chỉ có dữ liệu của mình. Đơn vị tạo tệp dữ liệu "
    "mới rồi nhận sổ này ở “Trao đổi với tỉnh”; sau đó gửi về là khớp từng bản ghi."
)
_SPLIT = (
    "Mỗi xã hiện nay được một tệp dữ liệu riêng, kèm lịch sử và giấy tờ; phần chưa rõ xã nằm trong một "
    "tệp “còn lại”. Tệp đang mở giữ nguyên. Sau này các xã gửi sổ về thì gộp lại được như cũ."
)
_HAND = (
    "Toàn bộ dữ liệu, lịch sử và giấy tờ vào một tệp .zip, kèm biên bản bàn giao (PDF) để in và ký. "
    "Người nhận mở bằng “Nhận bàn giao…” trong Cài đặt hoặc ở màn hình đầu tiên."
)


class MovesPage(Page):
    """A card for each way in which data moves as a whole; below, what was written."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Chuyển và bàn giao dữ liệu", window)
        self._window, self._desk = window, window.desk
        data = self._desk.data
        if data.role == "province":
            self.column.addWidget(self._start_card())
        elif data.unit_level == "district":
            self.column.addWidget(self._split_card())
        self.column.addWidget(self._hand_card())
        self._made = Card("Đã ghi", self.inside)
        self._made.hide()
        self.column.addWidget(self._made)
        self.column.addStretch(1)

    # ---- workbooks to begin with

    def _start_card(self) -> Card:
        card = Card("Tệp khởi đầu cho các đơn vị", self.inside, _START)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.level = QComboBox(card)
        self.level.setObjectName("moves.level")
        self.level.setAccessibleName("Cấp đơn vị")
        for level in ("commune", "district"):
            self.level.addItem(senders.LEVELS[level], level)
        go = button("Ghi các tệp khởi đầu…", "send", self._ask_start, card, "primary")
        go.setObjectName("moves.start")
        for part in (self.level, go):
            row.addWidget(part)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _ask_start(self) -> None:
        dialogs.choose_folder(self, "Thư mục cho các tệp khởi đầu", self._start)

    def _start(self, folder: Path) -> None:
        data, level = self._desk.data, self.level.currentData()
        self._desk.run(
            "Đang ghi các tệp khởi đầu",
            lambda progress: for_units.start_files(data, folder, level=level, progress=progress),
            lambda made: self._show(made, "tệp khởi đầu", folder),
        )

    # ---- a district parted

    def _split_card(self) -> Card:
        card = Card("Chia dữ liệu cho các xã", self.inside, _SPLIT)
        row = QHBoxLayout()
        go = button("Chia thành các tệp…", "boxes", self._ask_split, card, "primary")
        go.setObjectName("moves.split")
        row.addWidget(go)
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _ask_split(self) -> None:
        dialogs.choose_folder(self, "Thư mục cho tệp của các xã", self._split)

    def _split(self, folder: Path) -> None:
        data = self._desk.data
        self._desk.run(
            "Đang chia dữ liệu",
            lambda progress: splitting.split(data, folder, progress=progress),
            lambda made: self._show(made, "tệp dữ liệu", folder),
        )

    def _show(self, made: list[Written], what: str, folder: Path) -> None:
        self._made.clear(keep=1)
        if made:
            rows = [(one.title, one.path.name, one.records) for one in made]
            table = PlainTable(("Đơn vị", "Tệp", "Bản ghi"), rows, self._made)
            table.setObjectName("moves.made")
            self._made.column.addWidget(table)
        self._made.setVisible(bool(made))
        self._told(f"Đã ghi {grouped(len(made))} {what}", folder)

    # ---- the next officer

    def _hand_card(self) -> Card:
        card = Card("Bàn giao cho người sau", self.inside, _HAND)
        if self._desk.data.served:
            words = (
                "Dữ liệu nằm trên máy chủ: người sau mở cùng cơ sở dữ liệu, không cần tệp bàn giao."
            )
            card.column.addWidget(note_label(words, card))
            return card
        label = QLabel("Người nhận (ghi vào biên bản)", card)
        mark(label, "look", "label")
        self.to = QLineEdit(card)
        self.to.setObjectName("moves.to")
        self.to.setAccessibleName(label.text())
        self.to.setMaximumWidth(theme.now().px(360))
        label.setBuddy(self.to)
        row = QHBoxLayout()
        go = button("Ghi tệp bàn giao…", "archive", self._ask_hand, card)
        go.setObjectName("moves.hand")
        row.addWidget(go)
        row.addStretch(1)
        for part in (label, self.to):
            card.column.addWidget(part)
        card.column.addLayout(row)
        return card

    def _ask_hand(self) -> None:
        place = documents_dir() / f"OCOP-ban-giao-{self._desk.today()}.zip"
        dialogs.choose_place(self, "Lưu tệp bàn giao", dialogs.HANDOVER_FILTER, place, self._hand)

    def _hand(self, out: Path) -> None:
        data, to = self._desk.data, self.to.text().strip()
        self._desk.run(
            "Đang ghi tệp bàn giao",
            lambda progress: handing_over.hand_over(data, out, to=to, progress=progress),
            lambda made: self._told(f"Đã ghi {made.path.name} và {made.printed.name}", out.parent),
        )

    def _told(self, words: str, folder: Path) -> None:
        def show() -> None:
            self._desk.show_path(folder)

        self._window.status.say_and_offer(words, "Mở thư mục", show)
