"""The card of the first page that leads to the records that may be there twice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ocop_desktop.actions import questions
from ocop_desktop.gui.line import Line
from ocop_desktop.gui.page import Card

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_MOST = 100


class QuestionsCard(Card):
    """Hidden while nothing looks the same twice."""

    def __init__(self, window: MainWindow, parent: QWidget) -> None:
        super().__init__("Bản ghi nghi trùng", parent)
        self._window = window
        self.hide()

    def refresh(self) -> None:
        """Count again."""
        found = questions.open_questions(self._window.desk.data, limit=_MOST + 1)
        self.clear(keep=1)
        self.setVisible(bool(found))
        if not found:
            return
        count = f"hơn {_MOST}" if len(found) > _MOST else str(len(found))
        kinds = dict.fromkeys(pair.owner_kind for pair in found)
        about = ", ".join(self._window.desk.form(kind).plural.lower() for kind in kinds)
        line = Line(f"{count} cặp có thể là một", about, "⚠ cần so", "gold", self)
        line.setObjectName("today.questions")
        line.opened.connect(partial(self._window.go, "questions"))
        self.column.addWidget(line)
