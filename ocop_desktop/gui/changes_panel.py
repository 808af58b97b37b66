"""Changes with what one can do about them: open the record, take a value or an action back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ocop_desktop.actions import bring_back
from ocop_desktop.actions.history_lines import Line
from ocop_desktop.gui.changes_model import ChangesModel, Heading
from ocop_desktop.gui.changes_view import ChangesTree
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import button
from ocop_desktop.gui.small import ShortLabel

PARTS = ("record", "field", "before", "after")


class ChangesPanel(QWidget):
    """A tree of changes, and above it the buttons for the chosen one."""

    opened = Signal(object)  # the Line to open
    undo_wanted = Signal(object)  # the key of the chosen group

    def __init__(self, desk: Desk, parent: QWidget, parts: Sequence[str] = PARTS) -> None:
        super().__init__(parent)
        self._desk = desk
        self.model = ChangesModel(parts, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._bar = QHBoxLayout()
        self._bar.setSpacing(8)
        self.note = ShortLabel("", self)
        mark(self.note, "look", "note")
        self._bar.addWidget(self.note, 1)
        self.back = self._button("&Lấy lại giá trị này", "undo-2", self._bring_back, "bring_back")
        self.undo = self._button("&Hoàn tác việc này", "history", self._undo, "undo_chosen")
        self.show_ = self._button("&Mở bản ghi", "arrow-right", self._open, "open_change")
        column.addLayout(self._bar)
        self.tree = ChangesTree(self.model, self)
        self.tree.setAccessibleName("Các thay đổi")
        self.tree.opened.connect(self._open)
        self.tree.moved.connect(self._fit)
        self._stack = QStackedWidget(self)
        self._stack.addWidget(self.tree)
        self._empty = QLabel("", self)
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(24, 40, 24, 40)
        mark(self._empty, "look", "note")
        self._stack.addWidget(self._empty)
        column.addWidget(self._stack, 1)
        self._fit()

    def add_button(self, made: QPushButton) -> None:
        """Put one more button into the row above."""
        self._bar.addWidget(made)

    def show_pages(self, fetch: Callable[[], Sequence[Heading]], empty: str) -> None:
        """Show pages of groups; `empty` is said where there is none. The chosen row stays so."""
        place = self._place()
        self.model.show_pages(fetch)
        self._empty.setText(empty)
        self._stack.setCurrentIndex(0 if self.model.groups else 1)
        self._go_back_to(place)
        self._fit()

    @property
    def line(self) -> Line | None:
        """The chosen change."""
        return self.model.line(self.tree.currentIndex())

    @property
    def heading(self) -> Heading | None:
        """The group that is chosen, or that the chosen change is in."""
        group = self.model.group_of(self.tree.currentIndex())
        return None if group is None else self.model.groups[group]

    def _place(self) -> tuple[object, int] | None:
        heading = self.heading
        line = self.line
        return None if heading is None else (heading.key, line.number if line else 0)

    def _go_back_to(self, place: tuple[object, int] | None) -> None:
        if place is None:
            return
        key, number = place
        for row, heading in enumerate(self.model.groups):
            if heading.key != key:
                continue
            parent = self.model.index(row, 0)
            numbers = [line.number for line in heading.lines]
            inside = number in numbers
            self.tree.setCurrentIndex(
                self.model.index(numbers.index(number), 0, parent) if inside else parent
            )
            return

    def _button(self, text: str, icon: str, run: Callable[[], None], name: str) -> QPushButton:
        made = button(text, icon, run, self)
        made.setObjectName(f"command.{name}")
        self._bar.addWidget(made)
        return made

    def _fit(self) -> None:
        """What can be done with the chosen row."""
        line, heading = self.line, self.heading
        self.back.setEnabled(line is not None and line.usable)
        self.show_.setEnabled(line is not None)
        self.undo.setEnabled(heading is not None and heading.undoable)

    def _bring_back(self) -> None:
        line = self.line
        if line is None or not line.usable:
            return
        done = self._desk.attempt(lambda: bring_back.bring_back(self._desk.data, line))
        if done is None:
            return
        if done:
            self._desk.done.emit(f"Đã lấy lại “{line.path or line.title}”.")
        else:
            self._desk.say("Ô này đang có đúng giá trị ấy.")

    def _undo(self) -> None:
        if self.heading is not None:
            self.undo_wanted.emit(self.heading.key)

    def _open(self) -> None:
        if self.line is not None:
            self.opened.emit(self.line)
