"""The cards of drafts on the first page: what was not saved, by name, form and time; what was
discarded and can still be taken back. Nothing is asked in a dialog and nothing is applied unseen.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ocop_desktop.actions import kept_drafts
from ocop_desktop.actions.kept_drafts import KeptDraft
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import Card, button, note_label
from ocop_desktop.gui.recovering import give_back, version_note, when
from ocop_desktop.gui.small import ShortLabel

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_FATES = {  # words and tone of what became of the record
    "": ("chưa lưu thay đổi", ""),
    "new": ("chưa lưu lần nào", "blue"),
    "changed": ("⚠ bản ghi đã đổi", "gold"),
    "removed": ("✕ bản ghi đã xoá", "red"),
    "gone": ("⚠ không còn bản gốc", "gold"),
    "no_form": ("✕ không có mẫu nhập", "red"),
}
_CHIP_WIDTH = 150


class _DraftRow(QFrame):
    """One draft: its name, its form and time, what became of the record, what can be done."""

    def __init__(self, window: MainWindow, kept: KeptDraft, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"draft.{kept.id}")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        title = ShortLabel(kept.snapshot.title, self)
        mark(title, "look", "strong")
        words.addWidget(title)
        note = ShortLabel(_note(window, kept), self)
        mark(note, "look", "note")
        words.addWidget(note)
        row.addLayout(words, 1)
        text, tone = _FATES[kept.fate]
        chip = QLabel(text, self)
        mark(chip, "look", "chip")
        mark(chip, "tone", tone)
        chip.setAlignment(Qt.AlignmentFlag.AlignCenter)
        chip.setMinimumWidth(theme.now().px(_CHIP_WIDTH))
        row.addWidget(chip, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row, self._kept = row, kept

    def add(self, name: str, label: str, run: Callable[[], object], look: str = "") -> QPushButton:
        """Add a button."""
        made = QPushButton(label, self)
        made.setObjectName(f"draft.{name}")
        made.setAccessibleName(f"{label}: {self._kept.snapshot.title}")
        mark(made, "look", look)
        mark(made, "size", "small")
        made.clicked.connect(lambda: run())
        self._row.addWidget(made)
        return made


def _note(window: MainWindow, kept: KeptDraft) -> str:
    kind, forms = kept.snapshot.kind, window.desk.data.forms
    label = forms[kind].label if kind in forms else kind
    parts = [label, when(kept.at, window.desk.today()), kept.by]
    if kind in forms:
        parts.append(version_note(kept, forms[kind]))
    return " · ".join(part for part in parts if part)


class DraftsCard(Card):
    """The drafts that wait; the first thing on the first page, and hidden where there is none."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__("Bản nháp chưa lưu", parent)
        self._window = window
        self._greeted = False
        self._note = note_label("", self)
        self.column.addWidget(self._note)
        window.desk.keeper.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Look which drafts there are, but for the one on the screen."""
        shown = self._window.shown_draft_id()
        waiting = [d for d in kept_drafts.listed(self._window.desk.data) if d.id != shown]
        self.clear(keep=2)
        fresh = [kept for kept in waiting if kept.state == "open"]
        mark(self, "tone", "gold" if fresh else "")
        self._note.setText(
            f"Còn {len(waiting)} bản nháp. Bấm “Lấy lại” để xem rồi lưu; chưa bấm Lưu thì dữ liệu "
            "không đổi."
        )
        rows = [self._row(kept) for kept in waiting]
        self.setVisible(bool(waiting))
        if rows:
            mark(rows[0], "look", "primary")
        if fresh and not self._greeted and rows:
            self._greeted = True
            rows[0].setFocus()

    def _row(self, kept: KeptDraft) -> QPushButton:
        row = _DraftRow(self._window, kept, self)
        first = row.add("recover", "Lấy lại", partial(self._recover, kept.id))
        first.setEnabled(kept.fate != "no_form")
        if kept.state == "open":
            row.add("later", "Để sau", partial(self._put_off, kept.id))
        row.add("discard", "Bỏ", partial(discard, self._window, kept), "quiet")
        self.column.addWidget(row)
        return first

    def _recover(self, id: str) -> None:
        desk = self._window.desk
        kept = desk.attempt(lambda: kept_drafts.get(desk.data, id))
        if kept is not None and give_back(self._window, kept):
            desk.say("Bản nháp đang ở trên màn hình. Bấm Lưu để giữ vào bản ghi.")

    def _put_off(self, id: str) -> None:
        desk = self._window.desk
        desk.attempt(lambda: kept_drafts.put_off(desk.data, id))
        desk.keeper.changed.emit()


class DiscardedCard(Card):
    """The drafts discarded in the last 30 days, folded up; hidden where there is none."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__("Bản nháp đã bỏ", parent, "Giữ 30 ngày rồi tự xoá hẳn.")
        self._window = window
        self._fold = button("", "list", self._turn, self, "quiet")
        self._fold.setObjectName("drafts.discarded")
        self._fold.setCheckable(True)
        self.column.addWidget(self._fold, 0, Qt.AlignmentFlag.AlignLeft)
        self._rows: Sequence[KeptDraft] = ()
        window.desk.keeper.changed.connect(self.refresh)
        self.hide()

    def refresh(self) -> None:
        """Look which drafts were discarded."""
        self._rows = kept_drafts.discarded(self._window.desk.data)
        self.setVisible(bool(self._rows))
        self._turn()

    def _turn(self) -> None:
        self.clear(keep=3)
        opened = self._fold.isChecked()
        self._fold.setText("Thu gọn" if opened else f"Xem {len(self._rows)} bản nháp đã bỏ")
        for kept in self._rows if opened else ():
            row = _DraftRow(self._window, kept, self)
            row.add("take_back", "Lấy lại", partial(take_back, self._window, kept))
            self.column.addWidget(row)


def discard(window: MainWindow, kept: KeptDraft) -> None:
    """Discard a draft; it can be taken back for 30 days."""
    desk = window.desk
    desk.attempt(lambda: kept_drafts.discard(desk.data, kept.id))
    desk.keeper.changed.emit()
    words = f"Đã bỏ bản nháp “{kept.snapshot.title}”; còn lấy lại được trong 30 ngày."
    window.status.say_and_offer(words, "Lấy lại", partial(take_back, window, kept))


def take_back(window: MainWindow, kept: KeptDraft) -> None:
    """Put a discarded draft back among those that wait."""
    desk = window.desk
    desk.attempt(lambda: kept_drafts.take_back(desk.data, kept.id))
    desk.keeper.changed.emit()
    desk.say(f"Bản nháp “{kept.snapshot.title}” đã trở lại danh sách.", "good")
