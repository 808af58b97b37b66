"""The line at the foot of the window: what was just done, what can be taken back, who works here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.small import ShortLabel, empty_layout


class StatusLine(QFrame):
    """Never asks and never covers anything."""

    used = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.setFixedHeight(theme.now().px(28))
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 0, 14, 0)
        row.setSpacing(10)
        self.text = ShortLabel("", self)
        self.text.setObjectName("status.text")
        self.offer = QPushButton(self)
        self.offer.setObjectName("status.offer")
        self.offer.setAccessibleName("Lấy lại việc vừa làm")
        mark(self.offer, "look", "quiet")
        self.offer.clicked.connect(self._on_offer)
        self.offer.hide()
        self._run: Callable[[], object] | None = None
        self.text.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        row.addWidget(self.text)
        row.addWidget(self.offer)
        row.addStretch(1)
        self.draft = QLabel(self)
        self.draft.setObjectName("status.draft")
        self.draft.hide()
        row.addWidget(self.draft)
        self._facts = QHBoxLayout()
        self._facts.setSpacing(26)
        row.addSpacing(10)
        row.addLayout(self._facts)

    def say(self, text: str, tone: str = "") -> None:
        """Say what was done."""
        self.text.setText(text)
        mark(self.text, "tone", tone)
        self.offer.hide()
        self._run = None

    def say_and_offer(self, text: str, label: str, run: Callable[[], object]) -> None:
        """Say what was done, and offer to take it back."""
        self.say(text)
        self._run = run
        self.offer.setText(label)
        self.offer.show()

    def show_draft(self, at: str) -> None:
        """Say when the draft on the screen was kept (ISO text); "" where there is none."""
        self.draft.setText(f"Bản nháp lưu lúc {at[11:19]}" if at else "")
        self.draft.setVisible(bool(at))

    def show_facts(self, facts: list[str]) -> None:
        """Show a few standing facts at the right."""
        empty_layout(self._facts)
        for fact in facts:
            self._facts.addWidget(QLabel(fact, self))

    def _on_offer(self) -> None:
        run = self._run
        self.offer.hide()
        if run is not None:
            run()
