"""The last step of a merge: what was done, the receipt, and where to look next."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions import foreign, pending_edits
from ocop_desktop.actions.merge_report import FATE_WORDS, MergeReport
from ocop_desktop.gui import icons, theme
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


class DoneStep(QWidget):
    """A card with the sum of it, lines that lead on, and a table of the files."""

    again = Signal()
    printing = Signal()
    saving = Signal()
    sending = Signal()
    undoing = Signal()

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__(parent)
        self._window, self._desk = window, window.desk
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
        empty_layout(self._column)
        self._column.addWidget(self._head(report, verb, receipt))
        lines = self._next(report)
        if lines is not None:
            self._column.addWidget(lines)
        self._column.addWidget(self._files(report))
        self._column.addStretch(1)
        self.first.setFocus()

    def _head(self, report: MergeReport, verb: str, receipt: Path) -> Card:
        card = Card("", self)
        taken = [file for file in report.files if not file.refused]
        row = QHBoxLayout()
        row.setSpacing(12)
        picture = QLabel(card)
        name, use = ("circle-check", "brand") if report.applied else ("circle-alert", "red")
        picture.setPixmap(icons.pixmap(name, theme.now().colours[use], theme.now().px(32), 2))
        row.addWidget(picture)
        words = QVBoxLayout()
        words.setSpacing(2)
        title = QLabel(card)
        title.setObjectName("card-title")
        title.setText(
            f"Đã {verb.lower()} {grouped(len(taken))} tệp"
            if report.applied
            else f"Chưa {verb.lower()} được tệp nào"
        )
        words.addWidget(title)
        new = sum(file.total("new") for file in taken)
        alike = sum(file.total("duplicate") for file in taken)
        changed = sum(file.total("changed") + file.total("merged") for file in taken)
        said = (
            f"{new_words(new, alike, 'dòng mới')}, {grouped(changed)} dòng thay đổi. "
            f"Biên nhận: {receipt.name}"
        )
        words.addWidget(note_label(said if report.applied else "Dữ liệu không thay đổi.", card))
        row.addLayout(words, 1)
        card.column.addLayout(row)
        card.column.addSpacing(4)
        card.column.addLayout(self._buttons(card, verb, applied=report.applied))
        return card

    def _buttons(self, card: QWidget, verb: str, *, applied: bool) -> WrapRow:
        row = WrapRow()
        row.setSpacing(8)
        print_ = button("&In biên nhận", "printer", self.printing.emit, card, "primary")
        save = button("&Lưu Excel…", "file-spreadsheet", self.saving.emit, card)
        send = button("Trả lời từng đơn &vị…", "send", self.sending.emit, card)
        undo = button("&Hoàn tác", "undo-2", self.undoing.emit, card)
        more = button(f"{verb} &tiếp", "plus", self.again.emit, card)
        names = ("print_receipt", "save_receipt", "send_receipts", "undo_merge", "merge_more")
        for name, one in zip(names, (print_, save, send, undo, more), strict=True):
            one.setObjectName(f"command.{name}")
            row.addWidget(one)
        row.addStretch(1)
        undo.setEnabled(applied)
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

    def _files(self, report: MergeReport) -> Card:
        card = Card("Từng tệp", self)
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
