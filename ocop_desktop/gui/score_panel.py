"""Beside a scoring sheet: total, parts, the two ranks, the one that holds, what the next star lacks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ocop_desktop.actions.scoring import CriteriaSet, Scored, Step
from ocop_desktop.gui import theme
from ocop_desktop.gui.drawn_editors import draw_stars
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import note_label
from ocop_desktop.gui.small import thin_line

_WIDTH, _MOST = 268, 12


class Stars(QWidget):
    """A rank as gold stars, words for screen readers."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._rank = 0
        self.setFixedHeight(theme.now().px(20))

    def show_rank(self, rank: int | None) -> None:
        """Show a rank."""
        self._rank = rank or 0
        self.setAccessibleName(f"{self._rank} sao")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_stars(QPainter(self), self.rect(), self._rank)


class ScorePanel(QFrame):
    """Stays in sight while the sheet is scrolled; a line that names a criterion goes to it."""

    wanted = Signal(str)  # go to this criterion

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setFixedWidth(theme.now().px(_WIDTH))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(14, 12, 6, 12)
        outer.setSpacing(6)
        self.total = QLabel("–", self)
        self.total.setObjectName("big-number")
        outer.addWidget(self.total)
        self.parts = note_label("", self)
        outer.addWidget(self.parts)
        self.stars = Stars(self)
        outer.addWidget(self.stars)
        self.rank = QLabel("", self)
        mark(self.rank, "look", "strong")
        self.rank.setWordWrap(True)
        outer.addWidget(self.rank)
        self.tests = note_label("", self)
        outer.addWidget(self.tests)
        outer.addWidget(thin_line(self))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._inside = QWidget(area)
        self._inside.setObjectName("clear")
        area.setObjectName("clear")
        self._column = QVBoxLayout(self._inside)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(4)
        area.setWidget(self._inside)
        outer.addWidget(area, 1)

    def show_score(self, made: CriteriaSet, found: Scored) -> None:
        """Show what a sheet comes to."""
        score = found.score
        self.total.setText(f"{score.total} / {made.total} điểm")
        most = {part.code: part.max for part in made.parts}
        said = [f"{code}: {points}/{most.get(code, 0)}" for code, points in score.parts.items()]
        self.parts.setText("Phần " + "   ".join(said))
        self.stars.show_rank(score.rank)
        self.rank.setText(f"Hạng đạt được: {score.rank} sao" if score.rank else "✕ Bị loại")
        mark(self.rank, "look", "strong" if score.rank else "error")
        self.tests.setText(
            f"Theo tổng điểm: {score.rank_by_score} sao\n"
            f"Theo mức tối thiểu: {score.rank_by_minimums} sao"
        )
        self._fill(found)

    def _fill(self, found: Scored) -> None:
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for why in found.score.eliminated:
            self._note(f"✕ {why}", "error")
        more = found.next_star
        if more is None:
            if found.score.rank == 5:
                self._note("Đã đạt hạng cao nhất.")
        else:
            short = f", còn thiếu {more.points_missing}" if more.points_missing else ""
            self._head(f"Để đạt {more.stars} sao (từ {more.least} điểm{short})")
            self._steps("Mức tối thiểu chưa đạt", more.minimums)
            self._steps("Cách dễ nhất để thêm điểm", more.raises)
        self._column.addStretch(1)

    def _steps(self, head: str, steps: Sequence[Step]) -> None:
        if not steps:
            return
        self._note(head)
        for step in steps[:_MOST]:
            self._column.addWidget(self._line(step))
        if len(steps) > _MOST:
            self._note(f"và {len(steps) - _MOST} tiêu chí nữa")

    def _line(self, step: Step) -> QPushButton:
        first = step.title.partition("\n")[0]
        button = QPushButton(self._inside)
        gain = f"  (+{step.gain})" if step.gain else ""
        end = f" → mức {step.to}{gain}"
        room = self.width() - theme.now().px(48)
        metrics = QFontMetrics(theme.now().font(12))
        room -= metrics.horizontalAdvance(end)
        head = metrics.elidedText(f"{step.criterion} {first}", Qt.TextElideMode.ElideRight, room)
        button.setText(f"{head}{end}")
        mark(button, "look", "index")
        button.setToolTip(f"{step.criterion}. {first}\n{step.text}")
        button.setAccessibleName(f"Tới tiêu chí {step.criterion}: {first}, mức {step.to}")
        button.clicked.connect(lambda: self.wanted.emit(step.criterion))
        return button

    def _head(self, text: str) -> None:
        label = QLabel(text, self._inside)
        label.setWordWrap(True)
        mark(label, "look", "strong")
        self._column.addWidget(label)

    def _note(self, text: str, look: str = "note") -> None:
        label = note_label(text, self._inside)
        mark(label, "look", look)
        self._column.addWidget(label)
