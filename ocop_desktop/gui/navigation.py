"""The rooms of the window and what is in each: the one table that navigation and pages read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QLabel,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.gui import icons, theme
from ocop_desktop.schema import Form


@dataclass(frozen=True)
class Room:
    """One entry of the navigation: a page of its own, or lists of some forms as tabs."""

    name: str
    label: str
    icon: str
    forms: tuple[str, ...] = ()
    below: bool = False  # stands at the foot of the navigation
    only: str = ""  # "province" or "office" where only that role has it
    under: str = ""  # not in the navigation itself, but reached from this room


ROOMS = (
    Room("merge", "Gộp dữ liệu", "git-merge", only="province"),
    Room("today", "Việc hôm nay", "sun"),
    Room("calls", "Gọi hôm nay", "phone"),
    Room("subject", "Chủ thể", "users", ("subject", "year_figures")),
    Room("product", "Sản phẩm", "package", ("product",)),
    Room("recognition", "Công nhận", "award", ("recognition", "registration", "round")),
    Room("dossier", "Hồ sơ", "files", ("dossier", "evidence", "assessment")),
    Room("course", "Tập huấn", "graduation-cap", ("course",)),
    Room("support", "Hỗ trợ", "wrench", ("support",)),
    Room(
        "sales",
        "Bán hàng và xúc tiến",
        "store",
        ("outlet", "listing", "event", "activity"),
    ),
    Room("inspection", "Kiểm tra", "clipboard-check", ("inspection",)),
    Room("exchange", "Trao đổi với tỉnh", "arrow-left-right", below=True, only="office"),
    Room("report", "Báo cáo", "chart-column", below=True),
    Room("settings", "Cài đặt", "settings", below=True),
    Room("batch", "Nhập theo quyết định", "table", under="recognition"),
    Room("flaws", "Cần xem lại", "list-checks", under="today"),
    Room("sorting", "Bàn phân loại", "inbox", under="dossier"),
    Room("questions", "Nghi trùng", "copy", under="today"),
    Room("conflicts", "Xung đột", "triangle-alert", under="today"),
    Room("calendar", "Lịch hạn", "calendar", under="today"),
    Room("history", "Lịch sử sửa đổi", "history", under="settings"),
    Room("installations", "Các bản cài đặt đã biết", "key-round", under="settings"),
    Room("others", "Tỉnh đã sửa", "git-merge", only="office", under="exchange"),
    Room("others", "Các đơn vị đã sửa", "git-merge", only="province", under="merge"),
    Room("import", "Nhập danh sách cũ", "file-spreadsheet", under="settings"),
    Room("moves", "Chuyển và bàn giao dữ liệu", "archive", under="settings"),
    Room("senders", "Ai chưa gửi", "inbox", only="province", under="merge"),
    Room("merge", "Nhận tệp", "download", only="office", under="exchange"),
    Room("edits", "Chỗ sửa tay đang chờ", "pencil", under="today"),
    Room("target", "Chỉ tiêu", "target", ("target",), under="report"),
    Room("unit", "Đơn vị", "building-2", ("unit",), under="settings"),
)
PAGES = (
    "merge",
    "today",
    "calendar",
    "exchange",
    "report",
    "settings",
    "calls",
    "history",
    "others",
    "batch",
    "flaws",
    "sorting",
    "questions",
    "conflicts",
    "senders",
    "moves",
    "import",
    "installations",
    "edits",
)  # rooms that are pages of their own

BRIEF: Mapping[str, tuple[str, ...]] = {
    # the columns of a list that stands beside a record, where not all fit
    "subject": ("name", "commune", "former_district"),
    "product": ("name", "current_stars", "current_until"),
    "recognition": ("product", "stars", "expires_on"),
    "registration": ("idea_name", "year", "target_stars"),
    "dossier": ("product", "state", "due_on"),
    "evidence": ("paper", "expires_on"),
    "assessment": ("product", "total", "rank"),
    "course": ("name", "starts_on", "former_district"),
    "support": ("subject", "kind"),
}


def rooms_for(role: str, forms: Mapping[str, Form]) -> list[Room]:
    """The rooms of an office or a province; what has no form yet is not shown."""
    shown = []
    for room in ROOMS:
        if room.only not in ("", role):
            continue
        if room.name in PAGES or any(kind in forms for kind in room.forms):
            shown.append(room)
    return shown


def room_of(kind: str) -> str:
    """The room that lists a kind of record."""
    return next(room.name for room in ROOMS if kind in room.forms)


class Navigation(QFrame):
    """The column at the left: the unit, the rooms, wide with names or narrow with icons."""

    chosen = Signal(str)
    WIDE, NARROW = 214, 60

    def __init__(self, rooms: list[Room], unit: str, note: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("nav")
        self.buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        self._rooms = {room.name: room for room in rooms}
        self._unit, self._note = QLabel(unit, self), QLabel(note, self)
        self._unit.setObjectName("nav-unit")
        self._note.setObjectName("nav-note")
        for label in (self._unit, self._note):
            label.setWordWrap(True)
            label.setContentsMargins(theme.now().px(8), 0, 0, 0)
        column = self._scrolled_column()
        column.addWidget(self._unit)
        column.addWidget(self._note)
        column.addSpacing(10)
        for room in rooms:
            if not room.below and not room.under:
                column.addWidget(self._button(room))
        column.addStretch(1)
        line = QFrame(self)
        line.setObjectName("nav-line")
        column.addWidget(line)
        column.addSpacing(6)
        for room in rooms:
            if room.below:
                column.addWidget(self._button(room))
        self.set_narrow(narrow=False)

    def _scrolled_column(self) -> QVBoxLayout:
        """Where the rooms stand: on a low screen they scroll."""
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget(area)
        column = QVBoxLayout(inside)
        column.setContentsMargins(7, 14, 7, 10)
        column.setSpacing(2)
        area.setWidget(inside)
        outer.addWidget(area)
        return column

    def choose(self, name: str) -> None:
        """Light up a room."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)
            self._area.ensureWidgetVisible(self.buttons[name])

    def set_badge(self, name: str, count: int) -> None:
        """Put a number behind the name of a room; none where it is 0."""
        button = self.buttons.get(name)
        if button is None:
            return
        label = self._rooms[name].label
        button.setText(f"{label} · {count}" if count else label)
        button.setAccessibleName(f"{label}, {count} ô mới" if count else label)

    def set_narrow(self, *, narrow: bool) -> None:
        """Show icons only, or icons and names."""
        dressed = theme.now()
        self.setFixedWidth(dressed.px(self.NARROW if narrow else self.WIDE))
        self._unit.setVisible(not narrow)
        self._note.setVisible(not narrow)
        style = (
            Qt.ToolButtonStyle.ToolButtonIconOnly
            if narrow
            else Qt.ToolButtonStyle.ToolButtonTextBesideIcon
        )
        for name, button in self.buttons.items():
            button.setToolButtonStyle(style)
            icons.draw(button)
            button.setToolTip(self._rooms[name].label if narrow else "")

    def _button(self, room: Room) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"nav.{room.name}")
        button.setText(room.label)
        button.setAccessibleName(room.label)
        button.setCheckable(True)
        icons.put(button, room.icon, "nav-text", 18, "nav-strong")
        button.setMinimumWidth(theme.now().px(40))
        policy = button.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.Expanding)
        button.setSizePolicy(policy)
        button.clicked.connect(lambda: self.chosen.emit(room.name))
        self._group.addButton(button)
        self.buttons[room.name] = button
        return button
