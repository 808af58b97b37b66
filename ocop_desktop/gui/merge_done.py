"""The last step of a merge: what was done, the receipt, and where to look next."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions import foreign, pending_edits, undo
from ocop_desktop.actions.merge_report import FATE_WORDS, MergeReport
from ocop_desktop.actions.undo import Standing
from ocop_desktop.gui import icons, theme
from ocop_desktop.gui.action_words import moment
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.merge_counts import new_words
from ocop_desktop.gui.others_words import title_of
from ocop_desktop.gui.page import Card, button, note_label
from ocop_desktop.gui.plain_table import Cell, PlainTable
from ocop_desktop.gui.small import empty_layout, scrolled
from ocop_desktop.gui.wrap_row import WrapRow
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_SHOWN = ("read", "new", "changed", "merged", "conflict", "duplicate", "older", "same", "refused")
_ALWAYS = ("read", "new", "changed")
_AGAIN = (
    "Muốn lấy vào như cũ thì bấm “Làm lại”; gộp lại chính các tệp này không thay đổi gì, vì việc hoàn "
    "tác là mới hơn."
)
_LATER = (
    "Đã có việc mới nên không làm lại cả lần được; từng bản ghi khôi phục được trong danh sách (lọc “Xem "
    "bản ghi đã xoá”), từng giá trị lấy lại được ở lịch sử."
)


class DoneStep(Fresh, QWidget):
    """A card with the sum of it, lines that lead on, and a table of the files.

    Where the merge is taken back meanwhile, from wherever, it says so and what can be done then.
    """

    again = Signal()
    printing = Signal()
    saving = Signal()
    sending = Signal()
    undoing = Signal()
    redoing = Signal()
    history = Signal()

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._desk = window, window.desk
        self._shown: tuple[MergeReport, str, Path] | None = None
        self._standing: Standing | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        inside = QWidget(self)
        inside.setObjectName("pages")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 4, 12)
        self._column.setSpacing(12)
        outer.addWidget(scrolled(inside, self))

    def show_report(self, report: MergeReport, verb: str, receipt: Path) -> None:
        """Say what was done."""
        self._shown, self._standing = (report, verb, receipt), self._now(report)
        self._draw(report, verb, receipt)
        self.first.setFocus()

    def look(self) -> None:
        """Say whether what was done stands."""
        if self._shown is None or not self._shown[0].applied:
            return
        now = self._now(self._shown[0])
        if now != self._standing:
            self._standing = now
            self._draw(*self._shown)
            if self.isVisible():  # long work took the keyboard from the button that began it
                self.first.setFocus()

    def _now(self, report: MergeReport) -> Standing | None:
        return undo.standing(self._desk.data, report.action) if report.applied else None

    @property
    def can_undo(self) -> bool:
        """Whether there is something to take back: a merge may have brought nothing."""
        return self._standing is not None and not self._standing.undone_at

    def _draw(self, report: MergeReport, verb: str, receipt: Path) -> None:
        empty_layout(self._column)
        now = self._standing
        gone = now is not None and bool(now.undone_at)
        if now is not None and gone:
            self._column.addWidget(self._head_of_undone(report, verb, receipt, now))
        else:
            self._column.addWidget(self._head(report, verb, receipt))
        lines = None if gone else self._next(report)
        if lines is not None:
            self._column.addWidget(lines)
        title = f"Từng tệp, lúc {verb.lower()}" if gone else "Từng tệp"
        self._column.addWidget(self._files(title, report))
        self._column.addStretch(1)

    def _head(self, report: MergeReport, verb: str, receipt: Path) -> Card:
        taken = [file for file in report.files if not file.refused]
        title = (
            f"Đã {verb.lower()} {grouped(len(taken))} tệp"
            if report.applied
            else f"Chưa {verb.lower()} được tệp nào"
        )
        new = sum(file.total("new") for file in taken)
        alike = sum(file.total("duplicate") for file in taken)
        changed = sum(file.total("changed") + file.total("merged") for file in taken)
        said = (
            f"{new_words(new, alike, 'dòng mới')}, {grouped(changed)} dòng thay đổi. "
            f"Biên nhận: {receipt.name}"
        )
        picture = ("circle-check", "brand") if report.applied else ("circle-alert", "red")
        card = self._card(picture, title, said if report.applied else "Dữ liệu không thay đổi.")
        card.column.addLayout(self._buttons(card, verb))
        return card

    def _head_of_undone(self, report: MergeReport, verb: str, receipt: Path, now: Standing) -> Card:
        taken = [file for file in report.files if not file.refused]
        when = moment(now.undone_at, self._desk.today())
        said = (
            f"Những gì {grouped(len(taken))} tệp mang tới đã được lấy ra ({when}). "
            f"Biên nhận {receipt.name} không còn đúng. {_AGAIN if now.can_redo else _LATER}"
        )
        title = f"Đã hoàn tác lần {verb.lower()} này"
        card = self._card(("undo-2", "text-2"), title, said)
        row = WrapRow()
        row.setSpacing(8)
        offered = [
            ("see_history", "&Xem lịch sử", "history", self.history),
            ("merge_more", f"{verb} &tiếp", "plus", self.again),
        ]
        if now.can_redo:
            offered.insert(0, ("redo_merge", "&Làm lại", "redo-2", self.redoing))
        for number, (name, label, icon, signal) in enumerate(offered):
            one = button(label, icon, signal.emit, card, "" if number else "primary")
            one.setObjectName(f"command.{name}")
            row.addWidget(one)
            if number == 0:
                self.first = one
        row.addStretch(1)
        card.column.addLayout(row)
        return card

    def _card(self, picture: tuple[str, str], title: str, said: str) -> Card:
        card = Card("", self)
        row = QHBoxLayout()
        row.setSpacing(12)
        name, use = picture
        shown = QLabel(card)
        shown.setPixmap(icons.pixmap(name, theme.now().colours[use], theme.now().px(32), 2))
        row.addWidget(shown)
        words = QVBoxLayout()
        words.setSpacing(2)
        label = QLabel(title, card)
        label.setObjectName("card-title")
        words.addWidget(label)
        words.addWidget(note_label(said, card))
        row.addLayout(words, 1)
        card.column.addLayout(row)
        card.column.addSpacing(4)
        return card

    def _buttons(self, card: QWidget, verb: str) -> WrapRow:
        row = WrapRow()
        row.setSpacing(8)
        print_ = button("&In biên nhận", "printer", self.printing.emit, card, "primary")
        save = button("&Lưu Excel…", "file-spreadsheet", self.saving.emit, card)
        send = button("Trả lời từng đơn &vị…", "send", self.sending.emit, card)
        back = button("&Hoàn tác", "undo-2", self.undoing.emit, card)
        more = button(f"{verb} &tiếp", "plus", self.again.emit, card)
        names = ("print_receipt", "save_receipt", "send_receipts", "undo_merge", "merge_more")
        for name, one in zip(names, (print_, save, send, back, more), strict=True):
            one.setObjectName(f"command.{name}")
            row.addWidget(one)
        row.addStretch(1)
        back.setEnabled(self.can_undo)
        send.setVisible(self._desk.data.role == "province")
        self.first = print_
        return row

    def _next(self, report: MergeReport) -> Card | None:
        """What wants somebody's eye now, each line with its place."""
        data, rooms = self._desk.data, {room.name for room in self._window.rooms()}
        conflicts = sum(file.total("conflict") for file in report.files)
        twice = sum(file.total("duplicate") for file in report.files)
        cells = foreign.unseen(data).cells
        flawed = sum(report.flaws.errors.values()) if report.flaws else 0
        found = [
            ("conflicts", conflicts, "dòng xung đột", "chọn giá trị đúng", "⚠ cần chọn", "gold"),
            ("questions", twice, "dòng nghi trùng", "so từng cặp", "⚠ cần so", "gold"),
            (
                "edits",
                pending_edits.count(data),
                "chỗ sửa tay đang chờ",
                "nhận hay không nhận",
                "… đang chờ",
                "gold",
            ),
            ("flaws", flawed, "bản ghi có lỗi", "xem từng nhóm", "✕ có lỗi", "red"),
            ("others", cells, f"ô: {title_of(data).lower()}", "xem trước và sau", "● mới", "blue"),
        ]
        card = Card("Việc cần xem tiếp", self)
        for room, count, what, note, state, tone in found:
            if count:
                line = Line(f"{grouped(count)} {what}", note, state, tone, card)
                line.setObjectName(f"merge.next.{room}")
                if room in rooms:
                    line.opened.connect(partial(self._window.go, room))
                card.column.addWidget(line)
        if card.column.count() > 1:
            return card
        card.deleteLater()
        return None

    def _files(self, title: str, report: MergeReport) -> Card:
        card = Card(title, self)
        fates = [
            fate
            for fate in _SHOWN
            if fate in _ALWAYS or any(file.total(fate) for file in report.files)
        ]
        headings = ("Tệp", "Đơn vị gửi", *(FATE_WORDS[fate].capitalize() for fate in fates))
        rows: list[list[Cell]] = []
        for file in report.files:
            about = file.about
            if file.refused or about is None:
                rows.append([file.file, "✕ không nhận", *([""] * len(fates))])
            else:
                rows.append([file.file, about.unit_name, *(file.total(fate) for fate in fates)])
        card.column.addWidget(PlainTable(headings, rows, card))
        return card
