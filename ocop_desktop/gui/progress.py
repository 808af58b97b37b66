"""What runs for long: what, how much, how long still, and Huỷ; nothing else can be used meanwhile."""

from __future__ import annotations

from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.task import Task
from ocop_desktop.schema.number_types import grouped

_SURE_AFTER = 2.0


class ProgressCard(QWidget):
    """Lies over the whole window while a task runs."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setObjectName("progress")
        self._task: Task | None = None
        self._since = 0.0
        self._card = QFrame(self)
        self._card.setObjectName("card")
        column = QVBoxLayout(self._card)
        column.setContentsMargins(22, 18, 22, 18)
        column.setSpacing(10)
        self._title, self._what = QLabel(self._card), QLabel(self._card)
        self._title.setObjectName("card-title")
        self._what.setWordWrap(True)
        mark(self._what, "look", "note")
        self._bar = QProgressBar(self._card)
        self._bar.setTextVisible(False)
        self.stop = QPushButton("Huỷ", self._card)
        self.stop.setObjectName("command.cancel")
        self.stop.clicked.connect(self._cancel)
        for widget in (self._title, self._bar, self._what):
            column.addWidget(widget)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignRight)
        self.hide()

    def cover(self) -> None:
        """Keep the mouse off the window from the first moment, without a sight of it."""
        self._card.hide()
        self.place()
        self.show()
        self.raise_()

    def show_task(self, task: Task) -> None:
        """Show a task that has run for a moment."""
        self._task, self._since = task, monotonic()
        self._title.setText(task.label)
        self._what.setText("Đang chuẩn bị…")
        self._bar.setRange(0, 0)
        self.stop.setEnabled(True)
        task.progressed.connect(self._progress)
        self._card.show()
        self.place()
        self.show()
        self.raise_()
        self.stop.setFocus()

    def place(self) -> None:
        """Cover the window; the card in the middle."""
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
        self._card.setFixedWidth(theme.now().px(420))
        self._card.adjustSize()
        self._card.move(
            (self.width() - self._card.width()) // 2, (self.height() - self._card.height()) // 2
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._card.isHidden():
            return
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(0, 0, 0, 90))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        event.accept()

    def _progress(self, done: int, total: int, what: str) -> None:
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)
        words = [what] if what else []
        if total:
            words.append(f"{grouped(done)}/{grouped(total)}")
        spent = monotonic() - self._since
        if total and done and spent > _SURE_AFTER:
            words.append(f"còn khoảng {_span(spent / done * (total - done))}")
        self._what.setText(" · ".join(words))

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.stop.setEnabled(False)
            self._what.setText("Đang dừng…")


def _span(seconds: float) -> str:
    if seconds < 60:
        return f"{max(1, round(seconds))} giây"
    return f"{round(seconds / 60)} phút"
