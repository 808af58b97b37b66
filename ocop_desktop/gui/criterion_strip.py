"""Below a scoring sheet: the papers that prove the criterion one is at, a remark, the page."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ocop_desktop.actions import scoring
from ocop_desktop.actions.scoring import Criterion
from ocop_desktop.gui import theme
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.schema import Entry

_FIELDS = {"remark": ("Nhận xét", 3), "page_no": ("Trang", 1)}


class CriterionStrip(QFrame):
    """Follows the sheet; keeps the remarks of all criteria until the sheet is saved."""

    edited = Signal()

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self._desk = desk
        self._key, self._product = "", ""
        self._rows: dict[str, dict[str, str]] = {}
        self._changed: set[str] = set()
        self._papers: dict[str, list[Entry]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(14, 8, 14, 10)
        column.setSpacing(6)
        self.title = ShortLabel("", self)
        mark(self.title, "look", "strong")
        column.addWidget(self.title)
        self.papers = ShortLabel("", self)
        mark(self.papers, "look", "note")
        column.addWidget(self.papers)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.lines: dict[str, QLineEdit] = {}
        for name, (label, share) in _FIELDS.items():
            row.addWidget(self._label(label))
            self.lines[name] = self._line(name, label)
            row.addWidget(self.lines[name], share)
        column.addLayout(row)
        desk.changed.connect(self._forget_papers)

    def show_rows(self, rows: Mapping[str, Entry]) -> None:
        """Show the remarks of a sheet."""
        self._rows = {
            key: {name: str(row.get(name) or "") for name in _FIELDS} for key, row in rows.items()
        }
        self._changed.clear()

    def rows(self) -> dict[str, dict[str, object]]:
        """Remarks and pages that were changed, by criterion, as they are saved."""
        return {key: {n: t or None for n, t in self._rows[key].items()} for key in self._changed}

    def lay_over(self, rows: Mapping[str, Mapping[str, object]]) -> None:
        """Take changed remarks and pages as they were kept."""
        for key, fields in rows.items():
            self._rows[key] = {name: str(fields.get(name) or "") for name in _FIELDS}
            self._changed.add(key)

    def show_criterion(self, criterion: Criterion, product: str) -> None:
        """Be at a criterion of a product."""
        if product != self._product:
            self._product, self._papers = product, {}
        self._key = criterion.key
        first = criterion.title.partition("\n")[0]
        self.title.setText(f"{criterion.key}. {first}")
        self.papers.setText(self._proof(criterion.key))
        for name, line in self.lines.items():
            line.setText(self._rows.get(self._key, {}).get(name, ""))

    def _proof(self, key: str) -> str:
        if not self._papers and self._product:
            data, product = self._desk.data, self._product
            found = self._desk.attempt(lambda: scoring.evidence_by_criterion(data, product))
            self._papers = found or {"": []}
        names = [
            self._desk.form("evidence").title_of(paper.values, self._desk.look)
            for paper in self._papers.get(key, ())
        ]
        return f"Minh chứng: {'; '.join(names)}" if names else "Chưa có minh chứng cho tiêu chí này"

    def _forget_papers(self, kinds: frozenset[str]) -> None:
        if not kinds or "evidence" in kinds:
            self._papers = {}

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        mark(label, "look", "label")
        return label

    def _line(self, name: str, label: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(f"scoring.{name}")
        line.setAccessibleName(label)
        line.setMinimumWidth(theme.now().px(60))
        line.textEdited.connect(lambda text: self._take(name, text))
        return line

    def _take(self, name: str, text: str) -> None:
        """Keep what is typed; it is tidied when it is saved, never while it is typed."""
        if self._key:
            self._rows.setdefault(self._key, dict.fromkeys(_FIELDS, ""))[name] = text
            self._changed.add(self._key)
            self.edited.emit()
