"""Hồ sơ lần sau: what changed, which papers still hold, what the next star lacks; then begin it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import completeness, renewal
from ocop_desktop.actions.renewal import Outlook
from ocop_desktop.gui import theme
from ocop_desktop.gui.page import Card, button, note_label

if TYPE_CHECKING:
    from ocop_desktop.gui.dossier_side import DossierSide

_KINDS = (("upgrade", "Nâng hạng"), ("regrade", "Phân hạng lại"))
_STATES = {
    completeness.THERE: "✓ còn hiệu lực",
    renewal.RUNS_OUT: "⚠ sắp hết hạn",
    completeness.OUTDATED: "✕ đã hết hạn",
}


class RenewalDialog(QDialog):
    """Reads first, then one button makes the dossier and opens it."""

    def __init__(self, side: DossierSide, product: str, found: Outlook) -> None:
        super().__init__(side.main)
        self.setObjectName("renewal")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Hồ sơ lần sau")
        self._side, self._product = side, product
        px = theme.now().px
        self.resize(px(720), px(600))
        column = QVBoxLayout(self)
        column.setContentsMargins(px(20), px(16), px(20), px(14))
        column.setSpacing(px(8))
        area = QScrollArea(self)
        area.setWidgetResizable(True)
        inside = QWidget(area)
        inside.setObjectName("pages")
        parts = QVBoxLayout(inside)
        for title, lines in (
            ("Thay đổi từ hồ sơ trước", list(_changes(found))),
            ("Giấy tờ đã có", list(_papers(found))),
            ("Hạng sao sau còn thiếu", list(_next(found))),
        ):
            card = Card(title, inside)
            for line in lines:
                card.column.addWidget(note_label(line, card))
            parts.addWidget(card)
        parts.addStretch(1)
        area.setWidget(inside)
        column.addWidget(area, 1)
        column.addLayout(self._foot(found))

    def _foot(self, found: Outlook) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(QLabel("Lập hồ sơ", self))
        self.kind = QComboBox(self)
        self.kind.setObjectName("renewal.kind")
        self.kind.setAccessibleName("Lần đăng ký đánh giá")
        for code, label in _KINDS:
            self.kind.addItem(label, code)
        row.addWidget(self.kind)
        row.addStretch(1)
        row.addWidget(button("Thôi", "x", self.reject, self))
        make = button("Lập hồ sơ mới", "file-plus", self._begin, self, "primary")
        make.setObjectName("renewal.begin")
        make.setEnabled(found.last is not None)
        make.setDefault(True)
        row.addWidget(make)
        return row

    def _begin(self) -> None:
        desk, kind = self._side.desk, str(self.kind.currentData())
        saved = desk.attempt(lambda: renewal.begin(desk.data, self._product, kind))
        if saved is None:
            return
        self.accept()
        self._side.opened.emit("dossier", saved.id)
        desk.done.emit("Đã lập hồ sơ mới từ hồ sơ trước.")


def _changes(found: Outlook) -> Iterator[str]:
    if found.last is None:
        yield "Sản phẩm chưa có hồ sơ nào để lập tiếp."
    elif not found.changes:
        yield "Thông tin chủ thể và sản phẩm không thay đổi từ hồ sơ trước."
    for one in found.changes:
        yield f"• {one.said}"


def _papers(found: Outlook) -> Iterator[str]:
    if not found.papers:
        yield "Chưa có giấy tờ nào."
    for one in found.papers:
        until = f", đến {one.expires}" if one.expires else ""
        yield f"{_STATES[one.state]}{until}: {one.title}"


def _next(found: Outlook) -> Iterator[str]:
    star = found.next_star
    if star is None:
        yield "Chưa có phiếu chấm để so, hoặc đã ở hạng cao nhất."
        return
    verb = "Lên" if found.stars and star.stars > found.stars else "Giữ" if found.stars else "Đạt"
    missing = f"còn thiếu {star.points_missing} điểm" if star.points_missing else "đã đủ điểm"
    yield f"{verb} {star.stars} sao cần ít nhất {star.least} điểm, {missing}."
    for step in star.minimums:
        yield f"✕ Bắt buộc: {step.criterion} {_first(step.title)} – {step.text}"
    for step in star.raises:
        yield f"+{step.gain} điểm: {step.criterion} {_first(step.title)} – {step.text}"


def _first(text: str) -> str:
    return text.partition("\n")[0]
