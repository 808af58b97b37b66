"""Nhập theo quyết định: the batches as tabs, and below them the sheet of the one that is open."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import batches, kept_batches
from ocop_desktop.gui.batch_sheet import BatchSheet
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import note_label
from ocop_desktop.schema import Value

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow


_KEEP_MS = 1500


class BatchPage(QWidget):
    """What was typed into each batch stays there while one is elsewhere."""

    answers = frozenset(["save"])  # the commands it answers itself

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setObjectName("page")
        self._window = window
        self._sheets: dict[str, BatchSheet] = {}
        self._waiting = dict(kept_batches.all_kept(window.desk.data))
        self._kept = QTimer(self, interval=_KEEP_MS, singleShot=True)
        self._kept.timeout.connect(self.keep)
        self._changed: set[str] = set()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 16, 10)
        column.setSpacing(8)
        column.addLayout(self._heading())
        column.addLayout(self._tabs())
        self._stack = QStackedWidget(self)
        self._stack.setObjectName("pages")
        column.addWidget(self._stack, 1)
        self._mark_tabs()
        self.open(next(iter(batches.the_batches())))

    def _heading(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        title = QLabel("Nhập theo quyết định", self)
        title.setObjectName("page-title")
        line.addWidget(title)
        self._note = note_label("", self)
        line.addWidget(self._note, 1)
        return line

    def _tabs(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(4)
        self._group = QButtonGroup(self)
        for name, batch in batches.the_batches().items():
            tab = QToolButton(self)
            tab.setObjectName(f"batch.tab.{name}")
            tab.setText(batch.tab)
            tab.setToolTip(batch.label)
            tab.setAccessibleName(batch.label)
            tab.setCheckable(True)
            mark(tab, "look", "tab")
            tab.clicked.connect(partial(self.open, name))
            self._group.addButton(tab)
            line.addWidget(tab)
        line.addStretch(1)
        return line

    # ---- which batch

    @property
    def sheet(self) -> BatchSheet:
        """The sheet that is open."""
        shown = self._stack.currentWidget()
        assert isinstance(shown, BatchSheet)
        return shown

    def open(self, name: str, head: Mapping[str, Value] | bool | None = None) -> None:
        """Show a batch; `head` are values to begin its head with."""
        if name not in self._sheets:
            self._sheets[name] = made = BatchSheet(self._window, batches.the_batches()[name])
            self._stack.addWidget(made)
            made.changed.connect(partial(self._on_changed, name))
        sheet = self._sheets[name]
        self._stack.setCurrentWidget(sheet)
        self._note.setText(sheet.batch.note)
        for tab in self._group.buttons():
            tab.setChecked(tab.objectName() == f"batch.tab.{name}")
        if name in self._waiting:
            sheet.restore(self._waiting.pop(name))
            self._window.status.say("Đây là các dòng chưa ghi của lần trước.")
        if isinstance(head, Mapping):
            sheet.begin(head)
        sheet.focus_first()

    # ---- what the window asks

    def save(self) -> None:
        """Save all rows of the sheet that is open."""
        self.sheet.save()

    def refresh(self) -> None:
        """Look again at what the rows are compared with: something was written."""
        for sheet in self._sheets.values():
            sheet.refresh()

    # ---- keeping what is not saved

    def _on_changed(self, name: str) -> None:
        self._changed.add(name)
        self._kept.start()
        self._mark_tabs()

    def keep(self) -> None:
        """Keep the rows that are not saved beside the records; let go of those that are."""
        if self._window.desk.tasks.busy:
            self._kept.start()
            return
        self._kept.stop()
        data = self._window.desk.data
        changed, self._changed = self._changed, set()
        for name in changed:
            sheet = self._sheets[name]
            if sheet.dirty:
                kept_batches.keep(data, name, sheet.state.snapshot())
            else:
                kept_batches.forget(data, name)

    def _mark_tabs(self) -> None:
        """Say on each tab how many rows are not saved there."""
        for tab in self._group.buttons():
            name = tab.objectName().removeprefix("batch.tab.")
            batch = batches.the_batches()[name]
            rows = self._sheets[name].state.unsaved if name in self._sheets else 0
            if name in self._waiting:
                rows = len(self._waiting[name]["rows"])
            tab.setText(f"{batch.tab} · {rows}" if rows else batch.tab)
            told = f"\n{rows} dòng chưa ghi" if rows else ""
            tab.setToolTip(f"{batch.label}{told}")

    def leave(self) -> bool:
        """Keep everything before the window closes; it never has to ask."""
        self.keep()
        return True

    def setFocus(self) -> None:  # type: ignore[override]
        """Go where one types."""
        self.sheet.focus_first()
