"""The heading of a record's page: back, title and commands; below them chips and what to see to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.small import ChipLine, ShortLabel
from ocop_desktop.gui.tones import Chip


class RecordHeading(QWidget):
    """Says which record is shown and in what state; holds the buttons of its commands."""

    problems_wanted = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 16, 0)
        column.setSpacing(6)
        self._commands = line = QHBoxLayout()
        line.setSpacing(8)
        self.back = QToolButton(self)
        line.addWidget(self.back)
        self.title = ShortLabel("", self)
        self.title.setObjectName("page-title")
        line.addWidget(self.title, 1)
        column.addLayout(line)
        self.second = QHBoxLayout()
        self.second.setSpacing(8)
        self.chips = ChipLine(self)
        self.second.addWidget(self.chips, 1)
        self.problem_button = self._made_problem_button()
        self.second.addWidget(self.problem_button, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(self.second)
        self.show_nothing()

    def show_nothing(self) -> None:
        """Say that no record is shown."""
        self.title.setText("")
        self.chips.hide()
        self.problem_button.hide()

    def show_record(self, title: str, chips: Sequence[Chip], problems: Sequence[str]) -> None:
        """Say what is shown, in what state, and what is still to be seen to."""
        self.title.setText(title)
        self.chips.show()
        self.chips.show_chips(chips)
        wrong = any(words.startswith("✕") for words in problems)
        mark(self.problem_button, "tone", "red" if wrong else "gold")
        self.problem_button.setText(" · ".join(problems))
        self.problem_button.setVisible(bool(problems))

    def add_commands(self, widgets: Sequence[QWidget]) -> None:
        """Put the buttons of commands beside the title."""
        for widget in widgets:
            self._commands.addWidget(widget)

    def _made_problem_button(self) -> QPushButton:
        button = QPushButton(self)
        for name, value in (("look", "quiet"), ("size", "small"), ("tone", "gold")):
            mark(button, name, value)
        button.setObjectName("problems")
        button.setToolTip("Xem mọi chỗ cần xem (Ctrl+F8); F8 tới từng chỗ")
        button.clicked.connect(self.problems_wanted)
        return button


def empty_page(parent: QWidget) -> QWidget:
    """What stands where no record is chosen."""
    box = QWidget(parent)
    column = QVBoxLayout(box)
    text = QLabel("Chọn một bản ghi trong danh sách, hoặc bấm Ctrl+N để thêm mới.", box)
    mark(text, "look", "note")
    text.setAlignment(Qt.AlignmentFlag.AlignCenter)
    column.addWidget(text)
    return box
