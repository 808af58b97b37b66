"""The way of a dossier: its steps with their days, the working days left, the button of the next step."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions.dossier_board import Board, Step
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.flow import FlowLayout
from ocop_desktop.gui.page import Card, button
from ocop_desktop.gui.small import ShortLabel, empty_layout

NEXT = {
    "draft": ("receive", "Đánh dấu đã tiếp nhận"),
    "received": ("complete", "Đánh dấu đã đủ hồ sơ"),
    "incomplete": ("complete", "Đánh dấu đã đủ hồ sơ"),
    "complete": ("send", "Đánh dấu đã trình tỉnh"),
    "forwarded": ("result", "Ghi kết quả"),
    "at_province": ("result", "Ghi kết quả"),
}
ASKS = ("received",)
PAPERS = {
    "received": (("receipt-slip", "In phiếu tiếp nhận"),),
    "incomplete": (("completion-request", "In yêu cầu bổ sung"),),
    "complete": (("receipt-slip", "In phiếu tiếp nhận"), ("letter", "In văn bản đề nghị")),
    "forwarded": (("letter", "In văn bản đề nghị"),),
}


class DossierWay(Card):
    """Says where a dossier stands; `wanted` names the step or paper that is asked for."""

    wanted = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        px = theme.now().px
        self.column.setContentsMargins(px(14), px(10), px(14), px(10))
        head = QHBoxLayout()
        head.setSpacing(px(10))
        self.title = ShortLabel("", self)
        mark(self.title, "look", "strong")
        head.addWidget(self.title, 1)
        self.clock = QLabel("", self)
        self.clock.setObjectName("dossier.clock")
        mark(self.clock, "look", "chip")
        head.addWidget(self.clock)
        self.column.addLayout(head)
        self._steps = QHBoxLayout()
        self._steps.setSpacing(px(4))
        self.column.addLayout(self._steps)
        self._box = QWidget(self)
        self._buttons = FlowLayout(self._box, gap=px(6))
        self.column.addWidget(self._box)

    def show_board(self, board: Board) -> None:
        """Show the steps of a dossier and what can be done at this one."""
        self.title.setText(_title(board))
        self.clock.setText(board.clock)
        mark(self.clock, "tone", "red" if board.late else "brand")
        self.clock.setVisible(bool(board.clock))
        empty_layout(self._steps)
        for step in board.steps:
            self._steps.addWidget(self._step(step), 1)
        self._buttons.clear()
        if not board.dossier:
            self._add("begin", "Lập hồ sơ", "file-plus", "primary")
            return
        name, label = NEXT.get(board.state, ("", ""))
        if name:
            self._add(name, label, "check", "primary")
        if board.state in ASKS:
            self._add("ask", "Yêu cầu bổ sung", "mail", "")
        for paper, words in PAPERS.get(board.state, ()):
            self._add(f"print.{paper}", words, "printer", "")

    def _add(self, name: str, label: str, icon: str, look: str) -> None:
        made = button(label, icon, lambda: self.wanted.emit(name), self._box, look)
        made.setObjectName(f"dossier.{name}")
        mark(made, "size", "small")
        self._buttons.addWidget(made)
        made.show()

    def _step(self, step: Step) -> QWidget:
        box = QWidget(self)
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        sign = "●" if step.now else "✓" if step.reached else "○"
        words = ShortLabel(f"{sign} {step.label}", box)
        mark(words, "look", "strong" if step.now else "note" if step.reached else "faint")
        column.addWidget(words)
        day = ShortLabel(step.on or " ", box)
        mark(day, "look", "faint")
        column.addWidget(day)
        box.setAccessibleName(f"{step.label} {step.on}")
        return box


def _title(board: Board) -> str:
    return f"Theo {board.decision}{f' · {board.remark}' if board.remark else ''}"
