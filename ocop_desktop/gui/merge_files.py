"""The first step of a merge: files chosen or dropped, each with its sender and whether it can go in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedWidget, QVBoxLayout, QWidget

from ocop_desktop.actions import merge_files
from ocop_desktop.actions.merge_files import Keys, Offered
from ocop_desktop.gui import dialogs, icons, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button, note_label
from ocop_desktop.gui.rows_table import RowsModel, RowsTable
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_STATES = {
    "ready": ("✓ đọc được", "brand"),
    "again": ("↺ đã gộp", "text-2"),
    "gap": ("⚠ thiếu tệp trước", "gold-text"),
    "refused": ("✕ không nhận", "red"),
    "sealed": ("✕ cần mật khẩu", "gold-text"),
    "changed_key": ("✕ chữ ký đổi", "red"),
    "elsewhere": ("✕ của tỉnh khác", "gold-text"),
}
_ANSWERABLE = {  # what a person may say so that the file can be read after all
    "sealed": "Mở khoá…",
    "changed_key": "Mở khoá…",
    "elsewhere": "Chấp nhận đơn vị…",
}
_HINT = "Kéo thả tệp hoặc thư mục vào đây"
_HINT_MORE = (
    "Thứ tự không quan trọng; gộp hai lần cũng không đổi gì.\n"
    "Xem trước rồi mới ghi; dữ liệu được sao lưu trước."
)


class FilesModel(RowsModel):
    """The files that are offered."""

    headings = ("Tệp", "Đơn vị gửi", "Người lập", "Kỳ", "Số", "Số dòng", "Tình trạng")
    numbers = frozenset({4, 5})

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.files: list[Offered] = []

    def show_files(self, files: Sequence[Offered]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.files = list(files)
        self.endResetModel()

    def count(self) -> int:
        return len(self.files)

    def words(self, row: int, column: int) -> str:
        one = self.files[row]
        number = str(one.number) if one.number else ""
        rows = grouped(one.rows) if one.unit else ""
        state = _STATES[one.state][0]
        return (one.path.name, one.unit, one.officer, one.period, number, rows, state)[column]

    def tone(self, row: int, column: int) -> str:
        if column == 6:
            return _STATES[self.files[row].state][1]
        return "" if self.files[row].readable else "text-2"

    def strong(self, row: int, column: int) -> bool:
        return column == 6

    def told(self, row: int, column: int) -> str:
        one = self.files[row]
        if column == 0:
            return str(one.path)
        return one.text or self.words(row, column) if column == 6 else self.words(row, column)


class FilesStep(QWidget):
    """A list of files, what is wrong with the chosen one, and the way on."""

    go_on = Signal(object)  # the paths of the files that can be read
    unlocking = Signal(object)  # an Offered to which a person may answer

    def __init__(self, window: MainWindow, parent: QWidget, title: str) -> None:
        super().__init__(parent)
        self._desk, self._title, self._keys = window.desk, title, Keys()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addLayout(self._buttons())
        self.model = FilesModel(self)
        shares = {0: 30, 1: 24, 2: 16, 3: 18, 4: -52, 5: -84, 6: -168}
        self.table = RowsTable(self.model, self, shares=shares)
        self.table.setAccessibleName("Các tệp sẽ gộp")
        self.table.removing.connect(self._remove)
        self.table.moved.connect(self._fit)
        self.table.opened.connect(lambda _: self._open())
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self._empty())
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        column.addWidget(self._foot())
        self._fit()

    @property
    def ready(self) -> list[Path]:
        """The files that can be read."""
        return [one.path for one in self.model.files if one.readable]

    def take(self, paths: Sequence[Path]) -> None:
        """Add files, and those in folders, to the list."""
        there = {one.path for one in self.model.files}
        data, keys = self._desk.data, self._keys

        def look(progress: merge_files.Progress) -> list[Offered]:
            found = [path for path in merge_files.workbooks_in(paths) if path not in there]
            return merge_files.inspect(data, found, progress, keys)

        self._desk.run("Đang xem các tệp", look, self._taken)

    def look_again(self, keys: Keys) -> None:
        """Try what could not be opened once more, with what was given since."""
        self._keys, files = keys, self.model.files
        shut = [one.path for one in files if not one.readable]
        data = self._desk.data

        def shown(found: Sequence[Offered]) -> None:
            now = {one.path: one for one in found}
            row = self.table.currentIndex().row()
            self.model.show_files([now.get(one.path, one) for one in files])
            self.table.go_to(max(0, row))
            self._fit()
            self.put_focus()

        self._desk.run(
            "Đang xem các tệp",
            lambda progress: merge_files.inspect(data, shut, progress, keys),
            shown,
        )

    def clear(self) -> None:
        """Begin with an empty list."""
        self.model.show_files([])
        self._fit()

    def put_focus(self) -> None:
        """Go to what is to be pressed next."""
        (self.on if self.on.isEnabled() else self.choose).setFocus()

    # ---- parts

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choose = button("Chọn &tệp…", "file-plus", self._choose, self)
        self.choose.setObjectName("command.choose_books")
        folder = button("Chọn thư &mục…", "folder-open", self._choose_folder, self)
        folder.setObjectName("command.choose_folder")
        self.remove = button("&Bỏ khỏi danh sách", "x", self._remove, self)
        self.remove.setObjectName("command.remove_book")
        for one in (self.choose, folder, self.remove):
            row.addWidget(one)
        row.addStretch(1)
        self._count = QLabel("", self)
        self._count.setObjectName("merge.count")
        mark(self._count, "look", "note")
        row.addWidget(self._count)
        return row

    def _empty(self) -> QWidget:
        frame = QFrame(self)
        frame.setObjectName("drop")
        column = QVBoxLayout(frame)
        column.addStretch(1)
        picture = QLabel(frame)
        picture.setPixmap(icons.pixmap("inbox", theme.now().colours["brand"], 40, 2))
        words = QLabel(_HINT, frame)
        words.setObjectName("card-title")
        more = note_label(_HINT_MORE, frame)
        more.setWordWrap(False)
        more.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for one in (picture, words, more):
            column.addWidget(one, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        return frame

    def _foot(self) -> QFrame:
        foot = QFrame(self)
        foot.setObjectName("card")
        row = QHBoxLayout(foot)
        row.setContentsMargins(16, 10, 12, 10)
        row.setSpacing(12)
        self._why = note_label("", foot)
        self._why.setObjectName("merge.why")
        row.addWidget(self._why, 1)
        self._unlock = button("Mở khoá…", "key-round", self._open, foot)
        self._unlock.setObjectName("command.unlock_book")
        row.addWidget(self._unlock)
        self.on = button("&Xem trước", "eye", self._go_on, foot, "primary")
        self.on.setObjectName("command.preview")
        row.addWidget(self.on)
        return foot

    # ---- doing

    def _choose(self) -> None:
        dialogs.choose_files(self, self._title, dialogs.BOOKS_FILTER, self.take)

    def _choose_folder(self) -> None:
        dialogs.choose_folder(self, "Chọn thư mục có sổ trao đổi", lambda one: self.take([one]))

    def _taken(self, found: Sequence[Offered]) -> None:
        if not found:
            self._desk.say("Không có sổ trao đổi (.xlsx) nào mới ở đó.")
        every = [*self.model.files, *found]  # what wants a look stands above
        self.model.show_files(sorted(every, key=lambda one: (one.readable, one.state != "gap")))
        self._fit()
        self.table.go_to(0)
        self.put_focus()

    def _remove(self) -> None:
        rows = self.table.chosen_rows()
        kept = [one for n, one in enumerate(self.model.files) if n not in rows]
        self.model.show_files(kept)
        if kept:
            self.table.go_to(min(rows[0], len(kept) - 1) if rows else 0)
        self._fit()

    def _go_on(self) -> None:
        self.go_on.emit(self.ready)

    def _open(self) -> None:
        one = self._current()
        if one is not None and one.state in _ANSWERABLE:
            self.unlocking.emit(one)

    def _current(self) -> Offered | None:
        row = self.table.currentIndex().row()
        return self.model.files[row] if 0 <= row < len(self.model.files) else None

    def _fit(self) -> None:
        files, ready, one = self.model.files, len(self.ready), self._current()
        self._stack.setCurrentIndex(1 if files else 0)
        bad = len(files) - ready
        words = f"{grouped(len(files))} tệp" + (f", {grouped(bad)} không nhận" if bad else "")
        self._count.setText(words if files else "")
        self.remove.setEnabled(bool(self.table.chosen_rows()) and bool(files))
        self.on.setEnabled(bool(ready))
        self.on.setText(f"&Xem trước {grouped(ready)} tệp" if ready > 1 else "&Xem trước")
        self._why.setText(_said(one) if one else "Chưa chọn tệp nào.")
        self._unlock.setVisible(one is not None and one.state in _ANSWERABLE)
        if one is not None and one.state in _ANSWERABLE:
            self._unlock.setText(_ANSWERABLE[one.state])


def _said(one: Offered) -> str:
    if one.text:
        return one.text if one.path.name in one.text else f"{one.path.name}: {one.text}"
    day = "/".join(reversed(one.when[:10].split("-")))
    return f"{one.path.name}: lập ngày {day}, {grouped(one.rows)} dòng, đọc được."
