"""Báo cáo: the figures of a day or a period, as tiles and tables, and as a workbook."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ocop_desktop.actions import figures
from ocop_desktop.gui import dialogs, theme
from ocop_desktop.gui.editor import mark
from ocop_desktop.gui.page import Card, Page, button, note_label
from ocop_desktop.gui.plain_table import PlainTable, said
from ocop_desktop.gui.small import empty_layout
from ocop_desktop.paths import documents_dir

if TYPE_CHECKING:
    from ocop_desktop.gui.window import MainWindow

_TILES = (
    "products_in_force",
    "products_four_star",
    "subjects",
    "training_turns",
    "subjects_supported",
    "products_on_platforms",
)


class ReportPage(Page):
    """Reads the file when it is opened, and again when it is asked."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__("Báo cáo", window)
        self._window, self._desk = window, window.desk
        self._made: figures.Figures | None = None
        self._start = self._day("report.from", "Từ ngày", "từ đầu")
        self._end = self._day("report.to", "Đến ngày", "hôm nay")
        for label, line in (("Từ", self._start), ("đến", self._end)):
            word = QLabel(label, self)
            mark(word, "look", "note")
            self.heading.addWidget(word)
            self.heading.addWidget(line)
        again = button("Xem", "refresh-cw", self.refresh, self)
        again.setObjectName("command.report")
        self.heading.addWidget(again)
        if "target" in self._desk.data.forms:
            self.heading.addWidget(button("Chỉ tiêu", "target", self._open_targets, self))
        write = button("Ghi ra Excel…", "file-spreadsheet", self._ask_file, self, "primary")
        write.setObjectName("command.write_report")
        self.heading.addWidget(write)
        self._stale = True

    def showEvent(self, event: object) -> None:
        """Count when first seen."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self._stale = False
            self.refresh()

    def refresh(self) -> None:
        """Count again."""
        if not self.isVisible():
            self._stale = True
            return
        start, end = self._start.text().strip() or None, self._end.text().strip() or None
        data = self._desk.data
        if self._desk.tasks.busy:
            return
        self._desk.run(
            "Đang tính số liệu",
            lambda _: figures.report(data, start=start, end=end),
            self._show,
        )

    def _day(self, name: str, label: str, hint: str) -> QLineEdit:
        line = QLineEdit(self)
        line.setObjectName(name)
        line.setAccessibleName(label)
        line.setPlaceholderText(hint)
        line.setFixedWidth(theme.now().px(112))
        line.returnPressed.connect(self.refresh)
        return line

    def _show(self, made: figures.Figures) -> None:
        self._made = made
        empty_layout(self.column)
        self.column.addWidget(note_label(made.title, self.inside))
        self.column.addWidget(self._tiles(made))
        self.column.addWidget(self._headline(made))
        for table in made.tables:
            if table.rows:
                card = Card(table.title, self.inside)
                headings = [column.label for column in table.columns]
                card.column.addWidget(PlainTable(headings, table.cells(), card))
                self.column.addWidget(card)
        self.column.addStretch(1)

    def _tiles(self, made: figures.Figures) -> QWidget:
        box = QWidget(self.inside)
        grid = QGridLayout(box)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(12)
        labels = dict(zip(made.figures, made.lines(), strict=True))
        for place, name in enumerate(name for name in _TILES if name in labels):
            label, value = labels[name]
            grid.addWidget(_tile(label, said(value), box), place // 3, place % 3)
        return box

    def _headline(self, made: figures.Figures) -> Card:
        card = Card("Số liệu chung", self.inside)
        rows = list(made.lines())
        card.column.addWidget(PlainTable(("Chỉ số", "Số liệu"), rows, card))
        return card

    def _open_targets(self) -> None:
        self._window.go("target")

    def _ask_file(self) -> None:
        suggested = documents_dir() / f"OCOP-bao-cao-{self._desk.today()}.xlsx"
        dialogs.choose_place(self, "Lưu báo cáo", dialogs.EXCEL_FILTER, suggested, self._write)

    def _write(self, out: Path) -> None:
        made = self._made
        if made is None:
            return
        self._desk.run(
            "Đang ghi báo cáo",
            lambda _: figures.write(made, out),
            lambda _: self._window.status.say_and_offer(
                f"Đã ghi {out.name}", "Mở thư mục", partial(self._desk.show_path, out.parent)
            ),
        )


def _tile(label: str, number: str, parent: QWidget) -> QFrame:
    tile = QFrame(parent)
    tile.setObjectName("card")
    column = QVBoxLayout(tile)
    column.setContentsMargins(16, 12, 16, 12)
    column.setSpacing(0)
    big = QLabel(number, tile)
    big.setObjectName("big-number")
    column.addWidget(big)
    column.addWidget(note_label(label, tile))
    return tile
