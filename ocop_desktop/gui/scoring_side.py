"""Scoring a product: its sheets above, the sheet as printed, what it comes to fixed at the right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ocop_desktop.actions import kept_batches, score_board, scoring
from ocop_desktop.actions.score_board import Board
from ocop_desktop.gui import icons
from ocop_desktop.gui.criterion_strip import CriterionStrip
from ocop_desktop.gui.desk import Desk
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.score_panel import ScorePanel
from ocop_desktop.gui.sheet_model import SheetModel
from ocop_desktop.gui.sheet_view import SheetView
from ocop_desktop.messages import Trouble

_NEW = {"subject": "Chủ thể tự đánh giá", "office": "Cán bộ chấm thử", "advisor": "Tổ tư vấn"}
_KEEP_MS = 1000
_HELP = "1–9 chọn mức rồi sang tiêu chí sau · 0 bỏ chọn · ↑ ↓ đi giữa các tiêu chí · Ctrl+S lưu"


class ScoringSide(QWidget):
    """One sheet at a time; ticks are kept when the sheet is saved or left."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self._desk = desk
        self._board: Board | None = None
        self._asked = ("", "")
        self.sheet_id = ""  # the sheet shown, "" for one not saved yet
        self._fields: dict[str, Any] = {}  # what a new sheet is saved with; changes of a kept one
        self._eliminated = ""
        self._dirty = False
        self._kept = QTimer(self, interval=_KEEP_MS, singleShot=True)
        self._kept.timeout.connect(self._keep)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 0, 12, 8)
        column.setSpacing(8)
        column.addLayout(self._made_line())
        row = QHBoxLayout()
        row.setSpacing(12)
        self.model = SheetModel(self)
        self.view = SheetView(self.model, self)
        row.addWidget(self.view, 1)
        self.panel = ScorePanel(self)
        row.addWidget(self.panel)
        column.addLayout(row, 1)
        self.strip = CriterionStrip(desk, self)
        column.addWidget(self.strip)
        self._help = QLabel(_HELP, self)
        mark(self._help, "look", "faint")
        self._help.setWordWrap(True)
        column.addWidget(self._help)
        self.setFocusProxy(self.view)
        self.model.ticked.connect(self._on_ticked)
        self.view.moved.connect(self._on_moved)
        self.panel.wanted.connect(self._go)
        self.strip.edited.connect(self._on_edited)

    # ---- which sheet

    def show_record(self, kind: str, id: str) -> None:
        """Show the sheets of a product, dossier, or one sheet; what is not kept stays as it is."""
        if self._dirty and self._asked == (kind, id):
            return
        again = self._asked == (kind, id)
        self._asked = (kind, id)
        board = self._desk.attempt(lambda: score_board.board(self._desk.data, kind, id))
        if board is None:
            return
        self._board = board
        known = {head.id for head in board.heads}
        self._fill_sheets(board)
        self._show_sheet(self.sheet_id if again and self.sheet_id in known else board.chosen)
        self._recover(board)

    def _fill_sheets(self, board: Board) -> None:
        for box, first in ((self.sheets, None), (self.other, "Không so sánh")):
            box.blockSignals(True)
            box.clear()
            if first is not None:
                box.addItem(first, "")
            for head in board.heads:
                box.addItem(head.title, head.id)
            box.blockSignals(False)

    def _show_sheet(self, id: str) -> None:
        """Show a sheet that is kept, or an empty one for the office where there is none."""
        board = self._board
        if board is None:
            return
        head = next((one for one in board.heads if one.id == id), None)
        if head is None:
            self._begin("office")
            return
        entry = self._desk.attempt(lambda: scoring.sheet_entry(self._desk.data, id))
        if entry is None:
            return
        self.sheet_id, self._fields = id, {}
        self._eliminated = str(entry.get("eliminated") or "")
        self.strip.show_rows(
            {str(row.get("criterion")): row for row in entry.rows("marks") if not row.removed}
        )
        self._open(head.regulation, head.criteria_set, scoring.picks_of(entry))
        self._choose_item(id)

    def _begin(self, kind: str, name: str = "") -> None:
        """An empty sheet of a scorer."""
        board = self._board
        if board is None:
            return
        self.sheet_id, self._eliminated = "", ""
        given = {
            "product": board.product,
            "dossier": board.dossier,
            "round": board.round,
            "regulation": board.regulation,
            "criteria_set": board.criteria_set,
            "scorer_kind": kind,
            "scorer_name": name or (self._desk.data.officer if kind == "office" else ""),
            "scored_on": self._desk.today(),
        }
        self._fields = {field: value for field, value in given.items() if value}
        self.strip.show_rows({})
        self._open(board.regulation, board.criteria_set, {})
        self._choose_item("", f"{_NEW.get(kind, 'Thành viên Hội đồng')} {name}".strip() + " (mới)")

    def _open(self, regulation: str, number: str, picks: Mapping[str, int]) -> None:
        self._law = (regulation, number)
        self._dirty = False
        try:
            made = scoring.sheet(regulation, number)
        except Trouble as trouble:
            self._cannot(str(trouble) if number else "")
            return
        self._enable(True)
        self._help.setText(_HELP)
        self.model.show_sheet(made, picks)
        self.view.go(next((key for key in self.model.keys if key not in picks), ""))
        self.view.go(self.model.current)
        self._judge()

    def _cannot(self, why: str) -> None:
        words = why or "Sản phẩm chưa chọn bộ tiêu chí. Hãy chọn bộ tiêu chí ở thẻ “Nhập liệu”."
        self._help.setText(words)
        self._enable(False)

    def _enable(self, able: bool) -> None:
        for part in (self.view, self.panel, self.strip):
            part.setVisible(able)

    def _choose_item(self, id: str, new: str = "") -> None:
        self.sheets.blockSignals(True)
        place = self.sheets.findData("new")
        if place >= 0:
            self.sheets.removeItem(place)
        if new:
            self.sheets.insertItem(0, new, "new")
        self.sheets.setCurrentIndex(self.sheets.findData("new" if new else id))
        self.sheets.blockSignals(False)
        self.sheets.setToolTip(self.sheets.currentText())
        self.other.setCurrentIndex(0)

    # ---- keeping it

    def save(self) -> bool:
        """Keep the sheet; False, and nothing lost, where it cannot be kept."""
        if not self._dirty and self.sheet_id:
            self._desk.say("Không có gì thay đổi.")
            return True
        fields = {**self._fields, "eliminated": self._eliminated or None}
        picks, rows = dict(self.model.picks), self.strip.rows()
        saved = self._desk.attempt(
            lambda: scoring.save_sheet(self._desk.data, self.sheet_id or None, fields, picks, rows)
        )
        if saved is None:
            return False
        if not saved.saved:
            self._desk.say(f"Chưa lưu phiếu. {next(iter(saved.rejected.values()), '')}", "bad")
            return False
        self._dirty, self.sheet_id = False, saved.id
        self._let_go()
        here = self.model.current
        self.show_record(*self._asked)
        self.view.go(here)
        self._desk.done.emit("Đã lưu phiếu chấm điểm.")
        return True

    def leave(self) -> bool:
        """Keep what was ticked before something else is shown."""
        return not self._dirty or self.save()

    # ---- what is not saved survives a kill

    def _keep(self) -> None:
        """Keep the sheet as it stands beside the records, a moment after the last key."""
        board = self._board
        if board is None or not self._dirty:
            return
        if self._desk.tasks.busy:
            self._kept.start()
            return
        content = {
            "sheet": self.sheet_id,
            "fields": self._fields,
            "law": list(self._law),
            "picks": self.model.picks,
            "rows": self.strip.rows(),
            "eliminated": self._eliminated,
        }
        name = board.product
        self._desk.attempt(
            lambda: kept_batches.keep(self._desk.data, name, content, kept_batches.SHEET)
        )

    def _let_go(self) -> None:
        """Nothing of the product's sheet is unsaved any more."""
        self._kept.stop()
        if self._board is not None:
            kept_batches.forget(self._desk.data, self._board.product, kept_batches.SHEET)

    def _recover(self, board: Board) -> None:
        """Lay over what an earlier run had not saved, unsaved as it was, and say so."""
        content = kept_batches.kept(self._desk.data, board.product, kept_batches.SHEET)
        if content is None:
            return
        id, fields = str(content["sheet"]), dict(content["fields"])
        if id and id in {head.id for head in board.heads}:
            self._show_sheet(id)
        else:
            self._begin(str(fields.get("scorer_kind") or "office"))
            self._fields = fields
        self._eliminated = str(content["eliminated"])
        regulation, number = content["law"]
        self._open(str(regulation), str(number), content["picks"])
        self.strip.lay_over(content["rows"])
        self.view.go(self.model.current)
        self._dirty = True
        self._desk.say("Phiếu này còn mức chấm chưa lưu của lần trước. Xem lại rồi bấm Lưu.")

    # ---- what happens

    def _on_ticked(self, _: str) -> None:
        self._dirty = True
        self._kept.start()
        self._judge()

    def _on_edited(self) -> None:
        self._dirty = True
        self._kept.start()

    def _on_moved(self, key: str) -> None:
        if self._board is not None and self.model.made is not None:
            self.strip.show_criterion(self.model.made.criterion(key), self._board.product)

    def _go(self, key: str) -> None:
        self.view.go(key)
        self.view.setFocus()

    def _judge(self) -> None:
        """Score what is ticked, now."""
        made = self.model.made
        if made is None:
            return
        why = [self._eliminated] if self._eliminated else []
        regulation, number = self._law
        found = scoring.evaluate(
            regulation, number, self.model.picks, eliminated=why, data=self._desk.data
        )
        after = found.next_star.stars if found.next_star else 0
        missed = {
            key: star
            for star, keys in sorted(found.score.unmet.items(), reverse=True)
            if star <= after
            for key in keys
        }
        self.model.show_result(found.score.points, missed)
        self.panel.show_score(made, found)

    def _on_sheet(self, _: int) -> None:
        id = str(self.sheets.currentData() or "")
        if id not in ("", "new", self.sheet_id):
            if self.leave():
                self._show_sheet(id)
            else:
                self._choose_item(self.sheet_id)

    def _on_other(self, _: int) -> None:
        id = str(self.other.currentData() or "")
        points = self._desk.attempt(lambda: scoring.points_of_sheet(self._desk.data, id))
        self.model.compare(points if id else None)

    # ---- the line above

    def _made_line(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(8)
        self.sheets = self._combo("scoring.sheets", "Phiếu", self._on_sheet)
        self.other = self._combo("scoring.other", "So với phiếu", self._on_other)
        line.addWidget(self.sheets, 3)
        line.addWidget(self.other, 2)
        line.addWidget(self._menu_button("Phiếu mới", "plus", self._fill_new))
        line.addWidget(self._menu_button("", "ellipsis", self._fill_more, "Việc khác của phiếu"))
        return line

    def _combo(self, name: str, label: str, chosen: Callable[[int], None]) -> QComboBox:
        box = QComboBox(self)
        box.setObjectName(name)
        box.setAccessibleName(label)
        box.setToolTip(label)
        box.setMinimumContentsLength(8)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.currentIndexChanged.connect(chosen)
        return box

    def _menu_button(
        self, text: str, icon: str, fill: Callable[[QMenu], None], name: str = ""
    ) -> QPushButton:
        button = QPushButton(text, self)
        button.setAccessibleName(name or text)
        button.setToolTip(name)
        icons.put(button, icon, "text", 16)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: fill(menu))
        button.setMenu(menu)
        return button

    def _fill_new(self, menu: QMenu) -> None:
        menu.clear()
        for kind, label in _NEW.items():
            menu.addAction(label, partial(self._new, kind))
        menu.addSeparator()
        board = self._board
        for name in board.members if board else ():
            menu.addAction(f"Thành viên Hội đồng: {name}", partial(self._new, "member", name))
        menu.addAction("Thành viên Hội đồng khác", partial(self._new, "member"))

    def _fill_more(self, menu: QMenu) -> None:
        menu.clear()
        stops = menu.addMenu("Đánh dấu bị loại")
        self._add_stop(stops, "Không bị loại", "")
        for key, text in self.model.made.stop_notes() if self.model.made else ():
            self._add_stop(stops, f"{key}  {_short(text)}".strip(), text)
        again = menu.addMenu("Chấm lại theo quyết định khác")
        again.setEnabled(bool(self.sheet_id))
        for code, number in score_board.decisions():
            if code != self._law[0]:
                again.addAction(number, partial(self._under, code))

    def _add_stop(self, menu: QMenu, words: str, text: str) -> None:
        action = QAction(words, menu)
        action.setCheckable(True)
        action.setChecked(self._eliminated == text)
        action.setToolTip(text)
        action.triggered.connect(lambda: self._stop(text))
        menu.addAction(action)

    def _stop(self, text: str) -> None:
        if text != self._eliminated:
            self._eliminated, self._dirty = text, True
            self._kept.start()
            self._judge()

    def _new(self, kind: str, name: str = "") -> None:
        if self.leave():
            self._begin(kind, name)
            self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _under(self, code: str) -> None:
        """Score the same again under another decision, as a new sheet beside this one."""
        if not self.leave():
            return
        saved = self._desk.attempt(
            lambda: scoring.under_another(self._desk.data, self.sheet_id, code)
        )
        if saved is not None and saved.saved:
            self.sheet_id = saved.id
            self.show_record(*self._asked)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:88]}…"
