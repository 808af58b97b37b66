"""The figures of a subject in a row of tiles, as the officer would name them to her superior."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ocop_desktop.actions.around import SubjectFigures
from ocop_desktop.gui import theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.small import ShortLabel
from ocop_desktop.schema.amounts import in_words
from ocop_desktop.schema.number_types import grouped

_CLASSES = {"5": "5 sao", "potential_5": "tiềm năng 5 sao", "4": "4 sao", "3": "3 sao"}


class Tiles(QWidget):
    """One tile a figure."""

    def __init__(self, figures: SubjectFigures, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.now().px(12))
        for number, label, note in lines(figures):
            row.addWidget(_tile(number, label, note, self), 1)


def lines(figures: SubjectFigures) -> list[tuple[str, str, str]]:
    """Each figure: the number, what it counts, and what stands beside it."""
    stars = [
        f"{count} sản phẩm {_CLASSES[name]}" for name, count in figures.by_stars.items() if count
    ]
    return [
        (
            f"{figures.in_force}/{figures.products}",
            "sản phẩm còn hiệu lực",
            " · ".join(stars) or "chưa có hạng sao còn hiệu lực",
        ),
        (grouped(figures.turns), "lượt tập huấn", "mỗi lớp tính một lượt"),
        (_money(figures.disbursed), "đã giải ngân hỗ trợ", _beside(figures)),
    ]


def _beside(figures: SubjectFigures) -> str:
    words = [f"đã duyệt {_money(figures.approved)}"] if figures.approved else []
    words += [f"đối ứng {_money(figures.own)}"] if figures.own else []
    return " · ".join(words) or "chưa có hỗ trợ"


def _money(amount: int | None) -> str:
    if amount is None:
        return "–"
    short = in_words(amount).removesuffix(" đồng")
    return short or f"{grouped(amount)} đ"


def _tile(number: str, label: str, note: str, parent: QWidget) -> QFrame:
    tile = QFrame(parent)
    tile.setObjectName("card")
    tile.setAccessibleName(f"{number} {label}, {note}")
    column = QVBoxLayout(tile)
    pad = theme.now().px(16)
    column.setContentsMargins(pad, theme.now().px(10), pad, theme.now().px(12))
    column.setSpacing(0)
    big = QLabel(number, tile)
    big.setObjectName("big-number")
    column.addWidget(big)
    for text, look in ((label, "strong"), (note, "note")):
        words = ShortLabel(text, tile)
        mark(words, "look", look)
        column.addWidget(words)
    return tile
