"""Nghi trùng: pairs of records that may be the same, side by side; each is joined or answered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout

from ocop_desktop.actions import joining, questions, side_by_side
from ocop_desktop.actions.questions import Pair
from ocop_desktop.gui.fresh import Fresh
from ocop_desktop.gui.page import Card, Page, note_label
from ocop_desktop.gui.pair_box import PairBox
from ocop_desktop.gui.small import empty_layout
from ocop_desktop.schema import Value
from ocop_desktop.vietnamese import grouped

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

MOST = 100
_NOTE = "Mở từng cặp để so, rồi gộp hoặc ghi nhận không phải một. Chưa trả lời thì không có gì đổi."
_EMPTY = "Không có bản ghi nào nghi trùng."


class QuestionsPage(Fresh, Page):
    """A card for each form, a line for each pair."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Nghi trùng", window, _NOTE)
        self._window, self._desk = window, window.desk
        self._cards = QVBoxLayout()
        self._cards.setSpacing(12)
        self.column.addLayout(self._cards)
        self.column.addStretch(1)

    def look(self) -> None:
        """Ask anew."""
        data = self._desk.data
        work = partial(questions.open_questions, data, limit=MOST + 1)
        self._desk.run("Đang tìm bản ghi nghi trùng", lambda _: work(), self._show)

    def compared(self, pair: Pair) -> side_by_side.Comparison | None:
        """Both records of a pair."""
        return self._desk.attempt(lambda: side_by_side.compare(self._desk.data, pair))

    def _show(self, pairs: list[Pair]) -> None:
        empty_layout(self._cards)
        names = side_by_side.titles(self._desk.data, pairs[:MOST])
        units = side_by_side.units(self._desk.data, pairs[:MOST])
        for kind in dict.fromkeys(pair.owner_kind for pair in pairs[:MOST]):
            card = Card(self._desk.form(kind).plural, self.inside)
            for pair in (one for one in pairs[:MOST] if one.owner_kind == kind):
                card.column.addWidget(self._box(pair, names, units))
            self._cards.addWidget(card)
        if not pairs:
            self._cards.addWidget(note_label(_EMPTY, self.inside))
        if len(pairs) > MOST:
            more = f"Đang hiện {grouped(MOST)} cặp đầu; trả lời xong sẽ hiện các cặp tiếp theo."
            self._cards.addWidget(note_label(more, self.inside))

    def _box(self, pair: Pair, names: Mapping[str, str], units: Mapping[str, str]) -> PairBox:
        both = (names[pair.left_owner], names[pair.right_owner])
        where = list(dict.fromkeys(units.get(id, "") for id in (pair.left_owner, pair.right_owner)))
        why = pair.label if len(where) == 1 else f"{pair.label} · {' ↔ '.join(where)}"
        joins = self._desk.form(pair.kind).joins
        today = self._desk.today()
        box = PairBox(pair, both, self.compared, today, self.inside, joins=joins, why=why)
        box.joined.connect(self._join)
        box.denied.connect(self._deny)
        box.wanted.connect(self._window.open_record)
        return box

    def _join(self, pair: Pair, keep: str, values: Mapping[str, Value]) -> None:
        data, other = self._desk.data, pair.right if keep == pair.left else pair.left
        if self._desk.attempt(lambda: joining.join(data, keep, other, values)) is not None:
            name = data.look.title(pair.kind, keep)
            self._desk.done.emit(f"Đã gộp vào “{name}”.")

    def _deny(self, pair: Pair) -> None:
        data = self._desk.data
        answer = partial(questions.answer, data, pair.kind, pair.left, pair.right, sign=pair.sign)
        self._desk.attempt(answer)
        self.refresh()
        self._window.status.say_and_offer(
            "Đã ghi nhận: không phải là một.", "Hoàn tác", partial(self._take_back, pair)
        )

    def _take_back(self, pair: Pair) -> None:
        self._desk.attempt(lambda: questions.reopen(self._desk.data, pair.left, pair.right))
        self.refresh()
